"""Frameworking: an eight-bar frame in the learner's tones and tempo, kept to its end."""

from __future__ import annotations

from statistics import mean

import pytest

from mtlearn.music.note import Note
from mtlearn.music.partner.frames import BARS, FRAMES, Frame, possible
from mtlearn.music.partner.partner import Partner, needs_tones
from mtlearn.music.partner.tones import HIGHEST, LOWEST, Tones
from mtlearn.music.scale import SCALES, pitches

from .duet import KEYS, moves, phrased, together
from .test_grounding import free

STEADY = [Note(1 + n * 0.5, 0.45, KEYS[(n * 3) % 8], 80) for n in range(80)]


def test_it_listens_first_and_then_keeps_a_frame_on_the_beat() -> None:
    own = together(Partner("frameworking", 1, KEYS, 1), STEADY, 0)
    assert own[0].onset > STEADY[3].onset - 0.05
    late = [note for note in own if note.onset > 8]
    places = [(note.onset - 1) / 0.25 for note in late]
    assert mean(abs(place - round(place)) < 0.3 for place in places) > 0.7
    assert min(note.pitch for note in own) < 52


def test_it_goes_on_through_the_learners_rests() -> None:
    notes = phrased(6, rest=2)
    own = together(Partner("frameworking", 1, KEYS, 1), notes, 0)
    rests = [(notes[place + 7].offset, notes[place + 8].onset) for place in range(8, len(notes) - 8, 8)]
    assert mean(any(a < note.onset < b for note in own) for a, b in rests) > 0.7


def test_it_stays_below_the_learners_strength() -> None:
    own = together(Partner("frameworking", 1, KEYS, 1), STEADY, 0)
    assert max(note.velocity for note in own) < 80


def test_after_a_silence_it_closes_on_the_ground_tone_and_waits() -> None:
    partner = Partner("frameworking", 1, KEYS, 1)
    own = together(partner, STEADY, 25)
    last = [note for note in own if note.onset > own[-1].onset - 0.05]
    assert 0 in {note.pitch % 12 for note in last}
    assert own[-1].offset < STEADY[-1].offset + 14
    assert "waits" == partner.plan(STEADY[-1].offset + 25).kind


def test_without_a_pulse_the_frame_brings_one() -> None:
    own = together(Partner("frameworking", 1, KEYS, 1), free(60), 0)
    assert len(own) > 20


def test_its_plan_says_which_bar_it_is_in() -> None:
    partner = Partner("frameworking", 1, KEYS, 1)
    for move in moves([note for note in STEADY if note.onset < 15]):
        partner.hear(move)
        partner.wait(move.time)
    plan = partner.plan(15)
    assert "frames" == plan.kind
    assert 1 <= plan.values["bar"] <= plan.values["bars"] == BARS
    assert plan.at is not None
    assert plan.at >= 15
    assert needs_tones("frameworking")


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("idiom", FRAMES)
@pytest.mark.parametrize("beats", [3, 4])
def test_every_frame_in_every_scale_keeps_to_its_tones(scale: str, idiom: str, beats: int) -> None:
    tones = Tones(pitches(scale, 60, 10))
    frame = Frame(idiom, tones)
    strokes = [
        one for bar in range(BARS) for number in range(beats) for one in frame.beat(bar, number, beats)
    ]
    strokes += frame.end()
    assert len(strokes) >= BARS * 2
    assert all(one.pitch % 12 in tones.classes and LOWEST <= one.pitch <= HIGHEST for one in strokes)
    assert all(0 <= one.place < 1 and 0 < one.length <= 4 for one in strokes)


def test_spanish_is_for_scales_that_begin_with_a_semitone() -> None:
    assert ("spanish",) == possible(Tones(pitches("phrygian", 60, 8)))
    assert "spanish" not in possible(Tones(pitches("major", 60, 8)))
