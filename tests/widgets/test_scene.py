"""The scene as a page meets it: one decision at a time, and what they did only at the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.lesson import scene
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.scene import ScenePanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.language import Language

COURSE = Path(__file__).parents[1] / "little-course"
SCENE = scene("little-lesson", COURSE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


def panel(store: Store, lang: Language = "nb") -> ScenePanel:
    return ScenePanel(lang, Record(store, "little-lesson"), SCENE, COURSE)


def send(shown: ScenePanel, **message: Any) -> None:
    shown._hear(shown, message, [])


def choose(shown: ScenePanel, text: str) -> None:
    """Choose by what the button says, as a learner would."""
    view = shown.view
    send(shown, type="choose", step=len(view["steps"]), choice=view["choices"].index(text))


def test_it_begins_with_the_person_and_says_that_they_are_invented(store: Store) -> None:
    """Who it is, where it is, and what can be done."""
    view = panel(store).view
    assert ("Te for to", "Tor", "Tor er oppdiktet.") == (view["title"], view["name"], view["note"])
    assert "Tor står i døra." == view["told"]
    assert {"Spørre om han vil ha te", "Helle i en kopp"} == set(view["choices"])


def test_what_choices_do_is_hidden_until_an_ending(store: Store) -> None:
    """While it runs the page has neither effects nor debrief."""
    shown = panel(store)
    choose(shown, "Helle i en kopp")
    sent = json.dumps(shown.view, ensure_ascii=False)
    assert not any(word in sent for word in ("Tillit", "effects", 'debrief"', "Du valgte for ham."))
    assert shown.view["ending"] is None


def test_what_was_chosen_changes_what_is_told_and_offered(store: Store) -> None:
    """After pouring without asking it is silent, and asking again is open."""
    shown = panel(store)
    choose(shown, "Helle i en kopp")
    assert "Dere sitter stille ved bordet." == shown.view["told"]
    assert "Spørre igjen" in shown.view["choices"]
    assert [
        {"told": "Tor står i døra.", "choice": "Helle i en kopp", "response": "Han ser på koppen."}
    ] == shown.view["steps"]


def test_an_ending_says_what_each_choice_did_in_words(store: Store) -> None:
    """Each choice with its effects, its debrief and its sources; and how it all came to be."""
    shown = panel(store)
    choose(shown, "Spørre om han vil ha te")
    choose(shown, "Vente")
    end = shown.view["ending"]
    assert ("Dere nynner sammen.", "Det finnes flere veier.") == (end["text"], end["closing"])
    first, second = end["debrief"]
    assert ["Tillit: litt mer", "Rom: mer"] == [f"{e['name']}: {e['said']}" for e in first["effects"]]
    assert "Du lot det være plass." == second["debrief"]
    assert "Brewer mfl. (2001)" == first["sources"][0]["sources"][0]["label"]
    assert {
        "Tillit": "litt mer enn i starten",
        "Rom": "mer enn i starten",
        "Initiativ": "litt mer enn i starten",
        "Trygghet": "litt mer enn i starten",
    } == {quality["name"]: quality["said"] for quality in end["qualities"]}
    assert all(-1 <= quality["part"] <= 1 for quality in end["qualities"])


def test_a_choice_that_changed_little_is_no_list_of_nothing(store: Store) -> None:
    """Effects that are not there are not listed."""
    shown = panel(store)
    choose(shown, "Spørre om han vil ha te")
    choose(shown, "Snakke om været")
    assert [] == shown.view["ending"]["debrief"][1]["effects"]


def test_one_may_go_back_and_start_again(store: Store) -> None:
    """Back one decision, back to any, back to the beginning."""
    shown = panel(store)
    choose(shown, "Helle i en kopp")
    choose(shown, "Spørre igjen")
    choose(shown, "Spørre om han vil ha te")
    send(shown, type="back", to=2)
    assert ["Helle i en kopp", "Spørre igjen"] == [step["choice"] for step in shown.view["steps"]]
    send(shown, type="back", to=0)
    assert ([], "Tor står i døra.") == (shown.view["steps"], shown.view["told"])
    send(shown, type="back", to=5)
    assert [] == shown.view["steps"]


def test_every_choice_is_in_the_log_and_outlives_the_kernel(store: Store) -> None:
    """A killed kernel, a reload, the other language: the scene stands where it stood."""
    shown = panel(store)
    choose(shown, "Helle i en kopp")
    assert ("pour",) == Record(store, "little-lesson").choices("tea-for-two")
    english = panel(store, "en")
    assert "You sit silently at the table." == english.view["told"]
    assert len(shown.view["choices"]) == len(english.view["choices"])
    choose(english, "Wait")
    send(shown, type="wake")
    assert shown.view["ending"] is not None


@pytest.mark.parametrize(
    "message", [{"step": 1, "choice": 0}, {"step": 0, "choice": 7}, {"step": 0, "choice": -1}]
)
def test_a_press_that_came_too_late_changes_nothing(store: Store, message: dict[str, int]) -> None:
    """A double press, or a press in a tab that lies behind, is no second choice."""
    shown = panel(store)
    send(shown, type="choose", **message)
    assert [] == shown.view["steps"]
    assert "" == shown.notice


def test_the_scene_goes_on_where_nothing_can_be_saved(tmp_path: Path) -> None:
    """It is said, and the choice counts."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    shown = panel(Store(tmp_path / "taken" / "learner.sqlite3"))
    choose(shown, "Helle i en kopp")
    assert 1 == len(shown.view["steps"])
    assert str(tmp_path / "taken") in shown.notice
