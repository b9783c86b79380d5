"""Playing over music: what page and log are told, that it changes at bar lines and is heard again alike."""

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING, Any

import music21
import pytest
import soundfile

from mtlearn.language import LANGUAGES
from mtlearn.learner.record import Record, Take
from mtlearn.learner.store import Store
from mtlearn.music.backing.chord import read
from mtlearn.music.backing.setting import STYLES, Setting
from mtlearn.sound.channels import BACKING, COUNT_IN
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.exercise import Exercise
from mtlearn.widgets.komp import Komp, ensemble, has_metre
from mtlearn.widgets.outcome import laid_bars, told
from mtlearn.widgets.replay import again
from mtlearn.widgets.takeaway import engraved, file
from mtlearn.widgets.transport import Score, Stretch

from .simple_music import SimpleMusic
from .take_time import TakeTime
from .test_exercise import Page, play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TUNE = [[0.5 + step / 3, 0.3, 60 + step % 8, 80] for step in range(30)]


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


def over(record: Record, clock: list[float]) -> Page:
    """Give an exercise over simple music, at a time that stands still until it is moved."""
    return Page(Exercise("nb", record, "over", clock=lambda: clock[0], music=SimpleMusic()))


def test_the_music_comes_counted_in_and_two_bars_ahead(record: Record) -> None:
    """The page hears of whole bars before they sound, the count-in first, and which voices play them."""

    async def act() -> None:
        page = over(record, [0.0])
        await page.plays()
        music = await page.hears("backing")
        assert [True, False] == [bar["counts"] for bar in music["bars"][:2]]
        assert sum(bar["length"] for bar in music["bars"]) >= 6
        assert all(a["start"] + a["length"] == b["start"] for a, b in itertools.pairwise(music["bars"]))
        assert {COUNT_IN, BACKING["drums"], BACKING["bass"]} == {event.channel for event in music["events"]}
        assert {event.channel for event in music["events"]} <= set(music["voices"])
        page.says("stop", at=1.0)

    play(act)
    (take,) = record.takes()
    assert "four-chords" == take.settings["backing"]
    assert 1 == len(take.backing)
    assert [] == take.partner


def test_a_new_tempo_comes_with_the_next_bar_and_the_page_says_so(record: Record) -> None:
    """What was planned is taken back from that bar on, and the words name what comes."""
    clock = [0.0]

    async def act() -> None:
        page = over(record, clock)
        page.says("set", name="count_in", value=False)
        await page.plays()
        first = await page.hears("backing")
        clock[0] = 1.0
        page.says("set", name="tempo", value=120)
        later = await page.hears("backing")
        lines = [bar["start"] for bar in first["bars"]]
        assert later["at"] in lines
        assert later["at"] == min(line for line in lines if line >= 1.25)
        assert later["cancel"] <= later["at"]
        assert 2.0 == later["bars"][0]["length"]
        assert "Fra neste takt: 120 slag i minuttet." == (await page.hears("said"))["text"]
        page.says("set", name="tonic", value=62)
        assert "Fra neste takt: D, Pentaton, dur." == (await page.hears("said"))["text"]
        assert later["at"] == page.exercise.view["pads_at"]
        assert 62 == page.exercise.view["pads"][0]["pitch"]
        page.says("set", name="backing", value="waltz")
        waltz = await page.hears("backing")
        assert BACKING["drums"] not in waltz["voices"]  # its drums begin beside those that still play
        page.says("stop", at=1.0)

    play(act)


def test_nothing_more_is_planned_after_stop(record: Record) -> None:
    """Stop is stop: no later bar reaches the page, and the log knows how long the take was."""

    async def act() -> None:
        page = over(record, [0.0])
        await page.plays()
        await page.hears("backing")
        page.says("stop", at=3.0)
        count = len([one for one in page.heard if one["type"] == "backing"])
        page.says("set", name="tempo", value=60)
        await page.hears("told")
        assert count == len([one for one in page.heard if one["type"] == "backing"])

    play(act)
    assert 3.0 == record.takes()[0].length


