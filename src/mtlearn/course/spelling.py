"""Spelling, in both languages: hunspell's dictionaries, and the course's own words of the field.

Debian has the dictionaries as ``hunspell-no`` and ``hunspell-en-gb``, and the program that looks words up as
``hunspell``. Names, terms and words that a dictionary has forgotten stand in ``content/spelling``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from mtlearn.course.loading import CONTENT
from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtlearn.course.prose import Said
    from mtlearn.language import Language

__all__ = ["DICTIONARIES", "misspelt", "own_words", "plain", "unknown"]

DICTIONARIES: Final[dict[Language, str]] = {"nb": "nb_NO", "en": "en_GB"}
_WORD: Final = re.compile(r"(?<![\w'’])[^\W\d_]+(?:['’][^\W\d_]+)*(?!\w|- )")
"""A word; not the first half of two words that share their end («rus- og …»)."""
_NOT_WORDS: Final = re.compile(
    r"\[@[^\]]+\]"  # a citation
    r"|\]\([^)]*\)"  # where a link leads
    r"|```.*?```|`[^`\n]*`"  # code
    r"|<[^>]*>"  # a tag
    r"|\bhttps?\b(?:://\S+)?|(?:\b[\w-]+)*\.[a-z]{2,8}\b"  # an address, a file, an ending
    r"|\{\w+\}",  # what is filled in
    re.DOTALL,
)


def plain(text: str) -> str:
    """Give a text with dots for what is no word in it: citations, addresses, code, gaps to fill."""
    return _NOT_WORDS.sub(lambda found: "·" * len(found[0]), text)


def own_words(lang: Language, folder: Path = CONTENT / "spelling") -> set[str]:
    """Give the course's own words of a language, and the names, which both languages have."""
    found: set[str] = set()
    for name in (lang, "names"):
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        found |= {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return found


def misspelt(words: Iterable[Said]) -> list[tuple[Said, str]]:
    """Find the words that neither the dictionary nor the course's own list knows, with where each stands.

    Raises:
        MtlearnError: hunspell, or one of its two dictionaries, is not there.
    """
    found: list[tuple[Said, str]] = []
    texts = list(words)
    for lang in DICTIONARIES:
        there = [
            (said, [word for word in _WORD.findall(plain(said.text)) if len(word) > 1])
            for said in texts
            if said.lang == lang
        ]
        wrong = unknown({word for _, inside in there for word in inside}, lang)
        found += [(said, word) for said, inside in there for word in inside if word in wrong]
    return found


def unknown(words: set[str], lang: Language) -> set[str]:
    """Name those of some words that are not spelt as in the dictionary, or in the course's own list.

    Raises:
        MtlearnError: hunspell, or its dictionary, is not there.
    """
    own = own_words(lang)
    asked = sorted(word for word in words if not _is_own(word, own, lang))
    program = shutil.which("hunspell")
    if program is None:
        message = "Spelling is checked with hunspell: apt-get install hunspell hunspell-no hunspell-en-gb"
        raise MtlearnError(message)
    answer = subprocess.run(
        [program, "-d", DICTIONARIES[lang], "-i", "utf-8", "-l"],
        input="\n".join(word.replace("’", "'") for word in asked),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if answer.returncode or "Can't open" in answer.stderr:
        message = (
            f"hunspell has no dictionary {DICTIONARIES[lang]}: apt-get install hunspell-no hunspell-en-gb"
        )
        raise MtlearnError(message)
    wrong = set(answer.stdout.split())
    return {word for word in asked if word.replace("’", "'") in wrong}


def _is_own(word: str, own: set[str], lang: Language) -> bool:
    """Tell whether a word is the course's own, as it stands, as a sentence begins, or in the genitive."""
    bare = word.replace("'", "’").removesuffix("’")
    forms = {bare, bare.removesuffix("s" if lang == "nb" else "’s")}
    return bool((forms | {form[:1].lower() + form[1:] for form in forms}) & own)
