"""An exercise from the kernel's side: what the page says, what it is told, and what the log keeps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.errors import NoPortAudioError, UnknownLessonError
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.exercise import Exercise

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from mtlearn.sound.card import SoundCard


async def until(true: Callable[[], object]) -> None:
    """Wait on a state, twenty seconds at most."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - the state is the exercise's, which has no event to wait on
            await asyncio.sleep(0.01)


class Page:
    """What stands for the page: says things to the exercise, and keeps what it is told."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.heard: list[dict[str, Any]] = []
        exercise.send = lambda content, _buffers=None: self.heard.append(content)

    def says(self, kind: str, **content: object) -> None:
        """Send a message, as the page does."""
        self.exercise._hear(self.exercise, {"type": kind, **content}, [])

    async def hears(self, kind: str) -> dict[str, Any]:
        """Wait until the page was told something of a kind, and give the last of it."""
        await until(lambda: any(content["type"] == kind for content in self.heard))
        return [content for content in self.heard if content["type"] == kind][-1]

    async def plays(self, *pitches: int) -> None:
        """Start a take and play some short notes."""
        self.says("start")
        await self.hears("started")
        self.says("clock", at=0.0)
        for number, pitch in enumerate(pitches):
            at = 0.01 * number
            self.says("play", on=True, pitch=pitch, velocity=80, at=at)
            self.says("play", on=False, pitch=pitch, velocity=0, at=at + 0.005)


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "user-leads")
    store.close()


def play(act: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await act()
        await asyncio.sleep(0)  # what was just begun gets to its first wait
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(whole())


def test_there_is_no_exercise_by_another_name(record: Record) -> None:
    """A misspelt exercise says which there are."""
    with pytest.raises(UnknownLessonError, match="mirror"):
        Exercise("nb", record, "mirro")


def test_a_take_goes_from_start_to_words(record: Record) -> None:
    """The partner plays the same tones, the take is in the log, and its words come in the page's language."""

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror"))
        await page.plays(60, 64, 67)
        page.says("stop", at=1.0, width=600)
        told = await page.hears("told")
        await page.hears("engraved")
        assert [60, 64, 67] == [row[2] for row in told["mine"]]
        assert [60, 64, 67] == [row[2] for row in told["partner"]]
        assert told["next"]["text"]

    play(act)
    (take,) = record.takes()
    assert take.ended
    assert not take.kept
    assert 3 == len(take.mine) == len(take.partner)
    assert {"exercise": "mirror", "scale": "major-pentatonic"}.items() <= take.settings.items()


def test_what_sounded_is_in_the_log_before_anybody_stops(record: Record) -> None:
    """A kernel that dies in the middle of a take loses no note that has ended."""

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror"))
        await page.plays(60, 64, 67)
        await until(lambda: record.takes() and len(record.takes()[0].mine) == 3)

    play(act)
    (take,) = record.takes()
    assert not take.ended
    again = Exercise("en", record, "mirror")
    assert {"id": take.id, "count": 3} == again.view["unfinished"]


def test_a_take_that_was_cut_off_can_be_saved(record: Record) -> None:
    """Saving it ends it too, and it stands in the list."""
    record.begin_take("cut", {"exercise": "mirror"})
    record.add_notes("cut", [[0, 1, 60, 80]], [])
    page = Page(Exercise("nb", record, "mirror"))
    page.says("keep", take="cut", kept=True)
    assert page.exercise.view["unfinished"] is None
    assert ["cut"] == [take["id"] for take in page.exercise.view["saved"]]
    page.says("keep", take="cut", kept=False)
    assert [] == page.exercise.view["saved"]


