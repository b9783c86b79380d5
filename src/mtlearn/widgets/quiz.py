"""A lesson's quiz: all its items in one widget, each with feedback on every option once it is answered.

The page gets prompts and options under ids of its own, mixed, and nothing of what holds until an answer
has been given. What was answered is in the log; everything shown is made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.course.claim import cited
from mtlearn.course.item import (
    Matching,
    MultipleResponse,
    Ordering,
    SingleChoice,
    is_complete,
    judge,
    parts,
    shuffled,
)
from mtlearn.course.loading import CONTENT
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtlearn.course.item import Item, Verdict
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["Quiz"]


class Quiz(Panel):
    """The items of one lesson, to be answered in any order and as often as one likes.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
        items: what is asked, in order.
        content: the folder the claims are read from.
    """

    room = "quiz"
    _esm = script("base.js", "references.js", "quiz.js")
    _css = style("page.css", "quiz.css")

    def __init__(
        self, lang: Language, record: Record, items: Sequence[Item], content: Path = CONTENT
    ) -> None:
        self._record = record
        self._items = tuple(items)
        self._content = content
        self._times = [0] * len(self._items)
        super().__init__(lang)
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        answers = self._record.answers()
        shown = [self._shown(number, answers.get(item.id)) for number, item in enumerate(self._items)]
        answered = sum(item["answer"] is not None for item in shown)
        self.view = {"items": shown, "answered": answered, "total": len(shown)}

    def hear_answer(self, content: dict[str, Any]) -> None:
        """Log an answer and show its feedback, even when it could not be saved."""
        number, order = int(content["item"]), [int(place) for place in content["answer"]]
        item = self._items[number]
        mixed = self._mixed(item)
        answer = tuple(mixed[place] for place in order)
        if not is_complete(item, answer):
            return
        with self.guarded():
            self._record.answer(item.id, answer, right=judge(item, answer).right)
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

    def _mixed(self, item: Item) -> tuple[str, ...]:
        return shuffled(parts(item), f"{self._record.lesson}/{item.id}")

    def _shown(self, number: int, answer: tuple[str, ...] | None) -> dict[str, Any]:
        item, lang = self._items[number], self.lang
        mixed = self._mixed(item)
        shown: dict[str, Any] = {"prompt": item.prompt[lang], "answer": None, "times": self._times[number]}
        match item:
            case SingleChoice() | MultipleResponse():
                shown["type"] = "single" if isinstance(item, SingleChoice) else "multiple"
                texts = {option.id: option.text[lang] for option in item.options}
            case Ordering():
                shown["type"] = "ordering"
                texts = {step.id: step.text[lang] for step in item.steps}
            case Matching():
                shown["type"] = "matching"
                shown["lefts"] = [pair.left[lang] for pair in item.pairs]
                texts = {pair.id: pair.right[lang] for pair in item.pairs}
        shown["options"] = [texts[name] for name in mixed]
        if answer is not None and is_complete(item, answer):
            verdict = judge(item, answer)
            shown["answer"] = [mixed.index(name) for name in answer]
            shown["verdict"] = self._verdict(item, answer, verdict, mixed)
        return shown

    def _verdict(
        self, item: Item, answer: tuple[str, ...], verdict: Verdict, mixed: tuple[str, ...]
    ) -> dict[str, Any]:
        order = parts(item) if isinstance(item, Matching) else mixed
        remarks = {remark.id: remark for remark in verdict.remarks}
        holds = {name: remarks[name].right for name in order}
        if isinstance(item, SingleChoice | MultipleResponse):
            holds = {option.id: option.right for option in item.options}
        return {
            "right": verdict.right,
            "said": self._said(item, answer, verdict),
            "holds": [holds[name] for name in order],
            "feedback": [remarks[name].feedback[self.lang] for name in order],
            "sources": references(cited(item.claims, self._content), self.lang),
        }

    def _said(self, item: Item, answer: tuple[str, ...], verdict: Verdict) -> str:
        """Say what an answer came to: what held first, never a word of failure."""
        if verdict.right:
            return str(self.words["holds"])
        match item:
            case SingleChoice() | MultipleResponse():
                held = [o.text for o in item.options if o.right and o.id in answer]
            case Ordering():
                held = [s.text for s, given in zip(item.steps, answer, strict=True) if s.id == given]
            case Matching():
                held = [p.left for p, given in zip(item.pairs, answer, strict=True) if p.id == given]
        if not held:
            return str(self.words["look_again"])
        quoted = ", ".join(self.words["quoted"].format(text=text[self.lang].rstrip(".")) for text in held)
        return str(self.words["look_again_held"].format(held=quoted))
