"""How the partner finds the ends of phrases: how often it interrupts, and how soon it answers.

A simulated human (``turns.py``) plays melodies with marked phrases (``melodies.py``) and leaves room after
each. What the ear knows was learned from some collections (``training/phrases``): of these, other songs are
measured; from the rest nothing was chosen. *Ear*: an answer 0.2 s after a phrase that the ear holds to be
over, or when that is noticed. *Partner*: the first tone of the whole partner in dialogue, which waits for the
next beat where one is near. Beside them, in the same run, what waits for a fixed silence. An answer
interrupts where it begins before the phrase's last tone has ended; some do at rests written inside a phrase,
which a listener cannot know from an end: their share is shown too.
"""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING, Final

from tests.bench.partner import say
from tests.bench.partner.melodies import chosen_on, not_chosen_on
from tests.bench.partner.turns import Reply, converse

from mtlearn.music.hearing.ear import Ear
from mtlearn.music.partner.partner import Partner

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.partner.turns import Answerer

    from mtlearn.music.move import Move

__all__ = ["run"]

EACH: Final = 20
"""Melodies of a collection, at the most."""
BY_COLLECTION: Final = ("ear", "partner")
GAP: Final = 0.2
SILENCES: Final = (0.2, 0.4, 0.8)
KEYS: Final = (60, 62, 64, 65, 67, 69, 71, 72)


class Listening:
    """Answers 0.2 s after a phrase's end, once the ear holds it to be over."""

    def __init__(self) -> None:
        self._ear = Ear()

    def hear(self, move: Move) -> float | None:
        self._ear.hear(move)
        return self.wait(move.time)

    def wait(self, now: float) -> float | None:
        phrase = self._ear.at(now).phrase
        return None if phrase is None or phrase.ended is None else max(now, phrase.ended + GAP)


class Silence:
    """Answers when nothing has sounded for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._held: set[int] = set()
        self._last = 0.0

    def hear(self, move: Move) -> float | None:
        (self._held.add if move.sounding else self._held.discard)(move.pitch)
        self._last = move.time
        return None

    def wait(self, now: float) -> float | None:
        return None if self._held else max(now, self._last + self._seconds)


class Partnered:
    """The whole partner in dialogue, as closely as it follows; its answer begins with its first tone."""

    def __init__(self) -> None:
        self._partner = Partner("turn-taking-dialogue", 1.0, KEYS, 1)
        self._began: float | None = None
        self._before = 0.0

    def hear(self, move: Move) -> float | None:
        if move.sounding and self._began is not None and move.time - self._before > 1:
            self._began = None  # the human's next turn
        self._before = move.time
        return self._plays(self._partner.hear(move))

    def wait(self, now: float) -> float | None:
        return self._plays(self._partner.wait(now))

    def _plays(self, moves: list[Move]) -> float | None:
        if self._began is None:
            self._began = min((move.time for move in moves if move.sounding), default=None)
        return self._began


def run() -> None:
    """Print how each answers, by collection, and how plain silences do."""
    kinds = {
        "chosen on": {kind: tunes[1::2] for kind, tunes in chosen_on(2 * EACH).items()},
        "not chosen on": not_chosen_on(EACH),
    }
    answerers: dict[str, Callable[[], Answerer]] = {"ear": Listening, "partner": Partnered}
    answerers |= {f"silence {seconds} s": lambda wait=seconds: Silence(wait) for seconds in SILENCES}
    for split, melodies in kinds.items():
        say(f"-- {split}")
        for name, make in answerers.items():
            every: list[Reply] = []
            for kind, tunes in melodies.items():
                replies = [r for seed, tune in enumerate(tunes) for r in converse(tune, make(), seed)]
                if name in BY_COLLECTION:
                    _report(f"{name:13s} {kind:13s}", replies)
                every += replies
            _report(f"{name:13s} {'all':13s}", every)


def _report(name: str, replies: list[Reply]) -> None:
    inside = [reply for reply in replies if reply.interrupts]
    rests = sum(reply.at_rest for reply in inside)
    gaps = [reply.gap for reply in replies if reply.gap is not None and not reply.interrupts]
    tenths = quantiles(gaps, n=10)
    say(
        f"{name} {len(replies):4d} phrases: {len(inside) / len(replies):5.1%} interrupted "
        f"({rests / len(replies):.1%} at written rests); gap median {1000 * tenths[4]:.0f} ms, "
        f"nine in ten within {1000 * tenths[8]:.0f} ms; {sum(r.gap is None for r in replies)} not answered"
    )
