"""Every lesson that stands: a fair quiz, a scene that comes to rest, the same page in both languages."""

from __future__ import annotations

from functools import cache
from statistics import mean

import pytest

from mtlearn.course.item import Matching, MultipleResponse, Option, Ordering, SingleChoice
from mtlearn.course.lesson import Entry, items, lesson, lessons, scene
from mtlearn.course.scene import State
from mtlearn.language import LANGUAGES, Language

from .conftest import NOTEBOOKS, cells, source

READY = [entry for entry in lessons() if entry.status == "ready"]
NAMES = ["home.ipynb", "studio.ipynb", "glossary.ipynb", "sources.ipynb", *(entry.notebook for entry in READY)]
each_lesson = pytest.mark.parametrize("name", [entry.id for entry in READY])


def choosing(name: str) -> list[tuple[Option, ...]]:
    return [item.options for item in items(name) if isinstance(item, SingleChoice | MultipleResponse)]


@each_lesson
def test_a_quiz_has_eight_to_twelve_items_of_four_types_or_more(name: str) -> None:
    quiz = items(name)
    assert 8 <= len(quiz) <= 12
    assert len({type(item) for item in quiz}) >= 4
    assert len({item.id for item in quiz}) == len(quiz)


@each_lesson
def test_the_page_says_how_many_questions_there_are(name: str) -> None:
    said = {"nb": "Åtte Ni Ti Elleve Tolv", "en": "Eight Nine Ten Eleven Twelve"}
    for lang, many in said.items():
        book = NOTEBOOKS / lang / next(entry.notebook for entry in READY if entry.id == name)
        page = "\n".join(source(cell) for cell in cells(book))
        what = {"nb": "spørsmål", "en": "questions"}[lang]
        assert f"## {many.split()[len(items(name)) - 8]} {what}\n" in page


@each_lesson
def test_every_item_belongs_to_an_objective_and_stands_on_claims(name: str) -> None:
    assert set(lesson(name).objectives) == {item.objective for item in items(name)}
    assert all(item.claims for item in items(name))


@each_lesson
def test_a_single_choice_has_one_right_option_and_every_kind_has_something_to_think_about(name: str) -> None:
    for item in items(name):
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


@each_lesson
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_length_of_an_option_does_not_give_it_away(name: str, lang: Language) -> None:
    def lengths(options: tuple[Option, ...], *, right: bool) -> list[int]:
        return [len(option.text[lang]) for option in options if option.right == right]

    ratios = [mean(lengths(o, right=True)) / mean(lengths(o, right=False)) for o in choosing(name)]
    longest = sum(max(lengths(o, right=True)) > max(lengths(o, right=False)) for o in choosing(name))

    assert 0.9 <= mean(ratios) <= 1.1
    assert longest <= len(ratios) / 2


@each_lesson
def test_the_first_option_written_is_not_always_the_right_one(name: str) -> None:
    firsts = [options[0].right for options in choosing(name)]
    assert any(firsts)
    assert not all(firsts)


@each_lesson
def test_no_option_says_all_of_the_above(name: str) -> None:
    for options in choosing(name):
        for option in options:
            assert "alle de andre" not in option.text.nb.lower()
            assert "of the above" not in option.text.en.lower()


@each_lesson
def test_every_way_through_the_scene_comes_to_rest_after_at_least_six_decisions(name: str) -> None:
    shown = scene(name)
    told: set[str] = set()
    chosen: set[tuple[str, str]] = set()

    @cache
    def ends(at: str, state: State, so_far: int) -> frozenset[tuple[str, int]]:
        assert so_far < 20, f"the scene goes in circles at {at!r}"
        if shown.ending(at):
            return frozenset({(at, so_far)})
        moment = shown.moment(at)
        assert moment, f"nothing is called {at!r}"
        told.add(moment.told(state).nb)
        offered = moment.offered(state)
        assert len(offered) >= 2, f"{at!r} leaves nothing to choose in {state}"
        chosen.update((at, choice.id) for choice in offered)
        after = [(choice, state.after(choice.effects)) for choice in offered]
        return frozenset().union(*(ends(c.leads_to(then), then, so_far + 1) for c, then in after))

    found = ends(shown.start, State(), 0)

    assert {ending.id for ending in shown.endings} == {reached for reached, _ in found}
    assert len(shown.endings) >= 3
    assert min(decisions for _, decisions in found) >= 6
    assert {(m.id, c.id) for m in shown.moments for c in m.choices} == chosen
    written = {m.text.nb for m in shown.moments} | {
        variant.text.nb for m in shown.moments for variant in m.variants if variant.text
    }
    assert written == told


@each_lesson
def test_what_came_before_changes_what_is_told_and_where_it_leads(name: str) -> None:
    shown = scene(name)
    assert sum(bool(moment.variants) for moment in shown.moments) >= max(4, len(shown.moments) / 2)
    assert any(choice.branches for moment in shown.moments for choice in moment.choices)
    assert {"trust", "room", "initiative", "safety"} == set(shown.qualities)


@each_lesson
def test_the_person_is_said_to_be_invented(name: str) -> None:
    shown = scene(name)
    assert "oppdikte" in shown.person.note.nb
    assert "invented" in shown.person.note.en


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
@pytest.mark.parametrize("entry", READY, ids=lambda entry: entry.id)
def test_a_lesson_names_its_objectives_in_the_words_of_its_own_file(entry: Entry, lang: Language) -> None:
    opening = source(cells(NOTEBOOKS / lang / entry.notebook)[0])
    assert 2 <= len(lesson(entry.id).objectives) <= 3
    for objective in lesson(entry.id).objectives.values():
        assert f"- {objective[lang]}" in opening
