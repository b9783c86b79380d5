"""A damaged content file is named with its file, its line and what was expected there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from mtlearn.course.claim import cited, claims
from mtlearn.course.item import Item
from mtlearn.course.loading import file_of, load, load_folder
from mtlearn.errors import ContentError
from mtlearn.language import Text

COURSE = Path(__file__).parents[1] / "little-course"


@pytest.mark.parametrize(
    ("written", "line", "expected"),
    [
        ("a: {nb: hei, en: hi}\nb: {nb: hei}\n", 2, "missing required field `en`"),
        ("a: {nb: hei, en: hi}\n\nb:\n  nb: hei\n  en: 3\n", 5, "Expected `str`, got `int`"),
        ("a: {nb: hei, en: hi, de: hallo}\n", 1, "unknown field `de`"),
        ("a: {nb: hei\nb: 3", 2, "not readable as YAML"),
        ("a: 'hei\n", None, "not readable as YAML"),
        ("- a\n- b\n", 1, "Expected `object`, got `array`"),
        ("a: {nb: hei, en: hi}\nb: {nb: å, en: o}\na: {nb: nei, en: no}\n", 3, "stands here a second time"),
        ("", None, "Expected `object`, got `null`"),
        ("a: &x {nb: *x, en: b}", None, "a"),
    ],
)
def test_a_mistake_is_said_with_its_line(
    tmp_path: Path, written: str, line: int | None, expected: str
) -> None:
    """An author reads where to look and what belongs there."""
    path = tmp_path / "words.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(expected)) as caught:
        load(path, dict[str, Text])
    assert path == caught.value.path
    if line:
        assert line == caught.value.line
    assert "words.yaml" in str(caught.value)


def test_a_mistake_deep_in_a_quiz_is_found(tmp_path: Path) -> None:
    """The line is the option's own, three levels down."""
    text = (COURSE / "little-lesson" / "quiz.yaml").read_text(encoding="utf-8")
    text = text.replace("feedback: {nb: De kommer etterpå., en: They come after.}", "feedback: soon", 1)
    (tmp_path / "quiz.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(tmp_path / "quiz.yaml", tuple[Item, ...])
    assert caught.value.line is not None
    assert "feedback: soon" in text.splitlines()[caught.value.line - 1]


def test_a_missing_file_and_one_that_is_not_text_are_said(tmp_path: Path) -> None:
    """Neither becomes a stack trace."""
    with pytest.raises(ContentError, match="missing"):
        load(tmp_path / "none.yaml", dict[str, Text])
    (tmp_path / "latin.yaml").write_bytes("a: blåbær".encode("latin-1"))
    with pytest.raises(ContentError, match="not UTF-8"):
        load(tmp_path / "latin.yaml", dict[str, Text])
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(ContentError, match="cannot be read"):
        load(tmp_path / "folder.yaml", dict[str, Text])


def test_days_stay_text_until_they_are_checked(tmp_path: Path) -> None:
    """A day is read as a day only where one belongs."""
    path = tmp_path / "days.yaml"
    path.write_text("a: 2026-11-23\n", encoding="utf-8")
    assert {"a": "2026-11-23"} == load(path, dict[str, str])


def test_a_file_cannot_make_objects(tmp_path: Path) -> None:
    """Content is data: YAML's tags for Python objects are refused."""
    path = tmp_path / "evil.yaml"
    path.write_text("a: !!python/object/apply:os.getcwd []\n", encoding="utf-8")
    with pytest.raises(ContentError, match="not readable as YAML"):
        load(path, dict[str, msgspec.Raw])


def test_a_claim_without_its_source_is_said(tmp_path: Path) -> None:
    """Every claim resolves to its sources, and every citation to a claim."""
    shutil.copytree(COURSE, tmp_path / "course")
    path = tmp_path / "course" / "claims" / "kettle.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[tea-book]", "[no-book]"), encoding="utf-8")
    with pytest.raises(ContentError, match="'water-first' names the source 'no-book'"):
        claims(tmp_path / "course")
    with pytest.raises(ContentError, match="no claim 'nothing'"):
        cited(["nothing"], COURSE)


def test_an_entry_that_stands_in_two_files_is_said_with_both(tmp_path: Path) -> None:
    """Files of a folder are read as one; what stands twice would be gone unseen."""
    shutil.copytree(COURSE, tmp_path / "course")
    folder = tmp_path / "course" / "claims"
    (folder / "more.yaml").write_text((folder / "kettle.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"more.yaml.*stands in kettle.yaml too"):
        claims(tmp_path / "course")
    assert folder / "kettle.yaml" == file_of(folder, "lid-on")
    assert folder == file_of(folder, "nothing")


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    """A course without its claims says so, and does not look empty."""
    with pytest.raises(ContentError, match="missing or empty"):
        load_folder(tmp_path / "claims", str)
