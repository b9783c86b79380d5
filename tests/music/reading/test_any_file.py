"""Whatever the bytes, there comes a piece or a sentence: never another exception, never a long wait.

``HYPOTHESIS_PROFILE=deep pytest tests/music/reading/test_any_file.py`` looks a hundred times longer.
"""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtlearn.errors import MtlearnError
from mtlearn.music.bars import bars
from mtlearn.music.files import midi, musicxml
from mtlearn.music.note import Duo, Note
from mtlearn.music.piece import Part, Piece
from mtlearn.music.reading.carried import notes_text
from mtlearn.music.reading.limits import NOTES, SECONDS
from mtlearn.music.reading.opening import open_bytes
from mtlearn.sound.recording import recording

_LOOKS = 20_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 250
look = settings(max_examples=_LOOKS, deadline=20_000, suppress_health_check=list(HealthCheck))

MINE = tuple(Note(n * 0.5, 0.4, 60 + n % 5, 80) for n in range(12))
DUO = Duo(MINE, (Note(0.25, 1.0, 48, 70),))


@cache
def real(form: str) -> bytes:
    """Give a real file of a form."""
    piece = Piece((Part("A", MINE, role="mine"), Part("B", DUO.partner)), "Kveld")
    if form == "midi":
        return midi(DUO, bars(DUO))
    if form in {"wav", "flac"}:
        return recording(np.zeros((64, 2), np.float32), notes_text(piece), form=form)
    score = musicxml(DUO, bars(DUO), ("A", "B"))
    if form == "musicxml":
        return score
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED if form == "mxl" else zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="a.xml"/></rootfiles></container>',
        )
        archive.writestr("a.xml", score)
    return kept.getvalue()


PLACES = ("duration", "divisions", "octave", "alter", "beats", "beat-type", "fifths", "tempo", "times")
HEADS = (b"", b"MThd\0\0\0\6", b"RIFF\x40\0\0\0WAVE", b"fLaC", b"PK\3\4", b"<?xml", b"<score-partwise>")
ODD = ("0", "-1", "1e9", "999999999", "0.000000001", "", "NaN", "3+2", "-999999999", "1_0", "0x1", "\u0661")
FORMS = ("midi", "musicxml", "mxl", "stored-mxl", "wav", "flac")


def opened(data: bytes) -> Piece | None:
    """Open bytes both ways; a sentence counts as well as a piece, and a piece is sound."""
    piece = None
    for written in (False, True):
        try:
            piece = open_bytes(data, "a.bin", written=written).piece
        except MtlearnError as error:
            said = str(error)
            if said.startswith("a.bin ") and said.endswith("."):
                continue
            raise
        assert 0 < piece.count <= NOTES
        assert piece.length <= SECONDS
        for part in piece.parts:
            for note in part.notes:
                assert note.onset >= 0
                assert note.duration >= 0
                assert 0 <= note.pitch <= 127
                assert 1 <= note.velocity <= 127
        assert piece.quarters(piece.length) >= 0
    return piece


@look
@given(
    st.sampled_from(
        [b"", b"MThd\0\0\0\6", b"RIFF\x40\0\0\0WAVE", b"fLaC", b"PK\3\4", b"<?xml", b"<score-partwise>"]
    ),
    st.binary(max_size=400),
)
def test_arbitrary_bytes(head: bytes, rest: bytes) -> None:
    """With the right beginning, too."""
    opened(head + rest)


@pytest.mark.parametrize("form", FORMS)
@look
@given(data=st.data())
def test_real_files_that_were_damaged(form: str, data: st.DataObject) -> None:
    """Bits flipped, bytes changed, stretches cut out, doubled, or taken from a file of another kind."""
    found = bytearray(real(form))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(found) - 1)))
        match data.draw(st.sampled_from(["flip", "set", "cut", "double", "end", "splice"])):
            case "flip" if found:
                found[at] ^= 1 << data.draw(st.integers(0, 7))
            case "set" if found:
                found[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))
            case "cut":
                del found[at : at + data.draw(st.integers(1, 40))]
            case "double":
                found[at:at] = found[at : at + data.draw(st.integers(1, 200))]
            case "end":
                del found[at:]
            case "splice":
                other = real(data.draw(st.sampled_from(FORMS)))
                found[at:at] = other[: data.draw(st.integers(1, len(other)))]
    opened(bytes(found))


@look
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_numbers_no_score_should_have(changes: list[tuple[str, str]]) -> None:
    """Wherever a score has a number, it may be any."""
    text = (
        '<score-partwise><part-list><score-part id="P"/></part-list><part id="P"><measure><attributes>'
        "<divisions>[divisions]</divisions><key><fifths>[fifths]</fifths></key><time><beats>[beats]</beats>"
        '<beat-type>[beat-type]</beat-type></time></attributes><sound tempo="[tempo]"/>'
        "<note><pitch><step>C</step><alter>[alter]</alter><octave>[octave]</octave></pitch>"
        "<duration>[duration]</duration></note>"
        '<barline><repeat direction="backward" times="[times]"/></barline>'
        "</measure></part></score-partwise>"
    )
    values = {"divisions": "1", "octave": "4", "alter": "0", "beats": "4", "beat-type": "4", "fifths": "0"}
    for name, value in {**values, "duration": "1", "tempo": "60", "times": "2", **dict(changes)}.items():
        text = text.replace(f"[{name}]", value)
    opened(text.encode())


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_damaged_is_a_piece(form: str) -> None:
    """The files that are damaged above are good ones."""
    piece = opened(real(form))
    assert piece is not None
    assert 13 == piece.count
