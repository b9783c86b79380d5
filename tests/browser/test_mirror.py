"""Playing with the mirror as a learner does: by mouse, keys, fingers and one switch, in a real browser."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import music21
import pytest
from playwright.sync_api import expect

from .folding import unfold
from .one_key import STOP, press, strike, strike_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

LESSON = {"nb": "nb/02-user-leads.ipynb", "en": "en/02-user-leads.ipynb"}
PENTATONIC = [60, 62, 64, 67, 69, 72, 74, 76, 79, 81]


@pytest.fixture
def sounding_course(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """The course of one test, with its sound in the browser."""
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    return request.getfixturevalue("fresh_course")


@pytest.fixture
def mirror(
    sounding_course: Any, page: Page, open_lesson: Callable[[Page, str], Page], request: pytest.FixtureRequest
) -> Locator:
    """The exercise in its lesson, in Bokmål where a test does not say otherwise."""
    marker = request.node.get_closest_marker("parametrize")
    lang = request.node.callspec.params.get("lang", "nb") if marker else "nb"
    open_lesson(page, sounding_course.url(LESSON[lang]))
    found = page.locator(".mt-exercise").first
    found.scroll_into_view_if_needed()
    expect(found.locator(".mt-pad")).to_have_count(10)
    return found


def start(mirror: Locator) -> None:
    mirror.locator(".mt-start").click()
    expect(mirror.locator(".mt-is-playing")).to_be_visible(timeout=30_000)


def stop(mirror: Locator) -> None:
    mirror.locator(".mt-stop").click()
    expect(mirror.locator(".mt-strengths li").first).to_be_visible(timeout=30_000)


def press_pad(mirror: Locator, number: int) -> None:
    """Press one pad with the mouse, and hold it until the partner is seen to play it too."""
    pad = mirror.locator(".mt-pad").nth(number)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    mouse = mirror.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    expect(pad).to_have_class(r"mt-pad mt-is-mine mt-is-partner".replace("mt-pad ", _ground(number)))
    mouse.up()
    expect(mirror.locator(".mt-is-mine")).to_have_count(0)


def _ground(number: int) -> str:
    return "mt-pad mt-ground " if PENTATONIC[number] % 12 == 0 else "mt-pad "


def told(mirror: Locator) -> dict[str, Any]:
    """Give the take the page is showing."""
    take: dict[str, Any] = mirror.evaluate("node => node.exercise.after.take")
    return take


def sounding(mirror: Locator) -> int:
    """Say how many notes the page's player has sounding or planned."""
    count: int = mirror.evaluate(
        "({ exercise: { player: p } }) => p ? (p.notes ?? p.sounding).size + (p.plan?.size ?? 0) : 0"
    )
    return count


def logged(data: Path) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(f"file:{data / 'learner.sqlite3'}?mode=ro", uri=True)) as log:
        return [
            json.loads(row[0]) for row in log.execute("SELECT data FROM log WHERE kind = 'take' ORDER BY id")
        ]


