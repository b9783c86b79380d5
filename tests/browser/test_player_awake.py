"""The page's sound sleeps until a press and says so; it comes back when put to sleep, closed, or lost."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.language import LANGUAGES, words

from .conftest import FLAGS
from .hearing import Host, Kernel, frames, open_player

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
READY = """async (words) => {
  globalThis.told = [];
  globalThis.player = new Player(ask);
  player.onTold = (key) => told.push(key);
  document.querySelector("main").append(awakeLine(words, player));
  await player.load(0, "warm-pad");
  await player.load(1, "marimba");
}"""
HEIGHT = """async () => {
  const ears = await listen(player);
  await until(() => ears.parts.length > 200);
  return (await ears.stop()).sound;
}"""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


@pytest.fixture(scope="module")
def strict_browser(browser: Browser) -> Iterator[Browser]:
    """Chromium as a learner has it: no sound before a press."""
    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = [flag for flag in FLAGS if "autoplay" not in flag] + [
        "--autoplay-policy=document-user-activation-required"
    ]
    strict = browser.browser_type.launch(executable_path=named, args=flags)
    yield strict
    strict.close()


class Unpressed:
    """A page nobody has pressed anything in.

    Playwright's own questions count as presses to Chromium; those of the protocol need not.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._protocol = page.context.new_cdp_session(page)

    def ask(self, expression: str) -> Any:
        """Give what an expression comes to, when it has come."""
        answer = self._protocol.send(
            "Runtime.evaluate",
            {"expression": expression, "awaitPromise": True, "returnByValue": True, "userGesture": False},
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, truth: str) -> None:
        """Wait until an expression is true."""
        self.ask(f"until(() => {truth})")


@pytest.fixture
def unpressed(strict_browser: Browser, host: Host) -> Iterator[Unpressed]:
    """Such a page, its player made and its voices loaded."""
    context = strict_browser.new_context()
    opened = context.new_page()
    host.kernel = Kernel()
    opened.goto(host.url)
    asked = Unpressed(opened)
    asked.ask("new Promise((there) => document.readyState === 'complete' ? there() : (onload = there))")
    asked.ask(f"({READY})({json.dumps(words('sound', 'en'))})")
    asked.wait("told.includes('sound_asleep')")
    yield asked
    context.close()


def loudest(page: Page) -> float:
    return float(np.abs(frames(page.evaluate(HEIGHT))).max())


def test_before_a_press_nothing_sounds_and_the_page_says_so(unpressed: Unpressed) -> None:
    unpressed.ask("player.play([[0, 1, 60, 90, 0.5]]), player.noteOn(0, 48, 90)")
    assert "suspended" == unpressed.ask("player.state")
    assert 0 == unpressed.ask("player.sounding.size")
    said, button, hidden = unpressed.ask("""(() => {
      const line = document.querySelector(".mt-asleep");
      const button = line.querySelector("button");
      return [line.querySelector("[role=status]").innerText, button.innerText, button.hidden];
    })()""")
    sentences = words("sound", "en")
    assert (sentences["sound_asleep"], sentences["sound_wake"], False) == (said, button, hidden)


@pytest.mark.parametrize("press", ["button", "anywhere", "key"])
def test_after_a_press_anywhere_sound_comes(unpressed: Unpressed, press: str) -> None:
    page = unpressed.page
    unpressed.ask("player.noteOn(0, 48, 90)")
    if press == "button":
        x, y = unpressed.ask(
            "(({ x, y, width, height }) => [x + width / 2, y + height / 2])"
            "(document.querySelector('.mt-asleep button').getBoundingClientRect())"
        )
        page.mouse.click(x, y)
    elif press == "anywhere":
        page.mouse.click(300, 300)
    else:
        page.keyboard.press("a")
    unpressed.wait("told.includes('sound_awake')")
    said = unpressed.ask("document.querySelector('.mt-asleep').innerText.trim()")
    assert words("sound", "en")["sound_awake"] == said
    assert loudest(page) > 0.01


def test_the_press_that_wakes_the_page_is_heard_itself(unpressed: Unpressed) -> None:
    unpressed.ask("document.addEventListener('pointerdown', () => player.noteOn(1, 60, 100))")
    unpressed.page.mouse.click(300, 300)
    unpressed.wait("player.sounding.size === 1")


def test_what_was_to_sound_while_asleep_does_not_pile_up(unpressed: Unpressed) -> None:
    unpressed.ask(
        "player.play(Array.from({length: 40}, (_, on) => [on * 0.02, 1, 60, 90, 0.02]), player.now())"
    )
    unpressed.ask("(globalThis.begun = player.now())")
    unpressed.wait("player.now() > begun + 1.5")
    unpressed.page.mouse.click(300, 300)
    unpressed.wait("player.state === 'running' && player.plan.size === 0")
    assert 0 == unpressed.ask("player.sounding.size")


