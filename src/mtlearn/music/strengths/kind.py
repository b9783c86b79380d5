"""Every kind of strength, by name: what side of the music it is about, and what it needs to be true."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["ABOUT_LIKE_SOUNDS", "ABOUT_PARTNER", "ABOUT_TONES", "KINDS", "Kind", "Side"]

Side = Literal["time", "rest", "form", "tone", "line", "loudness", "idea", "turns", "together", "little"]


class Kind(NamedTuple):
    """A kind of strength.

    Args:
        side: the side of the music it is about; feedback takes from several sides.
        says: in words, what it says: of kinds that have a word in common only the clearest is said.
        tones: whether it speaks of pitch or of holding a tone, and is untrue of drums.
        partner: whether it speaks of the partner.
        alike: whether it holds what one plays against what the other plays, tone by tone or stroke by stroke,
            and is untrue where one plays drums and the other tones.
    """

    side: Side
    says: str
    tones: bool = False
    partner: bool = False
    alike: bool = False


KINDS: Final[dict[str, Kind]] = {
    "silence": Kind("little", "little"),
    "silence-together": Kind("little", "little", partner=True),
    "only-partner": Kind("little", "little", partner=True),
    "one-note": Kind("little", "little"),
    "one-note-rings": Kind("little", "little", tones=True),
    "first-notes": Kind("little", "little"),
    "played": Kind("little", "little"),
    "steady": Kind("time", "pulse"),
    "faster": Kind("time", "tempo"),
    "slower": Kind("time", "tempo"),
    "long-notes": Kind("time", "held", tones=True),
    "touch": Kind("time", "held", tones=True),
    "rhythm": Kind("time", "quick-and-slow"),
    "close-and-open": Kind("time", "quick-and-slow"),
    "few-notes": Kind("rest", "air"),
    "room": Kind("rest", "air"),
    "rest-together": Kind("rest", "air", partner=True),
    "returns": Kind("rest", "air"),
    "sudden-silence": Kind("rest", "air"),
    "before-last": Kind("form", "ending"),
    "beginning": Kind("form", "beginning"),
    "began-alone": Kind("form", "beginning", partner=True),
    "ending-long": Kind("form", "held", tones=True),
    "ending-soft": Kind("form", "ending"),
    "stayed": Kind("form", "stayed"),
    "comes-round": Kind("form", "again"),
    "same-tone": Kind("form", "again", tones=True),
    "range": Kind("tone", "range", tones=True),
    "low-with-high": Kind("tone", "range", tones=True),
    "chords": Kind("tone", "chords", tones=True),
    "home-note": Kind("tone", "home", tones=True),
    "one-tone": Kind("tone", "home"),
    "few-tones": Kind("tone", "palette"),
    "many-tones": Kind("tone", "palette"),
    "line-up": Kind("line", "line", tones=True),
    "line-down": Kind("line", "line", tones=True),
    "arch": Kind("line", "line", tones=True),
    "climbs": Kind("line", "range", tones=True),
    "descends": Kind("line", "range", tones=True),
    "leap": Kind("line", "surprise", tones=True),
    "dynamics": Kind("loudness", "loudness"),
    "swell": Kind("loudness", "loudness"),
    "fade": Kind("loudness", "loudness"),
    "accent": Kind("loudness", "surprise"),
    "motif": Kind("idea", "again"),
    "motif-moved": Kind("idea", "again", tones=True),
    "pattern": Kind("idea", "again home palette"),
    "repeated": Kind("idea", "home"),
    "something-new": Kind("idea", "surprise"),
    "echo-same": Kind("turns", "echo", partner=True, alike=True),
    "echo-octave": Kind("turns", "echo", tones=True, partner=True, alike=True),
    "echo-changed": Kind("turns", "echo", partner=True, alike=True),
    "partner-echoed": Kind("turns", "partner-echo", partner=True, alike=True),
    "taken-up": Kind("turns", "echo", partner=True, alike=True),
    "room-for-partner": Kind("turns", "their-turn", partner=True),
    "answered": Kind("turns", "their-turn", partner=True),
    "to-and-fro": Kind("turns", "to-and-fro", partner=True),
    "in-between": Kind("turns", "their-turn", partner=True),
    "went-on": Kind("turns", "went-on", partner=True),
    "shared-pulse": Kind("together", "pulse", partner=True),
    "ground": Kind("together", "pulse", tones=True, partner=True),
    "pulse-under": Kind("together", "pulse", partner=True),
    "began-together": Kind("together", "beginning", partner=True),
    "ended-together": Kind("together", "ending", partner=True),
    "grew-together": Kind("together", "loudness", partner=True),
    "softened-together": Kind("together", "loudness", partner=True),
    "tempo-together": Kind("together", "tempo", partner=True),
    "softer-than-partner": Kind("together", "beside", partner=True),
    "near-in-strength": Kind("together", "beside", partner=True),
    "as-many": Kind("together", "as-many", partner=True, alike=True),
}
"""Every kind of strength; ``content/feedback.yaml`` has the words for each."""

ABOUT_TONES: Final = frozenset(kind for kind, it in KINDS.items() if it.tones)
"""Strengths that would not be true of drums, which have no tones to be high or to be held."""
ABOUT_PARTNER: Final = frozenset(kind for kind, it in KINDS.items() if it.partner)
"""Strengths that speak of the partner."""
ABOUT_LIKE_SOUNDS: Final = frozenset(kind for kind, it in KINDS.items() if it.alike)
"""Strengths that would not be true where one plays drums and the other tones."""
