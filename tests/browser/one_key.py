"""An exercise used with one key: waiting for the light, as somebody does, and pressing when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

__all__ = ["STOP", "press", "strike", "strike_place"]

STOP: Final = ".mt-switch-stop.mt-is-next"
"""The light on Stop, while a take is played."""
PATIENCE: Final = 60_000
IN_TIME: Final = 200
"""Milliseconds since the light came to press a key in: later, it may be gone before the key is down."""
LIT: Final = """([node, one, soon]) => {
  const { lit, inside, wander } = node.exercise.scan;
  if (performance.now() - wander.since > soon) return null;
  if (lit === one) return "here";
  return !inside && lit?.contains(one) ? "within" : null;
}"""
PASSED: Final = """([node, place, soon]) => {
  const { switches } = node.exercise;
  return performance.now() - switches.wander.since <= soon && node.querySelector(place) !== null;
}"""


def press(exercise: Locator, one: Locator) -> None:
    """Wait until the light is on the group a control stands in, go in, and press the key when it is lit."""
    page = exercise.page
    where = ""
    while where != "here":
        nodes = [exercise.element_handle(), one.element_handle(), IN_TIME]
        where = page.wait_for_function(LIT, arg=nodes, timeout=PATIENCE).json_value()
        page.keyboard.press("Space")


def strike(exercise: Locator, heard: Locator, place: str = ".mt-pad.mt-is-next") -> None:
    """Press the key when the light comes to a note, and let go once it is heard."""
    passed(exercise, place)
    exercise.page.keyboard.down("Space")
    expect(heard).not_to_have_count(0)
    exercise.page.keyboard.up("Space")


def strike_place(exercise: Locator, place: str) -> None:
    """Press the key when the light comes to a place, while a take is played."""
    passed(exercise, place)
    exercise.page.keyboard.press("Space")


def passed(exercise: Locator, place: str) -> None:
    """Wait until the light comes to a place while a take is played."""
    arg = [exercise.element_handle(), place, IN_TIME]
    exercise.page.wait_for_function(PASSED, arg=arg, timeout=PATIENCE)
