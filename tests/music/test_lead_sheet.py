"""A verse written down: melody, words and chords on one stave, read back by music21."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mtlearn.music.files import as_musicxml
from mtlearn.music.lead_sheet import LeadSheet, lead_sheet
from mtlearn.music.verse import Sung

SUNG = (
    Sung(0.0, 2.0, 60, "mor", "begin"),
    Sung(2.0, 3.0, 64, "gen", "end"),
    Sung(8.0, 0.5, 67, "i", "single"),
    Sung(8.5, 1.5, 66, "natt", "single"),
)


def sheet(**changes: object) -> LeadSheet:
    given = {"title": "Natt", "sung": SUNG, "chords": ("C", "C", "Bb", "Bb"), "names": (), "beats": 4}
    given |= {"dotted": False, "tempo": 90, "fifths": 0}
    return LeadSheet(**{**given, **changes})  # type: ignore[arg-type] # what each field is, is said above


def test_what_is_written_is_what_is_sung() -> None:
    """Through MusicXML and back: tones, their words, and the chords over them."""
    from music21 import converter, harmony, note  # noqa: PLC0415 - half a second, and only here

    text = as_musicxml(lead_sheet(sheet())).decode()
    read = converter.parseData(text, format="musicxml")
    tones = [
        one
        for one in read.recurse().getElementsByClass(note.Note)
        if one.tie is None or one.tie.type == "start"
    ]
    assert ["C4", "E4", "G4", "F#4"] == [one.nameWithOctave for one in tones]
    assert [("mor", "begin"), ("gen", "end"), ("i", "single"), ("natt", "single")] == [
        (one.lyrics[0].text, one.lyrics[0].syllabic) for one in tones
    ]
    assert ["C", "B-"] == [one.figure for one in read.recurse().getElementsByClass(harmony.ChordSymbol)]
    bars = read.parts[0].getElementsByClass("Measure")
    assert [Fraction(4)] * 4 == [Fraction(bar.duration.quarterLength) for bar in bars]


@pytest.mark.parametrize(("beats", "dotted", "quarters"), [(3, False, 3), (2, True, 3), (4, False, 4)])
def test_every_bar_is_whole_in_every_metre(beats: int, dotted: bool, quarters: int) -> None:  # noqa: FBT001 - a parameter
    """Tones that go over a bar line are tied, and silence is written as rests."""
    made = lead_sheet(sheet(beats=beats, dotted=dotted))
    bars = made.parts[0].getElementsByClass("Measure")
    assert 4 == len(bars)
    assert all(quarters == bar.duration.quarterLength for bar in bars)


def test_a_line_of_words_is_a_line_of_music() -> None:
    """A new line begins every fourth bar, with its chord over it even where it goes on."""
    made = lead_sheet(sheet(chords=("C",) * 8, names=("C",) * 8, line=4))
    text = as_musicxml(made).decode()
    assert 1 == text.count('new-system="yes"')
    assert 2 == text.count(">C</words>")
