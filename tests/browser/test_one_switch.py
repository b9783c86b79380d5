"""Every exercise that is played, by one switch alone: from its example to Start, to its end, and once more.

Somebody has chosen the switch before, and puts the focus on it; after that there is one key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from mtlearn.learner.store import Store
from mtlearn.widgets.exercise_words import exercise_words

from .one_key import STOP, press, strike, strike_place

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page
    from tests.serving import Course

pytestmark = pytest.mark.browser

TOGETHER: Final = (
    *("first-sounds", "mirror", "echo", "match", "ground", "dialogue", "accompany"),
    *("first-meeting", "over", "partner"),
)
ALONE: Final = ("first-sounds", "over")
"""Those that begin with nobody else, and so with one lane."""


@pytest.fixture(scope="module")
def served(serve: Callable[..., contextlib.AbstractContextManager[Course]]) -> Iterator[Course]:
    """The course, served once for these tests, with its sound in the browser and one switch chosen."""
    with serve(MTLEARN_SOUND="browser") as running:
        store = Store(running.data / "learner.sqlite3")
        store.append("setting", "ways", {"switches": 1, "pace": 0.5})
        store.close()
        yield running


@pytest.fixture
def exercise(
    served: Course, page: Page, open_lesson: Callable[[Page, str], Page], request: pytest.FixtureRequest
) -> Locator:
    """An exercise in the studio, with focus on its one switch."""
    name: str = request.param
    open_lesson(page, served.url(f"nb/studio.ipynb#{name}"))
    found = page.locator(f"[data-exercise={name}] .mt-exercise")
    expect(found.locator(".mt-scan .mt-main")).to_be_visible(timeout=60_000)
    found.locator(".mt-scan .mt-main").focus()
    return found


def called(exercise: Locator, name: str) -> Locator:
    """Give the button that is called so."""
    return exercise.get_by_role("button", name=name, exact=True)


def sounding(exercise: Locator) -> None:
    exercise.page.wait_for_function(
        "node => node.exercise.player?.sounding.size > 0", arg=exercise.element_handle(), timeout=60_000
    )


def begun(exercise: Locator) -> None:
    press(exercise, exercise.locator(".mt-start"))
    expect(exercise.locator(".mt-is-playing")).to_be_visible(timeout=60_000)


def ended(exercise: Locator) -> dict[str, Any]:
    """Stop when the light is there, and give the take that is told of."""
    strike_place(exercise, STOP)
    expect(exercise.locator(".mt-strengths li").first).to_be_visible(timeout=60_000)
    take: dict[str, Any] = exercise.evaluate("node => node.exercise.after.take")
    return take


@pytest.mark.patient
@pytest.mark.parametrize(("exercise", "name"), [(name, name) for name in TOGETHER], indirect=["exercise"])
def test_played_together_with_one_key(exercise: Locator, name: str) -> None:
    """The example is heard and silenced, notes are played, and after the end one thing is changed."""
    press(exercise, exercise.locator(".mt-demo-play"))
    sounding(exercise)
    press(exercise, exercise.locator(".mt-panic"))
    assert 0 == exercise.evaluate("({ exercise: { player: p } }) => p.sounding.size + p.plan.size")
    begun(exercise)
    other = exercise.locator(".mt-live .mt-key-partner")
    expect(other).to_be_visible(visible=name not in ALONE)
    for _ in range(3):
        strike(exercise, exercise.locator(".mt-is-mine"))
    if name == "first-meeting":
        quiet = exercise.locator("[data-offer=quiet]")
        strike_place(exercise, "[data-offer=quiet].mt-is-next")
        expect(quiet).to_have_attribute("aria-pressed", "true")
    take = ended(exercise)
    assert 3 == len(take["mine"])
    expect(exercise.locator(".mt-scan .mt-main")).to_be_focused()
    change = take["again"][0]
    press(exercise, called(exercise, exercise_words(name, "nb")[f"again_{change['name']}"]))
    for what, value in change["setup"].items():
        exercise.page.wait_for_function(
            "([node, what, value]) => node.exercise.view.settings[what] === value",
            arg=[exercise.element_handle(), what, value],
        )
    begun(exercise)
    strike(exercise, exercise.locator(".mt-is-mine"))
    assert 1 == len(ended(exercise)["mine"])


LATE: Final = """([node, part, button]) => new Promise((resolve) => {
  const { scan, [part]: { wander } } = node.exercise;
  let was, since, made;
  const look = () => {
    const lit = node.querySelector(".mt-is-next");
    if (!was && lit) {
      [was, since, made] = [lit, wander.since, new KeyboardEvent("keydown", { key: "Enter", bubbles: true })];
    } else if (lit && wander.since > since && lit !== was) {
      node.querySelector(button).dispatchEvent(made);
      resolve(Number(was.dataset.pitch) || scan.inside === was);
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})"""
"""A key goes down, and the page hears of it only when the light has moved on; says where that was before."""


@pytest.mark.parametrize("exercise", ["over"], indirect=True)
def test_a_press_counts_where_the_light_was_when_it_was_made(exercise: Locator) -> None:
    """What is lit when the key goes down is what is taken, or played, however late the page hears of it."""
    assert exercise.evaluate(f"node => ({LATE})([node, 'scan', '.mt-scan .mt-main'])")
    begun(exercise)
    strike_place(exercise, ".mt-pad.mt-is-next")
    was = exercise.evaluate(f"node => ({LATE})([node, 'switches', '.mt-switches:not(.mt-scan) .mt-main'])")
    assert int(was) == ended(exercise)["mine"][-1][2]


@pytest.mark.parametrize("exercise", ["over"], indirect=True)
def test_the_light_is_on_something_where_the_pads_become_fewer(exercise: Locator) -> None:
    """Somebody beside the one who plays chooses fewer pads while the light is on the last place."""
    begun(exercise)
    exercise.page.wait_for_selector(STOP)
    lit = exercise.evaluate("""node => new Promise((resolve) => {
      const { pads, dials: { fields: { pads: choice } } } = node.exercise;
      const many = pads.buttons.length;
      choice.value = choice.options[0].value;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
      const look = () => {
        if (pads.buttons.length < many) resolve(node.querySelector(".mt-is-next") !== null);
        else requestAnimationFrame(look);
      };
      look();
    })""")
    assert lit, "the light was on nothing"
    exercise.locator(".mt-switches:not(.mt-scan) .mt-main").focus()
    strike(exercise, exercise.locator(".mt-is-mine"))
    assert 1 == len(ended(exercise)["mine"])


@pytest.mark.parametrize("exercise", ["turn-it-down"], indirect=True)
def test_after_a_press_the_light_stays_its_whole_time(exercise: Locator) -> None:
    """Who goes into a group has as long for what is first in it as for all the rest."""
    stayed = exercise.evaluate("""node => new Promise((resolve) => {
      const { scan } = node.exercise;
      setTimeout(() => {
        scan.take.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
        const [lit, begun] = [scan.lit, performance.now()];
        const look = () => {
          if (scan.lit === lit) requestAnimationFrame(look);
          else resolve(performance.now() - begun);
        };
        look();
      }, scan.wander.since + 300 - performance.now());
    })""")
    assert stayed >= 490, "the light was not half a second where it came after the press"


@pytest.mark.patient
@pytest.mark.parametrize("exercise", ["two-chords"], indirect=True)
def test_two_chords_with_one_key(exercise: Locator) -> None:
    """A verse is there to use, another chord is heard and taken, and the music goes round until Stop."""
    press(exercise, called(exercise, "Bruk eksempelverset"))
    expect(exercise.get_by_label("Linje 1", exact=True)).not_to_have_value("")
    begun(exercise)
    sounding(exercise)
    expect(exercise.locator(".mt-song-map .mt-is-now")).to_be_visible(timeout=30_000)
    press(exercise, exercise.locator(".mt-stop"))
    assert 0 == exercise.evaluate("({ exercise: { player } }) => player.notes.size")
    again(exercise)


@pytest.mark.patient
@pytest.mark.parametrize("exercise", ["groove"], indirect=True)
def test_a_groove_with_one_key(exercise: Locator) -> None:
    """While it goes round a note of one's own is put into it."""
    begun(exercise)
    sounding(exercise)
    press(exercise, called(exercise, "Legg det jeg spiller, inn i loopen"))
    press(exercise, exercise.locator(".mt-pad").first)
    expect(exercise.locator(".mt-grid tr").nth(7).locator(".mt-plays")).not_to_have_count(0)
    press(exercise, exercise.locator(".mt-stop"))
    assert 0 == exercise.evaluate("({ exercise: { player } }) => player.notes.size")
    again(exercise)


@pytest.mark.patient
@pytest.mark.parametrize("exercise", ["turn-it-down"], indirect=True)
def test_the_music_is_turned_down_with_one_key(exercise: Locator) -> None:
    """Somebody asks for softer, gets it, and says so."""
    begun(exercise)
    expect(exercise.locator(".mt-asks")).to_be_visible(timeout=60_000)
    for level in (70, 55, 40):
        press(exercise, called(exercise, "Svakere"))
        expect(exercise.locator(".mt-level")).to_contain_text(str(level))
    expect(exercise.locator(".mt-thanks")).to_contain_text("Takk", timeout=30_000)
    press(exercise, exercise.locator(".mt-stop"))
    assert 0 == exercise.evaluate("({ exercise: { player } }) => player.notes.size")
    expect(exercise.locator(".mt-told").first).to_contain_text("Du skrudde ned")
    again(exercise)


@pytest.mark.patient
@pytest.mark.parametrize("exercise", ["song-list"], indirect=True)
def test_a_list_is_made_and_heard_with_one_key(exercise: Locator) -> None:
    """Two words, heard from the first, skipped to the second, stopped."""
    for number, word in enumerate(("rolig", "stille"), 1):
        press(exercise, called(exercise, f"Legg til: {word}"))
        expect(exercise.locator(".mt-list-row")).to_have_count(number)
    begun(exercise)
    sounding(exercise)
    press(exercise, called(exercise, "Neste"))
    expect(exercise.locator("[aria-current]")).to_contain_text("stille", timeout=30_000)
    press(exercise, exercise.locator(".mt-stop"))
    assert 0 == exercise.evaluate("({ exercise: { player } }) => player.notes.size")
    again(exercise)


def again(exercise: Locator) -> None:
    """One thing changed, and begun: one press."""
    press(exercise, called(exercise, "Bytt det, og start"))
    sounding(exercise)
    press(exercise, exercise.locator(".mt-stop"))
    expect(exercise.locator(".mt-start")).to_be_enabled()
