"""Words parted into syllables, so that each can have its own tone.

An honest, simple count by vowels, for Norwegian and for English; no dictionary. It is right for most words
and not for all ("every" is heard as three). Whoever writes can part a word otherwise with hyphens:
``"ev-ery"``, ``"me-lo-di"``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["count", "of_line", "of_word"]

_WORD: Final = re.compile(r"\S+")
_NB_VOWELS: Final = re.compile(
    # Two vowels together are two syllables, but for the diphthongs and doubled vowels.
    r"ei|\beu|øy|øi|au|ai|oi|oy|ee|aa|oo|[aeiouyæøåäöéèêóòôàáü]",
    re.IGNORECASE,
)
_EN_VOWELS: Final = re.compile(r"[aeiouy]+", re.IGNORECASE)
_EN_SILENT_E: Final = re.compile(r"(?<=[aeiouy])[^aeiouy\W]+(e)$", re.IGNORECASE)
_EN_SILENT_ED: Final = re.compile(r"(?<=[aeiouy])[^aeiouy\W]*[^aeiouytd\W](e)d$", re.IGNORECASE)
_EN_SILENT_ES: Final = re.compile(
    r"(?<=[aeiouy])(?:[^aeiouy\W]*[^aeiouyszxgc\W])(?<!ch)(?<!sh)(e)s$", re.IGNORECASE
)
_EN_LE: Final = re.compile(r"[^aeiouy\W]le[sd]?$", re.IGNORECASE)
_EN_HIATUS: Final = re.compile(
    r"(?<![tscgxTSCGX])i(?=a|o|u)|(?<=[yi])(?=ing)|(?<=[eo])(?=ing)|(?<=i)(?=et\b)|(?<=ci)(?=e[nt])|(?<=cre)(?=a)|(?<=[dr]e)(?=a\b)"
    r"|(?<![qg])u(?=a)(?!ar)|(?<=o)(?=e[mt])",
    re.IGNORECASE,
)
_TOGETHER: Final = {
    "nb": ("skj", "sj", "kj", "tj", "gj", "hj", "hv", "ch", "th"),
    "en": ("ch", "sh", "th", "ph", "wh", "qu", "bl", "dl", "fl", "gl", "kl", "pl", "tl", "br", "dr", "tr"),
}


def of_line(line: str, lang: Language) -> list[list[str]]:
    """Part a line into words, and each word into its syllables; nothing is lost of what was written.

    A word without a letter in it (a dash) belongs to the word before it, and has no tone of its own.
    """
    found: list[list[str]] = []
    for word in _WORD.findall(line):
        if re.search(r"\w", word):
            found.append(of_word(word, lang))
        elif found:
            found[-1][-1] += f" {word}"
    return found


def count(line: str, lang: Language) -> int:
    """Count the syllables of a line."""
    return sum(len(word) for word in of_line(line, lang))


def of_word(word: str, lang: Language) -> list[str]:
    """Part one word; hyphens inside it say where, if there are any. Always at least one syllable."""
    if re.search(r"\w-\w", word):
        return [part for part in re.split(r"(?<=\w)-(?=\w)", word) if part]
    spans = _nuclei(word, lang)
    cuts = [0, *(_cut(word, before[1], after[0], lang) for before, after in pairwise(spans)), len(word)]
    return [word[begins:ends] for begins, ends in pairwise(cuts)]


def _nuclei(word: str, lang: Language) -> list[tuple[int, int]]:
    """Give where each syllable's vowels stand."""
    if lang == "nb":
        return [found.span() for found in _NB_VOWELS.finditer(word)] or [(0, 0)]
    spans = [found.span() for found in _EN_VOWELS.finditer(word)]
    core = re.sub(r"\W+$", "", word)
    if spans and word[spans[0][0]] in "yY" and spans[0][0] == 0 and spans[0][1] > 1:
        spans[0] = (1, spans[0][1])  # the y of "you" is no vowel
    spans = [part for span in spans for part in _parted(word, span)]
    for silent in (_EN_SILENT_E, _EN_SILENT_ED, _EN_SILENT_ES):
        mute = silent.search(core)
        if mute and len(spans) > 1 and not _EN_LE.search(core):
            spans = [span for span in spans if span != mute.span(1)]
    return spans or [(0, 0)]


def _parted(word: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Part vowels that stand together and are said apart: pi-a-no, go-ing, qui-et."""
    begins, ends = span
    places = [found.end() for found in _EN_HIATUS.finditer(word) if begins < found.end() < ends]
    edges = [begins, *places, ends]
    return list(pairwise(edges))


def _cut(word: str, end: int, start: int, lang: Language) -> int:
    """Say where a word is parted between two vowels: the last consonant goes to the vowel after it."""
    between = word[end:start].lower()
    if not between:
        return start
    for cluster in _TOGETHER[lang]:
        if between.endswith(cluster):
            return start - len(cluster)
    return start - 1
