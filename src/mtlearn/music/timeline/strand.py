"""One player's side of a timeline: every measure, window by window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtlearn.music.timeline import articulation, density, dissonance, dynamics, register
from mtlearn.music.timeline.pulse_clarity import pulse_clarity
from mtlearn.music.timeline.tonality import contents, tonality
from mtlearn.music.timeline.window import series

if TYPE_CHECKING:
    from mtlearn.music.timeline.tonality import Centre
    from mtlearn.music.timeline.window import Array, Frames, Series

__all__ = ["Strand", "strand"]


@dataclass(frozen=True)
class Strand:
    """What one player's playing is like in each window; None where there is nothing to say it of.

    Args:
        density, weighted_density: tones a second.
        duration: the mean length of a tone in seconds.
        pitch, spread: the mean MIDI pitch and its standard deviation.
        velocity: the mean velocity, 1 to 127.
        articulation: 0 is bound, towards 1 is detached.
        clarity, period: how clear the pulse is, 0 to 1, and its beat in seconds.
        tonal, majorness, minorness: likeness to the nearest key, major key, minor key, -1 to 1.
        centres: the tonal centre where there is one to name.
        dissonance: 1 is a semitone at middle C, struck together with all strength.
        silence: the share of the whole in which the player is silent; None if they never play.
    """

    density: Series
    weighted_density: Series
    duration: Series
    pitch: Series
    spread: Series
    velocity: Series
    articulation: Series
    clarity: Series
    period: Series
    tonal: Series
    majorness: Series
    minorness: Series
    centres: tuple[Centre | None, ...]
    dissonance: Series
    silence: float | None


def strand(played: Frames, alike: Array, length: float) -> Strand:
    """Measure one player's windows.

    Args:
        played: the notes, cut into windows.
        alike: what :func:`mtlearn.music.timeline.pulse_clarity.likeness` gives for them.
        length: the length of the whole in seconds.
    """
    beats, tones = pulse_clarity(alike, played.counts), tonality(contents(played))
    return Strand(
        density=series(density.density(played)),
        weighted_density=series(density.weighted_density(played)),
        duration=series(articulation.mean_duration(played)),
        pitch=series(register.mean_pitch(played)),
        spread=series(register.pitch_spread(played)),
        velocity=series(dynamics.mean_velocity(played)),
        articulation=series(articulation.articulation(played)),
        clarity=series(beats.clarity),
        period=series(beats.period),
        tonal=series(tones.clarity),
        majorness=series(tones.majorness),
        minorness=series(tones.minorness),
        centres=tones.centres,
        dissonance=series(dissonance.dissonance(played)),
        silence=articulation.silence(played.notes, length),
    )
