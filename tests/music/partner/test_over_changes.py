"""Over music that has chords, the partner's are the same: in each key and metre, at the change too."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from mtlearn.music.backing.accompaniment import bar, bars
from mtlearn.music.backing.bar import Bar
from mtlearn.music.backing.chord import chord
from mtlearn.music.backing.metre import beat_length, beats_in
from mtlearn.music.backing.setting import Setting
from mtlearn.music.changes import changes_of, standing
from mtlearn.music.hearing.heard import Beat, Metre
from mtlearn.music.note import Note
from mtlearn.music.partner.line import clear, onward, rubs
from mtlearn.music.partner.partner import STANCES, Partner, needs_tones
from mtlearn.music.partner.tones import Tones
from mtlearn.music.scale import pitches

from .duet import answered, moves, tones

if TYPE_CHECKING:
    from mtlearn.music.changes import Changes

TONICS = (60, 63, 57)
METRES = ((4, 0.6), (3, 0.55), (2, 1.1))
"""Beats in a bar and seconds of a beat: common time, a waltz, six eighths."""
ROUND = ("I", "IV", "V", "vi")
STRICT = ("accompanying", "tonal-centring", "rhythmic-grounding")
"""What these play is a chord's tone, always."""
FREER = ("frameworking", "matching", "free-floating-dialogue", "pacing", "shaping", "synchronising")
"""These have tones of the scale in between, none of which rubs."""


def written(tonic: int, beats: int, beat: float, rounds: int = 4) -> Changes:
    """Give the round, a chord a bar."""
    length = beats * beat
    made = [
        Bar(
            length,
            tuple(n * beat for n in range(beats)),
            ((0.0, chord(one, tonic % 12, "major").symbol),),
            (),
        )
        for one in ROUND * rounds
    ]
    return changes_of((place * length, one) for place, one in enumerate(made))


def played_over(  # noqa: PLR0913 - what a partner is put into
    stance: str,
    closeness: float,
    tonic: int,
    changes: Changes,
    metre: tuple[int, float],
    *,
    each: float = 1.0,
) -> list[Note]:
    """Let somebody play a scale up and down in steps and thirds, a tone every ``each`` beats."""
    keys, (beats, beat) = pitches("major", tonic, 10), metre
    partner = Partner(stance, closeness, keys, 3)
    partner.give(Beat(beat, 0.0, 1.0, given=True), Metre(beats, 0.0, 1.0))
    partner.give_changes(changes)
    ends = changes[-1].ends - beat
    figure = (0, 2, 1, 3, 4, 6, 5, 7, 5, 3)
    notes = [
        Note(n * each * beat, 0.8 * each * beat, keys[figure[n % len(figure)]], 76)
        for n in range(int(ends / (each * beat)))
    ]
    return tones(answered(partner, moves(notes), ends))


def classes_at(changes: Changes, moment: float) -> tuple[int, ...]:
    """Give the classes of the chord that stands."""
    found = standing(changes, moment)
    assert found is not None
    return found.classes


def own(note: Note, changes: Changes) -> bool:
    """Say whether a tone is the chord's that stands when it begins."""
    return note.pitch % 12 in classes_at(changes, note.onset)


@pytest.mark.parametrize("tonic", TONICS)
@pytest.mark.parametrize(("beats", "beat"), METRES)
@pytest.mark.parametrize("stance", STRICT)
@pytest.mark.parametrize("closeness", [0, 1])
def test_its_chords_are_those_that_sound(
    stance: str, closeness: float, tonic: int, beats: int, beat: float
) -> None:
    changes = written(tonic, beats, beat)
    found = 0
    for each in (0.5, 1.0, 2.0):
        notes = played_over(stance, closeness, tonic, changes, (beats, beat), each=each)
        assert all(own(note, changes) for note in notes)
        for one in changes[4:]:
            over = {note.pitch % 12 for note in notes if note.onset <= one.begins + 0.1 < note.offset}
            assert over <= set(one.classes), "nothing of the chord before sounds on"
            found += len(over) > 0
    assert found > 2 * len(changes[4:]), "and there is something"


@pytest.mark.parametrize("tonic", TONICS)
@pytest.mark.parametrize(("beats", "beat"), METRES)
def test_each_chord_is_there_to_be_heard(tonic: int, beats: int, beat: float) -> None:
    """Root and third tell these four chords apart; a frame has the root under each bar's beginning."""
    changes = written(tonic, beats, beat)
    laid = played_over("accompanying", 1, tonic, changes, (beats, beat))
    framed = played_over("frameworking", 1, tonic, changes, (beats, beat))
    for one in changes[4:-1]:
        heard = {note.pitch % 12 for note in laid if one.begins - 0.03 <= note.onset < one.ends - 0.03}
        assert set(one.classes[:2]) <= heard
        first = [note for note in framed if abs(note.onset - one.begins) < 0.03]
        assert one.classes[0] == min(first, key=lambda note: note.pitch).pitch % 12


