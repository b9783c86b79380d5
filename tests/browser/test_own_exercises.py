"""The exercises with a course of their own, in a real browser: by keyboard alone, heard in the page, kept."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from .folding import unfold
from .one_key import press

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from tests.serving import Course

pytestmark = pytest.mark.browser

NAMES: Final = ("two-chords", "turn-it-down", "groove", "song-list")
EARS = """async (node) => {
  const { player } = node.exercise;
  if (globalThis.earsOf === player) return;
  const code = `registerProcessor("own-ears-${Date.now()}", class extends AudioWorkletProcessor {
    process([[left = new Float32Array(128)]]) {
      if (left.some((one) => Math.abs(one) > 1e-3)) this.port.postMessage(currentTime);
      return true;
    }
  })`;
  const module = new Blob([code], { type: "text/javascript" });
  await player.context.audioWorklet.addModule(URL.createObjectURL(module));
  const ears = new AudioWorkletNode(player.context, code.match(/own-ears-\\d+/)[0]);
  Object.assign(globalThis, { earsOf: player, lastLoud: 0 });
  ears.port.onmessage = ({ data }) => { globalThis.lastLoud = data; };
  player.output.connect(ears).connect(player.context.destination);
}"""


def _notebook(lang: str) -> dict[str, Any]:
    def cell(name: str, source: str, kind: str = "code") -> dict[str, Any]:
        more = {"execution_count": None, "outputs": []} if kind == "code" else {}
        return {"cell_type": kind, "id": name, "metadata": {}, "source": source, **more}

    opening = f'from mtlearn import open_studio\n\nstudio = open_studio("{lang}")\nstudio'
    cells = [cell("opening", "# Studio", "markdown"), cell("studio", opening)]
    for name in NAMES:
        cells += [cell(f"{name}-words", f"## {name}", "markdown"), cell(name, f'studio.exercise("{name}")')]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


@pytest.fixture(scope="module")
def studio(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[..., contextlib.AbstractContextManager[Course]],
) -> Iterator[Course]:
    """A page with the four exercises, served in both languages."""
    folder: Path = tmp_path_factory.mktemp("notebooks")
    for lang in ("nb", "en"):
        (folder / lang).mkdir()
        (folder / lang / "studio.ipynb").write_text(json.dumps(_notebook(lang)), encoding="utf-8")
    with serve(folder, MTLEARN_SOUND="browser") as running:
        yield running


def opened(page: Page, studio: Course, lang: str, open_lesson: Callable[[Page, str], Page]) -> Page:
    page.set_default_timeout(60_000)
    open_lesson(page, studio.url(f"{lang}/studio.ipynb"))
    return page


def tab_to(target: Locator, most: int = 160) -> None:
    """Reach something with the Tab key alone."""
    page = target.page
    handle = target.element_handle()
    for _ in range(most):
        if page.evaluate("one => document.activeElement === one", handle):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with Tab.")


def begin(exercise: Locator, selector: str = ".mt-start") -> None:
    """Put focus into an exercise and press a button, by keyboard; wait until it sounds."""
    page = exercise.page
    exercise.locator(".mt-hear-example").focus()
    tab_to(exercise.locator(selector))
    page.keyboard.press("Enter")
    heard(exercise)


def heard(exercise: Locator) -> None:
    """Wait until sound comes out of this page's last node."""
    page = exercise.page
    page.wait_for_function(
        "node => node.exercise.player?.sounding.size > 0", arg=exercise.element_handle(), timeout=60_000
    )
    exercise.evaluate(EARS)
    page.wait_for_function("lastLoud > 0", timeout=20_000)


def state(exercise: Locator, what: str) -> Any:
    return exercise.evaluate(f"({{ exercise }}) => {what}")