def test_by_mouse_from_first_pad_to_saved_take(
    mirror: Locator, page: Page, open_lesson: Callable[[Page, str], Page], tmp_path: Path
) -> None:
    """The partner plays the same tones; words, notation, files and list follow; a reload keeps them."""
    start(mirror)
    assert "running" == mirror.evaluate("node => node.exercise.player.state")
    for number in (0, 2, 4):
        press_pad(mirror, number)
    lanes = mirror.locator(".mt-live .mt-lanes")
    expect(lanes).to_have_attribute("data-mine", "3")
    expect(lanes).to_have_attribute("data-partner", "3")
    stop(mirror)
    take = told(mirror)
    assert [60, 64, 69] == [row[2] for row in take["mine"]]
    assert [60, 64, 69] == [row[2] for row in take["partner"]]
    expect(mirror.get_by_role("heading", name="Dette var i musikken")).to_be_visible()
    notation = mirror.locator(".mt-notation svg[role=img]").first
    expect(notation).to_be_visible(timeout=30_000)
    assert "3 toner fra deg" in str(notation.get_attribute("aria-label"))

    with page.expect_download() as download:
        mirror.get_by_role("button", name="Hent MIDI").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    parts = music21.converter.parse(path).parts
    assert [[60, 64, 69], [60, 64, 69]] == [sorted(pitch.midi for pitch in part.pitches) for part in parts]

    mirror.get_by_role("button", name="Lagre opptaket").click()
    expect(mirror.get_by_role("button", name="Lagret i listen")).to_be_visible()
    open_lesson(page, page.url)
    again = page.locator(".mt-exercise").first
    expect(again.locator(".mt-saved li")).to_have_count(1)
    expect(again.locator(".mt-notation svg[role=img]").first).to_be_visible(timeout=30_000)
    assert [60, 64, 69] == [row[2] for row in told(again)["mine"]]


@pytest.mark.parametrize("lang", ["en"])
def test_by_keyboard_alone(mirror: Locator, page: Page, lang: str) -> None:
    """Enter starts, the keys on the pads play, arrows and Space too, and Escape makes it quiet."""
    assert "en" == lang
    mirror.locator(".mt-start").focus()
    page.keyboard.press("Enter")
    expect(mirror.locator(".mt-is-playing")).to_be_visible(timeout=30_000)
    pads = mirror.locator(".mt-pad")
    expect(pads.first).to_be_focused()
    page.keyboard.down("s")
    page.keyboard.down("f")
    expect(mirror.locator(".mt-is-mine.mt-is-partner")).to_have_count(2)
    page.keyboard.up("s")
    page.keyboard.up("f")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(pads.nth(2)).to_be_focused()
    page.keyboard.down(" ")
    expect(pads.nth(2)).to_contain_class("mt-is-partner")
    page.keyboard.up(" ")
    page.keyboard.press("Tab")
    expect(pads.nth(2)).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(mirror.locator(".mt-is-playing")).to_have_count(0)
    expect(mirror.get_by_role("heading", name="What was in the music")).to_be_visible(timeout=30_000)
    assert [62, 67, 64] == [row[2] for row in told(mirror)["mine"]]


def test_with_two_fingers_at_once(mirror: Locator, page: Page) -> None:
    """Two fingers sound two tones; one slides on to the next pad; lower down is stronger."""
    start(mirror)
    device = page.context.new_cdp_session(page)
    mirror.locator(".mt-pads").scroll_into_view_if_needed()
    boxes = [pad.bounding_box() for pad in mirror.locator(".mt-pad").all()]

    def finger(number: int, name: int, down: float) -> dict[str, float]:
        box = boxes[number]
        assert box
        return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] * down, "id": name}

    def touch(kind: str, *fingers: dict[str, float]) -> None:
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(fingers)})

    lit = mirror.locator(".mt-is-mine")
    touch("touchStart", finger(1, 0, 0.15))
    touch("touchStart", finger(1, 0, 0.15), finger(4, 1, 0.9))
    expect(lit).to_have_count(2)
    touch("touchMove", finger(1, 0, 0.15), finger(5, 1, 0.9))
    expect(mirror.locator(".mt-pad").nth(5)).to_contain_class("mt-is-mine")
    expect(lit).to_have_count(2)
    touch("touchEnd")
    expect(lit).to_have_count(0)
    stop(mirror)
    mine = told(mirror)["mine"]
    assert [62, 69, 72] == sorted(row[2] for row in mine)
    soft, strong = (next(row[3] for row in mine if row[2] == pitch) for pitch in (62, 69))
    assert soft < 60
    assert strong > 95


