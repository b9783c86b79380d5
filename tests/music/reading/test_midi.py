"""Any MIDI file is read as the programs in use mean it, and as another reader (mido) reads it."""

from __future__ import annotations

import io
import struct
import time
from typing import TYPE_CHECKING

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import DamagedMusicError, NoNotesError, TooMuchMusicError
from mtlearn.music.reading import midi as reading
from mtlearn.music.reading.midi import read_midi

if TYPE_CHECKING:
    from mtlearn.music.piece import Piece


def track(body: bytes, *, claimed: int | None = None) -> bytes:
    """Put events into a track; it may claim another length than it has."""
    return b"MTrk" + struct.pack(">I", len(body) if claimed is None else claimed) + body


def whole(*bodies: bytes, kind: int = 1, division: int = 480) -> bytes:
    """Put tracks into a file."""
    return struct.pack(">4sIHHH", b"MThd", 6, kind, len(bodies), division) + b"".join(map(track, bodies))


END = b"\x00\xff\x2f\x00"
NOTE = b"\x00\x90\x3c\x50\x83\x60\x80\x3c\x00"
"""A quarter (480 ticks) of middle C."""


def rows(piece: Piece) -> list[list[tuple[float, float, int, int]]]:
    """Give the notes of each part."""
    return [
        [(round(n.onset, 6), round(n.duration, 6), n.pitch, n.velocity) for n in part.notes]
        for part in piece.parts
    ]


def test_a_quarter_lasts_half_a_second_where_no_tempo_is_said() -> None:
    """120 a minute is the standard's own default."""
    assert [[(0.0, 0.5, 60, 80)]] == rows(read_midi(whole(NOTE + END), "a.mid"))


def test_running_status_and_a_note_on_without_touch_is_a_note_off() -> None:
    """What saves bytes in a file changes nothing in the music."""
    body = b"\x00\x90\x3c\x50\x60\x3c\x00\x00\x3e\x40\x60\x3e\x00" + END
    assert [[(0.0, 0.1, 60, 80), (0.1, 0.1, 62, 64)]] == rows(read_midi(whole(body), "a.mid"))


def test_the_tempo_map_bends_notes_of_every_track() -> None:
    """A change of tempo in the middle of a note counts from there on, whichever track says it."""
    tempo = b"\x00\xff\x51\x03\x07\xa1\x20\x81\x70\xff\x51\x03\x0f\x42\x40" + END
    piece = read_midi(whole(tempo, NOTE + END), "a.mid")
    assert [[(0.0, 0.75, 60, 80)]] == rows(piece)
    assert [0.0, 0.25] == [one.seconds for one in piece.tempi]
    assert pytest.approx(0.5) == piece.quarters(0.25)
    assert pytest.approx(1.0) == piece.quarters(0.75)


def test_film_time_is_in_seconds_and_tells_no_beats() -> None:
    """25 frames of 40 ticks make a millisecond a tick (the standard's own example)."""
    piece = read_midi(whole(NOTE + END, division=0xE728), "a.mid")
    assert [[(0.0, 0.48, 60, 80)]] == rows(piece)
    assert not piece.beats


def test_patterns_of_type_2_are_played_one_after_another() -> None:
    """Each has a tempo of its own, or the usual one."""
    fast = b"\x00\xff\x51\x03\x03\xd0\x90" + NOTE + END
    assert [[(0.0, 0.25, 60, 80)], [(0.25, 0.5, 60, 80)]] == rows(
        read_midi(whole(fast, NOTE + END, kind=2), "a.mid")
    )


def test_the_pedal_lets_notes_ring_until_it_is_lifted_or_the_key_is_struck_again() -> None:
    """As heard, they ring; as written, they end with the key."""
    body = b"\x00\xb0\x40\x7f" + NOTE + NOTE + b"\x83\x60\xb0\x40\x00" + END
    assert [[(0.0, 0.5, 60, 80), (0.5, 1.0, 60, 80)]] == rows(read_midi(whole(body), "a.mid"))
    assert [[(0.0, 0.5, 60, 80), (0.5, 0.5, 60, 80)]] == rows(read_midi(whole(body), "a.mid", pedal=False))