def taken(style: str, **settings: Any) -> Take:
    """Give a take over one style, begun at half a second, at a beat a second."""
    stretch = Stretch(0.5, 0, Score(Setting(style, 60, "major", 60, 3)))
    chosen = {"exercise": "over", "together": False, "backing": style, **settings}
    return Take("a", 1_790_000_000.0, chosen, TUNE, [], True, False, (stretch.as_data(),), 12.0)  # noqa: FBT003


@pytest.mark.parametrize("style", STYLES)
def test_what_was_played_over_is_heard_again(style: str) -> None:
    """The same strokes come each time, inside the take; alone, or a stretch of it; and the file has them."""
    take = taken(style)
    events, voices = again(take)
    assert (events, voices) == again(take)
    under, _ = again(take, "backing")
    assert [event for event in events if event.channel in BACKING.values()] == under
    assert all(0 <= event.time <= event.time + event.duration <= 12.05 for event in under)
    assert {event.channel for event in events} <= set(voices)
    assert len(again(take, "backing", (4.0, 6.0))[0]) < len(under)


@pytest.mark.parametrize(
    ("style", "signature", "beats"), [("waltz", "3/4", 3), ("lullaby", "6/8", 2), ("blues", "4/4", 4)]
)
def test_bars_are_those_of_the_music(style: str, signature: str, beats: int) -> None:
    """Metre and bar lines are the music's, in marks and notation; nobody without a part has a staff."""
    take = taken(style)
    laid, theirs = laid_bars(take)
    assert theirs
    assert beats == laid.beats
    assert [0.5, 0.5 + beats, 0.5 + 2 * beats] == told(take, "nb")["marks"][:3]
    assert engraved(take, "nb", 700)["svg"]
    score = music21.converter.parseData(file(take, "musicxml", "en")[2], format="musicxml")
    assert signature == score.recurse().getElementsByClass("TimeSignature")[0].ratioString


def test_the_sound_file_has_the_music_in_it() -> None:
    """A take in which nobody played a note is not a silent file."""
    name, _, made = file(taken("samba")._replace(mine=[]), "wav", "nb")
    sound, _ = soundfile.read(io.BytesIO(made))
    assert name.startswith("spill-over-komp-")
    assert abs(sound).max() > 0.01


@pytest.mark.parametrize("lang", LANGUAGES)
def test_alone_with_the_music_there_is_no_word_of_a_partner(lang: str) -> None:
    """Whoever only listened is met kindly too."""
    for mine in (TUNE, TUNE[:1], []):
        said = told(taken("reggae")._replace(mine=mine), lang)  # type: ignore[arg-type] # a language
        text = " ".join([*(one["text"] for one in said["strengths"]), said["next"]["text"]])
        assert said["strengths"]
        assert "partner" not in text
        assert "medspiller" not in text


def test_drums_are_told_about_as_drums() -> None:
    """Strokes have the drums' names, and there is no notation of tones that were none."""
    strokes = [[row[0], row[1], 60 + index % 3, row[3]] for index, row in enumerate(TUNE)]
    take = taken("samba", mine="hand-drums")._replace(mine=strokes)
    said = told(take, "nb")
    assert "bongo" in said["names"][60].lower()
    assert not {"range", "line-up", "line-down", "chords"} & {one["kind"] for one in said["strengths"]}
    assert "" == engraved(take, "nb", 700)["svg"]


@pytest.mark.parametrize(
    ("symbol", "nb"),
    [
        ("Bm7", "Hm7"),
        ("Bb", "Bb"),
        ("B♭7", "Bb7"),
        ("Gm/Bb", "Gm/Bb"),
        ("G/B", "G/H"),
        ("Am7", "Am7"),
        ("F#dim", "F#dim"),
    ],
)
def test_chords_are_called_as_norwegians_call_them(symbol: str, nb: str) -> None:
    """The B of English is H, and B flat is Bb: a lone B, which means two things, is never written."""
    assert nb == chord_name(symbol, "nb")
    assert not re.search(r"(^|/)B(?!b)", nb)
    assert symbol == chord_name(symbol, "en")