def test_resume_answers_where_the_browser_wants_a_press_first(unpressed: Unpressed) -> None:
    assert "suspended" == unpressed.ask("player.resume()")


def test_the_line_that_says_so_can_be_used_by_all(
    page: Page, host: Host, violations: Callable[..., list[str]]
) -> None:
    open_player(page, host)
    page.evaluate(READY, words("sound", "en"))
    page.evaluate("player.resume().then(() => player.context.suspend())")
    page.wait_for_function("told.includes('sound_asleep')")
    assert [] == violations(page, ".mt-asleep")
    box = page.locator(".mt-asleep button").bounding_box()
    assert box
    assert box["height"] >= 44


@pytest.mark.parametrize("trouble", ["suspend", "close", "error", "still"])
def test_a_held_note_goes_on_after_the_sound_was_gone(page: Page, host: Host, trouble: str) -> None:
    open_player(page, host)
    page.evaluate(READY, words("sound", "en"))
    assert "running" == page.evaluate("player.resume()")
    page.evaluate("""() => {
      player.setVolume(0.5);
      player.noteOn(0, 48, 90);
      player.play([[2.5, 1, 72, 90, 0.3]], player.now());
      globalThis.was = player.context;
      globalThis.clock = [];
      globalThis.watch = setInterval(() => clock.push(player.now()), 5);
    }""")
    assert loudest(page) > 0.01
    page.evaluate(
        {
            "suspend": "player.context.suspend()",
            "close": "player.context.close()",
            "error": "player.context.dispatchEvent(new Event('error'))",
            # As with a device that was pulled: it says it runs, and its clock stands.
            "still": "Object.defineProperty(player.context, 'currentTime', { value: 1.5 })",
        }[trouble]
    )
    if trouble == "suspend":
        page.wait_for_function("told.includes('sound_asleep')")
        page.mouse.click(300, 300)
        page.wait_for_function("told.includes('sound_awake')")
        assert page.evaluate("player.context === was")
    else:
        page.wait_for_function("told.includes('sound_back')")
        assert page.evaluate("player.context !== was && was.state === 'closed'")
    assert loudest(page) > 0.01
    assert 0.5 == page.evaluate("player.volume")
    assert 0.5 == pytest.approx(page.evaluate("player.level.gain.value"), abs=1e-3)
    page.wait_for_function("player.now() > 2.9")
    clock = page.evaluate("clearInterval(watch), clock")
    assert sorted(clock) == clock
    assert max(np.diff(clock)) < 2
    assert 0 == page.evaluate("player.plan.size")


def test_the_other_players_of_the_page_come_back_too(page: Page, host: Host) -> None:
    open_player(page, host)
    page.evaluate(READY, words("sound", "en"))
    page.evaluate("player.resume()")
    page.evaluate("""async () => {
      globalThis.other = new Player(ask);
      await other.load(0, "warm-pad");
      other.noteOn(0, 55, 90);
      player.noteOn(0, 48, 90);
      await player.context.close();
    }""")
    page.wait_for_function("told.includes('sound_back')")
    assert [1, 1, True] == page.evaluate(
        "[player.sounding.size, other.sounding.size, player.context === other.context]"
    )


def test_coming_in_is_soft(page: Page, host: Host) -> None:
    """The first 50 ms rise, so that no pad or loudspeaker begins with a bang."""
    open_player(page, host)
    page.evaluate(READY, words("sound", "en"))
    page.evaluate("player.resume()")
    page.evaluate("""async () => {
      player.noteOn(0, 48, 120);
      await player.context.close();
      await until(() => told.includes("sound_back"));
    }""")
    gain = page.evaluate("""async () => {
      const context = new OfflineAudioContext(1, 4800, 48000);
      const stage = new Stage(context);
      const source = context.createConstantSource();
      source.offset.value = 0.3;
      source.connect(stage.level);
      source.start();
      return Array.from((await context.startRendering()).getChannelData(0));
    }""")
    assert gain[0] == 0
    assert np.abs(np.diff(gain)).max() < 1e-3
    assert gain[2399] == pytest.approx(gain[-1], rel=0.02)


def test_words_have_every_key_the_player_tells() -> None:
    for lang in LANGUAGES:
        assert {"sound_asleep", "sound_wake", "sound_awake", "sound_back", "sound_gone"} <= set(
            words("sound", lang)
        )
