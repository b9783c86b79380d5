"""What ``mtlearn check`` finds: each slip is named with its file, and nothing where all is well."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.check import check_course
from mtlearn.course.loading import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Path]:
    """The course's own content and notebooks, copied so that a test can damage them."""
    shutil.copytree(CONTENT, tmp_path / "content")
    for path in NOTEBOOKS.glob("*/*.ipynb"):
        kept = tmp_path / "notebooks" / path.parent.name / path.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kept)
    return tmp_path / "notebooks", tmp_path / "content"


def rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a notebook as an editor would."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    change(tree)
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")


def replaced(path: Path, old: str, new: str) -> None:
    """Change some words of a content file, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(course: tuple[Path, Path]) -> str:
    """Give all that is found, a line each."""
    return "\n".join(str(found) for found in check_course(*course))


def test_the_course_as_it_is_has_nothing_to_mend() -> None:
    assert [] == check_course(NOTEBOOKS)


def test_a_damaged_content_file_is_named_with_its_line(course: tuple[Path, Path]) -> None:
    replaced(course[1] / "lessons.yaml", "minutes:", "minuts:")
    assert "lessons.yaml, line " in said(course)


def test_a_damaged_catalogue_of_interface_words_is_named_with_its_line(course: tuple[Path, Path]) -> None:
    replaced(course[1] / "locale" / "nb" / "quiz.po", 'msgid "Check the answer"', 'msgid "Check the answer')
    assert re.search(r"nb/quiz.po, line \d+: not readable as gettext: msgid", said(course))


def test_a_citation_of_nothing_is_named(course: tuple[Path, Path]) -> None:
    book = course[0] / "nb" / "home.ipynb"
    rewritten(book, lambda tree: tree["cells"][0].update(source="# Hjem\n\nSant [@nobody-said-so]."))
    assert "cites 'nobody-said-so', which is not in claims/" in said(course)


def test_a_claim_and_a_source_nobody_uses_are_advice_only(course: tuple[Path, Path]) -> None:
    with (course[1] / "sources" / "norway.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlonely:\n  title: L\n  publisher: P\n  type: {nb: a, en: b}\n  read: {nb: a, en: b}\n")
    found = check_course(*course)
    assert ["no claim stands on 'lonely'."] == [one.said for one in found]
    assert not found[0].serious
    assert found[0].line is not None


def test_an_item_without_a_right_option_is_named(course: tuple[Path, Path]) -> None:
    replaced(course[1] / "user-leads" / "quiz.yaml", "right: true", "right: false")
    assert "should hold" in said(course)


@pytest.mark.parametrize(
    ("lesson", "old", "new", "expected"),
    [
        ("recovery", "De har det {fun}", "De har det {joy}", "the gap 'joy', which is not under gaps"),
        ("safety", "tolerance: 1", "tolerance: -1", "tolerance should be 0 or more; it is -1"),
        ("user-leads", "coplayer: hesitant", "coplayer: shy", "Invalid enum value 'shy'"),
        ("methods", "holds: true", "holds: perhaps", "Expected `bool`"),
        ("guidelines", "- id: in-2013", "- id: still", "two spots are called 'still'"),
    ],
)
def test_a_slip_in_a_newer_type_of_item_is_named_with_its_line(
    course: tuple[Path, Path], lesson: str, old: str, new: str, expected: str
) -> None:
    replaced(course[1] / lesson / "quiz.yaml", old, new)
    found = said(course)
    assert f"{lesson}/quiz.yaml, line " in found
    assert expected in found


def test_an_explanation_that_is_empty_is_named(course: tuple[Path, Path]) -> None:
    replaced(
        course[1] / "user-leads" / "quiz.yaml",
        "en: The piano is mirroring. When the kalimba waits, it waits too.",
        'en: " "',
    )
    assert "what-the-piano-does: same-together has no feedback in one of the languages." in said(course)


def test_a_scene_that_leads_nowhere_is_named(course: tuple[Path, Path]) -> None:
    path = course[1] / "user-leads" / "scene.yaml"
    start = next(line for line in path.read_text(encoding="utf-8").splitlines() if "goto:" in line)
    replaced(path, start, start[: start.index("goto:")] + "goto: nowhere")
    assert "leads to 'nowhere', which is neither a moment nor an ending" in said(course)


def test_a_scene_that_goes_in_a_circle_is_named(course: tuple[Path, Path]) -> None:
    path = course[1] / "user-leads" / "scene.yaml"
    text = path.read_text(encoding="utf-8")
    start = next(line.split(":")[1].strip() for line in text.splitlines() if line.startswith("start:"))
    gotos = [line for line in text.splitlines() if "goto:" in line]
    replaced(path, gotos[-1], gotos[-1][: gotos[-1].index("goto:")] + f"goto: {start}")
    assert "a way through the scene comes back here" in said(course)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda tree: tree["cells"].pop(3), "from here on the cells are not those of"),
        (
            lambda tree: tree["cells"][1].update(source="import os"),
            "differs from en's in more than the language",
        ),
        (lambda tree: tree["cells"][0].update(id=tree["cells"][2]["id"]), "two cells have this id"),
        (lambda tree: tree["cells"][1].update(execution_count=7), "clear its output and count"),
        (
            lambda tree: tree["cells"][0].update(source="# A\n\nSee /home/kari/notes."),
            "a place on one machine",
        ),
        (lambda tree: tree["cells"][0].update(source="# A\n\n#### B"), "headings should be one # first"),
        (lambda tree: tree["metadata"]["mtlearn"].update(lang="en"), 'should hold "mtlearn"'),
        (lambda tree: tree["metadata"]["kernelspec"].update(name="mine"), "should be python3"),
    ],
)
def test_a_notebook_is_the_same_in_both_languages_and_tidy(
    course: tuple[Path, Path], change: Callable[[dict[str, Any]], None], expected: str
) -> None:
    rewritten(course[0] / "nb" / "02-user-leads.ipynb", change)
    assert expected in said(course)


def test_a_notebook_without_its_twin_is_named(course: tuple[Path, Path]) -> None:
    (course[0] / "en" / "home.ipynb").unlink()
    assert "nb/home.ipynb: there is no such notebook in the other language." in said(course)


def test_a_notebook_that_is_none_is_named(course: tuple[Path, Path]) -> None:
    (course[0] / "nb" / "home.ipynb").write_text("{ not json", encoding="utf-8")
    assert "nb/home.ipynb, line 1: not readable as a notebook" in said(course)


@pytest.mark.parametrize(
    ("file", "name", "how", "expected"),
    [
        ("sources/norway.yaml", "uib-polyfon-rus", "withdrawn", "on the source 'uib-polyfon-rus', which is"),
        ("claims/guidelines.yaml", "detox-supportive-treatment", "superseded", "on the claim 'detox-supp"),
    ],
)
def test_all_that_stands_on_what_has_fallen_is_named_with_its_line(
    course: tuple[Path, Path], file: str, name: str, how: str, expected: str
) -> None:
    """Lesson, prose, item, scene and card are each named, and what is to be said of the source itself."""
    mark = "title:" if file.startswith("sources") else "text:"
    text = (course[1] / file).read_text(encoding="utf-8")
    entry = text[text.index(f"{name}:") :]
    replaced(course[1] / file, entry, entry.replace(mark, f"status: {how}\n  {mark}", 1))
    found = check_course(*course)
    told = [str(one) for one in found]
    assert any("say `since` when" in line for line in told)
    assert (how == "superseded") == any("let `by` name" in line for line in told)
    on = [one for one in found if expected in one.said]
    assert all(one.line for one in on)
    for kind in (
        "the card 'detox-2016'",
        "the item 'detox-claim' of guidelines",
        "the scene 'explain-scale'",
    ):
        assert any(one.said.startswith(kind) for one in on), kind
    assert {"07-guidelines.ipynb", "lesson.yaml"} <= {one.path.name for one in on}


def test_what_has_fallen_and_says_so_in_full_is_no_more_than_advice(course: tuple[Path, Path]) -> None:
    replaced(
        course[1] / "sources" / "norway.yaml",
        "uib-polyfon-rus:\n",
        "uib-polyfon-rus:\n  status: superseded\n  since: 2027\n  by: seed-korus-bergen\n"
        "  note: {nb: Ny side., en: A new page.}\n",
    )
    assert [] == [one for one in check_course(*course) if one.serious]


def test_every_slip_of_an_author_is_named_with_its_place(course: tuple[Path, Path]) -> None:
    """An empty side, words still to write, a picture without words, links to nowhere, what no list has."""
    notebooks, content = course
    lead = content / "user-leads"

    def slips(tree: dict[str, Any]) -> None:
        tree["cells"][0]["source"] = (
            "# Brukeren styrer\n\n✎ skriv her ![](x.png) <img src='y.png'> [her](nowhere.ipynb) "
            "[ord](glossary.ipynb#term-nobody) [kilde](sources.ipynb#source-none) [der](#cell-id=none) "
            "[](home.ipynb)"
        )
        tree["cells"].append(
            {**tree["cells"][1], "id": "more", "source": 'lesson.card("nobody")\nopen_lesson("safety", "en")'}
        )

    rewritten(notebooks / "nb" / "02-user-leads.ipynb", slips)
    entry = next(
        line for line in (lead / "lesson.yaml").read_text().splitlines() if line.startswith("exercises:")
    )
    replaced(lead / "lesson.yaml", entry, "exercises: [mirror, kazoo]")
    claim = next(line for line in (lead / "lesson.yaml").read_text().splitlines() if line.startswith("  - "))
    replaced(lead / "lesson.yaml", claim + "\n", "")
    replaced(content / "glossary.yaml", "see: [term-brukerstyring, term-samvalg]", "see: [term-nobody]")
    replaced(
        content / "cards" / "sud-2016.yaml",
        "label: {nb: Hvor sterkt, en: How strongly}",
        "label: {nb: '', en: x}",
    )
    found = check_course(notebooks, content, exercises=["mirror"])
    told = "\n".join(str(one) for one in found)
    for expected in (
        "nb/02-user-leads.ipynb, line ",
        "02-user-leads.ipynb, line 5: still to be written, where there is a ✎",
        "the picture x.png has no alt text",
        "the picture x.png is not in the notebook",
        "the picture <img src='y.png'> has no alt text",
        "it links to nowhere.ipynb, and there is no such page in nb/",
        "it links to glossary.ipynb#term-nobody, and there is no such entry",
        "it links to sources.ipynb#source-none, and there is no such entry",
        "it links to #cell-id=none, and that page has no such cell",
        "the link to home.ipynb has no words to press",
        "it shows the card 'nobody', which lesson.yaml does not list",
        "it opens the lesson in 'en', and this is the page in 'nb'",
        "it opens the lesson 'safety', and this is the page of 'user-leads'",
        "it does not link to the same pages as in en",
        "it lists the exercise 'kazoo', which its page never shows",
        "there is no exercise 'kazoo'",
        "which is not in its list of claims",
        "term-brukermedvirkning points to 'term-nobody', which is no term",
        "the nb side of cards/sud-2016.yaml/sud-2016/rows[2]/label is empty",
    ):
        assert expected in told, expected
    assert all(one.line for one in found if one.path.suffix == ".yaml")
