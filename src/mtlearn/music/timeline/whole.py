"""A duo in time: what each player's playing is like second by second, and what the two have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtlearn.errors import MusicError
from mtlearn.music.timeline.change import SIDES
from mtlearn.music.timeline.dissonance import dissonance
from mtlearn.music.timeline.echoes import echoes
from mtlearn.music.timeline.leading import followings
from mtlearn.music.timeline.pulse_clarity import common_pulse, likeness
from mtlearn.music.timeline.relation import relation
from mtlearn.music.timeline.strand import Strand, strand
from mtlearn.music.timeline.tonality import contents, tonality
from mtlearn.music.timeline.window import DAY, STEP, WINDOW, frames, moments, series, within_a_day

if TYPE_CHECKING:
    from mtlearn.music.note import Duo
    from mtlearn.music.timeline.change import Side
    from mtlearn.music.timeline.echoes import Echo
    from mtlearn.music.timeline.leading import Following
    from mtlearn.music.timeline.relation import Relation
    from mtlearn.music.timeline.tonality import Centre
    from mtlearn.music.timeline.window import Series

__all__ = ["Common", "Timeline", "timeline"]


@dataclass(frozen=True)
class Common:
    """What two players have in common in each window; None where not both (or, for tones, neither) play.

    Args:
        clarity, period: how clear their common pulse is, 0 to 1, and its beat in seconds.
        centres: the tonal centre of all their tones, where there is one to name.
        dissonance: how rough all their tones sound, as in a strand.
    """

    clarity: Series
    period: Series
    centres: tuple[Centre | None, ...]
    dissonance: Series


@dataclass(frozen=True)
class Timeline:
    """Two players in time.

    Args:
        times: where each window ends, in seconds; it looks back from there.
        window, step: how long a window is, and how far on the next lies, in seconds.
        length: the length of the whole in seconds.
        mine, partner: each player's side.
        common: what the two have in common.
        relations: how each moves in relation to the other, by side of playing.
        followings: where both changed the same way, and who was first.
        echoes: what one took up of the other's.
    """

    times: tuple[float, ...]
    window: float
    step: float
    length: float
    mine: Strand
    partner: Strand
    common: Common
    relations: dict[Side, Relation]
    followings: tuple[Following, ...]
    echoes: tuple[Echo, ...]


def timeline(duo: Duo, *, window: float = WINDOW, step: float = STEP) -> Timeline:
    """Measure a duo in windows, six seconds long and a second apart unless said otherwise.

    Raises:
        MusicError: the window or the step is not a length of time.
    """
    if not (0 < window <= DAY and 0 < step <= DAY):
        message = f"A window and a step are seconds, more than 0 and a day at most; got {window} and {step}."
        raise MusicError(message)
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    duo = within_a_day(duo)
    length = min(duo.length, DAY)
    times = moments(length, step) if duo.mine or duo.partner else ()
    mine, partner = (frames(notes, times, window) for notes in (duo.mine, duo.partner))
    alike, other = likeness(mine), likeness(partner)
    both = frames(duo.mine + duo.partner, times, window)
    beats = common_pulse(alike, other, np.minimum(mine.counts, partner.counts))
    common = Common(
        series(beats.clarity),
        series(beats.period),
        tonality(contents(both)).centres,
        series(dissonance(both)),
    )
    sides = strand(mine, alike, length), strand(partner, other, length)
    return Timeline(
        times,
        window,
        times[0] if times else step,
        length,
        *sides,
        common,
        {side: relation(duo, side, times, window) for side in SIDES},
        followings(duo),
        echoes(duo),
    )
