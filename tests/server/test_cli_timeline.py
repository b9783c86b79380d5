"""``mtlearn timeline`` draws two players in time, and writes the figures."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import mido
import pytest

from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, Note
from mtlearn.server.cli import main

PERFORMANCES = Path(__file__).parents[3] / "shared" / "data" / "performances"
CALL = tuple(Note(0.5 + n * 0.5, 0.4, pitch, 80) for n, pitch in enumerate([60, 64, 67, 65]))
ANSWER = tuple(note._replace(onset=note.onset + 4) for note in CALL)


@pytest.fixture
def duo_file(tmp_path: Path) -> Path:
    """Give a MIDI file of a call and its echo."""
    path = tmp_path / "call.mid"
    path.write_bytes(midi(Duo(CALL, ANSWER), bars(Duo(CALL, ANSWER))))
    return path


@pytest.fixture
def rows_file(tmp_path: Path) -> Path:
    """Give notes as JSON rows, high and low."""
    path = tmp_path / "rows.json"
    rows = [[n * 0.5, n * 0.5 + 0.4, 72 if n % 2 else 48, 60 + n] for n in range(20)]
    path.write_text(json.dumps({"notes": rows}))
    return path


@pytest.mark.parametrize(
    ("lang", "said"), [("nb", "kom igjen hos medspilleren"), ("en", "came back from the partner")]
)
def test_a_picture_shows_both_players_and_says_what_came_back(duo_file: Path, lang: str, said: str) -> None:
    """SVG with a label for those who do not see it, both players' notes, and the echo in words."""
    out = duo_file.with_suffix(".svg")
    assert 0 == main(["timeline", str(duo_file), str(out), "--lang", lang])
    root = ET.parse(out).getroot()  # noqa: S314 - our own picture
    assert "img" == root.get("role")
    assert said in "".join(root.itertext())
    assert root.get("aria-label")


def test_figures_are_the_same_in_both_forms(rows_file: Path) -> None:
    """CSV has a row for each second and player, empty where there is a gap; JSON has all there is."""
    out = rows_file.with_name("out.csv")
    assert 0 == main(["timeline", str(rows_file), str(out)])
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert 20 == len(rows)
    assert {""} == {row["density"] for row in rows if row["player"] == "second"}
    assert 0 == main(["timeline", str(rows_file), str(rows_file.with_name("all.json"))])
    told = json.loads(rows_file.with_name("all.json").read_text())
    assert [row["density"] for row in rows if row["player"] == "first"] == [
        f"{value:.6g}" for value in told["mine"]["density"]
    ]


def test_drums_are_left_out_and_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside tones in a line of their own; where there is nothing else, in place of an empty picture."""
    file, out = mido.MidiFile(), tmp_path / "out.svg"
    for channel, pitch in ((9, 38), (0, 60)):
        track = mido.MidiTrack()
        for _ in range(8):
            track.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80))
            track.append(mido.Message("note_off", channel=channel, note=pitch, time=240))
        file.tracks.append(track)
        file.save(tmp_path / f"{len(file.tracks)}.mid")
    assert 0 == main(["timeline", str(tmp_path / "2.mid"), str(out)])
    assert "drums in 2.mid are left out" in capsys.readouterr().err
    out.unlink()
    assert 0 != main(["timeline", str(tmp_path / "1.mid"), str(out)])
    assert "on drums" in capsys.readouterr().err
    assert not out.exists()


def test_one_player_can_be_split_in_two(rows_file: Path) -> None:
    """Where there is one part, notes from a pitch up are one player's and the rest the other's."""
    out = rows_file.with_name("split.json")
    assert 0 == main(["timeline", str(rows_file), str(out), "--split", "60"])
    told = json.loads(out.read_text())
    assert {72} == {value for value in told["mine"]["pitch"] if value is not None}
    assert {48} == {value for value in told["partner"]["pitch"] if value is not None}


def test_rows_may_be_of_two_players(tmp_path: Path) -> None:
    """A second list of notes is the other player's."""
    path = tmp_path / "two.json"
    path.write_text(json.dumps({"notes": [[0, 1, 60, 80]], "partner": [[0.5, 1, 48, 80]]}))
    assert 0 == main(["timeline", str(path), str(tmp_path / "out.json")])
    told = json.loads((tmp_path / "out.json").read_text())
    assert [60] == told["mine"]["pitch"]
    assert [48] == told["partner"]["pitch"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"notes": [[1, 2]]}', '{"notes": [[2, 1, 60, 60]]}', '{"notes": 3}']
)
def test_what_is_no_music_is_said(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence, an exit status, and nothing written."""
    wrong = tmp_path / "wrong.json"
    wrong.write_text(text)
    assert 1 == main(["timeline", str(wrong), str(tmp_path / "out.svg")])
    assert "does not hold notes" in capsys.readouterr().err
    assert not (tmp_path / "out.svg").exists()


def test_a_timeline_has_a_form_it_can_be(rows_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending is refused before anything is read."""
    with pytest.raises(SystemExit):
        main(["timeline", str(rows_file), "out.pdf"])
    assert "end in .svg, .json or .csv" in capsys.readouterr().err


@pytest.mark.skipif(not PERFORMANCES.is_dir(), reason="the performances are not beside this checkout")
def test_every_performance_can_be_drawn(tmp_path: Path) -> None:
    """Real playing, alone and split in two, in both languages: a picture each, and no number that is none."""
    for index, path in enumerate(sorted(PERFORMANCES.glob("*.json"))):
        out = tmp_path / f"{path.stem}.svg"
        split = ["--split", "60"] if index % 2 else []
        assert 0 == main(["timeline", str(path), str(out), "--lang", "en" if index % 3 else "nb", *split])
        text = out.read_text()
        assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - our own picture
        assert not re.search(r"\bnan\b", text)
        assert "None" not in text
