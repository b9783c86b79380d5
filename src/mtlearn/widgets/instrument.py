"""The learner's instrument: which pads there are, and what each is called. Tones of a scale, or drums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.language import words
from mtlearn.music.names import pitch_name
from mtlearn.music.scale import pitches
from mtlearn.sound.bank import bank

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.widgets.choices import Choices

__all__ = ["names", "pads", "scale_of", "tone_name", "tones_of"]

_OCTAVE = 12
_MIDI = 128
_DIGITS = "-0123456789"
_HANDS = (41, 43, 45, 47, 48, 50, 64, 63, 62, 61, 60, 77, 76, 54, 82)
"""Hand drums from the left: frame drum, djembe, congas, bongos, each from the lowest; then small things."""
_KIT = (36, 38, 39, 40, 37, 42, 44, 46, 41, 45, 48, 51, 49, 54, 56)
"""A kit from the left: bass drum, snare, hats, toms from the lowest, cymbals, small things."""
_BASS_DRUM = 36


def tone_name(pitch: int, lang: Language) -> str:
    """Name a tone without its octave."""
    return pitch_name(pitch, lang).rstrip(_DIGITS)


def tones_of(choices: Choices) -> tuple[int, ...]:
    """Give the pitches of the pads, from the left: of a scale, or the keys of drums."""
    if choices.on_drums:
        keys = bank().voice(choices.mine).keys
        order = _KIT if _BASS_DRUM in keys else _HANDS
        return tuple(key for key in order if key in keys)
    return scale_of(choices)


def scale_of(choices: Choices) -> tuple[int, ...]:
    """Give the pitches of the scale that was chosen, from the ground tone up: whatever the learner plays."""
    return pitches(choices.scale, choices.tonic, choices.pads)


def names(choices: Choices, lang: Language) -> list[str]:
    """Name every pitch as it is heard with these choices: a tone, or a drum."""
    found = [pitch_name(pitch, lang) for pitch in range(_MIDI)]
    if choices.on_drums:
        instruments = words("instruments", lang)
        for key, drum in bank().voice(choices.mine).keys.items():
            found[key] = instruments[f"drum-{drum}"]
    return found


def pads(choices: Choices, lang: Language) -> list[dict[str, Any]]:
    """Give the pads from the left, each with its pitch, its name, and whether it is the ground tone."""
    named = names(choices, lang)
    return [
        {
            "pitch": pitch,
            "label": named[pitch] if choices.on_drums else tone_name(pitch, lang),
            "ground": not choices.on_drums and (pitch - choices.tonic) % _OCTAVE == 0,
        }
        for pitch in tones_of(choices)
    ]
