"""All items of all ready lessons together: nothing but knowing gives an answer away, and all is explained."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mtlearn.course.claim import claims
from mtlearn.course.item import (
    KINDS,
    AudioIdentification,
    Gap,
    HotSpot,
    MultipleResponse,
    Numeric,
    TrueFalse,
    feedbacks,
    options_of,
    parts,
    shuffled,
)
from mtlearn.course.lesson import items, lesson, lessons
from mtlearn.course.typed import is_accepted, numbers
from mtlearn.language import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.course.item import Item, Option

READY = [entry.id for entry in lessons() if entry.status == "ready"]
BANK = [(name, item) for name in READY for item in items(name)]
ONE_OF_SEVERAL = [
    (name, item) for name, item in BANK if options_of(item) and not isinstance(item, MultipleResponse)
]
"""Where exactly one option holds: a guess is right by chance once in as many times as there are options."""
_SURPRISE = 2.6
"""Standard errors beyond which something is no chance any more: once in a hundred."""
SWEEPING = {
    "nb": re.compile(r"\b(alltid|aldri|alle|all|alt|bare|kun|uansett|må|ingen|hele)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(always|never|all|only|every\w+|must|no|nobody|nothing|whole|anyway|have to|has to)\b",
        re.IGNORECASE,
    ),
}
CAREFUL = {
    "nb": re.compile(r"\b(kan|kanskje|noen|gjerne|ofte|trolig|litt)\b|ser ut til", re.IGNORECASE),
    "en": re.compile(r"\b(can|may|might|some|perhaps|often|probably|a little|seems?)\b", re.IGNORECASE),
}
in_both = pytest.mark.parametrize("lang", LANGUAGES)


class Guesses(NamedTuple):
    """How often a way of guessing was right, and how often it would be by chance."""

    right: float
    expected: float
    spread: float
    tried: int

    @property
    def gives_away(self) -> bool:
        """Whether it is right more often than chance would have it."""
        return self.right > self.expected + _SURPRISE * self.spread

    def __str__(self) -> str:
        return (
            f"right {self.right:.1f} times of {self.tried}, by chance {self.expected:.1f} "
            f"(± {self.spread:.1f}), more than {_SURPRISE} standard errors"
        )


def guessed(picks: list[tuple[tuple[Option, ...], list[Option]]]) -> Guesses:
    """Say how often picking so is right; where several options are picked alike, one of them is drawn."""
    right = sum(sum(option.right for option in pick) / len(pick) for _, pick in picks)
    chances = [1 / len(options) for options, _ in picks]
    spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
    return Guesses(right, sum(chances), spread, len(picks))


def shown(name: str, item: Item) -> tuple[Option, ...]:
    """Give options in the order a learner sees them in."""
    written = {option.id: option for option in options_of(item)}
    order = parts(item) if isinstance(item, HotSpot) else shuffled(parts(item), f"{name}/{item.id}")
    return tuple(written[one] for one in order)


@pytest.mark.parametrize("place", range(4))
def test_no_place_is_the_right_one_more_often_than_chance_has_it(place: int) -> None:
    """Always choosing the first, second, third or fourth as they are shown is a guess and no more."""
    rows = [shown(name, item) for name, item in ONE_OF_SEVERAL]
    found = guessed([(options, [options[place]]) for options in rows if len(options) > place])
    assert not found.gives_away, f"always choosing place {place + 1} is {found}"


@in_both
@pytest.mark.parametrize("way", ["longest", "shortest"])
def test_the_length_of_an_option_tells_nothing(lang: Language, way: str) -> None:
    """Always choosing the longest, or the shortest, is a guess and no more."""
    picks = []
    for _, item in ONE_OF_SEVERAL:
        options = options_of(item)
        sizes = [len(option.text[lang]) for option in options]
        wanted = max(sizes) if way == "longest" else min(sizes)
        picks.append((options, [o for o, size in zip(options, sizes, strict=True) if size == wanted]))
    found = guessed(picks)
    assert not found.gives_away, f"in {lang}, always choosing the {way} is {found}"


@in_both
@pytest.mark.parametrize("way", ["avoiding sweeping words", "choosing careful words"])
def test_how_sweeping_an_option_is_tells_nothing(lang: Language, way: str) -> None:
    """Passing over what says always or only, or choosing what says may or some, is a guess and no more."""
    words, wanted = (SWEEPING, False) if way.startswith("avoiding") else (CAREFUL, True)
    picks = []
    for _, item in ONE_OF_SEVERAL:
        options = options_of(item)
        kept = [o for o in options if bool(words[lang].search(o.text[lang])) == wanted]
        picks.append((options, kept or list(options)))
    found = guessed(picks)
    assert not found.gives_away, f"in {lang}, {way} is {found}"


@in_both
def test_what_holds_is_as_long_as_what_does_not(lang: Language) -> None:
    """Over all options of all items, to within a tenth."""
    sizes: dict[bool, list[int]] = {True: [], False: []}
    for _, item in BANK:
        for option in () if isinstance(item, HotSpot) else options_of(item):
            sizes[option.right].append(len(option.text[lang]))
    right, wrong = (sum(found) / len(found) for found in (sizes[True], sizes[False]))
    assert 0.9 < right / wrong < 1.1, (
        f"in {lang} what holds has {right:.1f} letters, what does not {wrong:.1f}"
    )


def test_statements_hold_about_as_often_as_not() -> None:
    """At least a third do, and at least a third do not."""
    held = [item.holds for _, item in BANK if isinstance(item, TrueFalse)]
    assert len(held) / 3 <= sum(held) <= 2 * len(held) / 3, f"{sum(held)} of {len(held)} statements hold"


def test_there_are_140_items_or_more_in_five_ways_a_lesson_and_every_type_is_used() -> None:
    """No lesson asks in the same few ways all through."""
    counts = {name: len(items(name)) for name in READY}
    assert sum(counts.values()) >= 140, counts
    kinds = {name: len({type(item) for item in items(name)}) for name in READY}
    assert not {name: count for name, count in kinds.items() if count < 5}
    used = Counter(type(item) for _, item in BANK)
    assert set(KINDS) == set(used)
    assert used[AudioIdentification] >= 4, used


def test_every_item_stands_on_claims_that_exist_and_an_objective_of_its_lesson() -> None:
    """No item asks for what no source carries."""
    known = claims()
    for name, item in BANK:
        assert item.objective in lesson(name).objectives, f"{name}/{item.id}"
        assert item.claims, f"{name}/{item.id} stands on nothing"
        assert not [claim for claim in item.claims if claim not in known], f"{name}/{item.id}"
        assert not set(item.claims) - set(lesson(name).claims), f"{name}/{item.id}: not the lesson's own"


def texts(item: Item) -> Iterator[Text]:
    """Give every text of an item that is shown before an answer, and every explanation."""
    yield item.prompt
    yield from (option.text for option in options_of(item))
    yield from (feedback for _, feedback in feedbacks(item))
    if isinstance(item, Gap):
        yield item.text


def test_everything_is_there_in_both_languages_and_explained() -> None:
    """Each part has its explanation, and the two sides are two languages."""
    for name, item in BANK:
        for text in texts(item):
            assert text.nb.strip(), f"{name}/{item.id}"
            assert text.en.strip(), f"{name}/{item.id}"
            assert text.nb != text.en, f"{name}/{item.id}: {text.nb!r} is the same on both sides"


def test_no_option_speaks_of_the_other_options() -> None:
    """No "all of the above", and none of its relatives."""
    swept = re.compile(
        r"^(alle|ingen|begge|alt|ikke noe) ?(av )?(de|dem|disse|delene|alternativene|svarene)?\W*$"
        r"|\b(alle|ingen|begge|alt)\b.*\b(over|ovenfor|alternativene|svarene)\W*$"
        r"|^(all|none|both|neither) of (these|them|the others)\W*$|\bof the above\b",
        re.IGNORECASE,
    )
    assert swept.search("Alle over")
    assert swept.search("Ingen av disse.")
    said = [
        text
        for _, item in BANK
        for option in options_of(item)
        for text in (option.text.nb, option.text.en)
        if swept.search(text)
    ]
    assert [] == said


@in_both
def test_a_gap_takes_its_own_words_and_the_rest_of_the_item_does_not_tell_them(lang: Language) -> None:
    """What fills a gap stands nowhere else in what is asked."""
    for name, item in BANK:
        for gap in item.gaps if isinstance(item, Gap) else ():
            assert isinstance(item, Gap)
            assert all(is_accepted(gap, word) for word in gap.accepts[lang])
            asked = f"{item.prompt[lang]} {' '.join(item.pieces(lang)[::2])}".lower()
            told = [w for w in gap.accepts[lang] if re.search(rf"\b{re.escape(w.lower())}\b", asked)]
            assert [] == told, f"{name}/{item.id}"


def test_a_number_asked_for_is_not_in_the_question() -> None:
    """And what is asked for holds."""
    for name, item in BANK:
        if isinstance(item, Numeric):
            assert item.holds(f"{item.value:g}")
            for lang in LANGUAGES:
                asked = [numbers(word) for word in item.prompt[lang].split()]
                assert not [found for found in asked if item.value in found], f"{name}/{item.id}"


def test_no_two_items_sound_the_same() -> None:
    """Whoever has heard one has not heard another."""
    sounds = [item.sound for _, item in BANK if isinstance(item, AudioIdentification)]
    said = [(sound.coplayer, sound.seed, sound.stance) for sound in sounds]
    assert len(set(said)) == len(said)
