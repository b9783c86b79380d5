"""Every exercise that is played, by one switch alone: from its example to Start, to its end, and once more.

Somebody has chosen the switch before, and puts the focus on it; after that there is one key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from mtlearn.learner.store import Store
from mtlearn.widgets.exercise_words import exercise_words

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
PATIENCE: Final = 60_000
LIT: Final = """([node, one]) => {
  const { lit, inside } = node.exercise.scan;
  if (lit === one) return "here";
  return !inside && lit?.contains(one) ? "within" : null;
}"""


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


def press(exercise: Locator, one: Locator) -> None:
    """Wait until the light is on the group a control stands in, go in, and press the key when it is lit."""
    page = exercise.page
    where = ""
    while where != "here":
        nodes = [exercise.element_handle(), one.element_handle()]
        where = page.wait_for_function(LIT, arg=nodes, timeout=PATIENCE).json_value()
        page.keyboard.press("Space")


def called(exercise: Locator, name: str) -> Locator:
    """Give the button that is called so."""
    return exercise.get_by_role("button", name=name, exact=True)


def sounding(exercise: Locator) -> None:
    exercise.page.wait_for_function(
        "node => node.exercise.player?.sounding.size > 0", arg=exercise.element_handle(), timeout=PATIENCE
    )


def begun(exercise: Locator) -> None:
    press(exercise, exercise.locator(".mt-start"))
    expect(exercise.locator(".mt-is-playing")).to_be_visible(timeout=60_000)


def strike(exercise: Locator) -> None:
    """Press the key while the light is on a note, and let go."""
    pad = exercise.locator(".mt-pad.mt-is-next")
    expect(pad).to_have_count(1)
    exercise.page.keyboard.down("Space")
    expect(exercise.locator(".mt-is-mine")).not_to_have_count(0)
    exercise.page.keyboard.up("Space")


def ended(exercise: Locator) -> dict[str, Any]:
    """Stop when the light is there, and give the take that is told of."""
    expect(exercise.locator(".mt-switch-stop.mt-is-next")).to_be_visible(timeout=30_000)
    exercise.page.keyboard.press("Space")
    expect(exercise.locator(".mt-strengths li").first).to_be_visible(timeout=60_000)
    take: dict[str, Any] = exercise.evaluate("node => node.exercise.after.take")
    return take


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
        strike(exercise)
    if name == "first-meeting":
        quiet = exercise.locator("[data-offer=quiet]")
        expect(quiet).to_contain_class("mt-is-next", timeout=30_000)
        exercise.page.keyboard.press("Space")
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
    strike(exercise)
    assert 1 == len(ended(exercise)["mine"])


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