def silenced(exercise: Locator) -> float:
    """Press Escape, and give the milliseconds of sound that still came out, on the audio's own clock."""
    page = exercise.page
    exercise.evaluate(
        """({ exercise: { player: { context } } }) => {
          globalThis.pressed = null;
          const press = () => { pressed = context.currentTime; };
          addEventListener("keydown", press, { capture: true, once: true });
        }"""
    )
    page.keyboard.press("Escape")
    page.wait_for_function(
        "node => pressed !== null && node.exercise.player.context.currentTime > pressed + 0.5",
        arg=exercise.element_handle(),
    )
    assert 0 == state(exercise, "exercise.player.notes.size")
    took: float = page.evaluate("1000 * (lastLoud - pressed)")
    return took


def reflects(exercise: Locator, text: str) -> None:
    """Write to the question, by keyboard, and wait until it is saved."""
    field = exercise.locator(".mt-reflect textarea")
    tab_to(field)
    exercise.page.keyboard.type(text)
    expect(exercise.locator(".mt-reflect .mt-saved-now")).to_have_text("Lagret", timeout=20_000)


def test_two_chords_become_a_verse(
    page: Page, studio: Course, open_lesson: Callable[[Page, str], Page], artefacts: Path
) -> None:
    """Choose a chord by ear, write, hear it go round, see the sheet, print it alone; and all is kept."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-two-chords")
    exercise.locator(".mt-hear-example").focus()
    second = exercise.get_by_role("group", name="Den andre akkorden")
    tab_to(second.get_by_role("button").nth(4))
    page.keyboard.press("Enter")
    heard(exercise)
    expect(second.get_by_role("button").nth(4)).to_have_attribute("aria-pressed", "true")
    tab_to(exercise.get_by_label("Linje 1", exact=True))
    page.keyboard.type("Det regner på taket i natt")
    expect(exercise.locator(".mt-verse-part").first).to_have_text("CDet regner på ", timeout=20_000)
    begin(exercise)
    expect(exercise.locator(".mt-song-map .mt-is-now")).to_have_text("C", timeout=20_000)
    assert silenced(exercise) < 50
    tab_to(exercise.get_by_role("button", name="Vis arket med noter"))
    page.keyboard.press("Enter")
    picture = exercise.locator(".mt-verse-notes > svg")
    expect(picture).to_be_visible(timeout=60_000)
    expect(picture).to_contain_text("taket"[:2])
    page.evaluate("window.print = () => {}")
    tab_to(exercise.locator(".mt-print"))
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    seen = page.evaluate(
        "[...document.body.children].filter((one) => one.offsetParent !== null).map((one) => one.className)"
    )
    assert ["mt-verse-sheet mt-printed"] == seen
    page.pdf(path=artefacts / "two-chords-sheet.pdf", format="A4")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    reflects(exercise, "Linje en kan bli.")
    open_lesson(page, studio.url("nb/studio.ipynb"))
    exercise = page.locator(".mt-two-chords")
    expect(exercise.get_by_label("Linje 1", exact=True)).to_have_value("Det regner på taket i natt")
    expect(exercise.locator(".mt-reflect textarea")).to_have_value("Linje en kan bli.")


def test_the_music_is_turned_down_when_somebody_asks(
    page: Page, studio: Course, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Somebody asks; an arrow turns it down, what comes out is softer, and what was done is told."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-turn-it-down")
    exercise.get_by_label("Hvor god tid").select_option("short")
    begin(exercise)
    expect(exercise.locator(".mt-speech[role=status] .mt-asks")).to_contain_text(
        "Kan du skru litt ned?", timeout=30_000
    )
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "node => Math.abs(node.exercise.player.bus.gain.value - 0.4) < 0.01", arg=exercise.element_handle()
    )
    expect(exercise.locator(".mt-thanks")).to_contain_text("Takk", timeout=20_000)
    page.keyboard.press("p")
    assert 0 == state(exercise, "exercise.player.notes.size")
    page.keyboard.press("p")
    page.wait_for_function("node => node.exercise.player.sounding.size > 0", arg=exercise.element_handle())
    assert silenced(exercise) < 50
    expect(exercise.locator(".mt-told")).to_contain_text("Mina ba om at det ble svakere. Du skrudde ned")
    expect(exercise.locator(".mt-level-picture")).to_be_visible()
    assert 1 == state(exercise, "Math.round(100 * exercise.player.bus.gain.value) / 100")
    reflects(exercise, "Et tegn.")


GAIN = """([node, how]) => new Promise((done) => {
  const { player } = node.exercise;
  const { context, bus } = player;
  const before = bus.gain.value;
  const pressed = context.currentTime;
  how === "softer" ? node.exercise.softer.click() : node.exercise.louder.click();
  const target = node.exercise.loud;
  const look = setInterval(() => {
    const left = Math.abs(bus.gain.value - target) / Math.abs(before - target);
    if (left > 0.1 && context.currentTime < pressed + 2) return;
    clearInterval(look);
    done({ before, target, took: 1000 * (context.currentTime - pressed) });
  }, 1);
})"""
"""How long it takes until nine tenths of a step have been done, on the audio's own clock, in milliseconds."""


