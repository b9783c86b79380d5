"""The studio in a real browser: start, hear, change the style at the next bar, stop; by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .folding import unfold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

EARS = """async (node) => {
  const { player, komp, pulse, take } = node.exercise;
  const { context } = player;
  const code = `registerProcessor("studio-ears", class extends AudioWorkletProcessor {
    constructor() { super(); this.quiet = 0; }
    process([[left = new Float32Array(128)]]) {
      for (let at = 0; at < left.length; at += 1) {
        const loud = Math.abs(left[at]) > 0.01;
        if (loud && this.quiet > 6000) this.port.postMessage((currentFrame + at) / sampleRate);
        this.quiet = loud ? 0 : this.quiet + 1;
      }
      return true;
    }
  })`;
  const module = new Blob([code], { type: "text/javascript" });
  await context.audioWorklet.addModule(URL.createObjectURL(module));
  const ears = new AudioWorkletNode(context, "studio-ears");
  globalThis.onsets = [];
  globalThis.shown = [];
  ears.port.onmessage = ({ data }) => onsets.push(data);
  player.output.connect(ears).connect(context.destination);
  let last = null;
  const look = () => {
    if (pulse.seen !== last && pulse.seen) {
      last = pulse.seen;
      // When this beat, shown now, was rendered: earlier by the latency of the way out.
      const late = player.pageTime(player.now()) - performance.now() / 1000;
      shown.push({ ...last, rendered: context.currentTime - late - (performance.now() / 1000 - last.at) });
    }
    if (take.isPlaying) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@pytest.fixture
def over(
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
) -> Iterator[Locator]:
    """The exercise over music, in the studio, in Bokmål where a test does not say otherwise."""
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    served = request.getfixturevalue("fresh_course")
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    open_lesson(page, served.url(f"{params.get('lang', 'nb')}/studio.ipynb#over"))
    found = page.locator(".mt-exercise")
    expect(found.locator(".mt-pad")).to_have_count(10, timeout=30_000)
    yield found
    page.goto("about:blank")  # before its server goes


def start(over: Locator) -> None:
    over.locator(".mt-start").focus()
    over.page.keyboard.press("Enter")
    expect(over.locator(".mt-is-playing")).to_be_visible(timeout=60_000)


def sounding(over: Locator) -> int:
    count: int = over.evaluate("({ exercise: { player } }) => player.sounding.size + player.plan.size")
    return count


def state(over: Locator, what: str) -> Any:
    return over.evaluate(f"({{ exercise }}) => {what}")


def wait_for(over: Locator, what: str) -> None:
    over.page.wait_for_function(
        f"() => {{ const {{ exercise }} = document.querySelector('.mt-exercise'); return {what}; }}",
        timeout=60_000,
    )


def test_start_hear_change_and_stop_by_keyboard(over: Locator, page: Page) -> None:
    """The music changes at a bar line while we play; Escape silences all; the take can be heard again."""
    start(over)
    wait_for(over, "exercise.player.sounding.size > 0")
    expect(over.locator(".mt-pulse-place")).to_contain_text("Opptelling")
    expect(over.locator(".mt-pulse-place")).to_contain_text("Takt 1", timeout=20_000)
    expect(over.locator(".mt-status")).to_contain_text("Nå spiller du over kompet", timeout=20_000)
    for key in ("a", "d", "g"):
        page.keyboard.down(key)
        expect(over.locator(".mt-is-mine")).to_have_count(1)
        page.keyboard.up(key)
    lines = state(over, "exercise.komp.bars.map((bar) => bar.start)")
    over.get_by_label("Komp", exact=True).select_option("waltz")
    expect(over.locator(".mt-status")).to_contain_text("Fra neste takt: Vals", timeout=20_000)
    wait_for(over, "exercise.komp.bars.some((bar) => bar.beats.length === 3)")
    first = state(over, "exercise.komp.bars.find((bar) => bar.beats.length === 3).start")
    grown = [*lines, *state(over, "exercise.komp.bars.map((bar) => bar.start)")]
    assert any(abs(first - line) < 1e-6 for line in grown)
    expect(over.locator(".mt-pulse-dots i")).to_have_count(3, timeout=20_000)
    over.get_by_role("button", name="Hvor er vi i musikken?").click()
    expect(over.locator(".mt-status")).to_contain_text("av 3")
    page.keyboard.press("Escape")
    assert 0 == sounding(over)
    expect(over.locator(".mt-status")).to_contain_text("stille")
    expect(over.locator(".mt-pulse")).to_be_hidden()
    expect(over.get_by_role("button", name="Kompet", exact=True)).to_be_visible(timeout=30_000)
    assert 3 == len(state(over, "exercise.after.take.mine"))
    over.get_by_role("button", name="Alt sammen").click()
    wait_for(over, "exercise.player.sounding.size > 0")
    over.get_by_role("button", name="Stopp lyden").click()
    assert 0 == sounding(over)


def test_the_beat_is_shown_when_it_is_heard(over: Locator) -> None:
    """Of the clicks that count in, each is heard within 30 ms of the moment its beat is shown."""
    over.get_by_label("Tempo").fill("60")
    wait_for(over, "exercise.view.settings.tempo === 60")
    start(over)
    over.evaluate(EARS)
    over.page.wait_for_function("onsets.length >= 2 && shown.length >= 4", timeout=30_000)
    onsets, shown = over.page.evaluate("[onsets, shown]")
    off = [min(abs(onset - beat["rendered"]) for beat in shown) for onset in onsets[:2]]
    assert max(off) < 0.03, (onsets, shown)


def test_with_nothing_underneath_there_is_a_tempo_too(over: Locator) -> None:
    """It is that of the one who is accompanied, by name; the page says whose it is when another comes."""
    page = over.page
    page.goto(page.url.replace("#over", "#accompany"))
    page.reload()
    accompany = page.locator(".mt-exercise")
    expect(accompany.locator(".mt-pad").first).to_be_visible(timeout=30_000)
    unfold(accompany, "Tempo og musikk å spille over")
    tempo = accompany.get_by_label("Tempo", exact=True)
    expect(tempo).to_be_visible()
    assert ("66", "66 slag i minuttet") == (tempo.input_value(), tempo.get_attribute("aria-valuetext"))
    expect(accompany.get_by_text("Marte spiller omtrent i dette tempoet")).to_be_visible()
    tempo.fill("120")
    wait_for(accompany, "exercise.view.settings.tempo === 120")
    accompany.locator("select:has(option[value=partner])").select_option("partner")
    expect(accompany.get_by_text("er det du som bestemmer tempoet")).to_be_visible()
    assert "120" == tempo.input_value()


@pytest.mark.parametrize(
    "page", [{"width": 390, "height": 800}, {"width": 1200, "height": 900}], indirect=True
)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_everybody_can_use_it_at_every_width(
    over: Locator, page: Page, lang: str, violations: Callable[..., list[str]]
) -> None:
    """Before, while and after playing, on drums, axe finds nothing, and nothing is wider than the page."""
    assert lang == over.get_attribute("lang")
    over.evaluate("node => node.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [] == violations(page)
    over.locator("select:has(option[value=hand-drums])").select_option("hand-drums")
    expect(over.locator(".mt-drums .mt-pad").first).to_be_visible()
    start(over)
    wait_for(over, "exercise.pulse.seen")
    page.keyboard.press("s")
    assert [] == violations(page, ".mt-exercise")
    page.keyboard.press("Escape")
    expect(over.locator(".mt-strengths li").first).to_be_visible(timeout=30_000)
    assert [] == violations(page, ".mt-exercise")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert width >= page.evaluate("document.documentElement.scrollWidth")


def test_without_motion_there_are_numbers_and_no_moving_mark(over: Locator, page: Page) -> None:
    """Who asked their system for less motion is shown bar and beat in numbers alone."""
    page.emulate_media(reduced_motion="reduce")
    start(over)
    expect(over.locator(".mt-pulse-place")).not_to_be_empty(timeout=30_000)
    expect(over.locator(".mt-pulse-dots")).to_be_hidden()


def test_opening_another_exercise_ends_the_take_and_keeps_it(over: Locator, page: Page) -> None:
    """One exercise is open; what was played is there when one comes back to it, by the address too."""
    start(over)
    wait_for(over, "exercise.player.sounding.size > 0")
    page.keyboard.down("d")
    expect(over.locator(".mt-is-mine")).to_have_count(1)
    page.keyboard.up("d")
    page.locator("[data-exercise=mirror] .mt-open").click()
    expect(page.locator("[data-exercise=mirror] .mt-pad")).to_have_count(10, timeout=30_000)
    expect(page.locator(".mt-exercise")).to_have_count(1)
    assert page.url.endswith("#mirror")
    page.evaluate("location.hash = 'over'")
    expect(page.locator("[data-exercise=over] .mt-strengths li").first).to_be_visible(timeout=30_000)
    assert 1 == len(state(page.locator(".mt-exercise"), "exercise.after.take.mine"))
