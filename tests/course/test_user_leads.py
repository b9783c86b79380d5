"""Lesson 2: a fair quiz, a scene that always comes to rest, and the same page in both languages."""

from __future__ import annotations

from collections import Counter
from functools import cache
from statistics import mean

import pytest

from mtlearn.course.item import Matching, MultipleResponse, Option, Ordering, SingleChoice
from mtlearn.course.lesson import items, lesson, scene
from mtlearn.course.scene import State
from mtlearn.language import LANGUAGES, Language

from .conftest import NOTEBOOKS, cells, source

QUIZ = items("user-leads")
SCENE = scene("user-leads")
NAMES = ["home.ipynb", "02-user-leads.ipynb"]


def choosing() -> list[tuple[Option, ...]]:
    return [item.options for item in QUIZ if isinstance(item, SingleChoice | MultipleResponse)]


def test_the_quiz_has_ten_items_of_four_types() -> None:
    assert {SingleChoice: 3, MultipleResponse: 3, Matching: 2, Ordering: 2} == Counter(map(type, QUIZ))
    assert len({item.id for item in QUIZ}) == 10


def test_every_item_belongs_to_an_objective_and_stands_on_claims() -> None:
    objectives = lesson("user-leads").objectives
    assert set(objectives) == {item.objective for item in QUIZ}
    assert all(item.claims for item in QUIZ)


def test_a_single_choice_has_one_right_option_and_every_kind_has_something_to_think_about() -> None:
    for item in QUIZ:
        match item:
            case SingleChoice():
                assert 1 == sum(option.right for option in item.options)
                assert len(item.options) >= 4
            case MultipleResponse():
                assert 2 <= sum(option.right for option in item.options) < len(item.options)
            case Ordering():
                assert len(item.steps) >= 3
            case Matching():
                assert len({pair.right.nb for pair in item.pairs}) == len(item.pairs) >= 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_length_of_an_option_does_not_give_it_away(lang: Language) -> None:
    def lengths(options: tuple[Option, ...], *, right: bool) -> list[int]:
        return [len(option.text[lang]) for option in options if option.right == right]

    ratios = [mean(lengths(o, right=True)) / mean(lengths(o, right=False)) for o in choosing()]
    longest = sum(max(lengths(o, right=True)) > max(lengths(o, right=False)) for o in choosing())

    assert 0.9 <= mean(ratios) <= 1.1
    assert longest <= len(ratios) / 2


def test_the_first_option_written_is_not_always_the_right_one() -> None:
    firsts = [options[0].right for options in choosing()]
    assert any(firsts)
    assert not all(firsts)


def test_no_option_says_all_of_the_above() -> None:
    for options in choosing():
        for option in options:
            assert "alle de andre" not in option.text.nb.lower()
            assert "of the above" not in option.text.en.lower()


def test_every_way_through_the_scene_comes_to_rest_after_at_least_six_decisions() -> None:
    told: set[str] = set()
    chosen: set[tuple[str, str]] = set()

    @cache
    def ends(at: str, state: State, so_far: int) -> frozenset[tuple[str, int]]:
        assert so_far < 20, f"the scene goes in circles at {at!r}"
        if SCENE.ending(at):
            return frozenset({(at, so_far)})
        moment = SCENE.moment(at)
        assert moment, f"nothing is called {at!r}"
        told.add(moment.told(state).nb)
        offered = moment.offered(state)
        assert len(offered) >= 2, f"{at!r} leaves nothing to choose in {state}"
        chosen.update((at, choice.id) for choice in offered)
        after = [(choice, state.after(choice.effects)) for choice in offered]
        return frozenset().union(*(ends(c.leads_to(then), then, so_far + 1) for c, then in after))

    found = ends(SCENE.start, State(), 0)

    assert {ending.id for ending in SCENE.endings} == {name for name, _ in found}
    assert len(SCENE.endings) >= 3
    assert min(decisions for _, decisions in found) >= 6
    assert {(m.id, c.id) for m in SCENE.moments for c in m.choices} == chosen
    written = {m.text.nb for m in SCENE.moments} | {
        variant.text.nb for m in SCENE.moments for variant in m.variants if variant.text
    }
    assert written == told


def test_what_came_before_changes_what_is_told_and_where_it_leads() -> None:
    assert sum(bool(moment.variants) for moment in SCENE.moments) >= 6
    assert any(choice.branches for moment in SCENE.moments for choice in moment.choices)
    assert {"trust", "room", "initiative", "safety"} == set(SCENE.qualities)


def test_the_person_is_said_to_be_invented() -> None:
    assert "oppdikte" in SCENE.person.note.nb
    assert "invented" in SCENE.person.note.en


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_cells(name: str) -> None:
    nb, en = (cells(NOTEBOOKS / lang / name) for lang in LANGUAGES)

    assert [cell["id"] for cell in nb] == [cell["id"] for cell in en]
    assert len({cell["id"] for cell in nb}) == len(nb)
    for ours, theirs in zip(nb, en, strict=True):
        assert ours["cell_type"] == theirs["cell_type"]
        if ours["cell_type"] == "code":
            assert source(ours).replace('"nb"', '"en"') == source(theirs)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_title_and_then_sections(name: str, lang: Language) -> None:
    lines = [
        line
        for cell in cells(NOTEBOOKS / lang / name)
        if cell["cell_type"] == "markdown"
        for line in source(cell).splitlines()
        if line.startswith("#")
    ]
    assert lines[0].startswith("# ")
    assert all(line.startswith("## ") for line in lines[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lesson_names_its_objectives_in_the_words_of_its_own_file(lang: Language) -> None:
    opening = source(cells(NOTEBOOKS / lang / "02-user-leads.ipynb")[0])
    for objective in lesson("user-leads").objectives.values():
        assert f"- {objective[lang]}" in opening
