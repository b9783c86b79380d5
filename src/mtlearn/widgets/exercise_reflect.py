"""One open question after a take, with room to write: private, and kept with the take it is about."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from mtlearn.errors import StoreError
from mtlearn.widgets.exercise_takes import TakesPanel

if TYPE_CHECKING:
    from mtlearn.learner.record import Take

__all__ = ["Reflecting"]


class Reflecting(TakesPanel):
    """Hears what the learner writes about a take, and shows it again with that take."""

    def hear_reflect(self, content: dict[str, Any]) -> None:
        """Log what is written so far, and tell the page once it is safe."""
        take, text = self._found(content.get("take")), str(content["text"])
        if text != self._record.written(_field(take)):
            with self.guarded():
                self._record.write(_field(take), text)
                self.notice = ""
        else:
            with contextlib.suppress(StoreError):
                self._record.store.save()
        saved = not self._record.store.unsaved
        self.tell("reflected", take=take.id, number=content.get("number", 0), saved=saved)

    def about(self, take: Take) -> dict[str, Any]:
        """Give the question and what was written, besides what is told of any take."""
        text, at = self._record.written_at(_field(take))
        return {**super().about(take), "written": text, "written_at": at}


def _field(take: Take) -> str:
    return f"take-{take.id}"
