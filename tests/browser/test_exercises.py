"""Every exercise in a real browser: its example heard, played by keys and by one switch, written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.language import language
from mtlearn.widgets.exercise_kind import KINDS
from mtlearn.widgets.exercise_words import exercise_words

from .folding import unfold
from .one_key import STOP, press, strike, strike_place

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = pytest.mark.browser

WROTE = "Pausen var lengre enn jeg trodde."
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SILENT = 0.05

EARS = """async ({ exercise: { sound, demo } }) => {
  const { player } = sound.wake();
  const { context } = player;
  const code = `registerProcessor("last-loud", class extends AudioWorkletProcessor {
    process([[left = new Float32Array(128)]]) {
      if (left.some((value) => Math.abs(value) > 0.003)) this.port.postMessage(currentTime);
      return true;
    }
  })`;
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const ears = new AudioWorkletNode(context, "last-loud");
  globalThis.loud = [];
  ears.port.onmessage = ({ data }) => loud.push(data);
  player.output.connect(ears);
  const press = () => { globalThis.pressed = context.currentTime; };
  demo.button.addEventListener("click", press, { capture: true });
}"""


ANSWERED = """({ exercise: { view, lanes } }) =>
  view.settings.who === "nobody" ||
  lanes.notes.some(({ who, start }) => who === "partner" && start < lanes.live() - 0.2)"""
GONE = "seconds => document.querySelector('.mt-exercise').exercise.take.now() > seconds"


@pytest.fixture(scope="module")
def served(serve: Callable[..., contextlib.AbstractContextManager[Course]]) -> Iterator[Course]:
    """The course, served once for these tests, with its sound in the browser."""
    with serve(MTLEARN_SOUND="browser") as running:
        yield running


@pytest.fixture
def studio(
    served: Course, page: Page, open_lesson: Callable[[Page, str], Page], request: pytest.FixtureRequest
) -> Page:
    """The studio, with nothing open, in the language a test asks for."""
    return open_lesson(page, served.url(f"{request.node.callspec.params['lang']}/studio.ipynb"))


def opened(page: Page, name: str) -> Locator:
    """Open an exercise from the list, by keyboard."""
    button = page.locator(f"[data-exercise={name}] .mt-open")
    button.focus()
    page.keyboard.press("Enter")
    found = page.locator(f"[data-exercise={name}] .mt-exercise")
    expect(found.locator(".mt-pad").first).to_be_visible(timeout=30_000)
    return found


def by_keyboard(exercise: Locator) -> None:
    """Start, and play on the letters, two notes a second, until whoever is there has answered."""
    page = exercise.page
    exercise.locator(".mt-start").focus()
    page.keyboard.press("Enter")
    expect(exercise.locator(".mt-is-playing")).to_be_visible(timeout=60_000)
    for number, key in enumerate("sfdg" * 6):
        if number > 3 and exercise.evaluate(ANSWERED):
            break
        page.keyboard.down(key)
        page.wait_for_function(GONE, arg=0.5 * number + 0.6)
        page.keyboard.up(key)
        page.wait_for_function(GONE, arg=0.5 * number + 0.8)
    page.wait_for_function(f"() => ({ANSWERED})(document.querySelector('.mt-exercise'))", timeout=20_000)


def told(exercise: Locator) -> dict[str, Any]:
    """Give the take the page tells of."""
    take: dict[str, Any] = exercise.evaluate("node => node.exercise.after.take")
    return take


def stopped(exercise: Locator) -> None:
    exercise.page.keyboard.press("Escape")
    expect(exercise.locator(".mt-strengths li").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("page", [WIDE], indirect=True)
@pytest.mark.parametrize("lang", ["nb"])
def test_each_is_opened_heard_played_and_changed(studio: Page, lang: str) -> None:
    """By keyboard alone: the example sounds and stops, what is played is answered, one thing is changed."""
    for name, kind in KINDS.items():
        words = exercise_words(name, language(lang))
        exercise = opened(studio, name)
        expect(exercise.locator(".mt-aim")).to_have_text(words["aim"])
        example = exercise.locator(".mt-demo-play")
        example.focus()
        studio.keyboard.press("Enter")
        expect(example).to_have_text(words["example_stop"])
        studio.wait_for_function(
            "() => document.querySelector('.mt-exercise').exercise.player?.sounding.size > 0", timeout=60_000
        )
        lanes = exercise.locator(".mt-demo .mt-lanes")
        assert int(lanes.get_attribute("data-mine") or 0) > 0
        studio.keyboard.press("Escape")
        expect(example).to_have_text(words["example"])
        assert 0 == exercise.evaluate("({ exercise: { player: p } }) => p.sounding.size + p.plan.size")

        by_keyboard(exercise)
        if kind.first.who != "nobody":
            expect(exercise.locator(".mt-hearing")).to_be_visible(timeout=15_000)
            exercise.locator(".mt-hearing button").click()
            expect(exercise.locator(".mt-status")).not_to_have_text(words["playing"])
        exercise.locator(".mt-pad").first.focus()
        stopped(exercise)
        take = told(exercise)
        assert 4 <= len(take["mine"])
        assert bool(take["partner"]) == (kind.first.who != "nobody")
        assert 2 <= len(take["again"])
        change = take["again"][0]
        exercise.get_by_role("button", name=words[f"again_{change['name']}"], exact=True).click()
        expect(exercise.locator(".mt-start")).to_be_focused()
        for what, value in change["setup"].items():
            studio.wait_for_function(
                "([what, value]) => document.querySelector('.mt-exercise').exercise.view.settings[what]"
                " === value",
                arg=[what, value],
            )


@pytest.mark.patient
@pytest.mark.parametrize("lang", ["en"])
def test_each_is_named_once_where_it_opens(studio: Page, lang: str) -> None:
    """The list has its name and its aim; the exercise under it shows the aim alone."""
    names = studio.locator("[data-exercise]").evaluate_all("rows => rows.map((row) => row.dataset.exercise)")
    assert len(KINDS) < len(names)
    for name in names:
        row = studio.locator(f"[data-exercise={name}]")
        row.locator(".mt-open").focus()
        studio.keyboard.press("Enter")
        title = row.locator(".mt-place h3").first
        expect(title).to_have_text(row.locator(".mt-open").inner_text())
        box = title.bounding_box()
        assert box is not None, f"{name}: a screen reader is not told its name"
        assert box["height"] <= 1, f"{name}, {lang}: its name is shown twice"
        expect(row.locator(".mt-aim")).to_be_visible()
        expect(row.locator(".mt-row-aim")).to_be_hidden()


@pytest.mark.parametrize("page", [NARROW], indirect=True)
@pytest.mark.parametrize("lang", ["en"])
def test_an_example_is_heard_and_stops_at_once(studio: Page, lang: str) -> None:
    """Heard in the page's own sound; stopped, it is silent within a twentieth of a second."""
    words = exercise_words("echo", language(lang))
    exercise = opened(studio, "echo")
    exercise.evaluate(EARS)
    example = exercise.locator(".mt-demo-play")
    example.click()
    studio.wait_for_function("loud.length > 100", timeout=60_000)
    example.click()
    expect(example).to_have_text(words["example"])
    studio.wait_for_function(
        "document.querySelector('.mt-exercise').exercise.player.context.currentTime > pressed + 1"
    )
    assert SILENT >= studio.evaluate("Math.max(...loud) - pressed")


