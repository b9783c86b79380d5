"""An exercise in which music goes round: what the learner chooses, makes and writes in it."""

from __future__ import annotations

from typing import Any, ClassVar, Final

import msgspec

from mtlearn.widgets.band_music import BandMusic
from mtlearn.widgets.choices import Ways
from mtlearn.widgets.desk import CHANNELS
from mtlearn.widgets.setup import Setup
from mtlearn.widgets.voices import PLAYER

__all__ = ["PAGE", "Band"]

PAGE: Final = (
    *("base.js", *PLAYER, "pagesound.js", "komp.js", "pulse.js"),
    *("wander.js", "scan.js", "written.js", "setting.js", "band.js"),
)
"""The modules of an exercise's page, in order; its own come after."""
_PIECE: Final = "piece"
"""What the log calls what the learner is making in one of these exercises."""


class Band(BandMusic):
    """A panel in which music goes round, and what the learner makes of it is kept."""

    exercise: ClassVar[str] = ""
    """The name of the exercise, and what is kept goes by it."""
    setup: ClassVar[type[Setup]] = Setup

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as BandSound takes them
        super().__init__(*given, **named)
        self.made: Any = self.setup.of(self._kept())
        ways = self._record.store.latest("setting", "ways")
        self._ways = Ways.of(ways.data) if ways else Ways()
        self.show(example_seconds=round(self.example_length()))

    # What an exercise gives

    def mine(self) -> str:
        """Name the voice of the learner's own pads."""
        return str(getattr(self.made, "voice", "piano"))

    def shown(self) -> dict[str, Any]:
        """Give what the page is shown of the exercise."""
        return {}

    def wrote(self, field: str) -> None:
        """Hear that the learner wrote in a field."""

    # What the page says

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there: find out which way sound goes."""
        self.spawn(self._find_way(local=content.get("local") is True))

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the exercise may be open in another tab."""
        if self._session is None:
            self.made = self.setup.of(self._kept())
            self.show()

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something: it counts from the next bar on."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out(card=value == "card", playing=self._session is not None)
            return
        self.take_up(self.made.changed(name, value))

    def hear_again(self, content: dict[str, Any]) -> None:
        """Take up one change that is offered, whole."""
        changes = content.get("changes")
        made = self.made
        for name, value in changes.items() if isinstance(changes, dict) else ():
            made = made.changed(str(name), value)
        self.take_up(made)

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the controls: kept for all exercises."""
        told = content.get("ways")
        self._ways = Ways.of({**msgspec.to_builtins(self._ways), **(told if isinstance(told, dict) else {})})
        self.show()
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def hear_write(self, content: dict[str, Any]) -> None:
        """Log what is written so far in a field, and tell the page once it is safe."""
        field, text = self.field(str(content.get("field"))), str(content.get("text", ""))
        if text != self._record.written(field):
            with self.guarded():
                self._record.write(field, text)
        self.wrote(str(content.get("field")))
        self.show()
        self.tell(
            "kept",
            field=content.get("field"),
            number=content.get("number", 0),
            saved=not self._record.store.unsaved,
        )

    # What is kept, and shown

    def field(self, name: str) -> str:
        """Name what is written in a field as the log keeps it."""
        return f"{self.exercise}-{name}"

    def written(self, name: str) -> dict[str, Any]:
        """Give what was written in a field, and when."""
        text, at = self._record.written_at(self.field(name))
        return {"text": text, "at": at}

    def take_up(self, made: Setup) -> None:
        """Take up what was chosen: kept, shown, and heard from the next bar on."""
        if made == self.made:
            return
        self.made = made
        self.turn()
        self.show()
        with self.guarded():
            self._record.store.append(_PIECE, self._key(), msgspec.to_builtins(made))

    def show(self, **more: object) -> None:
        """Show the page everything anew."""
        self.view = {
            **getattr(self, "view", {}),
            "name": f"{self._record.lesson}/{self.exercise}",
            "out": self._way.out,
            "ways": msgspec.to_builtins(self._ways),
            "made": msgspec.to_builtins(self.made),
            "mine": self.mine(),
            "needed": self.needed(),
            "channels": CHANNELS,
            "reflection": self.written("reflection"),
            **self.shown(),
            **more,
        }

    def _kept(self) -> object:
        entry = self._record.store.latest(_PIECE, self._key())
        return entry.data if entry else None

    def _key(self) -> str:
        return f"{self._record.lesson}/{self.exercise}"
