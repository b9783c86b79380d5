"""Music to listen to, as the kernel's side of the page has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.learner.store import Store
from mtlearn.sound.listening_example import sound_of
from mtlearn.widgets.lesson import open_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.widgets.example import Examples


@pytest.fixture
def panel(tmp_path: Path) -> Any:
    shown = open_lesson("user-leads", "en", Store(tmp_path / "learner.sqlite")).listen()
    shown.sent = []
    shown.send = lambda content, buffers=None: shown.sent.append((content, buffers))
    return shown


def test_a_lesson_shows_its_examples_in_order(panel: Examples) -> None:
    """What is played is told in words beside the notes, for those who do not hear it."""
    shown = panel.view["examples"]
    assert ["alone", "mirrored", "freely-followed", "own-plan"] == [one["id"] for one in shown]
    assert all(one["happens"] and one["mine"] for one in shown)
    assert 0.6 == panel.view["volume"]


def test_the_page_gets_the_sound_it_asks_for(panel: Any) -> None:
    """Sound comes when it is asked for, as the file that was built."""
    panel._hear(panel, {"type": "fetch", "id": "mirrored"}, [])
    [(content, buffers)] = panel.sent
    assert {"type": "sound", "id": "mirrored"} == content
    assert [sound_of("mirrored")] == buffers


def test_a_sound_that_is_not_there_is_told_to_the_page(panel: Any) -> None:
    """The page is not left waiting, and the learner gets a sentence."""
    panel._hear(panel, {"type": "fetch", "id": "../bank"}, [])
    assert [({"type": "sound", "id": "../bank", "trouble": True}, None)] == panel.sent
    assert panel.notice
