"""The example of an exercise: two players in the chosen scale and sounds, the same each time."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.sound.channels import BACKING, LEARNER, PARTNER
from mtlearn.widgets.exercise import Exercise
from mtlearn.widgets.exercise_demo import shown
from mtlearn.widgets.exercise_kind import KINDS
from mtlearn.widgets.instrument import scale_of

from .test_exercise import Page, play

if TYPE_CHECKING:
    from pathlib import Path

WITH = [(name, who) for name, kind in KINDS.items() for who in kind.whos]


@pytest.mark.parametrize(("name", "who"), WITH)
def test_every_exercise_has_an_example_with_whoever_is_there(name: str, who: str) -> None:
    """Ten seconds or more, of tones that sound, with another voice where there is somebody else."""
    kind = KINDS[name]
    choices = kind.first.changed("who", who)
    example = shown(kind, choices)
    assert 10 <= example.duo.length <= 30
    assert example.duo.mine
    assert bool(example.duo.partner) == (who != "nobody")
    assert {LEARNER} <= {event.channel for event in example.events} <= set(example.voices)
    assert sorted(example.events) == example.events
    assert all(0 <= event.time for event in example.events)


def test_an_example_is_in_the_scale_and_the_sounds_that_were_chosen() -> None:
    """What is heard can be answered on the same pads; and it is the same when it is heard again."""
    kind = KINDS["echo"]
    choices = kind.first.changed("scale", "blues").changed("tonic", 62).changed("mine", "flute")
    example = shown(kind, choices)
    assert example == shown(kind, choices)
    assert {note.pitch for note in example.duo.mine} <= set(scale_of(choices))
    assert ("flute", choices.partner) == (example.voices[LEARNER], example.voices[PARTNER])


@pytest.mark.parametrize(("name", "who"), WITH)
def test_an_example_is_in_the_tempo_that_was_chosen(name: str, who: str) -> None:
    """Its tones come further apart in a slower one; it still ends, and has whoever is there."""
    kind = KINDS[name]

    def apart(tempo: int) -> float:
        example = shown(kind, kind.first.changed("who", who).changed("tempo", tempo))
        assert bool(example.duo.partner) == (who != "nobody")
        assert example.duo.length <= 75
        leads = example.duo.partner if who in {"coplayer", "guest", "caller"} else example.duo.mine
        return median(later.onset - one.onset for one, later in pairwise(leads))

    assert apart(52) > 1.4 * apart(120)


def test_where_the_partner_calls_it_calls_in_the_example() -> None:
    """Who plays first there is the other, and the learner is the echo."""
    kind = KINDS["echo"]
    mine, partner = shown(kind, kind.first.changed("who", "caller")).duo
    assert partner[0].onset < mine[0].onset


def test_over_a_backing_there_is_one_in_the_example() -> None:
    """Its bars begin with the tune."""
    kind = KINDS["over"]
    example = shown(kind, kind.first)
    under = [event for event in example.events if event.channel in BACKING.values()]
    assert under
    assert abs(min(event.time for event in under) - example.duo.mine[0].onset) < 0.05


def test_the_page_is_told_the_example_when_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes for the lanes and events to sound, here in the page."""
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    store = Store(tmp_path / "log.sqlite3")

    async def act() -> None:
        page = Page(Exercise("en", Record(store, "studio"), "dialogue"))
        page.says("demonstrate")
        told = await page.hears("demonstrated")
        assert told["mine"]
        assert told["partner"]
        assert len(told["events"]) >= len(told["mine"]) + len(told["partner"])
        assert told["length"] >= max(row[0] + row[1] for row in told["mine"])

    play(act)
    store.close()
