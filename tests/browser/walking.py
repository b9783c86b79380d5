"""What a learner does in a lesson, by mouse: answers an item, walks through a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["answer", "walk"]


def answer(item: Locator) -> None:
    """Answer one item somehow, by mouse, and wait for what is said of it."""
    for place in range(item.locator("select").count()):
        item.locator("select").nth(place).select_option(str(place))
    for field in item.locator("input[type=text]").all():
        field.fill("12")
    for group in item.locator("fieldset:not(:has(fieldset)):has(input:not([type=text]))").all():
        group.locator("input").first.check()
    item.locator("button.mt-main").click()
    expect(item.locator(".mt-said-good, .mt-said-look")).to_be_visible()


def walk(page: Page) -> int:
    """Go through the scene, always by its first way, to an ending; say how many decisions it took."""
    scene = page.locator(".mt-scene-now")
    decisions = 0
    while scene.locator(".mt-debrief").count() == 0:
        scene.locator(".mt-choice").first.click()
        decisions += 1
        scene.locator("> .mt-main").click()
        expect(scene.locator(".mt-choice, .mt-debrief").first).to_be_visible()
    return decisions
