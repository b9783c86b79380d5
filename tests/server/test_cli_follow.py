"""``mtlearn follow`` writes the beats the partner expects, and says in a sentence what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.music.hearing.beat_follower import follow
from mtlearn.music.note import Note
from mtlearn.server.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [[1 + 0.6 * beat, 1.4 + 0.6 * beat, 60 + beat % 5, 80] for beat in range(20)]


def _followed(folder: Path, held: Any) -> tuple[int, Path]:
    source, out = folder / "notes.json", folder / "beats.json"
    source.write_text(held if isinstance(held, str) else json.dumps(held))
    return main(["follow", str(source), str(out)]), out


def test_beats_are_written_as_they_were_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file holds what the follower says, pair by pair, and its name is printed."""
    status, out = _followed(tmp_path, {"notes": ROWS, "title": "passed over"})
    assert 0 == status
    assert f"{out}\n" == capsys.readouterr().out
    written = json.loads(out.read_text())
    assert [list(one) for one in follow(Note(on, off - on, p, v) for on, off, p, v in ROWS)] == written
    assert all(made < beat for made, beat in written)
    assert len(written) > 12


def test_order_makes_no_difference(tmp_path: Path) -> None:
    """Notes may stand in any order; a file that is there is written over."""
    _, out = _followed(tmp_path, {"notes": ROWS})
    before = out.read_bytes()
    _followed(tmp_path, {"notes": ROWS[::-1]})
    assert before == out.read_bytes()


@pytest.mark.parametrize("count", [0, 1, 7, 13])
def test_the_first_notes_alone_give_the_first_beats(tmp_path: Path, count: int) -> None:
    """What is written for a part is how what is written for the whole begins; nothing for no notes."""
    part = json.loads(_followed(tmp_path, {"notes": ROWS[:count]})[1].read_text())
    whole = json.loads(_followed(tmp_path, {"notes": ROWS})[1].read_text())
    assert whole[: len(part)] == part


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("Dear all", "damaged as JSON"),
        ('{"notes": [[0, 1, 60, 80]', "damaged as JSON"),
        ("[" * 100_000, "damaged as JSON"),
        ("[]", "no list of notes"),
        ({"Notes": []}, "no list of notes"),
        ({"notes": 3}, "no list of notes"),
        ({"notes": [[0, 1, 60]]}, "note 1 is not four finite numbers"),
        ({"notes": [*ROWS, [0, 1, "C", 80]]}, "note 21 is not four finite numbers"),
        ({"notes": [[0, 1, True, 80]]}, "note 1 is not four finite numbers"),
        ('{"notes": [[NaN, 1, 60, 80]]}', "note 1 is not four finite numbers"),
        ('{"notes": [[0, 1e999, 60, 80]]}', "note 1 is not four finite numbers"),
        ('{"notes": [[0, 1' + "0" * 400 + ", 60, 80]]}", "note 1 is not four finite numbers"),
        ({"notes": [[-1, 1, 60, 80]]}, "note 1 lasts from -1 to 1 s"),
        ({"notes": [[2, 1, 60, 80]]}, "note 1 lasts from 2 to 1 s"),
        ({"notes": [[0, 1e9, 60, 80]]}, "note 1 lasts from 0 to 1e+09 s"),
        ({"notes": [[0, 1, 60.5, 80]]}, "note 1 has pitch 60.5"),
        ({"notes": [[0, 1, 128, 80]]}, "note 1 has pitch 128"),
        ({"notes": [[0, 1, 60, 0]]}, "velocity 0"),
        ({"notes": [[0, 1, 60, 80]] * 100_001}, "100001 notes"),
    ],
)
def test_trouble_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], held: Any, said: str
) -> None:
    """What is no such JSON, and each note that cannot be, is said on one line; no file is begun."""
    status, out = _followed(tmp_path, held)
    error = capsys.readouterr().err
    assert 1 == status
    assert error.startswith("mtlearn: notes.json")
    assert said in error
    assert 1 == error.count("\n")
    assert ["notes.json"] == [path.name for path in out.parent.iterdir()]


def test_what_stood_there_stays_where_notes_are_wrong(tmp_path: Path) -> None:
    """An earlier result is as it was after an error; the notes are not written over."""
    _, out = _followed(tmp_path, {"notes": ROWS})
    before = out.read_bytes()
    assert 1 == _followed(tmp_path, {"notes": [[3, 2, 1, 0]]})[0]
    assert before == out.read_bytes()
    assert 1 == main(["follow", str(out), str(out)])
    assert before == out.read_bytes()


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a missing file nor a folder is a stack trace."""
    for source in (tmp_path / "none.json", tmp_path):
        assert 1 == main(["follow", str(source), str(tmp_path / "out.json")])
        assert "it cannot be read" in capsys.readouterr().err
