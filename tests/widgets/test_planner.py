"""The planner as its page meets it: saved as it is written, opened as it was, and taken along."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.planner import LONGEST
from mtlearn.language import words
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.planner import PlannerPanel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtlearn.language import Language


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


def panel(store: Store, lang: Language = "nb") -> PlannerPanel:
    shown = PlannerPanel(lang, Record(store, "setting-up"), today=lambda: date(2026, 11, 26))
    shown.told = []
    shown.tell = lambda kind, buffers=None, **content: shown.told.append((kind, content, buffers))
    return shown


def write(shown: PlannerPanel, field: str, text: str, number: int = 1) -> None:
    shown._hear(shown, {"type": "write", "field": field, "text": text, "number": number}, [])


def test_it_is_opened_as_it_was_in_either_language(store: Store) -> None:
    """Any step, in any order; the rest is empty, and nothing is asked for."""
    shown = panel(store)
    write(shown, "evaluation", "Om et år")
    write(shown, "place", "Myra")

    assert ("kept", {"field": "place", "number": 1, "saved": True}, None) == shown.told[-1]
    view = panel(store, "en").view
    assert ("Om et år", "Myra", "") == tuple(view["texts"][name] for name in ("evaluation", "place", "why"))
    assert 9 == len(view["steps"])
    assert all(step["claims"][0]["sources"][0]["label"] for step in view["steps"])


def test_what_is_longer_than_a_field_leaves_what_was_saved_alone(store: Store) -> None:
    """Megabytes are not half kept; nor is a field that is not there."""
    shown = panel(store)
    write(shown, "why", "Kort")
    write(shown, "why", "x" * (LONGEST + 1))
    write(shown, "why", "x" * 3_000_000)
    write(shown, "nowhere", "ord")

    assert "Kort" == panel(store).view["texts"]["why"]
    assert 1 == len(store.entries("words"))


def test_a_log_that_cannot_be_written_is_said_and_the_plan_is_still_there(tmp_path: Path) -> None:
    """The words stay in the page until they can be saved."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    store = Store(blocked / "learner.sqlite3")
    shown = panel(store)
    write(shown, "why", "Likevel")

    assert ("kept", {"field": "why", "number": 1, "saved": False}, None) == shown.told[-1]
    assert shown.notice
    assert "Likevel" == shown.view["texts"]["why"]
    store.close()


def test_a_file_is_made_in_the_language_asked_for(store: Store) -> None:
    """And where something invisible had to be shown by a sign, that is said."""

    async def ask(lang: str, form: str) -> tuple[str, dict[str, Any], Any]:
        shown = panel(store)
        shown._hear(shown, {"type": "file", "format": form, "lang": lang}, [])
        await asyncio.gather(*shown._tasks)
        return shown.told[-1]

    write(panel(store), "why", "en\x07to")
    kind, content, data = asyncio.run(ask("en", "html"))

    assert ("file", "text/html", "music-therapy-plan.html") == (kind, content["mime"], content["name"])
    assert '<html lang="en">' in data[0].decode()
    assert "en␇to" in data[0].decode()
    assert content["said"].endswith(words("planner", "nb")["signs"].format(count=1))
    assert "en\x07to" == panel(store).view["texts"]["why"]
    kind, content, data = asyncio.run(ask("nb", "docx"))
    assert b"PK" == data[0][:2]