def quieted(exercise: Locator, how: Callable[[], None]) -> float:
    """Do something that makes it silent, and give the milliseconds of sound that still came out."""
    page = exercise.page
    page.evaluate("globalThis.lastLoud = 0")
    heard(exercise)
    exercise.evaluate(
        """({ exercise: { player: { context } } }) => {
          globalThis.pressed = null;
          const press = () => { pressed ??= context.currentTime; };
          addEventListener("keydown", press, { capture: true, once: true });
          addEventListener("click", press, { capture: true, once: true });
        }"""
    )
    how()
    page.wait_for_function(
        "node => pressed !== null && node.exercise.player.context.currentTime > pressed + 0.5",
        arg=exercise.element_handle(),
    )
    took: float = page.evaluate("1000 * (lastLoud - pressed)")
    return took


def test_each_control_of_turn_it_down_is_heard_within_50_ms(
    page: Page, studio: Course, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Softer and louder, pause by button and by key, stop and quiet now by button, Escape."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-turn-it-down")
    begin(exercise)
    steps = {how: exercise.evaluate(f"node => ({GAIN})([node, '{how}'])") for how in ("softer", "louder")}
    assert steps["softer"]["target"] < steps["softer"]["before"]
    assert steps["louder"]["target"] > steps["louder"]["before"]
    took = {how: step["took"] for how, step in steps.items()}
    for how in ("button", "key"):
        act = (
            exercise.get_by_role("button", name="Pause", exact=True).click
            if how == "button"
            else lambda: page.keyboard.press("p")
        )
        took[f"pause by {how}"] = quieted(exercise, act)
        page.keyboard.press("p")
    took["stop"] = quieted(exercise, exercise.locator(".mt-stop").click)
    begin(exercise)
    took["quiet now"] = quieted(exercise, exercise.locator(".mt-panic").click)
    begin(exercise)
    took["Escape"] = quieted(exercise, lambda: page.keyboard.press("Escape"))
    assert max(took.values()) < 50, took


