"""Scores from any program are read as they sound, or as they are written."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import (
    DamagedMusicError,
    MusicFileError,
    NoNotesError,
    NotMusicError,
    TooMuchMusicError,
    UnsafeMusicError,
)
from mtlearn.music.reading import musicxml as reading
from mtlearn.music.reading.musicxml import read_musicxml
from mtlearn.music.reading.mxl import read_mxl

if TYPE_CHECKING:
    from mtlearn.music.piece import Piece

DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE score-partwise PUBLIC'
    ' "-//Recordare//DTD MusicXML 4.0 Partwise//EN"'
    ' "http://www.musicxml.org/dtds/partwise.dtd">'
)
PARTS = '<part-list><score-part id="P1"><part-name>Fløyte</part-name></score-part></part-list>'


def note(step: str, duration: int = 1, more: str = "", octave: int = 4) -> str:
    """Write one note."""
    first, rest = (more, "") if more in {"<chord/>", "<grace/>"} else ("", more)
    length = "" if more == "<grace/>" else f"<duration>{duration}</duration>"
    return f"<note>{first}<pitch><step>{step}</step><octave>{octave}</octave></pitch>{length}{rest}</note>"


def score(*bars: str, parts: str = PARTS, head: str = DOCTYPE) -> str:
    """Write a score of one part."""
    measures = "".join(f'<measure number="{n}">{bar}</measure>' for n, bar in enumerate(bars, start=1))
    return f'{head}<score-partwise version="4.0">{parts}<part id="P1">{measures}</part></score-partwise>'


def read(text: str | bytes, *, written: bool = False) -> Piece:
    """Read a score."""
    return read_musicxml(
        io.BytesIO(text.encode() if isinstance(text, str) else text), "a.musicxml", written=written
    )


def rows(piece: Piece) -> list[tuple[float, float, int]]:
    """Give the first part's notes in quarters."""
    return [
        (
            round(piece.quarters(n.onset), 4),
            round(piece.quarters(n.offset) - piece.quarters(n.onset), 4),
            n.pitch,
        )
        for n in piece.parts[0].notes
    ]


def test_pitch_length_chord_and_rest() -> None:
    """A chord sounds together, a rest is silent, and the name of the part is kept."""
    piece = read(
        score(
            note("C", 2) + note("E", 2, "<chord/>") + "<note><rest/><duration>1</duration></note>" + note("G")
        )
    )
    assert [(0, 2, 60), (0, 2, 64), (3, 1, 67)] == rows(piece)
    assert "Fløyte" == piece.parts[0].name


def test_divisions_backup_and_transposition() -> None:
    """Two voices in thirds of a quarter, on an instrument that sounds a tone lower than written."""
    attributes = (
        "<attributes><divisions>3</divisions><transpose><chromatic>-2</chromatic></transpose></attributes>"
    )
    voices = note("D", 1) + note("E", 2) + "<backup><duration>3</duration></backup>" + note("G", 3, octave=5)
    assert [(0, 0.3333, 60), (0, 1, 77), (0.3333, 0.6667, 62)] == rows(read(score(attributes + voices)))


def test_tied_notes_are_one_and_others_are_not() -> None:
    """A tie over the bar line joins; a tie to another pitch joins nothing."""
    bars = (
        note("C", 4, '<tie type="start"/>'),
        note("C", 1, '<tie type="stop"/>') + note("C", 3, '<tie type="start"/>'),
        note("D", 4, '<tie type="stop"/>'),
    )
    assert [(0, 5, 60), (5, 3, 60), (8, 4, 62)] == rows(read(score(*bars)))


def test_grace_notes_sound_before_their_note_and_are_left_out_as_written() -> None:
    """Heard, they take from what comes before; written, they are counted."""
    bars = (note("C", 2) + note("D", 1, "<grace/>") + note("E", 1, "<grace/>") + note("F", 2),)
    assert [(0, 2, 60), (1.75, 0.125, 62), (1.875, 0.125, 64), (2, 2, 65)] == rows(read(score(*bars)))
    piece = read(score(*bars), written=True)
    assert [(0, 2, 60), (2, 2, 65)] == rows(piece)
    assert (("grace", 2),) == piece.left_out