@pytest.mark.parametrize("tonic", TONICS)
@pytest.mark.parametrize(("beats", "beat"), METRES)
@pytest.mark.parametrize("closeness", [0, 0.4, 0.7, 1])
def test_a_frame_stands_on_the_chords_with_steps_between(
    closeness: float, tonic: int, beats: int, beat: float
) -> None:
    """What is none of the chord's is short, begins no bar, and goes on by a step where it would rub."""
    changes = written(tonic, beats, beat, 6)
    notes = played_over("frameworking", closeness, tonic, changes, (beats, beat))
    assert len(notes) > 30
    passing = [note for note in notes if not own(note, changes)]
    assert len(passing) < 0.45 * len(notes)
    for note in passing:
        place = (note.onset / beat) % beats
        assert place > 0.2, "the bar begins with the chord"
        assert note.duration <= beat + 0.01
        if rubs(note.pitch, classes_at(changes, note.onset)):
            on = [one for one in notes if note.onset + 0.05 < one.onset <= note.onset + 1.05 * beat]
            assert min((abs(one.pitch - note.pitch) for one in on), default=0) <= 2
    for one in changes[4:]:
        over = {note.pitch % 12 for note in notes if note.onset <= one.begins + 0.1 < note.offset}
        assert over <= set(one.classes)


@pytest.mark.parametrize("tonic", TONICS)
@pytest.mark.parametrize("stance", FREER)
@pytest.mark.parametrize("closeness", [0, 1])
def test_what_has_tones_of_its_own_does_not_rub(stance: str, closeness: float, tonic: int) -> None:
    changes = written(tonic, 4, 0.6)
    notes = played_over(stance, closeness, tonic, changes, (4, 0.6))
    assert len(notes) >= 8
    rough = [note for note in notes if rubs(note.pitch, classes_at(changes, note.onset))]
    if stance == "frameworking":  # a walking bass has steps by design
        assert len(rough) <= 0.15 * len(notes)
    else:
        assert not rough


@pytest.mark.parametrize(
    "style", ["four-chords", "waltz", "lullaby", "reggae", "blues", "walking-bass", "samba"]
)
@pytest.mark.parametrize("tonic", TONICS)
def test_over_the_music_there_is(style: str, tonic: int) -> None:
    """Its chords may have tones the learner's scale has not, and two of them may share a bar."""
    setting = Setting(style, tonic, "major", 50 if style == "lullaby" else 96)
    beat, beats = beat_length(setting), beats_in(style)
    length = beats * beat
    changes = changes_of((number * length, bar(setting, number)) for number in range(2 * bars(setting)))
    for stance in STRICT:
        notes = played_over(stance, 1, tonic, changes, (beats, beat))
        assert len(notes) > len(changes)
        assert all(own(note, changes) for note in notes)
        for note in notes:
            over = classes_at(changes, min(note.offset - 0.05, changes[-1].ends - 0.1))
            assert note.duration < 0.1 or note.pitch % 12 in over, "it ends where its chord does"


def test_over_chords_without_a_beat_it_changes_with_them() -> None:
    """In open pulse nothing is counted, and yet the chords move on."""
    setting = Setting("open-pulse", 60, "major", 60)
    found, at = [], 0.0
    for number in range(8):
        one = bar(setting, number)
        found.append((at, one))
        at += one.length
    changes = changes_of(found)
    for stance in ("accompanying", "tonal-centring"):
        partner = Partner(stance, 1, pitches("major", 60, 10), 1)
        partner.give_changes(changes)
        slow = [Note(0.5 + n * 1.7 + n % 3 * 0.31, 1.2, 60 + (0, 4, 7, 9)[n % 4], 70) for n in range(20)]
        notes = tones(answered(partner, moves(slow), min(at, slow[-1].offset)))
        assert all(own(note, changes) for note in notes)
        for one in changes[1:]:
            if one.begins < slow[-1].onset - 1:
                over = {note.pitch % 12 for note in notes if note.onset <= one.begins + 0.2 < note.offset}
                assert over
                assert over <= set(one.classes)


def test_when_the_music_is_no_more_its_chords_are_its_own_again() -> None:
    partner = Partner("accompanying", 1, pitches("major-pentatonic", 60, 10), 1)
    partner.give_changes(written(61, 4, 0.5))
    partner.give_changes(())
    assert {0, 2, 4, 7, 9} >= {note.pitch % 12 for note in tones(answered(partner, moves([
        (n * 0.5, 0.4, 60 + (0, 4, 7, 9)[n % 4], 70) for n in range(24)]), 12))}  # fmt: skip


@pytest.mark.parametrize("stance", [name for name in STANCES if not needs_tones(name)])
def test_drums_have_no_chords(stance: str) -> None:
    drums = (41, 43, 45, 47, 64, 63, 62)
    played = moves([(n * 0.5, 0.2, drums[n % 3], 70) for n in range(24)])
    partner, other = (Partner(stance, 1, drums, 1, drums=True) for _ in range(2))
    partner.give_changes(written(60, 4, 0.5))
    assert answered(partner, played, 13) == answered(other, played, 13)


def test_a_line_over_a_chord_keeps_off_its_neighbours() -> None:
    scale = Tones(pitches("major", 60, 10))
    assert [5] == [tone for tone in sorted(scale.classes) if rubs(tone, (0, 4, 7)) and tone != 11]
    assert 64 == clear(scale, 65, (0, 4, 7))
    assert 65 == clear(scale, 65, ())
    chance = random.Random(4)  # noqa: S311 - play
    line = 60
    for _ in range(200):
        line = onward(scale, line, {72}, 60, chance, over=(0, 4, 7))
        assert not rubs(line, (0, 4, 7))
