"""A served page: it comes soon, speaks the learner's language, and asks nobody else for anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COUNTER = """
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = `answered ${model.get("answered")}`; };
      button.addEventListener("click", () => model.send("press"));
      model.on("change:answered", show); show();
      el.classList.add("mt-widget"); el.append(button);
    } }
    '''
    answered = traitlets.Int(0).tag(sync=True)
counter = Counter()
def press(*_):
    counter.answered += 1
counter.on_msg(press)
counter
"""
PROSE = "Musikk er noe vi gjør sammen. " * 60


def notebook(lang: str, title: str, *cells: tuple[str, str, str]) -> dict[str, Any]:
    """Write a notebook as an author would have saved it."""
    code = {"outputs": [], "execution_count": None}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "mtlearn": {"lang": lang, "title": title},
        },
        "cells": [
            {
                "id": name,
                "cell_type": kind,
                "metadata": {},
                "source": source,
                **(code if kind == "code" else {}),
            }
            for name, kind, source in cells
        ],
    }


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little course of our own, so that what is tested is the page and not a lesson."""
    folder = tmp_path_factory.mktemp("notebooks")
    for lang, title in (("nb", "Brukeren styrer"), ("en", "The user leads")):
        (folder / lang).mkdir()
        cells = [
            ("opening", "markdown", f"# {title}\n\n{PROSE}"),
            ("counter", "code", COUNTER),
            ("more", "markdown", f"## Mer\n\n{PROSE}"),
            ("end", "markdown", f"## Slutt\n\n{PROSE}"),
        ]
        (folder / lang / "home.ipynb").write_text(json.dumps(notebook(lang, title, *cells)))
        failing = [
            ("opening", "markdown", f"# {title}"),
            ("fails", "code", "secret_of_the_author = 1 / 0"),
            ("follows", "code", "secret_of_the_author"),
            (
                "sentence",
                "code",
                "from mtlearn.errors import StoreError\nraise StoreError('The disk is full.')",
            ),
            ("words", "markdown", "## Videre"),
        ]
        (folder / lang / "01-fails.ipynb").write_text(json.dumps(notebook(lang, title, *failing)))
    (folder / "nb" / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def little_course(serve: Callable[..., Any], notebooks: Path) -> Iterator[Any]:
    """That course, served."""
    with serve(notebooks) as running:
        yield running


def test_a_widget_answers(page: Page, little_course: Any, open_lesson: Callable[..., Any]) -> None:
    """A click goes to the kernel and its answer comes back."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    page.get_by_role("button", name="answered 0").click()
    expect(page.get_by_role("button", name="answered 1")).to_be_visible()
