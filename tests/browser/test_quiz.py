"""Every type of item, answered by keys alone, first as it is not and then as it is, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.item import KINDS, AudioIdentification, Numeric, feedbacks
from mtlearn.course.lesson import items
from mtlearn.language import LANGUAGES, Language, words

from .answering import answer_by_keys, fill_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from mtlearn.course.item import Item

pytestmark = [pytest.mark.browser, pytest.mark.patient]
PAGES = (("recovery", "03-recovery.ipynb"), ("listening-and-answering", "05-listening-and-answering.ipynb"))
"""Between them they have every type; the second is for what is listened to."""
HEAR = """() => { window.heard = []; const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { heard.push(this); return play.call(this); }; }"""


def both_ways(node: Locator, item: Item, lang: Language) -> None:
    """Answer so that it does not hold, see every explanation, and answer again so that it does."""
    own = words("quiz", lang)
    answer_by_keys(node, item, lang, right=False)
    expect(node.locator(".mt-said-look")).to_be_visible()
    expect(node.locator(".mt-remark:visible p")).to_have_count(len(feedbacks(item)))
    node.get_by_role("button", name=own["confidence-fairly"], exact=True).press("Space")
    answer_by_keys(node, item, lang, right=True)
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
