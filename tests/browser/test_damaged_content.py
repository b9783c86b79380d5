"""A damaged content file: the author is told file and line, the learner a sentence, and the rest works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.patient]

TOP = Path(__file__).parents[2]
SAID = {"nb": "er skadet (quiz.yaml", "en": "is damaged (quiz.yaml"}


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the course whose quiz lacks one English side."""
    shutil.copytree(TOP / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "audio").symlink_to(TOP / "audio")
    quiz = tmp_path / "src" / "mtlearn" / "content" / "user-leads" / "quiz.yaml"
    lines = quiz.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("    en:"))
    lines[first] = lines[first].replace("en:", "english:")
    quiz.write_text("".join(lines), encoding="utf-8")
    return tmp_path / "src"


def test_check_names_the_file_the_line_and_what_was_expected(damaged: Path) -> None:
    """An author finds the place at once."""
    answer = subprocess.run(
        [sys.executable, "-m", "mtlearn.server.cli", "check"],
        check=False, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(damaged), "MTLEARN_NOTEBOOKS": str(TOP / "notebooks")},
    )  # fmt: skip
    assert 1 == answer.returncode
    assert "quiz.yaml, line 7: " in answer.stdout
    assert "english" in answer.stdout
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_page_says_so_and_the_rest_can_be_used(
    damaged: Path, serve: Callable[..., Any], page: Page, open_lesson: Callable[[Page, str], Page], lang: str
) -> None:
    """Where the quiz would stand there is a sentence; the scene, the card and the words are there."""
    with serve(TOP / "notebooks", PYTHONPATH=str(damaged)) as course:
        open_lesson(page, course.url(f"{lang}/02-user-leads.ipynb"))
        expect(page.get_by_text(SAID[lang])).to_be_visible()
        expect(page.locator(".mt-item")).to_have_count(0)
        page.locator(".mt-choice").first.click()
        expect(page.locator(".mt-scene-now > .mt-main")).to_be_visible()
        expect(page.locator(".mt-sheet, .mt-card").first).to_be_visible()
        shown = page.locator("body").inner_text()
        assert str(damaged) not in shown
        assert "Traceback" not in shown
        page.goto("about:blank")