def test_with_one_switch_from_start_to_stop(mirror: Locator) -> None:
    """One key is enough: it starts, plays the tone the light is on, and stops when the light is on Stop."""
    unfold(mirror, "Måter å spille på")
    mirror.get_by_label("Spill med bryter").select_option("1")
    mirror.get_by_label("Lyset blir på hvert sted i").select_option("0.5")
    mirror.locator(".mt-scan .mt-main").focus()
    press(mirror, mirror.locator(".mt-start"))
    expect(mirror.locator(".mt-is-playing")).to_be_visible(timeout=30_000)
    third = ".mt-pad[data-pitch='64']"
    strike(mirror, mirror.locator(f"{third}.mt-is-partner"), f"{third}.mt-is-next")
    strike_place(mirror, STOP)
    expect(mirror.locator(".mt-strengths li").first).to_be_visible(timeout=30_000)
    assert 64 in [row[2] for row in told(mirror)["mine"]]


KEYBOARD = """
const port = { id: "in-1", name: "Forty-nine keys", state: "connected" };
navigator.requestMIDIAccess = async () => ({ inputs: new Map([["in-1", port]]) });
globalThis.midi = (...data) => port.onmidimessage({ data, timeStamp: performance.now(), target: port });
"""


def test_with_a_midi_keyboard(
    page: Page, sounding_course: Any, open_lesson: Callable[[Page, str], Page]
) -> None:
    """What a keyboard sends is put in the scale, or played as it is, as hard as it was struck.

    No keyboard can be plugged in here: what stands in for one is the port the browser would give.
    """
    page.add_init_script(KEYBOARD)
    open_lesson(page, sounding_course.url(LESSON["en"]))
    mirror = page.locator(".mt-exercise").first
    unfold(mirror, "Ways to play")
    mirror.get_by_role("button", name="Connect a MIDI keyboard").click()
    expect(mirror.get_by_text("Connected: Forty-nine keys")).to_be_visible()
    start(mirror)
    page.evaluate("midi(0x90, 61, 99)")
    expect(mirror.locator(".mt-pad").first).to_contain_class("mt-is-partner")
    page.evaluate("midi(0x90, 61, 0)")
    mirror.get_by_label("MIDI notes").select_option("as-is")
    page.evaluate("midi(0x90, 61, 33)")
    page.evaluate("midi(0x80, 61, 64)")
    stop(mirror)
    assert [[60, 99], [61, 33]] == [row[2:] for row in told(mirror)["mine"]]
    page.goto("about:blank")


def test_a_browser_without_a_keyboard_says_so(mirror: Locator) -> None:
    """Connecting with nothing plugged in ends in a sentence about what to do."""
    unfold(mirror, "Måter å spille på")
    mirror.get_by_role("button", name="Koble til MIDI-keyboard").click()
    expect(mirror.get_by_text("MIDI").and_(mirror.locator("[role=status]"))).to_be_visible(timeout=15_000)


def test_quiet_now_is_quiet_now(mirror: Locator) -> None:
    """Everything that sounds, the drone and what is planned too, is silent at once."""
    start(mirror)
    press_pad(mirror, 3)
    assert sounding(mirror) > 0
    mirror.locator(".mt-panic").click()
    assert 0 == sounding(mirror)
    expect(mirror.locator(".mt-status")).to_contain_text("stille")
    expect(mirror.locator(".mt-start")).to_be_enabled()


def test_without_a_device_the_page_sounds_and_says_so(
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    open_lesson: Callable[[Page, str], Page],
) -> None:
    """Where the sound card is not there, playing begins in the browser, with a sentence that says why."""
    monkeypatch.setenv("MTLEARN_SOUND", "card")
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    served = request.getfixturevalue("fresh_course")
    open_lesson(page, served.url(LESSON["nb"]))
    mirror = page.locator(".mt-exercise").first
    expect(mirror.get_by_label("Lyden kommer fra")).to_have_value("card")
    start(mirror)
    expect(mirror.locator(".mt-status")).to_contain_text("Lyden kommer fra denne siden i stedet")
    page.wait_for_function("document.querySelector('.mt-exercise').exercise.isLoaded")
    press_pad(mirror, 2)
    assert sounding(mirror) > 0
    stop(mirror)
    assert [64] == [row[2] for row in told(mirror)["mine"]]
    page.goto("about:blank")


