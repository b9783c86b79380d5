"""Opening what is folded, by keyboard: where it lies may still move while a page takes up what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

__all__ = ["unfold"]


def unfold(panel: Locator, title: str) -> None:
    """Open what is folded under a title, and see that it is open."""
    folded = panel.locator("details", has=panel.page.get_by_text(title, exact=True)).last
    folded.locator("summary").first.focus()
    panel.page.keyboard.press("Enter")
    expect(folded).to_have_attribute("open", "")
