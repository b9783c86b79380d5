"""A file from anywhere becomes a take, and whatever cannot be one becomes a sentence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, Note
from mtlearn.music.piece import Part, Piece
from mtlearn.music.reading.carried import notes_text
from mtlearn.sound.recording import recording
from mtlearn.widgets.bring import Bringing, bring_words
from mtlearn.widgets.panel import Panel

if TYPE_CHECKING:
    from pathlib import Path

MINE = tuple(Note(n * 0.5, 0.4, 60 + n % 5, 80) for n in range(12))
DUO = Duo(MINE, (Note(0.25, 1.0, 48, 70),))


class Bringer(Bringing, Panel):
    """A panel with nothing but bringing."""

    def __init__(self, lang: Language, record: Record) -> None:
        super().__init__(lang)
        self.brings_to, self.brings_as = record, "mirror"
        self.told: list[dict[str, Any]] = []
        self.shown: list[str] = []

    def send(self, content: dict[str, Any], buffers: object = None, callbacks: object = None) -> None:  # noqa: ARG002
        """Keep what the page would get."""
        self.told.append(content)

    def show_brought(self, take: str) -> None:
        """Keep what would be shown."""
        self.shown.append(take)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Give an empty record."""
    return Record(Store(tmp_path / "log.sqlite3"), "user-leads")


def bring(panel: Bringer, data: bytes, name: str, piece: int = 1 << 19) -> dict[str, Any]:
    """Send a file as a page does, and give the last answer."""

    async def sent() -> None:
        parts = [data[at : at + piece] for at in range(0, max(1, len(data)), piece)]
        for number, part in enumerate(parts):
            content = {
                "type": "bring",
                "id": "a",
                "name": name,
                "first": number == 0,
                "last": number == len(parts) - 1,
            }
            panel._hear(panel, content, [memoryview(part)])
        while panel._tasks:
            await asyncio.gather(*panel._tasks)

    asyncio.run(sent())
    return panel.told[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_take_comes_back_as_the_same_duo(lang: Language, record: Record) -> None:
    """In many small pieces: kept, ended, with its voices, and told about in words."""
    panel = Bringer(lang, record)
    answer = bring(panel, midi(DUO, bars(DUO), voices=("kalimba", "flute")), "duo.mid", piece=50)
    (take,) = record.takes()
    assert ("brought", take.id) == (answer["type"], answer["take"])
    assert [take.id] == panel.shown
    assert (take.kept, take.ended) == (True, True)
    assert {
        "exercise": "mirror",
        "brought": "duo.mid",
        "mine": "kalimba",
        "partner": "flute",
    }.items() <= take.settings.items()
    assert [n.pitch for n in MINE] == [row[2] for row in take.mine]
    assert [n.onset for n in MINE] == pytest.approx([row[0] for row in take.mine], abs=0.0005)
    assert 1 == len(take.partner)
    assert "duo.mid" in answer["said"]
    assert "12" in answer["said"]
    assert [one["type"] for one in panel.told[:-1]] == ["bring_more"] * (len(panel.told) - 1)


def test_a_recording_comes_back_exactly(record: Record) -> None:
    """To the last digit."""
    import numpy as np  # noqa: PLC0415 - only here

    piece = Piece((Part("", MINE, voice="piano", role="mine"), Part("", DUO.partner, role="partner")))
    bring(Bringer("nb", record), recording(np.zeros((100, 2), np.float32), notes_text(piece)), "a.wav")
    (take,) = record.takes()
    assert ([[*n] for n in MINE], [[*n] for n in DUO.partner]) == (take.mine, take.partner)


def test_others_music_is_parted_between_the_two_and_said(record: Record) -> None:
    """The first part is mine, the others the partner's, drums are left out, and ten minutes are kept."""
    import numpy as np  # noqa: PLC0415 - only here

    late = (*MINE, Note(599.5, 2.0, 60, 80), Note(601.0, 1.0, 62, 80))
    parts = (
        Part("Kit", MINE, drums=True),
        Part("Voice", late),
        Part("Bass", DUO.partner),
        Part("", DUO.partner),
    )
    data = recording(np.zeros((100, 2), np.float32), notes_text(Piece(parts)))
    answer = bring(Bringer("en", record), data, "song.wav")
    (take,) = record.takes()
    assert (13, 2) == (len(take.mine), len(take.partner))
    assert 0.5 == take.mine[-1][1]
    for said in (
        "The first part (Voice) has become yours.",
        "the rest: Bass, no name.",
        "drums",
        "the first 10.",
    ):
        assert said in answer["said"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "data", [b"", b"Dear all", b"MThd\x00\x00", b"RIFF\x04\x00\x00\x00WAVE", b"<html/>", b"PK\x03\x04"]
)
def test_what_is_no_music_is_a_sentence_and_no_take(data: bytes, lang: Language, record: Record) -> None:
    """In the learner's language, with the file's name; nothing is logged."""
    panel = Bringer(lang, record)
    answer = bring(panel, data, "brev.mid")
    assert "bring_refused" == answer["type"]
    assert answer["said"].startswith("brev.mid ")
    assert "{" not in answer["said"]
    assert [] == record.takes()
    assert "" == panel.notice


def test_too_much_is_stopped_while_it_comes(record: Record) -> None:
    """A page that sends without end is told so, and what it sent is let go."""
    panel = Bringer("en", record)
    for number in range(70):
        content = {"type": "bring", "id": "a", "name": "big.mid", "first": number == 0}
        panel._hear(panel, content, [memoryview(bytes(1 << 20))])
        if panel.told[-1]["type"] == "bring_refused":
            break
    assert "the limit is 64 MB" in panel.told[-1]["said"]
    assert panel._bringing is None


def test_drums_alone_are_no_duo(record: Record) -> None:
    """There are no tones in it to play with."""
    import numpy as np  # noqa: PLC0415 - only here

    data = recording(np.zeros((100, 2), np.float32), notes_text(Piece((Part("Kit", MINE, drums=True),))))
    assert "Everything in a.wav is played on drums" in bring(Bringer("en", record), data, "a.wav")["said"]


def test_both_languages_have_every_word() -> None:
    """And the page is given them all."""
    assert bring_words("nb").keys() == bring_words("en").keys()
