"""How an item of any type is answered by keys, as it is or as it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.course.item import Gap, Matching, Numeric, Ordering, TrueFalse, options_of
from mtlearn.language import words

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from mtlearn.course.item import Item, Option
    from mtlearn.language import Language

__all__ = ["answer_by_keys", "fill_in"]


def choose(place: Locator, text: str) -> None:
    """Choose what says this, with the space bar."""
    place.locator("label", has_text=text).locator("input").press("Space")


def arrange(node: Locator, texts: list[str]) -> None:
    """Move steps with the arrow keys until they stand as given."""
    for at, text in enumerate(texts):
        row = node.locator(".mt-steps > li", has=node.page.get_by_text(text, exact=True))
        for _ in range(len(texts)):
            if node.locator(".mt-steps > li").nth(at).locator(".mt-step-text").inner_text() == text:
                break
            row.locator("button").first.press("ArrowUp")


def pair(node: Locator, rights: list[str]) -> None:
    """Choose a right side for each line, with the arrow keys."""
    for at, text in enumerate(rights):
        select = node.locator("select").nth(at)
        shown = select.locator("option").all_inner_texts()
        select.press("Home")
        for _ in range(shown.index(text)):
            select.press("ArrowDown")
        assert text == select.evaluate("(select) => select.selectedOptions[0].textContent")


def fill_in(node: Locator, typed: list[str]) -> None:
    """Type into each field in turn."""
    for at, text in enumerate(typed):
        field = node.locator("input[type=text]").nth(at)
        field.press("Control+a")
        field.press_sequentially(text)


def turned(found: list[str], *, right: bool) -> list[str]:
    """Give what belongs here in its order, or in another."""
    return found if right else [*found[1:], found[0]]


def picked(options: tuple[Option, ...], *, right: bool) -> Option:
    """Give the first option that holds, or that does not."""
    return next(option for option in options if option.right == right)


def answer_by_keys(node: Locator, item: Item, lang: Language, *, right: bool) -> None:
    """Give an answer that holds, or one that does not, and check it."""
    match item:
        case Ordering():
            arrange(node, turned([step.text[lang] for step in item.steps], right=right))
        case Matching():
            pair(node, turned([one.right[lang] for one in item.pairs], right=right))
        case Gap():
            known = {gap.id: gap.accepts[lang][0].upper() if right else "?!x" for gap in item.gaps}
            fill_in(node, [known[name] for name in item.pieces(lang)[1::2]])
        case Numeric():
            number = item.value + (0 if right else 3 * item.tolerance + 7)
            fill_in(node, [f"{number:.4f}".replace(".", ",")])
        case TrueFalse():
            own = words("quiz", lang)
            holds = own["says_true" if item.holds == right else "says_false"]
            node.get_by_label(holds, exact=True).press("Space")
            choose(node, picked(item.reasons, right=right).text[lang])
        case _:
            boxes = node.locator("input[type=checkbox]")
            for at in range(boxes.count()):
                if boxes.nth(at).is_checked():
                    boxes.nth(at).press("Space")
            several = (
                [option for option in options_of(item) if option.right] if boxes.count() and right else []
            )
            for option in several or [picked(options_of(item), right=right)]:
                choose(node, option.text[lang])
    if isinstance(item, Gap | Numeric):
        node.locator("input[type=text]").last.press("Enter")
    else:
        node.locator("button.mt-main").press("Enter")
