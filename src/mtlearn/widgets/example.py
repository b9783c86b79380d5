"""Music to listen to: each example's sound, both players in time, and in words what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.music.names import pitch_name
from mtlearn.sound.listening_example import heard, sound_of
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sounding import volume

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.course.example import Example
    from mtlearn.language import Language
    from mtlearn.learner.store import Store

__all__ = ["Examples"]

_FROM_EXERCISE: Final = (
    *("as_table", "table_caption", "table_more", "soft", "medium", "strong", "locale"),
    *("at_second", "who", "note", "lasts", "strength"),
)
_MIDI: Final = 128


class Examples(Panel):
    """A row of listening examples, one sounding at a time.

    The page asks ``{"type": "fetch", "id": "mirrored"}`` and gets ``{"type": "sound", "id": …}`` with the
    MP3 file as its buffer, or ``trouble`` where there is none.

    Args:
        lang: the language it speaks.
        store: the learner's log, for the volume they have set.
        examples: what can be listened to, in order.
    """

    room = "example"
    _esm = script("base.js", "lanes.js", "listening.js", "example.js")
    _css = style("lanes.css", "example.css")

    def __init__(self, lang: Language, store: Store, examples: Iterable[Example]) -> None:
        super().__init__(lang)
        lanes = words("exercise", lang)
        self.words = {**{name: lanes[name] for name in _FROM_EXERCISE}, **self.words}
        self.view = {
            "volume": volume(store),
            "names": [pitch_name(pitch, lang) for pitch in range(_MIDI)],
            "examples": [_shown(one, lang) for one in examples],
        }

    def hear_fetch(self, content: dict[str, Any]) -> None:
        """Send one example's sound."""
        name = str(content.get("id"))
        try:
            sound = sound_of(name)
        except SoundError:
            self.tell("sound", id=name, trouble=True)
            raise
        self.tell("sound", [sound], id=name)


def _shown(one: Example, lang: Language) -> dict[str, Any]:
    played = heard(one.id)
    return {
        "id": one.id,
        "title": one.title[lang],
        "happens": one.happens[lang],
        "me": one.mine[lang],
        "partner": one.partner[lang],
        "seconds": played.seconds,
        "mine": played.mine,
        "theirs": played.partner,
    }
