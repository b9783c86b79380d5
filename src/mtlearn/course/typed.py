"""What can be asked where the answer is typed: words in the gaps of a text, and a number.

Reading is forgiving: capitals, spaces, hyphens, a small word in front, British and American spelling and
letters a keyboard lacks make no difference, and a number may have a decimal comma or point.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

import msgspec

from mtlearn.course.question import Asked, own_ids
from mtlearn.language import LANGUAGES, Language, Text

__all__ = ["VALUE", "Accepted", "Blank", "Gap", "Numeric", "is_accepted", "numbers"]

VALUE: Final = "value"
"""What the remark on a number goes by."""
_MARK: Final = re.compile(r"\{([^{}]*)\}")
_BEFORE: Final = re.compile(r"^(?:the|an?|to|en|et|ei|å)\s+(?=\S)")
_LEFT_OUT: Final = re.compile(r"[\W_]+")
"""What stands between and around words, hyphens and quotation marks too."""
_ALIKE: Final = (
    ("ø", "o"), ("oe", "o"), ("æ", "ae"), ("aa", "a"), ("isation", "ization"), ("ising", "izing"),
    ("ise", "ize"), ("our", "or"), ("centre", "center"), ("programme", "program"),
)  # fmt: skip
_LONG: Final = 8
"""From so many letters on a word is still itself with one slip in it, if its beginning is right."""
_NUMBER: Final = re.compile(r"[-\u2212]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)*")
"""A number, with a hyphen or a minus, with spaces between thousands, with points or commas."""
_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
"""What may be a whole number with points or commas between thousands."""


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that fill a gap, in each language; the first is the one that is shown."""

    nb: tuple[str, ...]
    en: tuple[str, ...]

    def __getitem__(self, lang: Language) -> tuple[str, ...]:
        return self.nb if lang == "nb" else self.en


class Blank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One gap: what fills it, and why."""

    id: str
    accepts: Accepted
    feedback: Text

    def __post_init__(self) -> None:
        """Accept at least one word in each language.

        Raises:
            ValueError: nothing is accepted, or something that is empty.
        """
        for lang in LANGUAGES:
            if not self.accepts[lang] or not all(_plain(word) for word in self.accepts[lang]):
                message = (
                    f"the gap {self.id!r} should accept at least one word in {lang}, and none that is empty"
                )
                raise ValueError(message)


class Gap(Asked, frozen=True, tag="gap"):
    """A text with gaps, each marked by its id in braces, to be filled in by typing."""

    text: Text
    gaps: tuple[Blank, ...]

    def __post_init__(self) -> None:
        """Have each gap once in the text of each language.

        Raises:
            ValueError: a gap has no entry, an entry has no gap, or one stands twice.
        """
        own_ids(self.id, "gap", [gap.id for gap in self.gaps])
        if not self.gaps:
            message = f"{self.id}: there should be at least one gap"
            raise ValueError(message)
        known = {gap.id for gap in self.gaps}
        for lang in LANGUAGES:
            marked = _MARK.findall(self.text[lang])
            own_ids(f"{self.id}, in {lang}", "gap", marked)
            if stray := [name for name in marked if name not in known]:
                message = f"{self.id}: the text in {lang} has the gap {stray[0]!r}, which is not under gaps"
                raise ValueError(message)
            if lost := sorted(known - set(marked)):
                message = f"{self.id}: the gap {lost[0]!r} does not stand in the text in {lang}"
                raise ValueError(message)

    def pieces(self, lang: Language) -> tuple[str, ...]:
        """Cut the text at its gaps: words, a gap's id, words, a gap's id … words."""
        return tuple(_MARK.split(self.text[lang]))


class Numeric(Asked, frozen=True, tag="numeric"):
    """A number to be typed; what lies within ``tolerance`` of ``value`` holds. ``unit`` may be empty."""

    value: float
    tolerance: float
    unit: Text
    feedback: Text

    def __post_init__(self) -> None:
        """Have a tolerance that something can lie within.

        Raises:
            ValueError: the tolerance is less than nothing, or one of the two is no number.
        """
        if not math.isfinite(self.value) or not math.isfinite(self.tolerance):
            message = f"{self.id}: value and tolerance should be numbers"
            raise ValueError(message)
        if self.tolerance < 0:
            message = f"{self.id}: tolerance should be 0 or more; it is {self.tolerance:g}"
            raise ValueError(message)

    def holds(self, typed: str) -> bool:
        """Say whether what was typed lies near enough."""
        slack = 1e-9 * max(1.0, abs(self.value))
        return any(abs(read - self.value) <= self.tolerance + slack for read in numbers(typed))


def is_accepted(gap: Blank, typed: str) -> bool:
    """Say whether what was typed fills a gap, in either language: an answer follows to the other one."""
    plain = _plain(typed)
    return bool(plain) and any(
        plain == word or _one_slip(plain, word) for word in map(_plain, (*gap.accepts.nb, *gap.accepts.en))
    )


def numbers(typed: str) -> tuple[float, ...]:
    """Read a number as it was typed; nothing where there is none, or more than one.

    "14", "14,5", "14.5", "ca. 14 %" and "12 000" are read. "1.200" may be meant in two ways; both are given.
    """
    found = _NUMBER.findall(typed)
    if len(found) != 1 or len(re.findall(r"\d+", typed)) != len(re.findall(r"\d+", found[0])):
        return ()
    plain = re.sub(r"\s", "", found[0]).replace("\u2212", "-")
    reads = [re.sub("[.,]", "", plain)] if _GROUPED.fullmatch(plain) else []
    if len(re.findall("[.,]", plain)) <= 1:
        reads.append(plain.replace(",", "."))
    return tuple(float(read) for read in reads)


def _plain(typed: str) -> str:
    """Give words without what makes no difference."""
    words = " ".join(unicodedata.normalize("NFC", typed).casefold().split())
    joined = _LEFT_OUT.sub("", _BEFORE.sub("", words))
    for one, other in _ALIKE:
        joined = joined.replace(one, other)
    parted = unicodedata.normalize("NFKD", joined)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _one_slip(typed: str, word: str) -> bool:
    """Say whether a long word is there but for one letter too few, too many, wrong, or out of place."""
    if min(len(typed), len(word)) < _LONG or typed[0] != word[0] or any(map(str.isdigit, word)):
        return False
    at = next((n for n, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other), None)
    if at is None:
        return abs(len(typed) - len(word)) <= 1
    return (
        typed[at + 1 :] == word[at:]
        or typed[at:] == word[at + 1 :]
        or typed[at + 1 :] == word[at + 1 :]
        or (typed[at : at + 2] == word[at : at + 2][::-1] and typed[at + 2 :] == word[at + 2 :])
    )
