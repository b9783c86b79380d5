"""What is heard in an audio identification: played by the course's own players, as sound and in words.

The words are made from the same notes as the sound, so that whoever cannot hear it has the same to go by.
"""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final

from mtlearn.language import number, words
from mtlearn.music.names import pitch_name
from mtlearn.music.scale import pitches
from mtlearn.music.sounding import phrases
from mtlearn.music.stroke import strokes
from mtlearn.sound.channels import LEARNER, PARTNER

if TYPE_CHECKING:
    from mtlearn.course.item import Sound
    from mtlearn.language import Language
    from mtlearn.music.note import Duo, Phrase

__all__ = ["MIME", "SECONDS_MORE", "played", "sound_bytes", "told"]

MIME: Final = "audio/flac"
SECONDS_MORE: Final = 1.5
"""Seconds that the last tones ring on."""
_TONES: Final = ("major-pentatonic", 60, 12)
_VOICES: Final = {LEARNER: "kalimba", PARTNER: "piano"}
_PLACES: Final = {LEARNER: -0.35, PARTNER: 0.35}
"""Where each is heard between left (-1) and right (1)."""
_RATE: Final = 32_000
_LOUDNESS: Final = -18.0
"""LUFS, as every listening example has."""
_FIRST_GUESS: Final = 0.25
_BREATH: Final = 0.9
"""Seconds of silence after which a player begins something new."""
_EVEN: Final = 0.1
"""By how much of their mean the times between onsets vary, at most, where they are called even."""
_FEW: Final = 4
_SOFT, _STRONG = 55, 85


@lru_cache(maxsize=16)
def played(sound: Sound) -> Duo:
    """Let the two play; ``mine`` is the co-player's, ``partner`` the partner's. Takes up to half a second."""
    from mtlearn.music.coplayers.coplayer import CoPlayer  # noqa: PLC0415 - only when it is asked for
    from mtlearn.music.coplayers.together import duo  # noqa: PLC0415 - the same
    from mtlearn.music.partner.partner import Partner  # noqa: PLC0415 - the same

    tones = pitches(*_TONES)
    partner = Partner(sound.stance, sound.closeness, tones, sound.seed)
    return duo(partner, CoPlayer(sound.coplayer, tones, sound.seed), sound.seconds, sound.seed)


@lru_cache(maxsize=4)
def sound_bytes(sound: Sound) -> bytes:
    """Give the two as a FLAC file, as loud as a listening example. Takes up to a second.

    Raises:
        SoundError: the voices are not there.
    """
    from mtlearn.sound import audiofile  # noqa: PLC0415 - brings numpy
    from mtlearn.sound.loudness import loudness  # noqa: PLC0415 - the same
    from mtlearn.sound.render import render  # noqa: PLC0415 - the same
    from mtlearn.widgets.replay import events  # noqa: PLC0415 - the same

    found = events(played(sound))
    first = loudness(render(found, _VOICES, _RATE, volume=_FIRST_GUESS, pans=_PLACES), _RATE)
    volume = _FIRST_GUESS * 10 ** ((_LOUDNESS - first) / 20)
    file = io.BytesIO()
    audiofile.write(file, render(found, _VOICES, _RATE, volume=volume, pans=_PLACES), _RATE, "flac")
    return file.getvalue()


def told(sound: Sound, lang: Language) -> list[str]:
    """Tell in words what is played: who, from when to when, which tones, how strong. One line a stretch."""
    both, own = played(sound), words("quiz", lang)
    lines = [
        (stretch[0].onset, _line(stretch, who, own, lang))
        for who, notes in (("audio_first", both.mine), ("audio_second", both.partner))
        for stretch in phrases(notes, _BREATH)
    ]
    return [line for _, line in sorted(lines)]


def _line(notes: Phrase, who: str, own: dict[str, str], lang: Language) -> str:
    strength = fmean(note.velocity for note in notes)
    how = [
        own["audio_soft" if strength < _SOFT else "audio_strong" if strength > _STRONG else "audio_medium"]
    ]
    struck = strokes(notes)
    gaps = [later.onset - one.onset for one, later in pairwise(struck)]
    if len(struck) >= _FEW:
        even = pstdev(gaps) <= _EVEN * fmean(gaps)
        how.append(own["audio_even" if even else "audio_free"].format(seconds=number(fmean(gaps), lang, 1)))
    names = ["+".join(pitch_name(note.pitch, lang) for note in stroke.notes) for stroke in struck]
    runs = [(name, len(list(same))) for name, same in groupby(names)]
    tones = ", ".join(own["audio_times"].format(tone=name, count=n) if n > 1 else name for name, n in runs)
    return own["audio_line"].format(
        start=number(notes[0].onset, lang, 1),
        end=number(max(note.offset for note in notes), lang, 1),
        who=own[who],
        how=", ".join(how),
        tones=tones,
    )