def test_a_note_never_let_go_ends_with_its_track_and_a_key_struck_twice_is_two_notes() -> None:
    """The first to begin is the first to end."""
    body = b"\x00\x90\x3c\x50\x60\x90\x3c\x40\x60\x80\x3c\x00\x60\x90\x3e\x30\x60\x80\x3e\x00" + END
    assert [[(0.0, 0.2, 60, 80), (0.1, 0.3, 60, 64), (0.3, 0.1, 62, 48)]] == rows(
        read_midi(whole(body), "a.mid")
    )


def test_parts_have_their_names_programs_and_drums() -> None:
    """A track with several channels or programs is several parts; channel 10 is the drum set."""
    flute = b"\x00\xff\x03\x06Fl\xf8ten\x00\xc3\x49\x00\x93\x3c\x50\x60\x83\x3c\x00" + END
    drums = b"\x00\x99\x24\x50\x60\x89\x24\x00" + END
    piece = read_midi(whole(flute, drums), "a.mid")
    assert [("Fløten", 73, False), ("", 0, True)] == [
        (one.name, one.program, one.drums) for one in piece.parts
    ]


def test_what_is_said_of_metre_and_key_is_kept() -> None:
    """Six eighths in E flat major, then three quarters in A minor."""
    marks = b"\x00\xff\x58\x04\x06\x03\x24\x08\x00\xff\x59\x02\xfd\x00"
    marks += b"\x8b\x20\xff\x58\x04\x03\x02\x18\x08\x00\xff\x59\x02\x00\x01"
    piece = read_midi(whole(marks + END, NOTE + END), "a.mid")
    assert [(0, 6, 8), (3, 3, 4)] == [tuple(one) for one in piece.metres]
    assert [(0, -3, False), (3, 0, True)] == [tuple(one) for one in piece.keys]


@pytest.mark.parametrize(
    "untidy",
    [
        whole(NOTE + END)[:14] + track(NOTE + END, claimed=9999),
        whole(NOTE + END) + b"XFIH\x00\x00\x00\x02ab",
        whole(NOTE),
        b"RIFF\x00\x00\x00\x00RMIDdata\x00\x00\x00\x00" + whole(NOTE + END),
        whole(b"\x00\xf0\x03\x01\x02\xf7" + NOTE + b"\x00\xfe" + END),
        whole(b"\x00\x90\xbc\x50\x83\x60\x80\xbc\x00" + END).replace(b"\xbc", b"\x3c"),
    ],
)
def test_what_programs_get_slightly_wrong_is_read_as_they_mean_it(untidy: bytes) -> None:
    """A last track that claims too much, strange chunks, no end, a RIFF around it, system messages."""
    assert [[(0.0, 0.5, 60, 80)]] == rows(read_midi(untidy, "a.mid"))


@pytest.mark.parametrize("cut", range(1, len(whole(NOTE + END)) - 4))
def test_a_file_that_breaks_off_is_damaged_and_says_where(cut: int) -> None:
    """Wherever it is cut, before the last note has ended: the sentence has file, byte and what to do."""
    with pytest.raises(DamagedMusicError, match=r"a\.mid is damaged as MIDI, at byte \d+: .* Save it again"):
        read_midi(whole(NOTE + END)[:cut], "a.mid")


def test_no_notes_and_no_events_are_said() -> None:
    """A file of tempo alone has no notes; a track of nonsense is damaged."""
    with pytest.raises(NoNotesError, match="without a single note"):
        read_midi(whole(END), "a.mid")
    with pytest.raises(DamagedMusicError, match="no event"):
        read_midi(whole(b"\x00\x3c\x50" + END), "a.mid")
    with pytest.raises(DamagedMusicError, match="no event"):
        read_midi(whole(b"\xff\xff\xff\xff\x7f\x90\x3c\x50" + END), "a.mid")