@pytest.mark.parametrize("page", [NARROW], indirect=True)
@pytest.mark.parametrize("lang", ["nb"])
def test_what_is_written_is_there_after_a_reload(studio: Page, lang: str) -> None:
    """One switch plays from start to stop; what is written of it stays, a draft the kernel never got too."""
    words = exercise_words("dialogue", language(lang))
    exercise = opened(studio, "dialogue")
    unfold(exercise, words["ways"])
    exercise.get_by_label(words["switches"]).select_option("1")
    exercise.get_by_label(words["pace"]).select_option("0.5")
    exercise.locator(".mt-scan .mt-main").focus()
    press(exercise, exercise.locator(".mt-start"))
    expect(exercise.locator(".mt-is-playing")).to_be_visible(timeout=60_000)
    strike(exercise, exercise.locator(".mt-is-mine"))
    strike_place(exercise, STOP)
    expect(exercise.locator(".mt-is-playing")).to_have_count(0)
    field = exercise.get_by_label(words["reflect"])
    expect(field).to_be_visible(timeout=30_000)
    field.fill(WROTE)
    expect(exercise.locator(".mt-reflect-saved")).to_have_text(words["journal_saved_now"])
    field.evaluate("node => node.closest('.mt-exercise').exercise.afterwards.reflection.send = () => {}")
    field.fill(f"{WROTE} Og mer.")
    studio.reload()
    studio.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
    again = studio.locator("[data-exercise=dialogue] .mt-exercise")
    expect(again.get_by_label(words["reflect"])).to_have_value(f"{WROTE} Og mer.", timeout=30_000)
    expect(again.locator(".mt-reflect-saved")).to_have_text(words["journal_saved_now"])


@pytest.mark.parametrize("page", [NARROW, WIDE], indirect=True)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_everybody_can_use_them_at_every_width(
    studio: Page, lang: str, violations: Callable[..., list[str]], artefacts: Path
) -> None:
    """The list, an exercise with somebody by name and one with a partner, before, while and after playing."""
    width = studio.viewport_size["width"] if studio.viewport_size else 0
    assert [] == violations(studio, ".mt-repertoire")
    studio.screenshot(path=artefacts / f"studio-list-{lang}-{width}.png", full_page=True)
    for name in ("accompany", "partner"):
        exercise = opened(studio, name)
        exercise.evaluate("node => node.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert [] == violations(studio, ".mt-repertoire")
        exercise.evaluate("node => node.querySelectorAll('details').forEach((one) => { one.open = false; })")
        by_keyboard(exercise)
        expect(exercise.locator(".mt-hearing")).to_be_visible(timeout=15_000)
        assert [] == violations(studio, ".mt-repertoire")
        exercise.screenshot(path=artefacts / f"exercise-{name}-playing-{lang}-{width}.png")
        exercise.locator(".mt-pad").first.focus()
        stopped(exercise)
        expect(exercise.locator(".mt-notation svg").first).to_be_visible(timeout=30_000)
        expect(exercise.locator(".mt-timeline .mt-tl-here li").first).to_be_visible(timeout=30_000)
        assert [] == violations(studio, ".mt-repertoire")
        exercise.screenshot(path=artefacts / f"exercise-{name}-after-{lang}-{width}.png")
        assert width >= studio.evaluate("document.documentElement.scrollWidth")
