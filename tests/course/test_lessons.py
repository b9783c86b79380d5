"""Every lesson that stands: a fair quiz, a scene that comes to rest, the same page in both languages."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

import pytest

from mtlearn.course.item import Matching, MultipleResponse, Option, Ordering, SingleChoice
from mtlearn.course.lesson import Entry, items, lesson, lessons, scenes
from mtlearn.course.ways import Ways
from mtlearn.course.ways import ways as follow
from mtlearn.language import LANGUAGES, Language

from .conftest import NOTEBOOKS, cells, source

if TYPE_CHECKING:
    from mtlearn.course.scene import Scene

READY = [entry for entry in lessons() if entry.status == "ready"]
NAMES = [
    "home.ipynb",
    "studio.ipynb",
    "glossary.ipynb",
    "sources.ipynb",
    *(entry.notebook for entry in READY),
]
SCENES = {scene.id: scene for entry in READY for scene in scenes(entry.id).values()}
each_scene = pytest.mark.parametrize("shown", SCENES.values(), ids=SCENES.keys())
each_lesson = pytest.mark.parametrize("name", [entry.id for entry in READY])


FOLLOWED: dict[str, Ways] = {}


def ways(scene: Scene) -> Ways:
    """Give all ways through a scene, followed once for all tests."""
    if scene.id not in FOLLOWED:
        FOLLOWED[scene.id] = follow(scene)
    return FOLLOWED[scene.id]


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


@each_scene
def test_every_way_through_a_scene_comes_to_rest_after_as_many_decisions_as_it_says(shown: Scene) -> None:
    """Six or more, twelve in a case; but for a way on which the person in it ends the meeting."""
    found = ways(shown)

    assert set() == found.circling
    assert {ending.id for ending in shown.endings} == set(found.endings)
    assert len([ending for ending in shown.endings if not ending.early]) >= 3
    fewest = [found.endings[ending.id][0] for ending in shown.endings if not ending.early]
    assert min(fewest) >= (shown.decisions or 6)
    assert max(most for _, most in found.endings.values()) < 20


@each_scene
def test_all_that_is_written_in_a_scene_can_be_met(shown: Scene) -> None:
    """Every moment in every telling, every choice, every way on; and there is always something to choose."""
    found = ways(shown)
    told = {(moment.id, at) for moment in shown.moments for at in range(-1, len(moment.variants))}
    chosen = [(moment.id, choice) for moment in shown.moments for choice in moment.choices]

    assert told == found.told
    assert {(moment, choice.id) for moment, choice in chosen} == found.taken
    branches = {(m, c.id, at) for m, c in chosen for at in range(len(c.branches))}
    assert branches <= found.followed
    assert min(found.fewest.values()) >= 2


@each_scene
def test_what_came_before_changes_what_is_told_and_where_it_leads(shown: Scene) -> None:
    told = sum(bool(moment.variants) for moment in shown.moments)
    assert told >= max(4, len(shown.moments) / 2)
    assert any(choice.branches for moment in shown.moments for choice in moment.choices)
    assert {"trust", "room", "initiative", "safety"} == set(shown.qualities)


@each_scene
def test_a_choice_changes_a_little_at_a_time_and_stays_within_what_is_shown(shown: Scene) -> None:
    effects = [choice.effects for moment in shown.moments for choice in moment.choices]
    assert all(-2 <= steps <= 2 and steps for each in effects for steps in each.values())
    if shown.widest:
        assert max(ways(shown).widest.values()) <= shown.widest


@each_scene
def test_the_person_is_said_to_be_invented(shown: Scene) -> None:
    assert "oppdikte" in shown.person.note.nb
    assert "invented" in shown.person.note.en


def test_there_are_three_cases_of_twelve_decisions_each_with_two_to_be_played_on_every_way() -> None:
    """What the last lesson promises: on every way somebody plays twice, and may be answered in music."""
    cases = list(scenes("meetings").values())
    assert 3 == len(cases)
    for case in cases:
        assert 12 == case.decisions
        assert {12} == {most for name, (_, most) in ways(case).endings.items() if not early(case, name)}
        silent = {moment.id for moment in case.moments if not moment.plays}
        assert {10} == {met for _, met in times_met(case, silent)}


def early(case: Scene, ending: str) -> bool:
    found = case.ending(ending)
    return found is not None and found.early


def times_met(case: Scene, counted: set[str]) -> set[tuple[str, int]]:
    """Say how many of some moments are met on the ways to each ending that is not early."""
    standing, ended = {(case.start, 0)}, set[tuple[str, int]]()
    while standing:
        after = set()
        for name, met in standing:
            moment = case.moment(name)
            if moment is None:
                ended.add((name, met))
                continue
            goals = {c.goto for c in moment.choices} | {b.goto for c in moment.choices for b in c.branches}
            after |= {(goal, met + (name in counted)) for goal in goals if goal}
        standing = after
    return {(name, met) for name, met in ended if not early(case, name)}


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
