"""A take can be read as notation: whole bars, the player's own beats, and a picture fit for a page."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.bars import bars
from mtlearn.music.notation import MOST_BARS, engrave, score, svg
from mtlearn.music.note import Duo, Note
from mtlearn.music.quantise import Written, grid, voices, written

NAMES = ("Du", "Partner", "fritt tempo")


def even(*pitches: int, period: float = 0.5, length: float = 0.45, start: float = 1.0) -> tuple[Note, ...]:
    return tuple(Note(start + n * period, length, pitch, 70) for n, pitch in enumerate(pitches))


MELODY = even(60, 62, 64, 67, 69, 67, 64, 62, 60, 62, 64, 67, 72, 69, 67, 60)


def test_an_even_melody_is_written_in_quarters_on_the_learners_own_beats() -> None:
    duo = Duo(MELODY, MELODY)
    staff = score(duo, bars(duo), NAMES).parts[0]
    tones = list(staff.recurse().notes)
    assert [tone.pitch.midi for tone in tones] == [note.pitch for note in MELODY]
    assert {tone.quarterLength for tone in tones} == {1.0}
    assert staff.partName == "Du"


def test_free_time_is_a_quarter_to_a_second_and_says_so() -> None:
    duo = Duo((Note(3.0, 1.0, 60, 70), Note(4.5, 2.0, 64, 70), Note(8.2, 1.0, 67, 70)), ())
    whole = score(duo, bars(duo), NAMES)
    tones = whole.parts[0].stripTies().flatten().notes
    assert [(float(tone.offset), float(tone.quarterLength)) for tone in tones] == [
        (0, 1),
        (1.5, 2),
        (5.25, 1),
    ]
    assert "fritt tempo" in svg(duo, bars(duo), NAMES, 720)


def test_every_bar_is_whole_and_a_player_who_is_silent_has_whole_bar_rests() -> None:
    duo = Duo(MELODY, ())
    for staff in score(duo, bars(duo), NAMES).parts:
        measures = list(staff.getElementsByClass("Measure"))
        assert len(measures) == 4
        assert all(measure.duration.quarterLength == 4 for measure in measures)


def test_a_take_with_nothing_in_it_still_has_a_picture() -> None:
    picture = svg(Duo((), ()), bars(Duo((), ())), NAMES, 360)
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own picture
    assert picture.count('class="mRest"') == 2


def test_low_playing_gets_a_bass_clef() -> None:
    duo = Duo(even(*[40] * 8), even(*[76] * 8))
    clefs = [
        type(staff.recurse().getElementsByClass("Clef")[0]).__name__
        for staff in score(duo, bars(duo), NAMES).parts
    ]
    assert clefs == ["BassClef", "TrebleClef"]


def test_a_tone_over_the_bar_line_is_tied() -> None:
    mine = (*even(*[60] * 7), Note(4.5, 1.45, 67, 70), *even(*[60] * 7, start=6.0))
    duo = Duo(mine, ())
    tied = [tone.tie.type for tone in score(duo, bars(duo), NAMES).parts[0].recurse().notes if tone.tie]
    assert tied == ["start", "stop"]


def test_a_held_tone_under_a_melody_has_a_voice_of_its_own_the_higher_one_first() -> None:
    row = (Written(0, 16, (48,)), Written(4, 4, (64,)), Written(8, 4, (67,)))
    high, low = voices(row, 4)
    assert low == (Written(0, 16, (48,)),)
    assert [chord.pitches for chord in high] == [(64,), (67,)]


def test_tones_struck_together_are_one_chord() -> None:
    mine = tuple(
        Note(1.0 + n * 0.5 + late, 0.4, pitch, 70) for n in range(8) for late, pitch in ((0, 60), (0.02, 64))
    )
    row = written(mine, bars(Duo(mine, ())), 2)
    assert [chord.pitches for chord in row] == [(60, 64)] * 8


@pytest.mark.parametrize(
    ("steps", "parts"),
    [
        ([0.5], 2),
        ([0.25, 0.25, 0.5], 2),
        ([0.25, 0.125, 0.125, 0.5], 4),
        ([0.5, 1 / 6, 1 / 6, 1 / 6], 3),
    ],
)
def test_the_grid_is_the_plainest_that_says_what_was_played(steps: list[float], parts: int) -> None:
    now, mine = 1.0, []
    for n in range(48):
        mine.append(Note(now, 0.1, 60, 70))
        now += steps[n % len(steps)]
    laid = bars(Duo(tuple(mine), ()))
    assert laid.tempo == pytest.approx(120, abs=2)
    assert grid(tuple(mine), laid) == parts


def test_the_picture_asks_no_host_and_its_ids_are_its_own() -> None:
    duo = Duo(MELODY, MELODY)
    first, second = (svg(duo, bars(duo), NAMES, 720) for _ in range(2))
    assert set(re.findall(r'\bid="([^"]+)"', first)).isdisjoint(re.findall(r'\bid="([^"]+)"', second))
    hosts = set(re.findall(r"https?://[^\"'\s)]+", first))
    assert hosts == {"http://www.w3.org/2000/svg"}, "a name of a format, never asked for"
    assert not re.search(r"<\?xml|<!DOCTYPE|<script|<image|url\(|@import", first)
    assert 'color="black"' not in first
    ids = set(re.findall(r'\bid="([^"]+)"', first))
    assert set(re.findall(r'href="#([^"]+)"', first)) <= ids
    assert svg(duo, bars(duo), NAMES, 720, prefix="a") == svg(duo, bars(duo), NAMES, 720, prefix="a")


@pytest.mark.parametrize("width", [320, 720])
def test_the_picture_is_as_wide_as_asked(width: int) -> None:
    duo = Duo(MELODY, MELODY)
    viewbox = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg(duo, bars(duo), NAMES, width))
    assert viewbox
    assert int(viewbox[1]) == pytest.approx(width, abs=2)


def test_a_take_of_thousands_of_notes_is_cut_and_says_so() -> None:
    mine = tuple(sorted(Note(n * 0.125, 0.3, 48 + n * 7 % 36, 70) for n in range(5000)))
    duo = Duo(mine, mine)
    began = time.monotonic()
    picture = engrave(duo, bars(duo), NAMES, 720)
    assert (picture.shown, picture.bars) == (MOST_BARS, bars(duo).count)
    assert picture.bars > 100
    assert time.monotonic() - began < 30


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.floats(0, 6), st.integers(0, 127), st.integers(1, 127)), max_size=30
    )
)
def test_any_take_can_be_written_in_whole_bars(rows: list[tuple[float, float, int, int]]) -> None:
    mine = tuple(sorted(Note(*row) for row in rows))
    duo = Duo(mine[::2], mine[1::2])
    laid = bars(duo)
    for staff in score(duo, laid, NAMES).parts:
        for measure in staff.getElementsByClass("Measure"):
            for voice in measure.voices or [measure]:
                assert sum(Fraction(one.quarterLength) for one in voice.notesAndRests) == 4
    assert "<svg" in svg(duo, laid, NAMES, 500)


def test_it_engraves_in_a_thread_that_did_not_import_verovio() -> None:
    duo = Duo(MELODY, MELODY)
    here = svg(duo, bars(duo), NAMES, 720, prefix="a")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(svg, duo, bars(duo), NAMES, 720, prefix="a").result() == here


def test_importing_music_loads_neither_music21_nor_verovio() -> None:
    code = (
        "import sys, mtlearn.music.notation, mtlearn.music.files, mtlearn.music.observation,"
        " mtlearn.music.partner.mirroring, mtlearn.music.scale;"
        " print(sorted({'music21', 'verovio', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
