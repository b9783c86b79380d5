"""The sound check is used by mouse and by keyboard, in both languages, and says what it does."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import wave
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
NO_CARD = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/usr/share/alsa/alsa.conf"}
"""Hides the sound card that the sound card tests have set up in this session."""
CODE = "from mtlearn import open_home\nopen_home('{lang}').sound_check()"


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Two pages with nothing on them but a heading and the sound check."""
    for lang, title in (("nb", "Hjem"), ("en", "Home")):
        cells = [
            {"cell_type": "markdown", "id": "opening", "metadata": {}, "source": f"# {title}\n\n## Lyd"},
            {
                "cell_type": "code", "id": "sound-check", "metadata": {}, "outputs": [],
                "execution_count": None, "source": CODE.format(lang=lang),
            },
        ]  # fmt: skip
        metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "mtlearn": {"lang": lang, "title": title},
        }
        book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "home.ipynb").write_text(json.dumps(book))
    return tmp_path


@pytest.mark.parametrize(
    "page", [{"width": 1200, "height": 900}, {"width": 360, "height": 800}], indirect=True
)
@pytest.mark.parametrize(
    ("lang", "says"), [("nb", "Lyden kommer fra denne siden"), ("en", "Sound comes from this page")]
)
def test_a_tone_is_played_in_the_page_by_keyboard_alone(  # noqa: PLR0913 - fixtures
    *,
    page: Page,
    notebooks: Path,
    serve: Callable[..., Any],
    look: Callable[[Page, str], None],
    violations: Callable[..., list[str]],
    lang: str,
    says: str,
) -> None:
    with serve(notebooks, MTLEARN_SOUND="", **NO_CARD) as course:
        page.goto(course.url(f"{lang}/home.ipynb"))
        panel = page.locator(".mt-soundcheck")
        panel.locator(".mt-check-way", has_text=says).wait_for(timeout=60_000)
        page.locator(".mt-soundcheck input[type=radio]:checked").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        panel.get_by_role("status").get_by_text("ms.").wait_for()
        panel.get_by_role("slider").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("document.querySelector('.mt-soundcheck output').textContent.startsWith('55')")
        look(page, f"soundcheck-{lang}-{page.viewport_size['width']}")
        assert [] == violations(page, ".mt-soundcheck")
        # Choosing the card where there is none: a sentence, and sound stays in the page.
        panel.get_by_role("radio").first.click()
        panel.locator(".mt-notice").wait_for()
        expect(panel.get_by_role("radio").last).to_be_checked()
        look(page, f"soundcheck-no-card-{lang}-{page.viewport_size['width']}")
        page.reload()
        panel.locator(".mt-check-way", has_text=says).wait_for(timeout=60_000)
        assert panel.get_by_role("slider").input_value() == "55"
        page.goto("about:blank")


KEYBOARD = """
const port = Object.assign(new EventTarget(), { id: "in-1", name: "Forty-nine keys", state: "connected" });
const access = Object.assign(new EventTarget(), { inputs: new Map() });
navigator.requestMIDIAccess = async () => access;
globalThis.plug = (there) => {
  if (there) access.inputs.set("in-1", port); else access.inputs.clear();
  access.dispatchEvent(new Event("statechange"));
};
globalThis.midi = (...data) => port.dispatchEvent(Object.assign(new Event("midimessage"), { data }));
"""


@pytest.fixture
def english(page: Page, notebooks: Path, serve: Callable[..., Any]) -> Iterator[Callable[[Page], Locator]]:
    """Open the English page's sound check in a browser page, ready to sound from it."""
    del page  # it comes first, so that it is closed before the server is
    with serve(notebooks, MTLEARN_SOUND="", **NO_CARD) as course:

        def opened(page: Page) -> Locator:
            page.goto(course.url("en/home.ipynb"))
            panel = page.locator(".mt-soundcheck")
            panel.locator(".mt-check-way", has_text="comes from this page").wait_for(timeout=60_000)
            return panel

        yield opened


