"""One item as a page shows it: what is asked, what was answered, and what is said of that.

Nothing of what holds is in what is asked. Parts go by their place, and are mixed where the place would tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtlearn.course.item import (
    AudioIdentification,
    Gap,
    HotSpot,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    SingleChoice,
    TrueFalse,
    feedbacks,
    is_complete,
    judge,
    options_of,
    parts,
    shuffled,
)
from mtlearn.course.typed import is_accepted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.course.item import Item, Verdict
    from mtlearn.course.typed import Blank
    from mtlearn.language import Language, Text

__all__ = ["ShownItem"]

_TYPES: Final[Mapping[type, str]] = {
    SingleChoice: "single",
    MultipleResponse: "multiple",
    Ordering: "ordering",
    Matching: "matching",
    TrueFalse: "true-false",
    Gap: "gap",
    Numeric: "numeric",
    HotSpot: "spot",
    AudioIdentification: "audio",
}
_SAYS: Final = ("true", "false")


class ShownItem:
    """An item in one language.

    Args:
        item: the item.
        lesson: what its parts are mixed by, so that they lie the same way in both languages.
        lang: the language.
        own: the quiz's words.
    """

    def __init__(self, item: Item, lesson: str, lang: Language, own: Mapping[str, str]) -> None:
        self.item, self._lang, self._own = item, lang, own
        whole = parts(item)
        self._mixed = whole if isinstance(item, HotSpot) else shuffled(whole, f"{lesson}/{item.id}")

    def asked(self) -> dict[str, Any]:
        """Give what is asked."""
        item, lang = self.item, self._lang
        shown: dict[str, Any] = {"type": _TYPES[type(item)], "prompt": item.prompt[lang]}
        match item:
            case Gap():
                places = list(parts(item))
                pieces = item.pieces(lang)
                shown["pieces"], shown["blanks"] = pieces[::2], [places.index(name) for name in pieces[1::2]]
            case Numeric():
                shown["unit"], shown["near"] = item.unit[lang], item.tolerance > 0
            case _:
                texts = self._texts()
                shown["options"] = [texts[name][lang] for name in self._mixed]
                if isinstance(item, Matching):
                    shown["lefts"] = [pair.left[lang] for pair in item.pairs]
        return shown

    def read(self, given: list[Any]) -> tuple[str, ...]:
        """Read an answer as the page gives it: places, or what was typed."""
        match self.item:
            case Gap() | Numeric():
                return tuple(str(typed) for typed in given)
            case TrueFalse():
                says, place = (int(one) for one in given)
                return _SAYS[says], self._mixed[place]
            case _:
                return tuple(self._mixed[int(place)] for place in given)

    def answered(self, answer: tuple[str, ...], confidence: str) -> dict[str, Any]:
        """Give an answer as the page shows it, and what is said of it. The answer can be judged."""
        verdict = judge(self.item, answer)
        return {"answer": self._given(answer), "verdict": self._verdict(answer, verdict, confidence)}

    def is_complete(self, answer: tuple[str, ...]) -> bool:
        """Say whether an answer can be judged."""
        return is_complete(self.item, answer)

    def _given(self, answer: tuple[str, ...]) -> list[Any]:
        match self.item:
            case Gap():
                return [self._own_word(gap, text) for gap, text in zip(self.item.gaps, answer, strict=True)]
            case Numeric():
                return list(answer)
            case TrueFalse():
                return [_SAYS.index(answer[0]), self._mixed.index(answer[1])]
            case _:
                return [self._mixed.index(name) for name in answer]

    def _own_word(self, gap: Blank, typed: str) -> str:
        """Give a word that was typed in the other language, and fits, in this one."""
        accepted = gap.accepts[self._lang]
        here = type(gap)(gap.id, type(gap.accepts)(accepted, accepted), gap.feedback)
        return accepted[0] if is_accepted(gap, typed) and not is_accepted(here, typed) else typed

    def _verdict(self, answer: tuple[str, ...], verdict: Verdict, confidence: str) -> dict[str, Any]:
        item = self.item
        remarks = {remark.id: remark for remark in verdict.remarks}
        order = parts(item) if isinstance(item, Matching | Gap | Numeric) else self._mixed
        holds = {name: remark.right for name, remark in remarks.items()}
        holds |= {option.id: option.right for option in options_of(item)}
        texts = dict(feedbacks(item))
        shown: dict[str, Any] = {
            "right": verdict.right,
            "said": self._said(answer, verdict, confidence),
            "holds": [holds[name] for name in order],
            "feedback": [texts[name][self._lang] for name in order],
        }
        match item:
            case TrueFalse():
                shown["statement"] = {"holds": item.holds, "feedback": item.feedback[self._lang]}
            case Gap():
                shown["words"] = [gap.accepts[self._lang][0] for gap in item.gaps]
            case Numeric():
                value = f"{item.value:g}".replace(".", "," if self._lang == "nb" else ".")
                shown["words"] = [f"{value} {item.unit[self._lang]}".strip()]
        return shown

    def _said(self, answer: tuple[str, ...], verdict: Verdict, confidence: str) -> str:
        """Say what an answer came to: what held first, never a word of failure."""
        own = self._own
        if verdict.right:
            return own[f"holds-{confidence}"] if confidence else own["holds"]
        first = [own[f"again-{confidence}"]] if confidence else []
        held = self._held(answer, verdict)
        if held:
            quoted = ", ".join(own["quoted"].format(text=text.rstrip(".")) for text in held)
            return " ".join([*first, own["look_again_held"].format(held=quoted)])
        typed = isinstance(self.item, Gap | Numeric)
        return " ".join([*first, own["look_again_typed" if typed else "look_again"]])

    def _held(self, answer: tuple[str, ...], verdict: Verdict) -> list[str]:
        """Name what in an answer held."""
        item, lang = self.item, self._lang
        seen = [remark.right for remark in verdict.remarks]
        match item:
            case Ordering():
                return [step.text[lang] for step, right in zip(item.steps, seen, strict=True) if right]
            case Matching():
                return [pair.left[lang] for pair, right in zip(item.pairs, seen, strict=True) if right]
            case Gap():
                return [word for word, right in zip(self._given(answer), seen, strict=True) if right]
            case TrueFalse():
                said = self._own["says_true" if item.holds else "says_false"]
                reason = [o.text[lang] for o in item.reasons if o.right and o.id == answer[1]]
                return [*([said] if seen[0] else []), *reason]
            case _:
                return [o.text[lang] for o in options_of(item) if o.right and o.id in answer]

    def _texts(self) -> dict[str, Text]:
        item = self.item
        match item:
            case Ordering():
                return {step.id: step.text for step in item.steps}
            case Matching():
                return {pair.id: pair.right for pair in item.pairs}
            case _:
                return {option.id: option.text for option in options_of(item)}
