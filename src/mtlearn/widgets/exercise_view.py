"""What an exercise's page is shown: the pads, what can be chosen, and what has been played before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.language import words
from mtlearn.music.backing.setting import STYLES, TEMPI, Setting
from mtlearn.music.scale import SCALES
from mtlearn.widgets.choices import BACKINGS, LENGTHS, LEVELS, PADS, TONICS, Choices, drums, tones
from mtlearn.widgets.exercise_words import (
    about_others,
    offer_names,
    other_words,
    stance_names,
    tempo_words,
    way_names,
)
from mtlearn.widgets.instrument import names, pads, tone_name
from mtlearn.widgets.komp import CHANNELS, ensemble, has_metre, players
from mtlearn.widgets.outcome import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.widgets.exercise_kind import Kind
    from mtlearn.widgets.komp import Ensemble

__all__ = ["laid_out", "possible", "shelf", "voice_names"]


def possible(
    said: Mapping[str, str], lang: Language, kind: Kind, music: Ensemble | None = None
) -> dict[str, Any]:
    """Give what can be chosen in an exercise, each with its name in the learner's language."""
    named = voice_names(lang)
    return {
        "choices": {
            "mine": list(named.items()),
            "partner": [(voice, named[voice]) for voice in tones()],
            "drums": drums(),
            "whos": [(who, said[f"who-{who}"]) for who in kind.whos],
            "stances": stance_names(kind, lang),
            "ways": way_names(kind, lang),
            "offers": offer_names(kind, said),
            "about_other": about_others(kind, lang),
            "over": kind.over,
            "scales": [(scale, said[f"scale-{scale}"]) for scale in SCALES],
            "tonics": [(pitch, tone_name(pitch, lang)) for pitch in TONICS],
            "pads": PADS,
            "lengths": LENGTHS,
            "backings": [(style, said[f"backing-{style}"]) for style in BACKINGS],
            "about": {style: said[f"about-{style}"] for style in BACKINGS},
            "metres": [style for style in BACKINGS if has_metre(style)],
            "backing_voices": _voices_of(music or ensemble()),
            "tempi": (TEMPI[0], TEMPI[-1]),
            "levels": (LEVELS[0], LEVELS[-1]),
        },
        "channels": CHANNELS,
        "names": names(Choices(), lang),
    }


def voice_names(lang: Language) -> dict[str, str]:
    """Name every voice of the bank, those with tones first."""
    instruments = words("instruments", lang)
    return {voice: instruments[f"voice-{voice}"] for voice in (*tones(), *drums())}


def _voices_of(music: Ensemble) -> dict[str, list[str]]:
    """Name the voices of each style, so that the page can have them before they are needed."""
    return {style: sorted(set(players(music, Setting(style)).values())) for style in STYLES}


def laid_out(choices: Choices, lang: Language) -> dict[str, Any]:
    """Give the choices made, what follows from them in words, and the pads, lowest to highest."""
    return {
        "settings": choices.settled(),
        "pads": pads(choices, lang),
        "other": other_words(choices, lang),
        "tempo_about": tempo_words(choices, lang),
    }


def shelf(takes: Iterable[Take], playing: str, lang: Language) -> dict[str, Any]:
    """Give the takes that are saved, newest first, and the last one that was cut off with notes in it.

    ``playing`` is the id of the take now being played here, which is not cut off.
    """
    known = list(takes)
    cut_off = [take for take in known if not take.ended and take.mine and take.id != playing]
    last = cut_off[-1] if cut_off else None
    return {
        "saved": [summary(take, lang) for take in reversed(known) if take.kept],
        "unfinished": {"id": last.id, "count": len(last.mine)} if last else None,
    }
