"""What an exercise's page is shown: the pads, what can be chosen, and what has been played before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.music.names import pitch_name
from mtlearn.music.scale import SCALES, pitches
from mtlearn.widgets.choices import LENGTHS, PADS, TONICS, VOICES
from mtlearn.widgets.outcome import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.widgets.choices import Choices

__all__ = ["laid_out", "possible", "shelf"]

_OCTAVE = 12
_MIDI = 128
_DIGITS = "-0123456789"


def possible(words: Mapping[str, str], lang: Language) -> dict[str, Any]:
    """Give what can be chosen, each with its name in the learner's language."""
    return {
        "choices": {
            "voices": [(voice, words[f"voice-{voice}"]) for voice in VOICES],
            "scales": [(scale, words[f"scale-{scale}"]) for scale in SCALES],
            "tonics": [(pitch, pitch_name(pitch, lang).rstrip(_DIGITS)) for pitch in TONICS],
            "pads": PADS,
            "lengths": LENGTHS,
        },
        "names": [pitch_name(pitch, lang) for pitch in range(_MIDI)],
    }


def laid_out(choices: Choices, lang: Language) -> dict[str, Any]:
    """Give the choices made, and the pads they lay out from the lowest to the highest."""
    tones = pitches(choices.scale, choices.tonic, choices.pads)
    pads = [
        {
            "pitch": pitch,
            "label": pitch_name(pitch, lang).rstrip(_DIGITS),
            "ground": (pitch - choices.tonic) % _OCTAVE == 0,
        }
        for pitch in tones
    ]
    return {"settings": msgspec.to_builtins(choices), "pads": pads}


def shelf(takes: Iterable[Take], playing: str) -> dict[str, Any]:
    """Give the takes that are saved, newest first, and the last one that was cut off with notes in it.

    ``playing`` is the id of the take now being played here, which is not cut off.
    """
    known = list(takes)
    cut_off = [take for take in known if not take.ended and take.mine and take.id != playing]
    last = cut_off[-1] if cut_off else None
    return {
        "saved": [summary(take) for take in reversed(known) if take.kept],
        "unfinished": {"id": last.id, "count": len(last.mine)} if last else None,
    }
