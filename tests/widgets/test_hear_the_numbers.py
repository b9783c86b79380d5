"""Hear the numbers: what can be heard, what is kept back until it is shown, and what a guess is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.audible import audibles
from mtlearn.widgets.hear_the_numbers import HearTheNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite")
    yield store
    store.close()


def opened(store: Store, lang: Language = "en") -> Any:
    panel: Any = HearTheNumbers(lang, Record(store, "research"))
    panel.sent = []
    panel.send = lambda content, _buffers=None: panel.sent.append(content)
    return panel


def say(panel: Any, kind: str, **content: object) -> None:
    panel._hear(panel, {"type": kind, **content}, [])


def test_only_numbers_that_can_stand_beside_one_another_are_heard() -> None:
    """One measure, with an interval, a certainty and a direction that were read: no points, no ratios."""
    found = audibles()
    assert {"smd"} == {one.axis.measure for one in found.values()}
    assert {"sud-standard/craving", "metareview/anxiety"} <= set(found)
    assert not {"sud-standard/anxiety", "schizophrenia/global-state", "romt-trial/negative-symptoms"} & set(
        found
    )


def test_sides_and_widths_are_those_of_the_interval() -> None:
    """What reaches over, if only just, lies on both sides; what begins at no difference does not."""
    says = {name: one.says() for name, one in audibles().items()}
    assert {"side": "less", "width": "wide", "sure": "steady"} == says["sud-standard/craving"]
    assert {"side": "across", "width": "middle", "sure": "steady"} == says["sud-standard/depression"]
    assert {"side": "more", "width": "middle", "sure": "steady"} == says["sud-active/motivation"]
    assert {"side": "more", "width": "narrow", "sure": "tremble"} == says["metareview/quality-of-life"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_number_is_kept_back_until_it_is_shown(store: Store, lang: Language) -> None:
    """Before that the page has notes and words for them, and neither estimate nor interval."""
    panel = opened(store, lang)
    say(panel, "choose", id="sud-standard/craving")
    assert panel.view["told"] is None
    assert "0.66" not in str(panel.view)
    assert "0,66" not in str(panel.view)
    say(panel, "show", guess={})
    assert ("0,66" if lang == "nb" else "0.66") in panel.view["told"]["whole"]
    assert "<svg" in panel.view["told"]["picture"]
    assert [] == panel.view["told"]["beside"]


def test_a_guess_is_set_beside_the_number_and_not_marked(store: Store) -> None:
    """Alike or not, it says what was guessed, what the number says, and why."""
    panel = opened(store)
    say(panel, "choose", id="sud-standard/depression")
    say(panel, "show", guess={"side": "less", "width": "middle", "sure": "no such answer"})
    side, width = panel.view["told"]["beside"]
    assert "You said ‘below no difference’. The number says ‘on both sides’: from −0.72 to 0.07" in side  # noqa: RUF001
    assert "so it is: it spans 0.79" in width


def test_what_was_seen_is_known_when_the_lesson_is_opened_again(store: Store) -> None:
    """The list says so, and the guess lies in the log under no language."""
    say(opened(store), "show", guess={"sure": "steady"})
    [entry] = store.entries("heard", prefix="research/")
    assert {"sure": "steady"} == entry.data
    titles = [title for group in opened(store, "nb").view["groups"] for _, title in group["numbers"]]
    assert 1 == sum("sett før" in title for title in titles)


def test_it_sounds_in_the_page_where_that_is_the_way(store: Store) -> None:
    """The page gets the notes, each on the voice of its part, and how long it lasts."""
    panel = opened(store)

    async def listen() -> None:
        say(panel, "listen", example="wide")
        await asyncio.gather(*panel._tasks)

    asyncio.run(listen())
    lasts, tried = panel.sent
    assert {"lasts", "tried"} == {lasts["type"], tried["type"]}
    assert {2, 1} == {event.channel for event in tried["events"]}
    assert lasts["seconds"] == tried["events"][0].duration


def test_what_the_page_makes_up_is_not_taken_up(store: Store) -> None:
    """Another number's name, or a guess that is no guess, changes nothing."""
    panel = opened(store)
    before = panel.view["chosen"]
    say(panel, "choose", id="../../etc")
    say(panel, "show", guess=["less"])
    assert before == panel.view["chosen"]
    assert [] == panel.view["told"]["beside"]
    assert "" == panel.notice
