"""``mtlearn notate`` writes any music as a picture or a score."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, Note
from mtlearn.music.reading.opening import open_file
from mtlearn.server.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TONES = tuple(Note(n * 0.5, 0.45, 60 + n % 5, 80) for n in range(16))


@pytest.fixture
def tune(tmp_path: Path) -> Path:
    """Give a small MIDI file of two parts."""
    path = tmp_path / "tune.mid"
    path.write_bytes(midi(Duo(TONES, TONES), bars(Duo(TONES, TONES))))
    return path


def test_midi_becomes_a_score_on_its_own_beats(tune: Path) -> None:
    """Sixteen quarters each, in four bars, with the parts' names."""
    out = tune.with_suffix(".musicxml")
    assert 0 == main(["notate", str(tune), str(out)])
    piece = open_file(out).piece
    assert ["Learner", "Partner"] == [part.name for part in piece.parts]
    assert [float(n) for n in range(16)] == [round(piece.quarters(n.onset), 3) for n in piece.parts[0].notes]
    assert b'<measure implicit="no" number="4"' in out.read_bytes()


def test_a_picture_is_svg_and_a_tall_one_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every picture is named; a narrow one of a long piece is several."""
    many = tuple(Note(n * 0.25, 0.2, 60 + n % 7, 80) for n in range(3000))
    (tmp_path / "long.mid").write_bytes(midi(Duo(many, ()), bars(Duo(many, ()))))
    assert 0 == main(["notate", str(tmp_path / "long.mid"), str(tmp_path / "long.svg"), "--width", "200"])
    names = capsys.readouterr().out.split()
    assert [str(tmp_path / "long.svg"), str(tmp_path / "long-2.svg")] == names[:2]
    for name in names:
        assert ET.parse(name).getroot().tag.endswith("svg")  # noqa: S314 - our own picture


def test_trouble_is_one_sentence(tune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending is usage; a file that is no music, and the file itself, are errors."""
    with pytest.raises(SystemExit) as end:
        main(["notate", str(tune), str(tune.with_suffix(".pdf"))])
    assert 2 == end.value.code
    assert ".svg or .musicxml" in capsys.readouterr().err
    letter = tune.with_name("letter.mid")
    letter.write_text("Dear all")
    assert 1 == main(["notate", str(letter), str(tune.with_suffix(".svg"))])
    assert "letter.mid is not music that can be read here: it is text." in capsys.readouterr().err
    same = tune.rename(tune.with_suffix(".musicxml"))
    assert 1 == main(["notate", str(same), str(same)])
    assert "nothing was written" in capsys.readouterr().err
