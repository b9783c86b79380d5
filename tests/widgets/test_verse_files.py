"""A verse taken along in every form, and read again."""

from __future__ import annotations

import pytest

from mtlearn.music.backing.setting import Setting
from mtlearn.music.reading.opening import open_bytes
from mtlearn.music.vamp import Vamp
from mtlearn.music.verse import Sung
from mtlearn.widgets import verse_files
from mtlearn.widgets.verse_sheet import VersePiece

SUNG = (Sung(0.0, 2.0, 69, "I", "single"), Sung(4.0, 2.0, 71, "natt", "single"))


def piece(**changes: object) -> VersePiece:
    given = {"title": "Natt", "words": ("I natt", "", "", ""), "orders": ("AABB",) * 4, "sung": SUNG}
    given |= {"vamp": Vamp(Setting("two-chords", 64, "major", 100), "I", "V"), "voice": "flute", "beats": 4}
    return VersePiece(**{**given, **changes})  # type: ignore[arg-type] # what each field is, is said above


def test_a_file_is_named_after_the_verse() -> None:
    """Its title, or the exercise's name where it has none."""
    assert "natt.txt" == verse_files.file(piece(), "text", "nb")[0]
    assert "to-akkorder.txt" == verse_files.file(piece(title=" ?! "), "text", "nb")[0]
    with pytest.raises(KeyError):
        verse_files.file(piece(), "mp3", "nb")


def test_what_is_taken_along_can_be_read_again() -> None:
    """MIDI, MusicXML and the notes inside the recording have the melody, at its pitches."""
    for form, name in (("midi", "verse.mid"), ("musicxml", "verse.musicxml"), ("wav", "verse.wav")):
        _, _, made = verse_files.file(piece(), form, "en")
        notes = open_bytes(made, name).piece.parts[0].notes
        assert [(0.0, 69), (2.4, 71)] == [(round(note.onset, 2), note.pitch) for note in notes], form