def test_repeats_and_endings_are_played() -> None:
    """First and second ending; as written, every bar stands once."""
    begin = '<barline><repeat direction="forward"/></barline>'
    first = '<barline location="left"><ending number="1" type="start"/></barline>'
    again = (
        '<barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline>'
    )
    second = '<barline location="left"><ending number="2" type="start"/></barline>'
    bars = (
        note("C", 4),
        begin + note("D", 4),
        first + note("E", 4) + again,
        second + note("F", 4),
        note("G", 4),
    )
    assert [60, 62, 64, 62, 65, 67] == [pitch for _, _, pitch in rows(read(score(*bars)))]
    assert [60, 62, 64, 65, 67] == [pitch for _, _, pitch in rows(read(score(*bars), written=True))]


def test_tempo_metre_key_and_upbeat() -> None:
    """What stands over and before the music is kept, and counted in seconds."""
    key = "<key><fifths>-3</fifths><mode>minor</mode></key>"
    head = f"<attributes>{key}<time><beats>3</beats><beat-type>4</beat-type></time></attributes>"
    mark = (
        "<direction><direction-type><metronome><beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>40</per-minute>"
        "</metronome></direction-type></direction>"
    )
    piece = read(
        score(head + mark + note("C", 1), '<direction><sound tempo="120"/></direction>' + note("D", 3))
    )
    assert [(0.0, 1.0), (1.0, 1.5)] == [(n.onset, n.duration) for n in piece.parts[0].notes]
    assert [(0, 3, 4)] == [tuple(one) for one in piece.metres]
    assert [(0, -3, True)] == [tuple(one) for one in piece.keys]
    assert 1.0 == piece.upbeat


def test_drums_are_keys_of_the_drum_set() -> None:
    """By the instrument's own key where it is said, else by the place on the staff."""
    said = "<midi-channel>10</midi-channel><midi-unpitched>43</midi-unpitched>"
    parts = PARTS.replace("</score-part>", f'<midi-instrument id="I1">{said}</midi-instrument></score-part>')
    place = "<display-step>{}</display-step><display-octave>{}</display-octave>"
    hit = f"<note><unpitched>{place}</unpitched><duration>1</duration>{{}}</note>"
    piece = read(
        score(
            hit.format("G", 5, '<instrument id="I1"/>') + hit.format("C", 5, '<instrument id="?"/>'),
            parts=parts,
        )
    )
    assert [42, 38] == [pitch for *_, pitch in rows(piece)]
    assert piece.parts[0].drums


def test_timewise_is_the_same_music() -> None:
    """Bars of parts, or parts of bars: the file may have either order."""
    parts = '<part-list><score-part id="A"/><score-part id="B"/></part-list>'
    bars = "".join(
        f'<measure><part id="A">{note("C", 4)}</part><part id="B">{note(step, 4)}</part></measure>'
        for step in "DE"
    )
    piece = read(f"<score-timewise>{parts}{bars}</score-timewise>")
    assert [[(0, 60), (2, 60)], [(0, 62), (2, 64)]] == [
        [(n.onset, n.pitch) for n in one.notes] for one in piece.parts
    ]


def test_parts_stay_together_where_one_has_fewer_notes_in_a_bar() -> None:
    """A bar is as long as the longest part of it."""
    parts = '<part-list><score-part id="A"/><score-part id="B"/></part-list>'
    lines = [
        f'<part id="{who}"><measure>{bar}</measure><measure>{note("C", 4)}</measure></part>'
        for who, bar in (("A", note("C", 1)), ("B", note("C", 4)))
    ]
    piece = read(f"<score-partwise>{parts}{''.join(lines)}</score-partwise>")
    assert [2.0, 2.0] == [one.notes[1].onset for one in piece.parts]


