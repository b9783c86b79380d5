"""Every exercise from the kernel's side: started, played, answered, stopped, told, reloaded and reopened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Record, Take
from mtlearn.learner.store import Store
from mtlearn.music.invitations import FOR_AIM, INVITATIONS
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.exercise import Exercise
from mtlearn.widgets.exercise_again import again
from mtlearn.widgets.exercise_kind import KINDS, Kind
from mtlearn.widgets.exercise_view import possible
from mtlearn.widgets.exercise_words import about_others, exercise_words
from mtlearn.widgets.outcome import told

from .simple_music import SimpleMusic
from .take_time import TakeTime
from .test_exercise import Page, play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WITH = [(name, who) for name, kind in KINDS.items() for who in kind.whos]
SEED = 7
REST = 1.4


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


def opened(record: Record, name: str, time: TakeTime, lang: Language = "nb") -> Page:
    return Page(
        Exercise(
            lang, record, name, clock=time.clock, pause=time.pause, chance=lambda _: SEED, music=SimpleMusic()
        )
    )


async def phrase(page: Page, time: TakeTime, *pitches: int) -> None:
    """Play a few tones, each for three tenths of a second, and rest."""
    for pitch in pitches:
        page.says("play", on=True, pitch=pitch, velocity=80, at=time.now)
        await time.run(0.3)
        page.says("play", on=False, pitch=pitch, velocity=1, at=time.now)
        await time.run(0.2)
    await time.run(REST)


async def whole(page: Page, time: TakeTime) -> dict[str, Any]:
    """Play a take of some twenty seconds, and give what is told of it."""
    pitches = [pad["pitch"] for pad in page.exercise.view["pads"]]
    page.says("start")
    await page.hears("started")
    page.says("clock", at=time.now)
    for _ in range(4):
        await phrase(page, time, *(pitches[place] for place in (0, 2, 4, 3)))
    await time.run(4.0)
    page.says("stop", at=time.now, width=600)
    return await page.hears("told")


@pytest.mark.parametrize(("name", "who"), WITH)
def test_a_take_of_every_exercise_goes_from_start_to_words_and_back(
    record: Record, name: str, who: str
) -> None:
    """Whoever is there answers, and nobody else; the take is told of, and again in the other language."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, name, time)
        page.says("set", name="who", value=who)
        told = await whole(page, time)
        assert 16 == len(told["mine"])
        assert bool(told["partner"]) == (who != "nobody")
        ended = round(time.now, 3)  # what is told is rounded, and a tone may begin as the take ends
        assert all(0 <= row[0] <= ended and row[1] > 0 for row in told["partner"])
        assert told["strengths"]
        assert told["next"]["text"]
        assert told["again"]
        assert "" == told["written"]
        assert "" == page.exercise.notice
        after = opened(record, name, time, "en")
        assert who == after.exercise.view["settings"]["who"]
        after.says("open", local=True, width=400)
        again_ = await after.hears("told")
        assert (told["id"], told["partner"]) == (again_["id"], again_["partner"])
        after.heard.clear()
        after.says("open", take=told["id"], width=400)
        assert (await after.hears("told"))["asked"]

    play(act)
    (take,) = record.takes()
    assert take.ended
    assert name == take.settings["exercise"]
    assert SEED == take.settings["seed"]


@pytest.mark.parametrize("name", ["echo", "partner", "ground"])
def test_the_same_seed_and_playing_give_the_same_take(record: Record, name: str) -> None:
    """Chance and clock come from outside: what was answered once is answered again."""
    found = []

    async def act() -> None:
        time = TakeTime()
        found.append(await whole(opened(record, name, time), time))

    play(act)
    play(act)
    assert found[0]["partner"] == found[1]["partner"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exercise_says_all_it_has_to_say(kind: Kind, lang: Language) -> None:
    """Title, aim in one sentence, what to listen for, a question; each choice and change is in words."""
    words = exercise_words(kind.name, lang)
    for key in ("title", "aim", "listen_for", "reflect"):
        assert words[key]
    assert 1 == words["aim"].count(".")
    assert words["aim"].endswith(".")
    assert words["reflect"].endswith("?")
    choices = possible(words, lang, kind)["choices"]
    assert list(kind.whos) == [who for who, _ in choices["whos"]]
    assert list(kind.stances) == [stance for stance, _ in choices["stances"]]
    assert list(kind.ways) == [way for way, _ in choices["ways"]]
    for who in kind.whos:
        for change in again(kind, kind.first.changed("who", who)):
            assert words[f"again_{change.name}"]


@pytest.mark.parametrize(("name", "who"), WITH)
def test_again_is_with_one_thing_changed(name: str, who: str) -> None:
    """Two to four changes are offered; each is possible here, and changes what was chosen."""
    kind = KINDS[name]
    choices = kind.first.changed("who", who)
    offered = again(kind, choices)
    assert 2 <= len(offered) <= 4
    assert len(offered) == len({change.name for change in offered})
    for _, setup in offered:
        after = choices
        for what, value in setup.items():
            assert kind.allows(what, value)
            after = after.changed(what, value)
        assert after != choices


def test_what_is_not_in_an_exercise_falls_back_to_its_first() -> None:
    """A take made when there was more to choose from is read as far as it goes here."""
    found = KINDS["echo"].choices({"who": "coplayer", "stance": "matching", "scale": "blues"})
    assert Choices(backing="none", stance="imitating", scale="blues", tempo=108) == found


def test_a_choice_of_another_exercise_is_refused(record: Record) -> None:
    """The mirror's partner does not become somebody else, whatever a page says."""
    page = Page(Exercise("nb", record, "mirror"))
    page.says("set", name="who", value="coplayer")
    assert "partner" == page.exercise.view["settings"]["who"]
    assert page.exercise.notice


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_way_of_answering_says_whose_words_it_follows_and_that_the_model_is_our_own(
    kind: Kind, lang: Language
) -> None:
    """Where there is no other way to choose, too."""
    whose = {
        "nb": r"Perret|Wikipedia|Wigram|studiemateriell|kursets egne",
        "en": r"Perret|Wikipedia|Wigram|study material|course’s own",
    }
    for stance in kind.stances:
        about = about_others(kind, lang)[f"stance-{stance}"]
        assert re.search(whose[lang], about)
        assert about.endswith({"nb": "er kursets egen modell.", "en": "is the course’s own model."}[lang])


@pytest.mark.parametrize("name", ["echo", "match", "ground", "accompany"])
def test_who_is_accompanied_is_told_so(name: str) -> None:
    """What there is to try is about one's own playing; who accompanies is asked about the other's too."""

    def asked(who: str) -> set[str]:
        found = set()
        for count in range(12, 40):
            mine = [[0.5 * n, 0.4, 60 + n % (2 + count % 4), 70] for n in range(count)]
            other = [[0.5 * n + 0.1, 0.3, 72 + n % 4, 70] for n in range(count)]
            take = Take("a", 1.0, {"exercise": name, "who": who}, mine, other, ended=True, kept=False)
            found.add(told(take, "en")["next"]["kind"])
        return found

    of_the_other = {kind for kind in FOR_AIM[name] if INVITATIONS[kind].partner}
    assert set() == of_the_other & asked("partner")
    assert of_the_other & asked("caller" if name == "echo" else "coplayer")