@pytest.mark.parametrize("style", [style for style in STYLES if has_metre(style)])
def test_every_style_that_has_a_metre_is_counted_in_aloud(style: str) -> None:
    """The course's own music is counted in on wood blocks that have a voice, whoever plays after."""
    planned = Komp(ensemble(), 1).begin(Choices(backing=style), 0.0)
    blocks = [event for event in planned.events if event.channel == COUNT_IN]
    assert "hand-drums" == planned.voices[COUNT_IN]
    assert planned.bars[0].bar.beats
    assert len(planned.bars[0].bar.beats) == len(blocks)


@pytest.mark.parametrize("backing", ["four-chords", "waltz", "lullaby"])
def test_who_accompanies_plays_the_chords_the_page_shows(record: Record, backing: str) -> None:
    """From the first bar of the music that there is, and when another key comes at a bar line."""
    time = TakeTime()

    async def act() -> None:
        exercise = Exercise("en", record, "partner", clock=time.clock, pause=time.pause, chance=lambda _: 5)
        page = Page(exercise)
        for name, value in (("stance", "accompanying"), ("scale", "major"), ("backing", backing)):
            page.says("set", name=name, value=value)
        page.says("start")
        await page.hears("started")
        page.says("clock", at=time.now)
        for number in range(40):
            if number == 24:
                page.says("set", name="tonic", value=62)
            pitch = page.exercise.view["pads"][(0, 2, 4, 5, 3)[number % 5]]["pitch"]
            page.says("play", on=True, pitch=pitch, velocity=80, at=time.now)
            await time.run(0.4)
            page.says("play", on=False, pitch=pitch, velocity=1, at=time.now)
            await time.run(0.1)
        stands: dict[float, tuple[float, tuple[int, ...]]] = {}
        for said in page.heard:
            if said["type"] == "backing":
                stands = {at: one for at, one in stands.items() if at < (said["cancel"] or 1e9)}
                for bar in said["bars"]:
                    for at, name in bar["chords"]:
                        found = read(name)
                        assert found is not None
                        stands[bar["start"] + at] = (bar["start"] + bar["length"], found.tones)
        begun = min(stands)
        struck = [move for said in page.heard if said["type"] == "moves" for move in said["moves"] if move[1]]
        late = [(at, pitch) for at, _, pitch, _ in struck if at > begun + 2]
        assert len(late) > 20
        for at, pitch in late:
            begins = max(moment for moment in stands if moment <= at + 0.03)
            assert pitch % 12 in stands[begins][1], (at, pitch)
        page.says("stop", at=time.now)

    play(act)


def test_over_a_drone_the_chords_are_the_partners_own(record: Record) -> None:
    """A drone has no third: any chord of the learner's tones goes over it."""
    time = TakeTime()

    async def act() -> None:
        exercise = Exercise("en", record, "partner", clock=time.clock, pause=time.pause, chance=lambda _: 5)
        page = Page(exercise)
        for name, value in (("stance", "accompanying"), ("scale", "major"), ("backing", "drone")):
            page.says("set", name=name, value=value)
        page.says("start")
        await page.hears("started")
        page.says("clock", at=time.now)
        for number in range(32):
            pitch = (65, 69, 72, 69)[number % 4]
            page.says("play", on=True, pitch=pitch, velocity=80, at=time.now)
            await time.run(0.4)
            page.says("play", on=False, pitch=pitch, velocity=1, at=time.now)
            await time.run(0.1)
        struck = [move for said in page.heard if said["type"] == "moves" for move in said["moves"] if move[1]]
        assert {5, 9} <= {pitch % 12 for _, _, pitch, _ in struck}
        page.says("stop", at=time.now)

    play(act)
