"""What an author begins with: a lesson, an item or a scene in both languages, whole, with marks for words.

The texts lie in ``skeleton/`` and are read by the course as they stand; ``NAME`` and the like are filled in.
The mark ✎ shows what is still to be written, and the check names each one that is left.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["entry", "item", "item_types", "lesson", "notebook", "scene"]

_HERE: Final = Path(__file__).parent / "skeleton"
_CELL: Final = re.compile(
    r"<!-- (?P<id>[\w-]+)(?P<code> code)? -->\n(?P<text>.*?)(?=\n*<!-- |\n*\Z)", re.DOTALL
)


def entry(name: str, number: int, titles: dict[Language, str], minutes: int) -> str:
    """Write a lesson's place on the map, to stand at the end of ``lessons.yaml``."""
    nb, en = (json.dumps(titles[lang], ensure_ascii=False) for lang in ("nb", "en"))  # as YAML quotes, too
    return _filled("entry.yaml", NAME=name, NUMBER=str(number), MINUTES=str(minutes), NB=nb, EN=en)


def lesson() -> str:
    """Write what a lesson has besides its prose: two objectives, what is asked before and after, lists."""
    return _filled("lesson.yaml")


def item_types() -> list[str]:
    """Name the types of items one can begin."""
    return sorted(path.stem for path in (_HERE / "item").glob("*.yaml"))


def item(kind: str, name: str, objective: str) -> str:
    """Write an item of a type, to stand at the end of a ``quiz.yaml``."""
    return _filled(f"item/{kind}.yaml", NAME=name, OBJECTIVE=objective)


def scene(name: str) -> str:
    """Write a scene with two moments, a choice of two in each, and two endings that are both all right."""
    return _filled("scene.yaml", NAME=name)


def notebook(name: str, title: str, lang: Language) -> str:
    """Write a lesson's page in one language: prose with marks, and a line of code for what is done there."""
    page = _filled(f"page-{lang}.md", TITLE=title, NAME=name, LANG=lang)
    cells = [_cell(found["id"], found["text"], code=bool(found["code"])) for found in _CELL.finditer(page)]
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "mtlearn": {"lang": lang, "title": title},
    }
    tree = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _cell(name: str, text: str, *, code: bool) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    if code:
        held: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": name, "metadata": {}}
        return {**held, "outputs": [], "source": source}
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _filled(file: str, **words: str) -> str:
    """Read one of the texts, and put words in the places that are named in capitals."""
    text = (_HERE / file).read_text(encoding="utf-8")
    return re.sub(r"\b[A-Z]{2,}\b", lambda found: words.get(found[0], found[0]), text)
