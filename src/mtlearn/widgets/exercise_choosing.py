"""What is chosen in an exercise, before and while playing: taken up, shown, and said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.widgets.choices import Ways
from mtlearn.widgets.exercise_take import TakePanel
from mtlearn.widgets.exercise_view import laid_out
from mtlearn.widgets.instrument import tone_name
from mtlearn.widgets.komp import STILL

if TYPE_CHECKING:
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.exercise_kind import Kind

__all__ = ["ChoosingPanel"]

_LAID: Final = frozenset({"tonic", "scale"})
"""The choices with which the pads change, when the bar line has come."""


class ChoosingPanel(TakePanel):
    """A panel in which a take can be played and set up, each as the other goes on."""

    _kind: Kind
    _choices: Choices
    _ways: Ways

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out(card=value == "card", playing=self._session is not None)
            return
        if not self._kind.allows(name, value):
            message = f"{name!r} cannot be {value!r} in {self._name!r}."
            raise MusicError(message)
        for one, its in self._kind.with_it(name, value, self._choices).items():
            self._choose(one, its)

    def _choose(self, name: str, value: object) -> None:
        before, after = self._choices, self._choices.changed(name, value)
        if self._session and before.on_drums != after.on_drums:
            self._show()  # the pads are another instrument's then: not in the middle of a take
            return
        self._choices = after
        at = 0.0
        if self._session and after != before:
            # By the name it has now: a page may still call it what it was called once.
            name = next(own for own in after.__struct_fields__ if getattr(after, own) != getattr(before, own))
            at = self._take_up(self._session, name, after)
            if what := self._named(name):
                self.tell("said", text=self.words["from_next_bar"].format(what=what))
        self._show(pads_at=at if name in _LAID else 0.0)

    def hear_hush(self, content: dict[str, Any]) -> None:
        """What was listened to is over, or is to be silent; the voices are those chosen again."""
        if self._session is None:
            super().hear_hush(content)
            self._way.through(lambda card: card.take_up(self._choices))

    def _named(self, name: str) -> str:
        """Name what will be new in the music, where it can be named."""
        now = self._choices
        own: dict[str, str] = self.words
        match name:
            case "backing":
                return own[f"backing-{now.backing}"]
            case "tempo" if now.backing not in STILL:
                return own["tempo_said"].format(count=now.tempo)
            case "tonic" | "scale":
                tone = tone_name(now.tonic, self.lang)
                return own["key_said"].format(tone=tone, scale=own[f"scale-{now.scale}"])
            case _:
                return ""

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the pads: kept for all exercises, since it is about the learner."""
        self._ways = Ways.of(content.get("ways"))
        self._show(ways=msgspec.to_builtins(self._ways))
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def _show(self, **changed: object) -> None:
        self.view = {**self.view, **laid_out(self._choices, self.lang), "out": self._way.out, **changed}
