"""A lesson's quiz: all its items in one widget, each with feedback on every option once it is answered.

The page gets prompts and options under ids of its own, mixed, and nothing of what holds until an answer
has been given. What was answered is in the log; everything shown is made from it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mtlearn.course.claim import cited
from mtlearn.course.item import AudioIdentification, Numeric, judge
from mtlearn.course.loading import CONTENT
from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.listened import MIME, SECONDS_MORE, sound_bytes, told
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.quiz_shown import ShownItem
from mtlearn.widgets.sounding import volume
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtlearn.course.item import Item, Sound
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["Quiz"]

_SURE = ("sure", "fairly", "guessing")
_FROM_EXAMPLE = (
    *("listen", "stop", "listen_short", "stop_short", "loading", "playing", "ended", "stopped", "time"),
)


class Quiz(Panel):
    """The items of one lesson, to be answered in any order and as often as one likes.

    How sure one is may be said with any answer, and need not be. What is to be listened to is asked for with
    ``{"type": "fetch", "id": …}`` and comes as a file; ``{"type": "describe", "item": 3}`` gets it in words.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
        items: what is asked, in order.
        content: the folder the claims are read from.
    """

    room = "quiz"
    _esm = script(
        *("base.js", "references.js", "listening.js", "quiz-remark.js", "quiz-choosing.js"),
        *("quiz-placing.js", "quiz-typed.js", "quiz-audio.js", "quiz.js"),
    )
    _css = style("page.css", "quiz.css")

    def __init__(
        self, lang: Language, record: Record, items: Sequence[Item], content: Path = CONTENT
    ) -> None:
        self._record = record
        self._items = tuple(items)
        self._content = content
        self._times = [0] * len(self._items)
        super().__init__(lang)
        example = words("example", lang)
        self.words = {**{name: example[name] for name in _FROM_EXAMPLE}, **self.words}
        self._shown = [ShownItem(item, record.lesson, lang, self.words) for item in self._items]
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        answers, sure = self._record.answers(), self._record.confidences()
        shown = [
            self._view(number, answers.get(item.id), sure[item.id] if sure.get(item.id) in _SURE else "")
            for number, item in enumerate(self._items)
        ]
        answered = sum(item["answer"] is not None for item in shown)
        self.view = {
            "items": shown,
            "answered": answered,
            "total": len(shown),
            "volume": volume(self._record.store),
        }

    def hear_answer(self, content: dict[str, Any]) -> None:
        """Log an answer and show its feedback, even when it could not be saved."""
        number = int(content["item"])
        item, answer = self._items[number], self._shown[number].read(content["answer"])
        sure = content.get("confidence")
        if not self._shown[number].is_complete(answer):
            if isinstance(item, Numeric) and answer:
                self.tell("unclear", item=number, said=self.words["number_unclear"])
            return
        with self.guarded():
            right = judge(item, answer).right
            self._record.answer(item.id, answer, right=right, confidence=sure if sure in _SURE else None)
            self.notice = ""
        self._times[number] += 1
        self.refresh()

    def hear_again(self, _content: dict[str, Any]) -> None:
        """Begin the quiz again."""
        with self.guarded():
            self._record.forget_answers()
            self.notice = ""
        self.refresh()

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the lesson may be open in another tab."""
        self.refresh()

    def hear_fetch(self, content: dict[str, Any]) -> None:
        """Send what is to be listened to in an item."""
        self.spawn(self._send_sound(str(content["id"])))

    def hear_describe(self, content: dict[str, Any]) -> None:
        """Tell in words what is played in an item."""
        number = int(content["item"])
        if sound := self._sound(number):
            self.tell("described", item=number, lines=told(sound, self.lang))

    async def _send_sound(self, name: str) -> None:
        sound = self._sound(int(name.rpartition("-")[2]))
        if sound is None:
            return
        try:
            found = await asyncio.to_thread(sound_bytes, sound)
        except SoundError:
            self.tell("sound", id=name, trouble=True)
            raise
        self.tell("sound", [found], id=name, mime=MIME)

    def _sound(self, number: int) -> Sound | None:
        item = self._items[number]
        return item.sound if isinstance(item, AudioIdentification) else None

    def _view(self, number: int, answer: tuple[str, ...] | None, confidence: str) -> dict[str, Any]:
        shown, item = self._shown[number], self._items[number]
        view = {**shown.asked(), "answer": None, "times": self._times[number], "confidence": ""}
        if isinstance(item, AudioIdentification):
            # The name says where it is asked, and nothing of what is heard.
            view["sound"] = f"{self._record.lesson}-{number}"
            view["seconds"] = item.sound.seconds + SECONDS_MORE
        if answer is not None and shown.is_complete(answer):
            view |= {**shown.answered(answer, confidence), "confidence": confidence}
            view["verdict"]["sources"] = references(cited(item.claims, self._content), self.lang)
        return view
