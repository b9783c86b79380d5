"""What a learner has chosen and made in an exercise, and what each choice can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import msgspec

from mtlearn.errors import MusicError
from mtlearn.language import words
from mtlearn.widgets.choices import tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtlearn.language import Language

__all__ = ["Setup", "voice_names"]


class Setup(msgspec.Struct, frozen=True):
    """What a learner has chosen and made in an exercise."""

    free: ClassVar[frozenset[str]] = frozenset()
    """What is made and not chosen: it can be anything of its kind."""

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {}

    def changed(self, name: str, value: object) -> Self:
        """Give the same with one choice changed.

        Raises:
            MusicError: there is no such choice, or it cannot be that.
        """
        allowed = self.possible().get(name, ())
        if isinstance(value, list):
            value = tuple(value)
        if value not in allowed or type(value) is not type(allowed[0]):
            message = f"{name!r} cannot be {value!r} in this exercise."
            raise MusicError(message)
        return msgspec.structs.replace(self, **{name: value})

    @classmethod
    def of(cls, data: object) -> Self:
        """Read what the log holds; what is no longer possible falls back to the first choices."""
        found = cls()
        if not isinstance(data, dict):
            return found
        for name, value in data.items():
            try:
                whole = msgspec.convert({name: value}, cls)
                got = getattr(whole, name)
                if name in cls.free:
                    found = msgspec.structs.replace(found, **{name: got})
                else:
                    found = found.changed(name, got)
            except (MusicError, msgspec.ValidationError, AttributeError, TypeError):
                continue
        return found


def voice_names(lang: Language, voices: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Give voices with their names in the learner's language: those that play tones, where none are given."""
    own = words("instruments", lang)
    return [(voice, own[f"voice-{voice}"]) for voice in (tones() if voices is None else voices)]
