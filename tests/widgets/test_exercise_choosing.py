"""Choosing anew while playing: what is taken up when, what is kept of it, and how it is heard again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.coplayers.coplayer import CoPlayer
from mtlearn.music.partner.partner import Partner
from mtlearn.sound.channels import LEARNER, PARTNER
from mtlearn.widgets.exercise import Exercise
from mtlearn.widgets.replay import again

from .take_time import TakeTime
from .test_exercise import Page, play
from .test_exercise_kind import opened, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


async def begun(page: Page, time: TakeTime) -> None:
    page.says("start")
    await page.hears("started")
    page.says("clock", at=time.now)
    await time.run(0.2)


def test_another_voice_counts_from_the_next_note_and_is_heard_again_so(record: Record) -> None:
    """What was played before keeps its voice when the take is heard again; a reload keeps the new one."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        await begun(page, time)
        await phrase(page, time, 60)
        page.says("set", name="mine", value="flute")
        await phrase(page, time, 64)
        page.says("stop", at=time.now, width=600)
        await page.hears("told")

    play(act)
    (take,) = record.takes()
    events, voices = again(take, "mine")
    assert ["piano", "flute"] == [voices[event.channel] for event in events]
    assert ("piano", "vibraphone") == (voices[LEARNER], voices[PARTNER])
    assert "flute" == Exercise("nb", record, "mirror").view["settings"]["mine"]


def test_more_tones_and_another_scale_reach_the_one_who_plays_along(record: Record) -> None:
    """A caller calls in the tones the learner has now."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "echo", time)
        page.says("set", name="who", value="caller")
        await begun(page, time)
        page.says("set", name="pads", value=8)
        page.says("set", name="scale", value="blues")
        assert 8 == len(page.exercise.view["pads"])
        await time.run(6.0)
        page.says("stop", at=time.now, width=600)
        told = await page.hears("told")
        assert {row[2] for row in told["partner"]} <= {pad["pitch"] for pad in page.exercise.view["pads"]}
        assert told["partner"]

    play(act)


def test_the_stance_changes_while_playing(record: Record) -> None:
    """The same partner goes on in another way; what it was is kept with the take."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "partner", time)
        await begun(page, time)
        await phrase(page, time, 60, 64)
        partner = page.exercise._session.partner  # type: ignore[union-attr] # it is being played
        page.says("set", name="stance", value="imitating")
        assert partner is page.exercise._session.partner  # type: ignore[union-attr] # it still is
        assert "imitating" == partner.stance  # type: ignore[attr-defined] # the partner's own
        page.says("stop", at=time.now, width=600)
        await page.hears("told")

    play(act)
    (take,) = record.takes()
    assert ("mirroring", "imitating") == (take.settings["stance"], take.last_settings["stance"])


def test_a_shorter_length_ends_the_take(record: Record) -> None:
    """What is chosen of the length counts at once."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "first-sounds", time)
        await begun(page, time)
        await time.run(61.0)
        page.says("set", name="length", value=60)
        await time.run(0.2)
        assert "time_over" == (await page.hears("ended"))["why"]

    play(act)
    assert 60.0 == record.takes()[0].length


def test_tones_do_not_become_drums_in_the_middle(record: Record) -> None:
    """Another instrument waits until the take is over; the page is shown what still is."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        await begun(page, time)
        page.says("set", name="mine", value="hand-drums")
        assert "piano" == page.exercise.view["settings"]["mine"]
        page.says("stop", at=time.now, width=600)
        await page.hears("told")
        page.says("set", name="mine", value="hand-drums")
        assert "hand-drums" == page.exercise.view["settings"]["mine"]

    play(act)


def test_a_choice_is_taken_up_by_its_old_name_too(record: Record) -> None:
    """A drone that is switched off as it once was is music to play over that ends."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        await begun(page, time)
        page.says("set", name="drone", value=False)
        assert "" == page.exercise.notice
        page.says("stop", at=time.now, width=600)
        await page.hears("told")

    play(act)
    assert "none" == record.takes()[0].last_settings["backing"]


def test_leaving_keeps_the_take(record: Record) -> None:
    """Who goes on to another exercise while playing has lost nothing."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        await begun(page, time)
        await phrase(page, time, 60, 62)
        page.exercise.leave()

    play(act)
    (take,) = record.takes()
    assert take.ended
    assert 2 == len(take.mine)


