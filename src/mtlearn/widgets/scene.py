"""A scene with an invented person: decisions in words, and afterwards what each of them did.

The choices made are in the log, and where the scene stands is made from them. What the choices do to
trust, room, initiative and safety is shown when an ending is reached, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.course.claim import cited
from mtlearn.course.item import shuffled
from mtlearn.course.loading import CONTENT
from mtlearn.course.scene import State, walk
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.course.scene import Choice, Ending, Scene, Step, Walk
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["ScenePanel", "Walking"]

_LARGE = 2
_WIDEST = 4


class Walking:
    """What a scene shows, and the choices it hears: mix it into a Panel, before it.

    The panel gives ``_record`` (the lesson's part of the log), ``_scene`` and ``_content`` (the folder the
    claims are read from).
    """

    lang: Any
    words: Any
    view: Any
    notice: Any
    _record: Record
    _scene: Scene
    _content: Path

    if TYPE_CHECKING:

        def guarded(self) -> Any:  # noqa: ANN401 - the Panel's
            """Give a context in which an error becomes a sentence."""

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        self.view = self._seen(self._walked())

    def _seen(self, way: Walk) -> dict[str, Any]:
        scene, lang = self._scene, self.lang
        moment, ending = scene.moment(way.at), scene.ending(way.at)
        return {
            "title": scene.title[lang],
            "name": scene.person.name,
            "note": scene.person.note[lang],
            "setting": scene.setting[lang],
            "steps": [self._past(step) for step in way.steps],
            "told": moment.told(way.state)[lang] if moment else "",
            "choices": [choice.text[lang] for choice in self._offered(way)],
            "ending": self._end(way, ending) if ending else None,
        }

    def hear_choose(self, content: dict[str, Any]) -> None:
        """Log a choice, if the scene still stands where the page thought it did."""
        way = self._walked()
        offered = self._offered(way)
        place = int(content["choice"])
        if int(content["step"]) == len(way.steps) and 0 <= place < len(offered):
            self._log((*way.choices, offered[place].id))
        self.refresh()

    def hear_back(self, content: dict[str, Any]) -> None:
        """Go back to an earlier decision, the first of all being 0."""
        to = int(content["to"])
        way = self._walked()
        if 0 <= to < len(way.steps):
            self._log(way.choices[:to])
        self.refresh()

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the lesson may be open in another tab."""
        self.refresh()

    def _log(self, choices: tuple[str, ...]) -> None:
        with self.guarded():
            self._record.choose(self._scene.id, choices)
            self.notice = ""

    def _walked(self) -> Walk:
        return walk(self._scene, self._record.choices(self._scene.id))

    def _offered(self, way: Walk) -> tuple[Choice, ...]:
        moment = self._scene.moment(way.at)
        if moment is None:
            return ()
        offered = {choice.id: choice for choice in moment.offered(way.state)}
        return tuple(offered[name] for name in shuffled(offered, f"{self._scene.id}/{moment.id}"))

    def _past(self, step: Step) -> dict[str, Any]:
        return {
            "told": step.moment.told(step.before)[self.lang],
            "choice": step.choice.text[self.lang],
            "response": step.choice.response[self.lang],
        }

    def _end(self, way: Walk, ending: Ending) -> dict[str, Any]:
        return {
            "text": ending.text[self.lang],
            "closing": self._scene.closing[self.lang],
            "debrief": [self._debrief(step) for step in way.steps],
            "qualities": [
                {
                    "name": text[self.lang],
                    "said": self._said("end", value),
                    "part": _part(value, self._scene.widest),
                }
                for name, text in self._scene.qualities.items()
                for value in [getattr(way.state, name)]
            ],
        }

    def _debrief(self, step: Step) -> dict[str, Any]:
        moved = {
            name: getattr(step.after, name) - getattr(step.before, name) for name in State.__struct_fields__
        }
        return {
            "choice": step.choice.text[self.lang],
            "debrief": step.choice.debrief[self.lang],
            "effects": [
                {"name": text[self.lang], "said": self._said("moved", moved[name]), "up": moved[name] > 0}
                for name, text in self._scene.qualities.items()
                if moved[name]
            ],
            "sources": references(cited(step.choice.claims, self._content), self.lang),
        }

    def _said(self, stem: str, value: int) -> str:
        if value == 0:
            return str(self.words[f"{stem}_same"])
        size = "much_" if abs(value) >= _LARGE else ""
        return str(self.words[f"{stem}_{size}{'more' if value > 0 else 'less'}"])


def _part(value: int, widest: int) -> float:
    """Give how far a bar reaches from its middle, from -1 to 1."""
    return max(-1.0, min(1.0, value / (widest or _WIDEST)))


class ScenePanel(Walking, Panel):
    """One scene, to be walked as many ways as one likes.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
        scene: the scene.
        content: the folder the claims are read from.
    """

    room = "scene"
    _esm = script("base.js", "references.js", "scene-page.js", "scene.js")
    _css = style("page.css", "scene.css")

    def __init__(self, lang: Language, record: Record, scene: Scene, content: Path = CONTENT) -> None:
        self._record = record
        self._scene = scene
        self._content = content
        super().__init__(lang)
        self.refresh()