LAUGHS = (
    '<!DOCTYPE score-partwise [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (score(note("C"), head=LAUGHS), UnsafeMusicError),
        (
            score(note("C"), head='<!DOCTYPE score-partwise [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            UnsafeMusicError,
        ),
        (
            score(
                note("C"), head='<!DOCTYPE score-partwise [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>'
            ),
            UnsafeMusicError,
        ),
        ("<html><body/></html>", NotMusicError),
        (score("<note><rest/><duration>4</duration></note>"), NoNotesError),
        (score(note("C", -1)), DamagedMusicError),
        (score("<attributes><divisions>0</divisions></attributes>" + note("C")), DamagedMusicError),
        (score(note("C").replace("<duration>1", "<duration>1e999")), DamagedMusicError),
        (score(note("C"))[:-30], DamagedMusicError),
        (score(note("C", 999_999_999)), TooMuchMusicError),
        (
            score(*['<barline><repeat direction="backward" times="999"/></barline>' + note("C")] * 200),
            TooMuchMusicError,
        ),
        ("<a>" * 100_000, NotMusicError),
        (score("<x>" * 100_000), DamagedMusicError),
        (score(note("C")).encode("utf-16")[:-3], DamagedMusicError),
        (DOCTYPE.replace("UTF-8", "klingon") + "<score-partwise/>", DamagedMusicError),
    ],
)
def test_what_is_hostile_or_broken_becomes_a_sentence(text: str | bytes, error: type[MusicFileError]) -> None:
    """Entities are refused, others' XML is named, a place is given for what is damaged, soon."""
    began = time.monotonic()
    with pytest.raises(error, match=r"^a\.musicxml .*\.$") as found:
        read(text)
    assert error is type(found.value)
    assert time.monotonic() - began < 20


def test_utf_16_and_a_missing_doctype_are_fine() -> None:
    """Finale wrote so."""
    assert [(0, 1, 60)] == rows(read(score(note("C")).replace("UTF-8", "UTF-16").encode("utf-16")))
    assert [(0, 1, 60)] == rows(read(score(note("C"), head="")))


def test_too_many_notes_and_elements_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the limit."""
    monkeypatch.setattr(reading, "NOTES", 5)
    with pytest.raises(TooMuchMusicError, match="more than 5 notes"):
        read(score(note("C") * 6))
    monkeypatch.setattr(reading, "ELEMENTS", 20)
    with pytest.raises(TooMuchMusicError, match="20 elements"):
        read(score(note("C") * 6))


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack a compressed score."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


CONTAINER = '<container><rootfiles><rootfile full-path="s/one.xml"/></rootfiles></container>'


@pytest.mark.parametrize(
    "container", [CONTAINER, CONTAINER.replace("<container>", '<container xmlns="urn:x">')]
)
def test_a_compressed_score_is_the_one_its_container_names(container: str) -> None:
    """Others in the archive are let be; without a container it is the first that looks like a score."""
    members = {"META-INF/container.xml": container, "a.xml": "<no/>", "s/one.xml": score(note("C"))}
    assert [(0, 1, 60)] == rows(read_mxl(packed(members), "a.mxl"))
    assert [(0, 1, 60)] == rows(read_mxl(packed({"a.png": b"", "one.musicxml": score(note("C"))}), "a.mxl"))


def bomb(claimed: int | None = None) -> bytes:
    """Pack a gigabyte of spaces into a megabyte; the archive may claim that it is small."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.xml", "w") as member,
    ):
        member.write(b"<score-partwise>")
        for _ in range(256):
            member.write(b" " * (1 << 20))
    data = bytearray(kept.getvalue())
    if claimed is not None:
        at = data.rfind(b"PK\x01\x02")
        struct.pack_into("<I", data, at + 24, claimed)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (bomb(), TooMuchMusicError),
        (bomb(100), DamagedMusicError),
        (packed({f"{n}": "" for n in range(1500)}), TooMuchMusicError),
        (packed({"a.txt": "hi"}), NotMusicError),
        (packed({"a.xml": score(note("C"))}, zipfile.ZIP_LZMA), UnsafeMusicError),
        (packed({"a.xml": score(note("C"), head=LAUGHS)}), UnsafeMusicError),
        (packed({"a.xml": score(note("C"))})[:-8], DamagedMusicError),
        (packed({"a.xml": score(note("C"))}).replace(b"PK\x03\x04", b"PK\x03\x05"), DamagedMusicError),
        (bytes(20 << 20), TooMuchMusicError),
    ],
)
def test_a_hostile_archive_becomes_a_sentence(data: bytes, error: type[MusicFileError]) -> None:
    """What it claims of itself is not believed."""
    with pytest.raises(error, match=r"^a\.mxl .*\.$"):
        read_mxl(data, "a.mxl")
