"""Every type of item, answered by keys alone, first as it is not and then as it is, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.item import (
    KINDS,
    AudioIdentification,
    Gap,
    Matching,
    Numeric,
    Ordering,
    TrueFalse,
    feedbacks,
    options_of,
)
from mtlearn.course.lesson import items
from mtlearn.language import LANGUAGES, Language, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from mtlearn.course.item import Item, Option

pytestmark = pytest.mark.browser
PAGES = (("recovery", "03-recovery.ipynb"), ("listening-and-answering", "05-listening-and-answering.ipynb"))
"""Between them they have every type; the second is for what is listened to."""
HEAR = """() => { window.heard = []; const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { heard.push(this); return play.call(this); }; }"""


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
    return next(option for option in options if option.right == right)


def answer(node: Locator, item: Item, lang: Language, *, right: bool) -> None:
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
            fill_in(node, [f"{item.value + (0 if right else 3 * item.tolerance + 7):g},0"])
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


def both_ways(node: Locator, item: Item, lang: Language) -> None:
    """Answer so that it does not hold, see every explanation, and answer again so that it does."""
    own = words("quiz", lang)
    answer(node, item, lang, right=False)
    expect(node.locator(".mt-said-look")).to_be_visible()
    expect(node.locator(".mt-remark:visible p")).to_have_count(len(feedbacks(item)))
    node.get_by_role("button", name=own["confidence-fairly"], exact=True).press("Space")
    answer(node, item, lang, right=True)
    expect(node.locator(".mt-said-good")).to_contain_text(own["holds-fairly"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_is_answered_by_keys_alone_as_it_is_not_and_as_it_is(
    fresh_course: Any,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    lang: Language,
) -> None:
    """Each part is explained; a number that cannot be read gets a sentence; how sure one was is said back."""
    own = words("quiz", lang)
    done: set[type] = set()
    for name, notebook in PAGES:
        open_lesson(page, fresh_course.url(f"{lang}/{notebook}"))
        page.evaluate(HEAR)
        for number, item in enumerate(items(name)):
            if type(item) in done:
                continue
            done.add(type(item))
            node = page.locator(".mt-item").nth(number)
            if isinstance(item, AudioIdentification):
                listen(page, node, own)
            if isinstance(item, Numeric):
                fill_in(node, ["mange"])
                node.locator("input[type=text]").press("Enter")
                expect(node.locator(".mt-said")).to_have_text(own["number_unclear"])
            both_ways(node, item, lang)
        assert [] == violations(page, ".mt-quiz")
    assert set(KINDS) == done


def listen(page: Page, node: Locator, own: dict[str, str]) -> None:
    """Hear it, stop it with Escape, and have it told in words; nothing is drawn that would give it away."""
    node.locator(".mt-example-play").press("Space")
    page.wait_for_function("window.heard.length === 1 && window.heard[0].currentTime > 0.2")
    page.keyboard.press("Escape")
    page.wait_for_function("window.heard[0].paused")
    assert 0 == node.locator("canvas, svg, img").count()
    node.get_by_role("button", name=own["audio_words"]).press("Enter")
    expect(node.locator(".mt-audio-told")).to_be_focused()
    assert node.locator(".mt-audio-lines li").count() > 2
