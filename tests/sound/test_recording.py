"""A recording carries its notes, and is a recording like any other to everyone else."""

from __future__ import annotations

import io
import json
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from mtlearn.errors import DamagedMusicError, NoNotesError, OnlySoundError, TooMuchMusicError
from mtlearn.music.note import Note
from mtlearn.music.piece import Key, Metre, Part, Piece, Tempo
from mtlearn.music.reading import carried
from mtlearn.music.reading.carried import notes_text
from mtlearn.music.reading.opening import open_bytes, open_file
from mtlearn.sound import recording as writing
from mtlearn.sound.audiofile import write
from mtlearn.sound.recording import recording, write_recording

if TYPE_CHECKING:
    from pathlib import Path

SOUND = np.sin(np.arange(48_000, dtype=np.float32)[:, None] * np.float32([0.05, 0.06])) * np.float32(0.5)
PIECE = Piece(
    (
        Part(
            "Dø", (Note(0.1234, 0.3333, 60, 80), Note(1 / 3, 0.1, 61, 127)), 108, voice="kalimba", role="mine"
        ),
        Part("Trommer", (Note(0.0, 0.0, 36, 1),), drums=True),
    ),
    "Kveld",
    (Tempo(0.0, 0.0, 0.51),),
    (Metre(0.0, 6, 8),),
    (Key(0.0, -3, minor=True),),
    upbeat=0.5,
    beats=False,
)


@pytest.mark.parametrize("form", ["wav", "wav24", "flac", "flac24"])
def test_what_goes_in_comes_out_exactly_and_the_sound_is_untouched(form: str) -> None:
    """Notes to the last digit; the same frames as a recording without notes."""
    plain = io.BytesIO()
    write(plain, SOUND, 48_000, form)
    data = recording(SOUND, notes_text(PIECE), 48_000, form)
    assert PIECE == open_bytes(data, f"a.{form}").piece
    expected, found = (soundfile.read(io.BytesIO(one), dtype="int32")[0] for one in (plain.getvalue(), data))
    assert np.array_equal(expected, found)


def test_other_readers_pass_over_the_notes() -> None:
    """Python's own wave module reads the sound, and the RIFF's length is right."""
    data = recording(SOUND, notes_text(PIECE) + " ")
    with wave.open(io.BytesIO(data)) as file:
        assert (48_000, 2, 48_000) == (file.getnframes(), file.getnchannels(), file.getframerate())
    assert len(data) - 8 == int.from_bytes(data[4:8], "little")
    assert 0 == len(data) % 2


def test_the_notes_can_be_read_without_this_course() -> None:
    """They are JSON, in a chunk of a name of its own."""
    data = recording(SOUND, notes_text(PIECE))
    text = data[data.index(b"mtln") + 8 :].rstrip(b"\0")
    assert "Kveld" == json.loads(text)["piece"]["title"]


def test_recordings_without_notes_say_that_they_hold_sound(tmp_path: Path) -> None:
    """There is no guessing of notes from sound, and the sentence says which files hold notes."""
    for form in ("wav", "flac"):
        path = tmp_path / f"a.{form}"
        write(path, SOUND, 48_000, form)
        with pytest.raises(OnlySoundError, match="it holds sound, but no notes"):
            open_file(path)


def test_a_file_gets_its_place_when_it_is_whole(tmp_path: Path) -> None:
    """Trouble in the middle leaves what stood there, and nothing beside it."""
    path = tmp_path / "a.flac"
    path.write_bytes(b"what stood there")

    def broken() -> object:
        yield SOUND
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_recording(path, broken(), notes_text(PIECE), form="flac")
    assert b"what stood there" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
    assert 48_000 == write_recording(path, SOUND, notes_text(PIECE), form="flac")
    assert PIECE == open_file(path).piece


@pytest.mark.parametrize("form", ["wav", "flac"])
def test_damaged_notes_are_said(form: str) -> None:
    """Cut, senseless, out of range, or none."""
    with pytest.raises(DamagedMusicError, match="the notes it carries"):
        open_bytes(recording(SOUND, "{}", form=form), "a")
    off = notes_text(PIECE).replace("[0.1234,0.3333,60,80]", "[0.1234,0.3333,600,80]")
    with pytest.raises(DamagedMusicError, match="pitch 0-127"):
        open_bytes(recording(SOUND, off, form=form), "a")
    with pytest.raises(NoNotesError):
        open_bytes(recording(SOUND, notes_text(Piece(())), form=form), "a")
    whole = recording(SOUND[:0], notes_text(PIECE), form=form)
    with pytest.raises((DamagedMusicError, OnlySoundError)):
        open_bytes(whole[: whole.index(b"piece")], "a")


def test_too_many_notes_are_said_or_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading has a limit; a FLAC has room for so much, and goes without notes beyond it."""
    monkeypatch.setattr(writing, "_MOST", 100)
    with pytest.raises(OnlySoundError):
        open_bytes(recording(SOUND, notes_text(PIECE), form="flac"), "a")
    monkeypatch.setattr(carried, "TAKE_BYTES", 100)
    with pytest.raises(TooMuchMusicError):
        open_bytes(recording(SOUND, notes_text(PIECE)), "a")
    monkeypatch.setattr(carried, "TAKE_BYTES", 10_000)
    monkeypatch.setattr(carried, "NOTES", 2)
    with pytest.raises(TooMuchMusicError, match="3 notes"):
        open_bytes(recording(SOUND, notes_text(PIECE)), "a")
