"""A take in time: the kernel's side of ``timeline.js``, for an exercise and for a panel of its own."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import words
from mtlearn.learner.mark import Mark, Marks
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.exercise_sound import SoundPanel
from mtlearn.widgets.exercise_words import other_words
from mtlearn.widgets.outcome import laid_bars, meant
from mtlearn.widgets.timeline_told import Other, timeline_told
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mtlearn.language import Language
    from mtlearn.learner.record import Record, Take

__all__ = ["TIMELINE", "InTime", "TimelinePanel", "of_take", "timeline_told", "timeline_words"]

TIMELINE: Final = ("timeline-picture.js", "timeline-marks.js", "timeline.js")
"""The modules of the timeline, in the order :func:`mtlearn.widgets.bundle.script` joins them."""
_LONGEST_TEXT: Final = 4000
_LONGEST_NAME: Final = 64


def timeline_words(lang: Language) -> dict[str, str]:
    """Give the words ``new Timeline(words, …)`` is made with."""
    return dict(words("timeline", lang))


def of_take(take: Take, lang: Language) -> dict[str, Any]:
    """Tell a take in time, as it was meant: what the page shows. Takes up to half a second."""
    choices = Choices.of(take.settings)
    other = Other(*(other_words(choices, lang)[key] for key in ("partner", "the_other")))
    bars, _ = laid_bars(take)
    return timeline_told(meant(take), bars, lang, take.id, other=other, drums=choices.on_drums)


class InTime:
    """Tells takes in time and keeps their marks: mix it into a panel that knows its takes.

    The page asks ``{"type": "timeline", "take": id}`` and hears ``{"type": "timeline", …}``, which is what
    :func:`of_take` gives with ``"marks": [{"id", "at", "text"}]``. It sends ``{"type": "mark", "take": id,
    "mark": id, "at": seconds, "text": "…", "number": 3}`` and hears ``{"type": "marked", "take", "mark",
    "number", "saved"}``; and ``{"type": "unmark", "take": id, "mark": id}``.
    """

    lang: Any
    _record: Record

    if TYPE_CHECKING:

        def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:  # noqa: ANN401
            """Send the page a message."""

        def spawn(self, work: Coroutine[Any, Any, object]) -> None:
            """Do something that takes its time."""

        def _found(self, name: object) -> Take: ...

    def hear_timeline(self, content: dict[str, Any]) -> None:
        """The page wants a take in time."""
        self.spawn(self._tell_in_time(str(content.get("take"))))

    def hear_mark(self, content: dict[str, Any]) -> None:
        """The learner marks a place, or has written to a mark; what is no place is not kept."""
        take, at = self._found(content.get("take")), content.get("at")
        name = str(content.get("mark", ""))[:_LONGEST_NAME]
        if not isinstance(at, (int, float)) or not math.isfinite(at) or at < 0 or not name or "/" in name:
            return
        text = str(content.get("text", ""))[:_LONGEST_TEXT]
        try:
            Marks(self._record).put(take.id, Mark(name, float(at), text))
        finally:
            saved = not self._record.store.unsaved
            self.tell("marked", take=take.id, mark=name, number=content.get("number", 0), saved=saved)

    def hear_unmark(self, content: dict[str, Any]) -> None:
        """The learner deletes a mark."""
        take, name = self._found(content.get("take")), str(content.get("mark", ""))[:_LONGEST_NAME]
        if name in {mark.id for mark in Marks(self._record).of(take.id)}:
            Marks(self._record).remove(take.id, name)

    async def _tell_in_time(self, name: str) -> None:
        take = self._found(name)
        told = await asyncio.to_thread(of_take, take, self.lang)
        marks = [mark._asdict() for mark in Marks(self._record).of(take.id)]
        self.tell("timeline", **told, marks=marks)


class TimelinePanel(InTime, SoundPanel):
    """A saved take in time, on its own: to look at, listen to and mark.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log.
        name: which exercise's takes.
        take: the take shown first; the last one that has notes where none is named.
        given: as :class:`mtlearn.widgets.exercise_sound.SoundPanel` takes them.
    """

    room = "exercise"
    _esm = script(
        "base.js", *PLAYER, "pagesound.js", "playhead.js", "relisten.js", *TIMELINE, "timeline-panel.js"
    )
    _css = style("timeline.css")

    def __init__(self, lang: Language, record: Record, name: str, *, take: str = "", **given: Any) -> None:  # noqa: ANN401
        super().__init__(lang, record, name, **given)
        self._shown = take
        self.words = {**self.words, "timeline": timeline_words(lang)}
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        played = [take for take in self._takes() if take.ended and (take.mine or take.partner)]
        named = [take.id for take in played if take.id == self._shown]
        self.view = {
            "out": self._way.out,
            "takes": [{"id": take.id, "at": take.at} for take in reversed(played)],
            "shown": (named or [take.id for take in played[-1:]] or [""])[0],
        }

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there: find out how it sounds."""
        self.spawn(self._find_way(local=content.get("local") is True))

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: something may have been played meanwhile."""
        self.refresh()