def test_the_dial_lets_the_partner_go_its_own_way(mirror: Locator) -> None:
    """Turned all the way down, the partner plays something of its own when there is room."""
    dial = mirror.get_by_label("Hvor tett følger medspilleren deg?")
    dial.fill("0")
    expect(dial).to_have_attribute("aria-valuetext", "spiller noe eget")
    start(mirror)
    for number in (0, 2, 4, 3):
        press_alone(mirror, number)
    before = int(mirror.locator(".mt-live .mt-lanes").get_attribute("data-partner") or 0)
    mirror.page.wait_for_function(
        "before => Number(document.querySelector('.mt-live .mt-lanes').dataset.partner) > before", arg=before
    )
    stop(mirror)
    assert 4 == len(told(mirror)["mine"])


def press_alone(mirror: Locator, number: int) -> None:
    pad = mirror.locator(".mt-pad").nth(number)
    pad.hover()
    mirror.page.mouse.down()
    expect(pad).to_contain_class("mt-is-mine")
    mirror.page.mouse.up()


def test_a_killed_kernel_loses_nothing_that_sounded(
    mirror: Locator, page: Page, sounding_course: Any, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Notes from before and after the connection broke are offered again, and can be saved."""
    page.expected_errors = ["WebSocket", "404", "500", "ernel", "Cannot send"]  # type: ignore[attr-defined] # we break it
    start(mirror)
    for number in (0, 1, 2):
        press_pad(mirror, number)
    kept = lambda: sum(len(entry.get("mine", [])) for entry in logged(sounding_course.data))  # noqa: E731 - one look
    for _ in range(200):
        if kept() == 3:
            break
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    assert 3 == kept()
    sounding_course.kill_kernel()
    for number in (3, 4):
        mirror.locator(".mt-pad").nth(number).click(delay=80)
    open_lesson(page, sounding_course.url(LESSON["en"]))
    again = page.locator(".mt-exercise").first
    expect(again.locator(".mt-unfinished")).to_contain_text("5 notes are kept")
    again.locator(".mt-unfinished").get_by_role("button", name="Save the take").click()
    expect(again.locator(".mt-saved li")).to_have_count(1)
    expect(again.locator(".mt-unfinished p")).to_have_count(0)


@pytest.mark.parametrize(
    "page", [{"width": 360, "height": 740}, {"width": 1280, "height": 900}], indirect=True
)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_everybody_can_use_it_at_every_width(
    mirror: Locator,
    page: Page,
    lang: str,
    violations: Callable[..., list[str]],
) -> None:
    """Before, while and after playing, axe finds nothing to mend, and nothing is wider than the page."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    fold = "(node, open) => node.querySelectorAll('details').forEach((one) => { one.open = open; })"
    mirror.evaluate(fold, arg=True)
    assert [] == violations(page, ".mt-exercise")
    mirror.evaluate(fold, arg=False)
    start(mirror)
    for number in (0, 2, 4, 3, 5):
        press_pad(mirror, number)
    assert [] == violations(page, ".mt-exercise")
    mirror.locator(".mt-stage").screenshot(path=_artefact(f"mirror-playing-{lang}-{width}.png"))
    stop(mirror)
    expect(mirror.locator(".mt-notation svg").first).to_be_visible(timeout=30_000)
    mirror.locator(".mt-lanes details summary").last.click()
    assert [] == violations(page, ".mt-exercise")
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    mirror.screenshot(path=_artefact(f"mirror-after-{lang}-{width}.png"))


def _artefact(name: str) -> Path:
    folder = Path(__file__).parents[2] / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder / name
