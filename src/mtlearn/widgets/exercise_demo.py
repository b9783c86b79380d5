"""An example of an exercise to hear: two players doing what the exercise is about, and what lies under it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.music.note import Duo
from mtlearn.sound.channels import LEARNER, PARTNER
from mtlearn.widgets.exercise_choosing import ChoosingPanel
from mtlearn.widgets.instrument import scale_of
from mtlearn.widgets.komp import ensemble, has_metre, heard_again, score_of
from mtlearn.widgets.replay import events
from mtlearn.widgets.transport import Stretch

if TYPE_CHECKING:
    from mtlearn.sound.event import Event
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.exercise_kind import Kind
    from mtlearn.widgets.komp import Ensemble

__all__ = ["Demonstrating", "Shown", "shown"]

_SEED: Final = 7
"""An example is the same each time, so that one can listen for something in it again."""
_SOON: Final = 0.1


class Shown(NamedTuple):
    """What is heard of an example: the notes of both, all that sounds, and the voice of each channel."""

    duo: Duo
    events: list[Event]
    voices: dict[int, str]


def shown(kind: Kind, choices: Choices, music: Ensemble | None = None) -> Shown:
    """Make the example of an exercise in the sounds and the scale that were chosen. Takes half a second.

    Where the learner plays drums, the example is on the piano: it is made of tones.
    """
    from mtlearn.music.demonstration import demonstration, own_tempo  # noqa: PLC0415 - only when it is to be heard

    name = kind.example(choices)
    tempo = None if choices.tempo == round(own_tempo(name)) else float(choices.tempo)
    duo = demonstration(name, scale_of(choices), _SEED, tempo)
    if choices.who == "caller":
        duo = Duo(duo.partner, duo.mine)
    voices = {LEARNER: "piano" if choices.on_drums else choices.mine, PARTNER: choices.partner}
    under, more = _under(kind, choices, duo, music or ensemble())
    return Shown(duo, sorted([*events(duo), *under]), {**voices, **more})


def _under(kind: Kind, choices: Choices, duo: Duo, music: Ensemble) -> tuple[list[Event], dict[int, str]]:
    """Lay music under an example: what has no metre, or, where that is the exercise, bars in its tempo."""
    at = 0.0
    if kind.over:
        choices = kind.first.changed("tempo", choices.tempo)
        at = min((note.onset for note in duo.mine), default=0.0)
    elif has_metre(choices.backing):
        return [], {}
    score = score_of(choices, _SEED, music)
    return heard_again([Stretch(at, 0, score)], (0.0, duo.length), music)


class Demonstrating(ChoosingPanel):
    """A panel that plays the example of its exercise when it is asked to."""

    def hear_demonstrate(self, _content: dict[str, Any]) -> None:
        """The learner wants to hear the example."""
        self.spawn(self._demonstrate())

    async def _demonstrate(self) -> None:
        found = await asyncio.to_thread(shown, self._kind, self._choices, self.music)
        await self._way.open(self._choices)
        if self._session:  # a take is played by now: nothing is to sound into it
            return
        if self._way.is_open:
            self._way.through(lambda card: card.dress(found.voices))
            self._way.through(lambda card: card.play(found.events, self._clock() + _SOON))
        self.tell(
            "demonstrated",
            events=[] if self._way.is_open else found.events,
            voices=found.voices,
            length=max((event.time + event.duration for event in found.events), default=0.0),
            mine=[list(note) for note in found.duo.mine],
            partner=[list(note) for note in found.duo.partner],
        )
