"""Bringing music into an exercise: a file from anywhere becomes a take like any other."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MtlearnError, NoNotesError, OnlyDrumsError, TooMuchMusicError
from mtlearn.language import words
from mtlearn.music.brought import as_duo
from mtlearn.music.reading.limits import FILE_BYTES
from mtlearn.music.reading.opening import open_bytes
from mtlearn.widgets.panel import said
from mtlearn.widgets.session import LONGEST

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.music.brought import Brought

__all__ = ["Bringing", "bring_words"]

_MOST_NOTES: Final = 20_000
"""Notes in a take: 33 a second for ten minutes."""
_LONGEST_NAME: Final = 120


class Bringing:
    """Hears a file in pieces, one message each, and makes a take of it: for an exercise's panel.

    The panel gives ``brings_to`` (its record) and ``brings_as`` (its exercise's name), merges
    ``bring_words(lang)`` into its words, and shows the take in ``show_brought``.
    """

    lang: Any
    brings_to: Record
    brings_as: str
    _bringing: tuple[str, str, bytearray] | None = None

    if TYPE_CHECKING:

        def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:  # noqa: ANN401
            """Send the page a message."""

        def spawn(self, work: Coroutine[Any, Any, object]) -> None:
            """Do something that takes its time."""

    def show_brought(self, take: str) -> None:
        """Show a take that has just come in."""

    def hear_bring(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """Take in a piece of a file; the page sends the next when it hears ``bring_more``."""
        name = str(content.get("name", ""))[-_LONGEST_NAME:]
        known = self._bringing
        if content.get("first") is True or known is None or known[0] != content.get("id"):
            known = (str(content.get("id")), name, bytearray())
        _, _, data = known
        data += b"".join(bytes(buffer) for buffer in buffers)
        self._bringing = known
        if len(data) > FILE_BYTES:
            self._bringing = None
            limit = f"{FILE_BYTES >> 20} MB"
            self._refuse(known[0], TooMuchMusicError(name, f"{len(data) >> 20} MB", limit))
        elif content.get("last") is True:
            self._bringing = None
            self.spawn(self._bring(known[0], name, bytes(data)))
        else:
            self.tell("bring_more", id=known[0], have=len(data))

    def hear_bring_stop(self, _content: dict[str, Any]) -> None:
        """The learner thought better of it."""
        self._bringing = None

    async def _bring(self, asked: str, name: str, data: bytes) -> None:
        """Read a file aside from playing, and log it as a take that is kept."""
        try:
            opened = await asyncio.to_thread(open_bytes, data, name)
            found = as_duo(opened.piece, LONGEST)
            count = len(found.duo.mine) + len(found.duo.partner)
            if not count:
                raise OnlyDrumsError(name) if found.drums else NoNotesError(name, opened.form)
            if count > _MOST_NOTES:
                raise TooMuchMusicError(name, str(count), str(_MOST_NOTES))
            take = self._keep(name, found)
        except MtlearnError as error:
            self._refuse(asked, error)
            return
        self.tell("brought", id=asked, take=take, said=_told(name, found, self.lang))
        self.show_brought(take)

    def _keep(self, name: str, found: Brought) -> str:
        take = uuid.uuid4().hex
        settings = {
            "exercise": self.brings_as,
            "brought": name,
            "mine": found.voices[0],
            "partner": found.voices[1],
            "drone": False,
        }
        mine, partner = ([[*note] for note in notes] for notes in found.duo)
        self.brings_to.begin_take(take, settings)
        self.brings_to.add_notes(take, mine, partner)
        self.brings_to.end_take(take)
        self.brings_to.keep_take(take)
        return take

    def _refuse(self, asked: str, error: MtlearnError) -> None:
        self.tell("bring_refused", id=asked, said=said(error, self.lang))


def bring_words(lang: Language) -> dict[str, str]:
    """Give the words of bringing, for a panel to merge into its own."""
    return words("bring", lang)


def _told(name: str, found: Brought, lang: Language) -> str:
    """Say what came in: who became whom, and what was left out."""
    own = words("bring", lang)
    unnamed = own["bring_unnamed"]
    sentences = [
        own["bring_done"].format(file=name, mine=len(found.duo.mine), partner=len(found.duo.partner))
    ]
    if not found.ours:
        sentences.append(own["bring_first"].format(name=found.mine or unnamed))
        if found.partner:
            others = ", ".join(one or unnamed for one in found.partner[:4]) + (
                " …" if found.partner[4:] else ""
            )
            sentences.append(own["bring_others"].format(names=others))
        else:
            sentences.append(own["bring_alone"])
    if found.drums:
        sentences.append(own["bring_drums"])
    if found.cut:
        sentences.append(own["bring_cut"].format(minutes=round(LONGEST / 60)))
    return " ".join(sentences)