def test_after_a_reload_the_last_take_is_told_again(record: Record) -> None:
    """A new page, in the other language, shows what was played before."""
    record.begin_take("one", {"exercise": "mirror", "scale": "blues"})
    record.add_notes("one", [[0, 1, 60, 80]], [[0, 1, 60, 80]])
    record.end_take("one")

    async def act() -> None:
        page = Page(Exercise("en", record, "mirror"))
        page.says("open", local=True, width=400)
        assert "one" == (await page.hears("told"))["id"]
        assert "1 notes" in (await page.hears("engraved"))["label"]
        assert "blues" == page.exercise.view["settings"]["scale"]

    play(act)


def test_an_empty_take_is_told_kindly(record: Record) -> None:
    """Start and stop with nothing between them gets words, and no notation."""

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror"))
        await page.plays()
        page.says("stop", at=2.0)
        told = await page.hears("told")
        assert [] == told["mine"]
        assert told["strengths"]

    play(act)


def test_without_a_sound_card_the_page_sounds_and_says_so(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The take goes on in the browser, and one sentence says what happened and what to do."""
    monkeypatch.setenv("MTLEARN_SOUND", "card")

    def no_card() -> SoundCard:
        message = "PortAudio is missing"
        raise NoPortAudioError(message, how="apt-get install libportaudio2")

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror", card=no_card))
        page.says("open", local=True)
        await until(lambda: page.exercise.view["out"] == "card")
        await page.plays(60)
        assert "browser" == (await page.hears("started"))["out"]
        assert "Lyden kommer fra denne siden i stedet" in (await page.hears("out"))["said"]
        assert [60] == [move[2] for move in (await page.hears("moves"))["moves"]]

    play(act)


def test_the_dial_moves_while_we_play(record: Record) -> None:
    """What the learner sets while playing counts from the next note."""

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror"))
        await page.plays()
        page.says("set", name="closeness", value=20)
        session = page.exercise._session
        assert session
        assert 0.2 == session.partner.closeness
        assert 20 == page.exercise.view["settings"]["closeness"]

    play(act)


def test_a_take_ends_by_itself_when_its_time_is_up(record: Record) -> None:
    """The page is told why, and the take is whole."""
    now = [0.0]

    async def act() -> None:
        page = Page(Exercise("nb", record, "mirror", clock=lambda: now[0]))
        page.says("set", name="length", value=60)
        await page.plays(60)
        now[0] = 61.0
        assert "time_over" == (await page.hears("ended"))["why"]

    play(act)
    assert record.takes()[0].ended


def test_a_take_ends_when_the_page_is_gone(record: Record) -> None:
    """A window that crashed says nothing more: whoever plays along does not play on for nobody."""
    now = [0.0]

    async def act() -> None:
        page = Page(Exercise("en", record, "mirror", clock=lambda: now[0]))
        await page.plays(60)
        now[0] = 90.0
        await asyncio.sleep(0.3)
        assert not [one for one in page.heard if one["type"] == "ended"]
        now[0] = 102.0
        assert "page_gone" == (await page.hears("ended"))["why"]

    play(act)
    assert record.takes()[0].ended


def test_odd_messages_become_a_sentence_and_nothing_more(record: Record) -> None:
    """A message no page would send neither stops the exercise nor shows a trace."""
    page = Page(Exercise("nb", record, "mirror"))
    for kind, content in [
        ("play", {}),
        ("play", {"on": True, "pitch": "x", "velocity": 1, "at": 0}),
        ("set", {"name": "mine", "value": "tuba"}),
        ("keep", {"take": "no"}),
        ("nonsense", {}),
    ]:
        page.says(kind, **content)
        assert "Traceback" not in page.exercise.notice
    assert page.exercise.notice


def test_ways_to_play_are_kept_for_every_lesson(record: Record) -> None:
    """One switch stays one switch after a reload."""
    page = Page(Exercise("nb", record, "mirror"))
    page.says("ways", ways={"switches": 1, "pace": 2, "touch": "soft", "midi": "as-is"})
    elsewhere = Exercise("en", Record(record.store, "listening"), "mirror")
    assert {"switches": 1, "pace": 2, "touch": "soft", "midi": "as-is"} == elsewhere.view["ways"]