def test_pads_sound_and_light_by_pointer_keys_and_midi(
    page: Page,
    english: Callable[[Page], Locator],
    violations: Callable[..., list[str]],
) -> None:
    """A keyboard cannot be plugged in here: what stands in for one is the port the browser would give."""
    page.add_init_script(KEYBOARD)
    panel = english(page)
    panel.get_by_role("button", name="Tone on the right").click()
    expect(panel.get_by_role("status").get_by_text("ms.")).to_be_visible(timeout=30_000)
    pads = panel.locator(".mt-pad")
    pads.first.click()
    expect(panel.get_by_role("status").get_by_text("C4 sounds.")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(pads.nth(1)).to_be_focused()
    page.keyboard.down("4")
    expect(pads.nth(3)).to_contain_class("mt-is-mine")
    page.keyboard.up("4")
    expect(pads.nth(3)).not_to_contain_class("mt-is-mine")
    page.keyboard.down("Space")
    expect(pads.nth(1)).to_contain_class("mt-is-mine")
    page.keyboard.up("Space")
    expect(panel.locator("dl").get_by_text("From press to sound")).to_be_visible()
    # The check's own phrase lights its pads, one after the other.
    panel.get_by_role("button", name="Short phrase").click()
    expect(pads.first).to_contain_class("mt-is-partner")
    expect(pads.last).to_contain_class("mt-is-partner")
    # A keyboard plugged in after the page has looked joins by itself; one pulled out is said to be gone.
    panel.get_by_role("button", name="Look for MIDI").click()
    expect(panel.get_by_text("finds no keyboard")).to_be_visible()
    page.evaluate("plug(true)")
    expect(panel.get_by_role("listitem")).to_have_text("Forty-nine keys")
    page.evaluate("midi(0x90, 67, 99)")
    expect(panel.get_by_text("G4, velocity 99 of 127, from Forty-nine keys.")).to_be_visible()
    expect(pads.nth(2)).to_contain_class("mt-is-mine")
    page.evaluate("midi(0x80, 67, 0)")
    expect(pads.nth(2)).not_to_contain_class("mt-is-mine")
    assert [] == violations(page, ".mt-soundcheck")
    page.evaluate("plug(false)")
    expect(panel.get_by_text("Disconnected: Forty-nine keys.")).to_be_visible()
    expect(panel.get_by_role("listitem")).to_have_count(0)
    page.goto("about:blank")


@contextlib.contextmanager
def listening(browser: Browser, folder: Path) -> Iterator[Browser]:
    """A Chromium whose microphone hears a file of silence."""
    file = folder / "silence.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, 48_000, 0, "NONE", ""))
        sound.writeframes(bytes(96_000))
    args = [
        "--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required",
        "--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={file}",
    ]  # fmt: skip
    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    other = browser.browser_type.launch(executable_path=named, args=args)
    try:
        yield other
    finally:
        other.close()


def test_the_microphone_opens_only_when_asked_and_whatever_comes_of_it_is_said_kindly(
    browser: Browser, english: Callable[[Page], Locator], tmp_path: Path
) -> None:
    """Refused, and allowed in a silent room: a sentence each, no figure, and it is closed again."""
    watch = """const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    globalThis.streams = [];
    navigator.mediaDevices.getUserMedia = async (how) => {
      globalThis.how = how.audio;
      const stream = await ask(how);
      globalThis.streams.push(stream);
      return stream;
    };"""
    with listening(browser, tmp_path) as chromium:
        refusing = chromium.new_context(permissions=["midi"]).new_page()
        panel = english(refusing)
        panel.get_by_role("button", name="Measure with a microphone").click()
        expect(panel.get_by_text("was not allowed to use the microphone")).to_be_visible(timeout=30_000)
        refusing.goto("about:blank")
        silent = chromium.new_context(permissions=["microphone"]).new_page()
        silent.add_init_script(watch)
        panel = english(silent)
        panel.get_by_role("button", name="Tone on the left").click()
        expect(panel.get_by_role("status").get_by_text("ms.")).to_be_visible(timeout=30_000)
        assert 0 == silent.evaluate("streams.length")
        measure = panel.get_by_role("button", name="Measure with a microphone")
        measure.click()
        panel.get_by_role("button", name="Stop measuring").click()
        expect(panel.get_by_text("Measuring has stopped")).to_be_visible(timeout=30_000)
        measure.click()
        expect(panel.get_by_text("heard almost nothing")).to_be_visible(timeout=30_000)
        how = silent.evaluate("how")
        assert not any(how[name] for name in ("echoCancellation", "noiseSuppression", "autoGainControl"))
        live = "streams.flatMap(one => one.getTracks()).filter(one => one.readyState === 'live').length"
        assert 0 == silent.evaluate(live)
        silent.goto("about:blank")
