"""``mtlearn new``: what it writes opens as it is, and the check says what is left to write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mtlearn.course import lesson as course
from mtlearn.course.check import check_course
from mtlearn.course.loading import CONTENT
from mtlearn.course.skeletons import item_types
from mtlearn.server.cli import main

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The course's content and notebooks as an author's own, to write in."""
    content, notebooks = tmp_path / "content", tmp_path / "notebooks"
    shutil.copytree(CONTENT, content)
    shutil.copytree(NOTEBOOKS, notebooks, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    monkeypatch.setattr("mtlearn.course.loading.CONTENT", content)
    monkeypatch.setenv("MTLEARN_NOTEBOOKS", str(notebooks))
    return notebooks, content


def test_a_new_lesson_joins_the_map_and_lacks_nothing_but_words(
    copy: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """With an item of every type it is whole: once each ✎ is written over, nothing serious is left."""
    notebooks, content = copy
    asked = ["new", "lesson", "music-at-home", "--nb", "Musikk «hjemme»: nå", "--en", "Music at home"]
    assert 0 == main(asked)
    for kind in item_types():
        assert 0 == main(["new", "item", "music-at-home", f"an-{kind}", "--type", kind])
    entry = course.find("music-at-home", content)
    assert (13, "Musikk «hjemme»: nå") == (entry.number, entry.title.nb)
    left = [one for one in check_course(notebooks, content) if one.serious]
    assert {"lessons.yaml", "lesson.yaml", "quiz.yaml", "scene.yaml", "13-music-at-home.ipynb"} == {
        one.path.name for one in left
    }
    assert all("✎" in one.said and one.line for one in left)
    page = json.loads((notebooks / "nb" / entry.notebook).read_text(encoding="utf-8"))
    assert page["cells"][1]["source"][-2:] == ['lesson = open_lesson("music-at-home", "nb")\n', "lesson"]
    for path in [content / "lessons.yaml", *(content / "music-at-home").iterdir(), *notebooks.glob("*/13-*")]:
        path.write_text(path.read_text(encoding="utf-8").replace("✎ ", "x "), encoding="utf-8")
    assert [] == [str(one) for one in check_course(notebooks, content) if one.serious]
    assert 1 == main(asked)
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["item", "safety", "start", "--objective", "nobody"], "has no objective 'nobody'"),
        (["item", "nobody", "start"], "There is no lesson called 'nobody'"),
        (["scene", "safety", "linn"], "is there already"),
    ],
)
def test_what_cannot_be_begun_is_said(
    copy: tuple[Path, Path], asked: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, with what to do instead."""
    del copy
    assert 1 == main(["new", *asked])
    assert expected in capsys.readouterr().err


def test_a_lesson_of_several_scenes_gets_one_more(copy: tuple[Path, Path]) -> None:
    """It stands under its name beside the others."""
    assert 0 == main(["new", "scene", "meetings", "ola"])
    assert "ola" in course.scene_files("meetings", copy[1])
