"""Echoes are found, exact and varied; what chance brings, or what was one's own, is not called one."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.note import Duo, Note, Phrase
from mtlearn.music.timeline.echoes import Echo, echoes

PERFORMANCES = Path(__file__).parents[4] / "shared" / "data" / "performances"
PENTATONIC = (60, 62, 64, 67, 69, 72, 74)


def motif(start: float, pitches: list[int], wait: float = 0.5) -> Phrase:
    return tuple(Note(start + n * wait, 0.8 * wait, pitch, 80) for n, pitch in enumerate(pitches))


def found(mine: Phrase, partner: Phrase) -> list[tuple[str, str, int, int]]:
    return [(one.by, one.kind, one.tones, one.shift) for one in echoes(Duo(mine, partner))]


def test_three_tones_played_back_are_an_exact_echo() -> None:
    """The same pitches in the same rhythm; both spans are given."""
    (echo,) = echoes(Duo(motif(0, [60, 64, 67]), motif(2, [60, 64, 67])))
    assert Echo((2.0, 3.4), (0.0, 1.4), "partner", "exact", 3, 0, 1.0) == echo


@pytest.mark.parametrize(
    ("answer", "kind", "shift"),
    [
        (motif(4, [65, 67, 69, 64, 72]), "moved", 5),
        (motif(4, [60, 62, 64, 59, 67], wait=0.9), "stretched", 0),
        (motif(4, [60, 62, 64, 59, 67], wait=0.3), "stretched", 0),
        (motif(4, [48, 50, 52, 47, 55]), "moved", -12),
    ],
)
def test_an_echo_may_be_moved_or_stretched(answer: Phrase, kind: str, shift: int) -> None:
    """The same steps from another tone, or all of it slower or quicker."""
    assert [("partner", kind, 5, shift)] == found(motif(0, [60, 62, 64, 59, 67]), answer)


def test_an_echo_may_keep_the_shape_alone() -> None:
    """The same ups and downs in the same rhythm, with other steps."""
    answer = found(motif(0, [60, 64, 62, 67, 65, 60]), motif(4, [60, 65, 62, 69, 65, 64]))
    assert [("partner", "shaped", 6, 0)] == answer


@pytest.mark.parametrize(
    ("mine", "partner"),
    [
        (motif(0, [60, 64, 67]), motif(0.1, [60, 64, 67])),
        (motif(0, [60, 64, 67]), motif(9, [60, 64, 67])),
        (motif(0, [60, 60, 60, 60]), motif(3, [60, 60, 60, 60])),
        (motif(0, [60, 64]), motif(2, [60, 64])),
    ],
    ids=["together", "too late", "one tone again and again", "two tones"],
)
def test_what_is_no_echo_is_not_called_one(mine: Phrase, partner: Phrase) -> None:
    """Played together, or long after, or without a motif: nothing is said."""
    assert [] == found(mine, partner)


def test_what_was_played_before_is_ones_own() -> None:
    """Who comes back to their own motif, which the other took up, echoes nobody."""
    tune = [60, 64, 67, 65]
    assert ["partner"] == [
        one[0] for one in found(motif(0, tune) + motif(8, tune), motif(4, tune)) if one[2] == 4
    ]


def test_two_who_say_the_same_again_together_echo_nobody() -> None:
    """Both repeat what both had played, one a little after the other: each comes back to their own."""
    tune, other = [60, 64, 67, 65, 69], [60, 63, 67, 65, 68]
    mine = motif(0, tune) + motif(4, tune)
    partner = motif(0.2, other) + motif(4.2, other)
    assert [] == [one for one in echoes(Duo(mine, partner)) if one.answer[0] >= 4]


def wandering(seed: int) -> Phrase:
    """Two minutes in a pentatonic scale, by chance, in even and uneven steps."""
    chance = random.Random(seed)  # noqa: S311 - music, not secrets
    notes, place, time = [], 3, 0.2
    while time < 120:
        place = max(0, min(6, place + chance.choice([-2, -1, -1, 0, 1, 1, 2])))
        if chance.random() > 0.15:
            notes.append(Note(time + abs(chance.gauss(0, 0.02)), 0.3, PENTATONIC[place], 80))
        time += 0.5 * chance.choice([1, 1, 1, 0.5])
    return tuple(notes)


def test_two_who_do_not_hear_one_another_echo_next_to_nothing() -> None:
    """In forty minutes of chance in one scale, an echo in a minute at most is named."""
    by_chance = sum(len(echoes(Duo(wandering(seed), wandering(seed + 100)))) for seed in range(20))
    assert by_chance <= 40


def test_call_and_answer_is_heard_and_free_answers_are_not() -> None:
    """Of calls answered in turn exactly and freely, most exact ones are found and no free one."""
    chance = random.Random(3)  # noqa: S311 - music, not secrets
    mine, partner = [], []
    for call in range(24):
        tones = [chance.choice(PENTATONIC[:5]) for _ in range(chance.choice([3, 4, 5]))]
        waits = [chance.choice([0.25, 0.5, 0.5, 0.75]) for _ in tones]
        free = [chance.choice(PENTATONIC[:5]) for _ in tones]
        for start, who, line in (
            (call * 6.0, mine, tones),
            (call * 6.0 + 3, partner, free if call % 2 else tones),
        ):
            time = start
            for pitch, wait in zip(line, waits if line is tones else waits[::-1], strict=True):
                who.append(Note(time + chance.gauss(0.1, 0.015), 0.2, pitch, 80))
                time += wait
    answered = {int(one.answer[0] // 6) for one in echoes(Duo(tuple(sorted(mine)), tuple(sorted(partner))))}
    assert {call for call in answered if call % 2} == set()
    assert len(answered) >= 8


@pytest.mark.skipif(not PERFORMANCES.is_dir(), reason="the performances are not beside this checkout")
def test_a_fugue_answers_itself_from_another_tone() -> None:
    """A real performance of Bach's fugue, high and low tones apart: the theme comes back."""
    rows = json.loads((PERFORMANCES / "bach-fugue_bwv_848-denisova06m.json").read_text())["notes"]
    notes = [Note(on, off - on, int(pitch), int(velocity)) for on, off, pitch, velocity in rows]
    high, low = [n for n in notes if n.pitch >= 60], [n for n in notes if n.pitch < 60]
    kinds = [(one.kind, one.tones) for one in echoes(Duo(tuple(sorted(high)), tuple(sorted(low))))]
    assert any(kind == "moved" and tones >= 12 for kind, tones in kinds)


few = st.lists(
    st.builds(Note, st.floats(0, 30), st.floats(0, 2), st.integers(55, 65), st.integers(1, 127)), max_size=30
).map(lambda notes: tuple(sorted(notes)))


@settings(max_examples=150, deadline=None)
@given(few, few)
def test_changing_places_changes_who_and_nothing_else(mine: Phrase, partner: Phrase) -> None:
    """Both directions are looked at alike; an answer is later than what it answers, and three tones long."""
    other = {"mine": "partner", "partner": "mine"}
    one, two = echoes(Duo(mine, partner)), echoes(Duo(partner, mine))
    assert sorted(one) == sorted(echo._replace(by=other[echo.by]) for echo in two)  # type: ignore[arg-type]
    for echo in one:
        assert echo.tones >= 3
        assert echo.source[0] + 0.3 <= echo.answer[0]