@pytest.mark.parametrize(
    ("name", "who"), [("partner", ""), ("echo", "caller"), ("accompany", ""), ("first-meeting", "")]
)
def test_with_another_scale_it_is_still_the_same_one_who_plays_along(
    record: Record, name: str, who: str
) -> None:
    """A partner, a caller, a simulated person and a guest go on, with what they have heard so far."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, name, time)
        if who:
            page.says("set", name="who", value=who)
        await begun(page, time)
        await phrase(page, time, 60, 64)
        session = page.exercise._session
        assert session is not None
        other = session.partner
        for choice, value in (
            ("scale", "blues"),
            ("tonic", 62),
            ("pads", 12),
            ("tempo", 100),
            ("length", 300),
        ):
            page.says("set", name=choice, value=value)
            await time.run(0.5)
            assert other is session.partner
        page.says("stop", at=time.now, width=600)
        told = await page.hears("told")
        assert all(row[1] < 20 for row in told["partner"]), "nothing is left hanging"

    play(act)


def test_a_tempo_nobody_has_chosen_goes_along_with_who_plays(record: Record) -> None:
    """Each is at home in a tempo of their own; one that was chosen stays, and is what is played in."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "accompany", time)

        def tempo() -> int:
            return int(page.exercise.view["settings"]["tempo"])

        assert 66 == tempo()
        assert page.exercise.view["tempo_about"].startswith("Marte spiller omtrent")
        page.says("set", name="way", value="hurried")
        assert 113 == tempo()
        page.says("set", name="who", value="partner")
        assert 92 == tempo()
        assert "du som bestemmer tempoet" in page.exercise.view["tempo_about"]
        page.says("set", name="who", value="coplayer")
        page.says("set", name="tempo", value=80)
        page.says("set", name="way", value="sparse")
        assert 80 == tempo()
        await begun(page, time)
        session = page.exercise._session
        assert session is not None
        assert isinstance(session.partner, CoPlayer)
        assert 80 == session.partner.tempo
        page.says("set", name="tempo", value=100)
        assert 100 == session.partner.tempo
        page.says("set", name="way", value="playful")
        assert isinstance(session.partner, CoPlayer)
        assert 100 == session.partner.tempo
        page.says("set", name="backing", value="waltz")
        assert "" == page.exercise.view["tempo_about"]
        page.says("set", name="tempo", value=118)
        page.says("set", name="way", value="sparse")
        assert 118 == tempo(), "the waltz goes on as it was"
        page.says("stop", at=time.now, width=600)
        await page.hears("told")

    play(act)
    (take,) = record.takes()
    assert (80, 118) == (take.settings["tempo"], take.last_settings["tempo"])


def test_a_guest_comes_in_the_tempo_of_their_own_way(record: Record) -> None:
    """Each way of playing has its own, also where the exercise's example is of another."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "first-meeting", time)
        page.says("set", name="offer", value="quiet")
        for way, tempo in (("hesitant", 66), ("waiting", 76)):
            page.says("set", name="way", value=way)
            assert tempo == page.exercise.view["settings"]["tempo"]
        page.says("set", name="way", value="hesitant")
        await begun(page, time)
        session = page.exercise._session
        assert session is not None
        assert isinstance(session.partner, CoPlayer)
        assert 0.9 * 66 < session.partner.tempo < 1.1 * 66
        page.says("stop", at=time.now, width=600)
        await page.hears("told")

    play(act)


@pytest.mark.parametrize("backing", ["none", "four-chords"])
def test_a_partner_remembers_over_a_change_of_scale(record: Record, backing: str) -> None:
    """Motif, beat and phrase are as they were, and what it plays from then on is in the new scale."""
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "partner", time)
        page.says("set", name="stance", value="matching")
        page.says("set", name="backing", value=backing)
        await begun(page, time)
        for pitch in (60, 62, 64, 67) * 6:
            page.says("play", on=True, pitch=pitch, velocity=80, at=time.now)
            await time.run(0.4)
            page.says("play", on=False, pitch=pitch, velocity=1, at=time.now)
            await time.run(0.1)
        session = page.exercise._session
        assert session is not None
        partner = session.partner
        assert isinstance(partner, Partner)
        before = partner.heard
        page.says("set", name="scale", value="minor-pentatonic")
        page.says("set", name="tonic", value=63)
        assert before == partner.heard
        assert before.motif is not None
        assert before.beat is not None
        await time.run(4.5)  # a bar line has come
        changed = time.now
        for pitch in (63, 66, 68, 70) * 4:
            page.says("play", on=True, pitch=pitch, velocity=80, at=time.now)
            await time.run(0.4)
            page.says("play", on=False, pitch=pitch, velocity=1, at=time.now)
            await time.run(0.1)
        assert partner is session.partner
        page.says("stop", at=time.now, width=600)
        told = await page.hears("told")
        late = [row[2] % 12 for row in told["partner"] if row[0] > changed]
        assert len(late) > 5
        assert set(late) <= {3, 6, 8, 10, 1}
        assert all(row[0] + row[1] < changed + 0.3 for row in told["partner"] if row[0] < changed - 4.5)

    play(act)
