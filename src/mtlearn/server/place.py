"""Where the lessons' notebooks lie, and which notebook a path means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mtlearn.errors import ServerError
from mtlearn.language import LANGUAGES

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["find_notebooks", "language_of", "other_language", "twin"]


def find_notebooks() -> Path:
    """Find the folder of notebooks: ``$MTLEARN_NOTEBOOKS``, the installed package's, or the repository's.

    Raises:
        ServerError: there is none.
    """
    package = Path(__file__).parents[1]
    places = [package / "notebooks", package.parents[1] / "notebooks"]
    if told := os.environ.get("MTLEARN_NOTEBOOKS"):
        places = [Path(told)]
    for place in places:
        if any((place / lang).is_dir() for lang in LANGUAGES):
            return place.resolve()
    message = (
        f"The lessons' notebooks were not found in {places[-1]}. Install mtlearn again, "
        "or run it from its own folder."
    )
    raise ServerError(message)


def language_of(path: str) -> Language | None:
    """Say which language's notebook a path means; the first folder tells."""
    first = path.strip("/").partition("/")[0]
    return next((lang for lang in LANGUAGES if lang == first), None)


def other_language(lang: Language) -> Language:
    """Give the language that is not this one."""
    return "en" if lang == "nb" else "nb"


def twin(root: Path, path: str) -> str | None:
    """Give the path of the same lesson in the other language, if it is there."""
    lang = language_of(path)
    if lang is None:
        return None
    other = f"{other_language(lang)}/{path.strip('/').partition('/')[2]}"
    return other if (root / other).is_file() else None