def test_too_much_is_said_with_limit_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, notes, seconds, tracks and marks each have a limit, and the sentence names it."""
    with pytest.raises(TooMuchMusicError, match="24 MB MIDI, and the most is 16 MB"):
        read_midi(whole(NOTE + END) + bytes(24 << 20), "a.mid")
    with pytest.raises(TooMuchMusicError, match="hours, and the most is 6 hours"):
        read_midi(whole(b"\xff\xff\xff\x7f" + NOTE[1:] + END, division=1), "a.mid")
    with pytest.raises(TooMuchMusicError, match="512 tracks"):
        read_midi(whole(*[NOTE + END] * 600), "a.mid")
    with pytest.raises(TooMuchMusicError, match="100000 changes"):
        read_midi(whole(b"\x00\xff\x51\x03\x07\xa1\x20" * 100_001 + NOTE + END), "a.mid")
    monkeypatch.setattr(reading, "NOTES", 10)
    with pytest.raises(TooMuchMusicError, match="10 notes"):
        read_midi(whole(NOTE * 6 + END, NOTE * 6 + END), "a.mid")


def test_letting_go_of_everything_again_and_again_takes_no_longer() -> None:
    """A great many messages that end all notes, with all keys struck before, are heard in one pass."""
    keys = b"".join(bytes((0, 0x90 | n % 16, n // 16, 80)) for n in range(2048))
    began = time.monotonic()
    assert (
        2048 == read_midi(whole(keys + b"\x00\xb0\x7b\x00" + b"\x00\x7b\x00" * 300_000 + END), "a.mid").count
    )
    assert time.monotonic() - began < 30


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 1),
    st.lists(
        st.lists(
            st.tuples(
                st.integers(0, 300),
                st.integers(0, 15),
                st.integers(50, 60),
                st.integers(1, 127),
                st.integers(1, 2000),
            ),
            min_size=1,
            max_size=12,
        ),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.tuples(st.integers(0, 900), st.integers(100_000, 2_000_000)), max_size=4),
)
def test_it_reads_what_another_reader_reads(
    kind: int, players: list[list[tuple[int, int, int, int, int]]], tempi: list[tuple[int, int]]
) -> None:
    """Written and read by mido, and read here: the same notes at the same seconds."""
    file = mido.MidiFile(type=kind, ticks_per_beat=384)
    for number, notes in enumerate(players[: None if kind else 1]):
        moves, now = [], 0
        for wait, channel, pitch, velocity, length in notes:
            now += wait
            moves += [
                (now, 1, mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)),
                (now + length, 0, mido.Message("note_off", channel=channel, note=pitch)),
            ]
        if number == 0:
            moves += [(tick, -1, mido.MetaMessage("set_tempo", tempo=tempo)) for tick, tempo in sorted(tempi)]
        line, before = mido.MidiTrack(), 0
        for tick, _, message in sorted(moves, key=lambda one: one[:2]):
            line.append(message.copy(time=tick - before))
            before = tick
        file.tracks.append(line)
    kept = io.BytesIO()
    file.save(file=kept)
    now, sounding, expected = 0.0, {}, []
    for message in mido.MidiFile(file=io.BytesIO(kept.getvalue())):
        now += message.time
        if message.type == "note_on":
            sounding.setdefault((message.channel, message.note), []).append(now)
            expected.append((now, message.note, message.velocity))
    found = sorted(
        (n.onset, n.pitch, n.velocity) for part in read_midi(kept.getvalue(), "a").parts for n in part.notes
    )
    assert len(expected) == len(found)
    for one, other in zip(
        sorted((round(at, 5), *rest) for at, *rest in expected),
        sorted((round(at, 5), *rest) for at, *rest in found),
        strict=True,
    ):
        assert pytest.approx(one, abs=1e-4) == other
