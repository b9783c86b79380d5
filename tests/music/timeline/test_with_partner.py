"""The timeline of a simulated learner and the course's own partner says what is known to have happened."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.together import duo
from mtlearn.music.partner.partner import Partner
from mtlearn.music.timeline.echoes import echoes
from mtlearn.music.timeline.leading import followings, mostly_first

if TYPE_CHECKING:
    from mtlearn.music.note import Duo

KEYS = (60, 62, 64, 67, 69, 72, 74, 76)
TURNS = ((15, 30), (35, -30), (60, 30), (80, -30))
"""From which second on the learner plays how much stronger."""


def inviting(stance: str, seed: int) -> Duo:
    """Short phrases with room after each, for a minute and a half."""
    learner = SimulatedLearner("inviting", KEYS, seed)
    return duo(Partner(stance, 0.8, KEYS, seed), learner, 90.0, seed)


def changing(stance: str, seed: int) -> Duo:
    """Steady playing that changes its strength four times."""
    chance = random.Random(seed)  # noqa: S311 - music, not secrets
    rows, time = [], 0.0
    while time < 100:
        strength = 60 + sum(by for at, by in TURNS if time >= at) + chance.gauss(0, 6)
        rows.append([time, 0.2, chance.choice(KEYS), round(strength)])
        time += 0.4 * chance.gauss(1, 0.08)
    learner = SimulatedLearner("melody", KEYS, seed, melody=rows)
    return duo(Partner(stance, 0.9, KEYS, seed), learner, 100.0, seed)


@pytest.mark.parametrize(("stance", "kind"), [("imitating", "exact"), ("incorporating", "moved")])
def test_what_a_partner_takes_up_is_found(stance: str, kind: str) -> None:
    """Imitating is found as exact echoes, taking up a motif as moved ones; all are the partner's."""
    found = [echo for seed in range(3) for echo in echoes(inviting(stance, seed))]
    assert len(found) >= 4
    assert {"partner"} == {echo.by for echo in found}
    assert kind == Counter(echo.kind for echo in found).most_common(1)[0][0]


@pytest.mark.parametrize(
    "stance", ["synchronising", "rhythmic-grounding", "accompanying", "turn-taking-dialogue"]
)
def test_a_partner_who_takes_nothing_up_echoes_nothing(stance: str) -> None:
    """Playing along, giving ground and answering in one's own words are no echoes, or next to none."""
    assert sum(len(echoes(inviting(stance, seed))) for seed in range(3)) <= 1


@pytest.mark.parametrize("stance", ["synchronising", "matching", "rhythmic-grounding"])
def test_a_partner_who_follows_in_strength_came_after(stance: str) -> None:
    """The learner changes, the partner comes after: that is said, and never the other way about."""
    found = [followings(changing(stance, seed)) for seed in range(3)]
    strength = Counter(one.first for some in found for one in some if one.side == "velocity")
    assert strength["mine"] >= 6
    assert 0 == strength["partner"]
    assert "partner" not in {mostly_first(some) for some in found}
