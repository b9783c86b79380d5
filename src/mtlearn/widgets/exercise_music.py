"""The music to play over in an exercise: sent out as it is planned, changed at bar lines, kept in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.exercise_sound import SoundPanel
from mtlearn.widgets.komp import CHANNELS, Komp, ensemble
from mtlearn.widgets.transport import COUNT_IN

if TYPE_CHECKING:
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.komp import Ensemble, Planned
    from mtlearn.widgets.session import Session
    from mtlearn.widgets.transport import Laid

__all__ = ["MusicPanel"]

_SLEW = 0.002
"""How far (in seconds) the music is moved from bar to bar when the clocks turn out to differ: unheard."""


class MusicPanel(SoundPanel):
    """A panel in which music to play over sounds beside what is played."""

    music: Ensemble | None = None
    """What makes the music to play over; the course's own where this is None."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as SoundPanel takes them
        super().__init__(*given, **named)
        self._komp: Komp | None = None
        self._zero: float | None = None

    def _open_music(self, seed: int) -> Komp:
        """Have music ready for a new take; it begins when somebody says so."""
        self._komp, self._zero = Komp(self.music or ensemble(), seed), None
        return self._komp

    def _close_music(self) -> None:
        if self._komp:
            self._komp.stop()

    def _step_music(self, session: Session, planned: Planned, at: float | None = None) -> None:
        """Send music out: planned on the card where that sounds, and told to the page in any case.

        Who plays along is told of its beats.
        """
        if not planned:
            return
        zero = session.kernel_time(0.0)
        if self._zero is not None:
            zero = self._zero + max(-_SLEW, min(_SLEW, zero - self._zero))
        self._zero = zero
        latency = [0.0]
        if self._way.is_open:
            if planned.cancel is not None:
                after = zero + planned.cancel
                self._way.through(lambda card: card.cancel(CHANNELS, after))
            self._way.through(lambda card: card.dress(planned.voices))
            self._way.through(lambda card: card.play(list(planned.events), zero))
            self._way.through(lambda card: latency.append(card.latency))
        self.tell(
            "backing",
            at=at,
            cancel=planned.cancel,
            voices=planned.voices,
            events=planned.events,
            bars=[self._shown(bar) for bar in planned.bars],
            latency=latency[-1],
        )
        self._log_music()

    def _change_music(self, session: Session, choices: Choices, now: float) -> float:
        """Take up what was chosen from the next bar line on; give the moment it counts from."""
        changed = self._komp.change(choices, now) if self._komp else None
        if changed is None:
            return now
        at, planned = changed
        self._step_music(session, planned, at)
        return at

    def _log_music(self) -> None:
        if self._komp and (fresh := self._komp.fresh()):
            with self.guarded():
                self._record.add_backing(self._take, [stretch.as_data() for stretch in fresh])

    def _shown(self, laid: Laid) -> dict[str, Any]:
        return {
            "start": laid.start,
            "length": laid.bar.length,
            "beats": laid.bar.beats,
            "chords": [(at, chord_name(symbol, self.lang)) for at, symbol in laid.bar.chords],
            "counts": laid.number == COUNT_IN,
        }
