"""Any file at all is opened by its content, and becomes music or a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mtlearn.errors import MusicFileError, NotMusicError, OnlySoundError, TooMuchMusicError
from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, Note
from mtlearn.music.reading.opening import open_bytes, open_file

TONES = tuple(Note(n * 0.5, 0.4, 60 + n, 80) for n in range(12))
MIDI = midi(Duo(TONES, ()), bars(Duo(TONES, ())))


def test_content_says_what_a_file_is_and_a_misleading_name_is_noticed(tmp_path: Path) -> None:
    """MIDI called .xml is read as MIDI, and so is MIDI without an ending."""
    for name, misnamed in (
        ("a.mid", False),
        ("a.MID", False),
        ("a.xml", True),
        ("a.wav", True),
        ("a", False),
    ):
        path = tmp_path / name
        path.write_bytes(MIDI)
        opened = open_file(path)
        assert ("MIDI", misnamed) == (opened.form, opened.misnamed)
        assert 12 == opened.piece.count


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"", NotMusicError, "it is empty"),
        (b"hello, this is a letter", NotMusicError, "it is text"),
        (b"%PDF-1.7", NotMusicError, "a PDF"),
        (b"\x89PNG\r\n", NotMusicError, "a picture"),
        (b"X: 1\nT: Tune", NotMusicError, "ABC; save it as MIDI"),
        (b"\x00\x01\x02\x03", NotMusicError, "something else"),
        (b"ID3\x04", OnlySoundError, "an? MP3 recording: it holds sound, but no notes"),
        (b"OggS\x00", OnlySoundError, "Ogg"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", OnlySoundError, "WAV"),
        (bytes(3) + b"MThd", NotMusicError, "something else"),
        (
            b"<score-partwise>" + b" " * (65 << 20),
            TooMuchMusicError,
            "65 MB of MusicXML, and the most is 64 MB",
        ),
    ],
)
def test_what_is_not_music_is_named(data: bytes, error: type[MusicFileError], said: str) -> None:
    """The sentence says what it looks like, and what can be read."""
    with pytest.raises(error, match=said) as found:
        open_bytes(data, "a.bin")
    assert str(found.value).startswith("a.bin ")


def test_a_folder_a_missing_file_and_a_loop_of_links_are_said(tmp_path: Path) -> None:
    """Each with its name and why."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, why in (
        (tmp_path, "it is a folder"),
        (tmp_path / "none.mid", "No such file"),
        (tmp_path / "loop", "Too many levels"),
        (Path("a\0b"), "null"),
    ):
        with pytest.raises(MusicFileError, match=why):
            open_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are pipes and devices")
def test_pipes_and_devices_do_not_keep_it_waiting(tmp_path: Path) -> None:
    """A pipe nobody writes to, and devices that never end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(MusicFileError, match="a device or a pipe"):
            open_file(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    """The system's own reason is given."""
    path = tmp_path / "a.mid"
    path.write_bytes(MIDI)
    path.chmod(0)
    with pytest.raises(MusicFileError, match="Permission denied"):
        open_file(path)