def test_a_groove_is_built_and_tapped_into(
    page: Page, studio: Course, open_lesson: Callable[[Page, str], Page]
) -> None:
    """A layer comes with the next bar, taps go into the loop, and the picture and its table follow."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-groove")
    begin(exercise)
    tab_to(exercise.get_by_role("button", name="Bass: Er med"))
    page.keyboard.press("Enter")
    expect(exercise.locator(".mt-grid tr").nth(4).locator(".mt-plays")).not_to_have_count(0)
    tab_to(exercise.get_by_role("button", name="Legg det jeg spiller, inn i loopen"))
    page.keyboard.press("Enter")
    expect(exercise.get_by_role("button", name="Legg det jeg spiller, inn i loopen")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("d", delay=80)
    page.wait_for_function("node => node.exercise.view.made.taps.length === 1", arg=exercise.element_handle())
    expect(exercise.locator(".mt-grid tr").nth(7).locator(".mt-plays")).to_have_count(1)
    lines = state(exercise, "exercise.komp.bars.map((bar) => [bar.start, bar.length])")
    assert all(abs(a[0] + a[1] - b[0]) < 1e-6 for a, b in pairwise(lines))
    counted = exercise.locator(".mt-grid thead th:not(:first-child)")
    expect(counted).to_have_text(["1", "+", "2", "+", "3", "+", "4", "+"] * 2)
    unfold(exercise, "Tempo, taktart, lengde og skala")
    exercise.get_by_label("Taktarten").select_option("3/4")
    expect(counted).to_have_text(["1", "+", "2", "+", "3", "+"] * 2)
    exercise.get_by_label("Taktarten").select_option("6/8")
    expect(counted).to_have_text(["1", "2", "3", "4", "5", "6"] * 2)
    page.wait_for_function(
        """node => { const { exercise } = node;
          const at = exercise.komp.heard();
          const bar = exercise.komp.bars.find((one) => one.start <= at && at < one.start + one.length);
          return bar?.beats.length === 2 && node.querySelector(".mt-grid .mt-is-heard"); }""",
        arg=exercise.element_handle(),
    )
    assert silenced(exercise) < 50
    reflects(exercise, "Det kom fram.")


def test_a_list_is_built_ordered_and_skipped_through(
    page: Page, studio: Course, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Words bring pieces, buttons order them and keep focus, and stop is in reach all the way."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-song-list")
    exercise.locator(".mt-hear-example").focus()
    for word in ("rolig", "leken"):
        tab_to(exercise.get_by_role("button", name=f"Legg til: {word}"))
        page.keyboard.press("Enter")
        expect(exercise.locator(".mt-list-row").last).to_contain_text(word)
    tab_to(exercise.get_by_role("button", name="Flytt nummer 2 opp: leken"))
    page.keyboard.press("Enter")
    expect(exercise.locator(".mt-list-row").first).to_contain_text("leken")
    expect(exercise.get_by_role("button", name="Flytt nummer 1 ned: leken")).to_be_focused()
    unfold(exercise, "Lengde, tempo, overgang, klang og skala")
    exercise.get_by_label("Fra ett stykke til det neste").fill("5")
    page.wait_for_function("node => node.exercise.view.made.fade === 5", arg=exercise.element_handle())
    begin(exercise)
    expect(exercise.locator("[aria-current]")).to_contain_text("leken", timeout=20_000)
    page.wait_for_function("node => node.exercise.player.faders.size > 2", arg=exercise.element_handle())
    expect(exercise.locator(".mt-stop")).to_be_in_viewport()
    exercise.locator(".mt-stop").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(exercise.locator("[aria-current]")).to_contain_text("rolig", timeout=20_000)
    page.wait_for_function("node => node.exercise.player.sounding.size > 0", arg=exercise.element_handle())
    assert silenced(exercise) < 50
    reflects(exercise, "Før det tunge.")


@pytest.mark.parametrize(
    "page", [{"width": 360, "height": 800}, {"width": 1280, "height": 900}], indirect=True
)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_everybody_can_use_them_at_every_width(  # noqa: PLR0913, PLR0917 - what a page is looked at with
    page: Page,
    studio: Course,
    lang: str,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    look: Callable[[Page, str], None],
) -> None:
    """With everything unfolded axe finds nothing, and nothing is wider than the page."""
    opened(page, studio, lang, open_lesson)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [] == violations(page)
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    look(page, f"own-exercises-{lang}-{width}")


def test_one_switch_is_enough(page: Page, studio: Course, open_lesson: Callable[[Page, str], Page]) -> None:
    """With one key: the light finds Start, the music is heard, and the light finds Stop."""
    opened(page, studio, "nb", open_lesson)
    exercise = page.locator(".mt-groove")
    exercise.locator("details").last.evaluate("one => { one.open = true; }")
    exercise.locator("details").last.locator("select").nth(1).select_option("0.8")
    exercise.locator("details").last.locator("select").first.select_option("1")
    switch = exercise.locator(".mt-scan .mt-main")
    expect(switch).to_be_visible()
    switch.focus()
    press(exercise, exercise.locator(".mt-start"))
    heard(exercise)
    press(exercise, exercise.locator(".mt-stop"))
    page.wait_for_function("node => node.exercise.state === 'ready'", arg=exercise.element_handle())
    exercise.locator("details").last.locator("select").first.select_option("0")
    expect(switch).to_be_hidden()
