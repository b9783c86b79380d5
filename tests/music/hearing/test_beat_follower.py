"""How the beat is followed: steady playing, changes of tempo, looking back only, and where there is none."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.hearing.beat_follower import BeatFollower, Prediction, follow
from mtlearn.music.hearing.heard import Beat, Metre
from mtlearn.music.move import Move
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAYED = Path(__file__).parents[4] / "shared" / "data" / "performances"
NEAR = 0.07
PATTERNS = {
    "quarters": ((0.0,),),
    "eighths": ((0.0, 0.5),),
    "over a bass": ((0.0, 0.5),),
    "mixed": ((0.0,), (0.0, 0.5), (0.0,), (0.0, 0.25, 0.5, 0.75)),
}


def _steady(tempo: float, pattern: str, seed: int, beats: int = 48) -> tuple[list[Note], list[float]]:
    """Play beats at a tempo with 30 ms of timing noise; the left hand marks bars of four."""
    chance, period = random.Random(seed), 60 / tempo  # noqa: S311 - music, not secrets
    notes = []
    for beat in range(beats):
        places = PATTERNS[pattern][beat % len(PATTERNS[pattern])]
        for place in places:
            onset = 1 + (beat + place) * period + chance.gauss(0, 0.03)
            velocity = 84 if place == 0 else 72
            notes.append(Note(onset, 0.8 * period / len(places), 64 + chance.randrange(8), velocity))
        if beat % 4 == 0 or pattern == "over a bass":
            notes.append(Note(notes[-len(places)].onset, 2 * period, 43 + chance.randrange(5), 80))
    return notes, [1 + beat * period for beat in range(beats)]


def _share(made: list[Prediction], beats: list[float]) -> float:
    """Give F1: predictions within 70 ms of a beat and made before it, each beat once."""
    left, hits = sorted(beats), 0
    for one in made:
        near = [beat for beat in left if abs(beat - one.beat) <= NEAR and one.made < beat]
        if near:
            left.remove(min(near, key=lambda beat: abs(beat - one.beat)))
            hits += 1
    return 2 * hits / (len(made) + len(beats))


def _moves(notes: Iterable[Note]) -> list[Move]:
    moves = []
    for note in notes:
        moves.append(Move(note.onset, True, note.pitch, note.velocity))  # noqa: FBT003 - a record
        moves.append(Move(note.offset, False, note.pitch, note.velocity))  # noqa: FBT003 - a record
    return sorted(moves, key=lambda move: (move.time, move.sounding))


@pytest.mark.parametrize(
    ("pattern", "tempo"),
    [
        *(("quarters", tempo) for tempo in (50, 60, 75, 100, 120, 140, 156)),
        *(("over a bass", tempo) for tempo in (50, 75, 100, 120, 140)),
        *(("mixed", tempo) for tempo in (50, 75, 100, 120, 140)),
    ],
)
def test_steady_playing_is_followed(tempo: int, pattern: str) -> None:
    """With 30 ms of noise nearly every beat is said before it comes, once four have been heard."""
    shares = []
    for seed in range(6):
        notes, beats = _steady(tempo, pattern, seed)
        begins = beats[4] - 30 / tempo
        made = [one for one in follow(notes) if begins < one.beat < beats[-1] + 0.3]
        shares.append(_share(made, beats[4:]))
    assert sum(shares) / len(shares) >= 0.97


@pytest.mark.parametrize("tempo", [60, 75, 100, 120])
def test_halves_that_only_loudness_tells_from_beats_are_halves(tempo: int) -> None:
    """A line of eighths, softer between the beats, with a bass in each bar: followed from the ninth beat on.

    At 60 and 75 a minute the same strokes could be beats, at 120 and 150.
    """
    shares = []
    for seed in range(6):
        notes, beats = _steady(tempo, "eighths", seed)
        begins = beats[8] - 30 / tempo
        made = [one for one in follow(notes) if begins < one.beat < beats[-1] + 0.3]
        shares.append(_share(made, beats[8:]))
    assert sum(shares) / len(shares) >= 0.97, shares


@pytest.mark.parametrize("tempo", [100, 120, 150])
def test_beats_in_bars_of_four_are_not_taken_for_halves(tempo: int) -> None:
    """With a louder first and third, and a bass on the first, quarters stay quarters."""
    shares = []
    for seed in range(6):
        chance, period = random.Random(seed), 60 / tempo  # noqa: S311 - music, not secrets
        beats = [1 + beat * period for beat in range(64)]
        notes = []
        for beat, onset in enumerate(beats):
            at, hard = onset + chance.gauss(0, 0.03), (96, 66, 82, 66)[beat % 4]
            pitch = 43 if beat % 4 == 0 else 64 + chance.randrange(8)
            notes.append(Note(at, 0.8 * period, pitch, hard))
        begins = beats[8] - period / 2
        made = [one for one in follow(sorted(notes)) if begins < one.beat < beats[-1] + period / 2]
        shares.append(_share(made, beats[8:]))
    assert sum(shares) / len(shares) >= 0.97, shares


TEXTURES = {
    "one tone": (((0.0, 60),),),
    "chords": (((0.0, 60), (0.0, 64), (0.0, 67)),),
    "oom-pah": (((0.0, 43), (0.5, 60), (0.5, 64)),),
    "waltz": (((0.0, 43),), ((0.0, 60), (0.0, 64)), ((0.0, 60), (0.0, 64))),
    "broken chord": (((0.0, 43), (0.5, 60)),),
    "tune over a bass on one and three": (((0.0, 67), (0.0, 40)), ((0.0, 69),)),
}
"""What each beat has, with its pitch: every note with 30 ms of noise of its own, all equally loud."""


@pytest.mark.parametrize(
    ("texture", "tempo"),
    [
        *((texture, tempo) for texture in TEXTURES for tempo in (60, 90, 120)),
        *((texture, 140) for texture in TEXTURES if texture not in {"oom-pah", "broken chord"}),
    ],
)
def test_common_textures_are_followed(texture: str, tempo: int) -> None:
    """Where nothing but pitch and place tells beats from parts of beats, the beat is found soon, and kept."""
    period, shares = 60 / tempo, []
    for seed in range(6):
        chance = random.Random(seed)  # noqa: S311 - music, not secrets
        beats = [1 + beat * period for beat in range(60)]
        notes = [
            Note(onset + place * period + chance.gauss(0, 0.03), 0.4 * period, pitch, 80)
            for beat, onset in enumerate(beats)
            for place, pitch in TEXTURES[texture][beat % len(TEXTURES[texture])]
        ]
        begins = beats[8] - period / 2
        made = [one for one in follow(sorted(notes)) if begins < one.beat < beats[-1] + period / 2]
        shares.append(_share(made, beats[8:]))
    assert sum(shares) / len(shares) >= 0.97, shares


HELD = {
    "legato": ((1, 0.0, 67, 1.15),),
    "a chord a bar": ((1, 0.0, 72, 0.9), *((4, 0.0, pitch, 3.9) for pitch in (48, 52, 55))),
    "a bass a half": ((1, 0.0, 72, 0.9), (2, 0.0, 43, 1.9)),
    "two voices": ((1, 0.0, 72, 1.0), (2, 0.5, 52, 2.0)),
    "quick notes over a chord": (
        (1, 0.0, 72, 0.45),
        (2, 0.5, 74, 0.45),
        *((4, 0.0, pitch, 3.9) for pitch in (48, 55)),
    ),
}
"""What comes every so many beats: where in them, its pitch, about which it wanders, and its length."""


@pytest.mark.parametrize("texture", HELD)
@pytest.mark.parametrize("tempo", [60, 90, 120])
def test_a_tune_over_what_is_held_is_followed(texture: str, tempo: int) -> None:
    """A chord, a bass or a slower voice that sounds on under it takes nothing from the beat of a tune."""
    period, shares = 60 / tempo, []
    for seed in range(6):
        chance = random.Random(seed)  # noqa: S311 - music, not secrets
        beats = [1 + beat * period for beat in range(60)]
        notes = [
            Note(
                onset + place * period + chance.gauss(0, 0.03),
                length * period,
                pitch + chance.choice((-5, -3, 0, 2, 4)),
                80,
            )
            for beat, onset in enumerate(beats)
            for every, place, pitch, length in HELD[texture]
            if beat % every == 0
        ]
        begins = beats[8] - period / 2
        made = [one for one in follow(sorted(notes)) if begins < one.beat < beats[-1] + period / 2]
        shares.append(_share(made, beats[8:]))
    assert sum(shares) / len(shares) >= 0.97, shares


def test_each_beat_is_said_once_and_before_it_comes() -> None:
    """Predictions are in order, and each is made before its beat."""
    made = follow(_steady(90, "mixed", 1)[0])
    assert all(one.made < one.beat for one in made)
    assert made == sorted(made)
    assert all(later.beat - one.beat > 0.1 for one, later in pairwise(made))


NOTES = st.lists(
    st.builds(
        Note,
        st.floats(0, 20).map(lambda time: round(time, 3)),
        st.floats(0, 2),
        st.integers(21, 108),
        st.integers(1, 127),
    ),
    max_size=60,
)


@settings(max_examples=25, deadline=None)
@given(NOTES, st.integers(0, 60))
def test_what_comes_later_changes_nothing(notes: list[Note], count: int) -> None:
    """What is said of the first notes is how what is said of all of them begins."""
    notes.sort()
    first = follow(notes[:count])
    assert first == follow(notes)[: len(first)]


@settings(max_examples=15, deadline=None)
@given(NOTES, st.floats(0.2, 3))
def test_how_long_a_note_will_sound_is_not_known(notes: list[Note], longer: float) -> None:
    """What is said before any note ends is the same however long the notes last."""
    ends = min((note.offset for note in notes), default=0.0)
    stretched = [note._replace(duration=note.duration + longer) for note in notes]
    before = [one for one in follow(notes) if one.made < ends]
    assert before == [one for one in follow(stretched) if one.made < ends]


def test_it_makes_no_difference_how_often_it_is_asked() -> None:
    """Asked at every hundredth of a second, it says the same beats as asked never."""
    notes, _ = _steady(80, "mixed", 5, beats=16)
    often, now = BeatFollower(), 0.0
    for move in _moves(notes):
        while now < move.time:
            often.at(now)
            now += 0.01
        often.hear(move)
    never = BeatFollower()
    for move in _moves(notes):
        never.hear(move)
    assert never.predictions() == often.predictions()


def test_a_change_of_tempo_is_followed() -> None:
    """Ten beats after a tempo that rises by a quarter, the new period is heard."""
    notes = [Note(1 + beat * 0.75, 0.4, 60 + beat % 5, 80) for beat in range(16)]
    notes += [Note(notes[-1].onset + (beat + 1) * 0.6, 0.4, 60 + beat % 5, 80) for beat in range(16)]
    follower, heard = BeatFollower(), []
    for move in _moves(notes):
        follower.hear(move)
        if move.sounding:
            heard.append(follower.at(move.time + 0.1))
    before, after = heard[15], heard[-5]
    assert before is not None
    assert after is not None
    assert 0.75 == pytest.approx(before.period, rel=0.06)
    assert 0.6 == pytest.approx(after.period, rel=0.06)
    assert notes[-4].onset == pytest.approx(after.next, abs=NEAR)


def test_there_is_no_beat_in_silence_and_after_few_notes() -> None:
    """Nothing, three notes, and what was long ago have no pulse."""
    follower = BeatFollower()
    assert follower.at(3.0) is None
    for beat in range(3):
        follower.hear(Move(4 + beat, True, 60, 80))  # noqa: FBT003 - a record
    assert follower.at(6.1) is None
    notes, beats = _steady(90, "quarters", 2)
    for move in _moves(notes):
        follower.hear(move)
    assert follower.at(beats[-1] + 0.2) is not None
    assert follower.at(beats[-1] + 5) is None


def test_free_playing_has_no_steady_pulse() -> None:
    """Where notes come by chance, at 1 to 4 a second, a pulse is spoken of at hardly any moment."""
    said = asked = 0
    for seed in range(24):
        chance, follower, now = random.Random(seed), BeatFollower(), 1.0  # noqa: S311 - music, not secrets
        rate = chance.uniform(1, 4)
        for _ in range(50):
            now += chance.expovariate(rate)
            follower.hear(Move(now, True, chance.randrange(48, 84), chance.randrange(40, 100)))  # noqa: FBT003
            said += follower.at(now + 0.05) is not None
            asked += 1
    assert said / asked < 0.05


def test_the_beat_of_the_music_played_over_is_passed_on() -> None:
    """What is given is said, moved on to what has not gone yet, and no more once it is taken back."""
    follower = BeatFollower()
    follower.give(Beat(0.5, 2.0, 1.0), Metre(3, 2.0, 1.0))
    assert Beat(0.5, 2.0, 1.0, given=True) == follower.at(1.7)
    assert Beat(0.5, 4.5, 1.0, given=True) == follower.at(4.2)
    assert Metre(3, 5.0, 1.0) == follower.metre(4.2)
    follower.give(None)
    assert follower.at(5.0) is None
    assert follower.metre(5.0) is None


@pytest.mark.parametrize("beats", [3, 4])
def test_a_clear_metre_is_heard(beats: int) -> None:
    """A loud low first beat in three or four is the bar, and the next one is said."""
    follower = BeatFollower()
    for beat in range(40):
        first, third = beat % beats == 0, beats == 4 and beat % 4 == 2
        velocity = 100 if first else 84 if third else 64
        follower.hear(Move(1 + beat * 0.6, True, 43 if first else 67, velocity))  # noqa: FBT003 - a record
        follower.hear(Move(1.3 + beat * 0.6, False, 43 if first else 67, velocity))  # noqa: FBT003 - a record
    now = 1 + 39.4 * 0.6
    metre = follower.metre(now)
    assert metre is not None
    assert beats == metre.beats
    coming = next(beat for beat in range(40, 50) if beat % beats == 0)
    assert 1 + coming * 0.6 == pytest.approx(metre.next_bar, abs=NEAR)


def test_even_beats_have_no_metre() -> None:
    """Beats alike are a pulse and no bar."""
    follower = BeatFollower()
    for beat in range(40):
        follower.hear(Move(1 + beat * 0.6, True, 60, 80))  # noqa: FBT003 - a record
        follower.hear(Move(1.3 + beat * 0.6, False, 60, 80))  # noqa: FBT003 - a record
    assert follower.at(1 + 39.4 * 0.6) is not None
    assert follower.metre(1 + 39.4 * 0.6) is None


@pytest.mark.skipif(not PLAYED.is_dir(), reason=f"the performances for development are not at {PLAYED}")
@pytest.mark.parametrize(
    ("played", "least"),
    [
        ("haydn-keyboard_sonatas_46-1-bach01", 0.84),
        ("bach-fugue_bwv_862-song04m", 0.75),
        ("bach-fugue_bwv_854-lua01m", 0.9),
    ],
    ids=[
        "rubato, and an even layer at times",
        "an even layer in voices",
        "twice as quick as it may be",
    ],
)
def test_real_playing_is_followed(played: str, least: float) -> None:
    """A sonata and a fugue with even layers that are not the beat, and one in which two tempi are likely."""
    held = json.loads((PLAYED / f"{played}.json").read_text())
    notes = [Note(on, off - on, pitch, velocity) for on, off, pitch, velocity in held["notes"]]
    assert _share(follow(notes), held["beats"]) > least
