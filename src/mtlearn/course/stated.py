"""Every sentence the course says about a field, beside the facts it stands on, for an expert to read.

A claim's id is its fact's id. The field is a file of ``content/claims/``: ``guidelines`` is the one for which
an exact list matters most.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from mtlearn.course.claim import Claim, claims, sources
from mtlearn.course.loading import load, nodes
from mtlearn.course.notebooks import CITATION, cited_ids
from mtlearn.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.notebooks import Notebook
    from mtlearn.language import Language

__all__ = ["Stated", "as_markdown", "stated"]

_OTHER: Final = {"claims", "sources"}
_NO_SENTENCE: Final = {"label", "accepts", "unit", "qualities"}
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SEGMENT: Final = re.compile(rf".*?(?:{CITATION.pattern})+\.?|.+", re.DOTALL)


class Stated(NamedTuple):
    """Some words in one language or both, where they stand, and the claims they stand on."""

    place: str
    words: tuple[tuple[Language, str], ...]
    claims: tuple[str, ...]


def stated(field: str, books: Iterable[Notebook], content: Path, whole: Collection[str] = ()) -> list[Stated]:
    """Give all that stands on a claim of a field: claims themselves, content files, the pages' prose.

    Of what ``whole`` names, pages such as ``"07-guidelines.ipynb"`` or folders of content, all is given.
    """
    about = load(content / "claims" / f"{field}.yaml", dict[str, Claim])
    found = []
    for name, claim in about.items():
        found.append(Stated(f"claims/{field}.yaml · {name}", _sides(claim.text), (name,)))
        if claim.note:
            found.append(Stated(f"claims/{field}.yaml · {name} · note", _sides(claim.note), (name,)))
    for path in sorted(content.rglob("*.yaml")):
        where = path.relative_to(content).as_posix()
        if where.partition("/")[0] not in _OTHER and path.name != "lesson.yaml":
            every = where.partition("/")[0] in whole
            here = _inside(nodes(path), where, ())
            found += [one for one in here if every or set(one.claims) & set(about)]
    for book in books:
        for cell in book.cells:
            for segment in _segments(cell.source) if cell.kind == "markdown" else ():
                named = tuple(cited_ids(segment))
                if set(named) & set(about) or book.path.name in whole:
                    place = f"{book.path.name} · {cell.id}"
                    said = " ".join(_LINK.sub(r"\1", CITATION.sub("", segment)).split())
                    found.append(Stated(place, ((book.lang, said),), named))
    return found


def as_markdown(field: str, found: Iterable[Stated], content: Path) -> str:
    """Write such a list as Markdown: the claims with their sources, then each sentence with its claims."""
    lines = [
        f"# What the course says: {field}",
        "",
        f"Made by `mtlearn stated {field}`, and not to be edited by hand. First the claims, each with its",
        "source; then all that stands on them, in both languages, with its claims after the arrow.",
        "A claim’s id is the id of its fact.",
    ]
    by_claims = itertools.groupby(found, key=lambda one: (one.place.partition(" · ")[0], one.claims))
    file = ""
    for (head, names), group in by_claims:
        if head != file:
            file = head
            lines += ["", f"## {file}"]
        lines.append("")
        for one in group:
            lines += [
                f"- **{one.place.partition(' · ')[2]}**",
                *(f"  - {lang}: {text}" for lang, text in one.words),
            ]
        lines.append(f"- → {', '.join(f'`{name}`' for name in names) or 'no claim'}")
        if head.startswith("claims/"):
            lines.append(f"  - {_told(claims(content)[names[0]], content)}")
    return "\n".join(lines) + "\n"


def _told(claim: Claim, content: Path) -> str:
    hand = "read itself" if claim.first_hand else "retold, not read itself"
    held = [f"{name} ({sources(content)[name].status})" for name in claim.sources]
    return ", ".join([claim.kind, claim.strength, hand, *held])


def _inside(node: Any, where: str, above: tuple[str, ...]) -> Iterator[Stated]:  # noqa: ANN401 - yaml's nodes
    """Walk a file's tree; words stand on the nearest list of claims above them."""
    if isinstance(node, yaml.SequenceNode):
        for at, inner in enumerate(node.value):
            yield from _inside(inner, f"{where}{_between(where)}{_name(inner) or at}", above)
    if not isinstance(node, yaml.MappingNode):
        return
    held = {key.value: value for key, value in node.value}
    if set(held) == set(LANGUAGES) and all(isinstance(side, yaml.ScalarNode) for side in held.values()):
        yield Stated(where, tuple((lang, held[lang].value) for lang in LANGUAGES), above)
        return
    mine = _claims_of(held) if "claims" in held else _all_claims(node) if "rows" in held else above
    for key, value in held.items():
        if key not in _NO_SENTENCE:
            yield from _inside(value, f"{where}{_between(where)}{key}", mine)


def _between(where: str) -> str:
    return "." if " · " in where else " · "


def _name(node: Any) -> str:  # noqa: ANN401 - yaml's nodes
    if not isinstance(node, yaml.MappingNode):
        return ""
    return next((str(value.value) for key, value in node.value if key.value == "id"), "")


def _claims_of(held: dict[str, Any]) -> tuple[str, ...]:
    named = held.get("claims")
    return tuple(one.value for one in named.value) if isinstance(named, yaml.SequenceNode) else ()


def _all_claims(node: Any) -> tuple[str, ...]:  # noqa: ANN401 - yaml's nodes
    """Give all claims under a card: its title and summary stand on all of them."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(dict.fromkeys(name for inner in node.value for name in _all_claims(inner)))
    if not isinstance(node, yaml.MappingNode):
        return ()
    held = {key.value: value for key, value in node.value}
    inner = (name for value in held.values() for name in _all_claims(value))
    return tuple(dict.fromkeys([*_claims_of(held), *inner]))


def _segments(prose: str) -> Iterator[str]:
    """Part prose after each citation and at each paragraph, heading or item of a list."""
    for block in re.split(r"\n+", prose):
        text = re.sub(r"^(#+|[-*]|\d+\.)\s+", "", block.strip())
        for found in _SEGMENT.finditer(text):
            if re.search(r"\w", CITATION.sub("", found[0])):
                yield found[0].strip()


def _sides(text: Any) -> tuple[tuple[Language, str], ...]:  # noqa: ANN401 - a Text
    return tuple((lang, text[lang]) for lang in LANGUAGES)
