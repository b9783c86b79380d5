"""A scene that can be answered by playing: what was played leads on, by what can be heard of it.

The take is kept as any other, and the log of the scene names it beside the choice it came to, so that the way
through the scene can be walked again from the log alone.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.course.loading import CONTENT
from mtlearn.language import words
from mtlearn.music.reply import FEATURES, reply
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Choices, Ways
from mtlearn.widgets.exercise_take import TakePanel
from mtlearn.widgets.instrument import names, pads
from mtlearn.widgets.outcome import meant
from mtlearn.widgets.scene import Walking
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from mtlearn.course.plays import Plays
    from mtlearn.course.scene import Moment, Scene, Step, Walk
    from mtlearn.language import Language
    from mtlearn.learner.record import Record, Take
    from mtlearn.sound.card import SoundCard

__all__ = ["PlayedScene", "choices_of"]

_OWN_WORDS: Final = ("ready", "playing", "stopped", "time_over")
"""What a take says along the way, said here in the scene's own words (``take_…``)."""


class PlayedScene(Walking, TakePanel):
    """One scene in words and in music, to be walked as many ways as one likes.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log, which keeps choices and takes.
        scene: the scene.
        content: the folder the claims are read from.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one where none is given.
        pause: lets so many seconds of that clock pass.
    """

    room = "scene"
    _esm = script(
        *(
            "base.js",
            "references.js",
            *PLAYER,
            "pagesound.js",
            "pads.js",
            "keys.js",
            "wander.js",
            "scan.js",
            "switches.js",
            "lanes.js",
        ),
        *("ledger.js", "take.js", "scene-page.js", "played-scene.js"),
    )
    _css = style("page.css", "lanes.css", "exercise.css", "scene.css")

    def __init__(  # noqa: PLR0913 - what comes in from outside: clock, sound and chance
        self,
        lang: Language,
        record: Record,
        scene: Scene,
        content: Path = CONTENT,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._scene = scene
        self._content = content
        super().__init__(lang, record, f"scene:{scene.id}", clock=clock, card=card, pause=pause)
        self.words = self._words(lang)
        self._heard: dict[str, frozenset[str]] = {}
        self._asked: tuple[Moment, int] | None = None
        self.refresh()

    def hear_choose(self, content: dict[str, Any]) -> None:
        """Log a choice made in words; what was being played then is no answer."""
        self.leave()
        super().hear_choose(content)

    def hear_back(self, content: dict[str, Any]) -> None:
        """Go back to an earlier decision; what was being played is no answer."""
        self.leave()
        super().hear_back(content)

    def hear_open(self, content: dict[str, Any]) -> None:
        """The instrument is wanted: find out which way its sound goes."""
        self.spawn(self._find_way(local=content.get("local") is True))

    def hear_start(self, content: dict[str, Any]) -> None:
        """An answer begins, where the scene stands at somebody who plays."""
        way = self._walked()
        moment = self._scene.moment(way.at)
        if moment is None or moment.plays is None or content.get("step") != len(way.steps):
            self.refresh()
            return
        self._asked = (moment, len(way.steps))
        seed, told = moment.plays.seed, content.get("latency")
        self._chance = lambda _bits: seed
        late = float(told) if isinstance(told, (int, float)) else 0.0
        self.spawn(self._start(choices_of(moment.plays), late))

    def _at_hand(self) -> Choices | None:
        plays = getattr(self._scene.moment(self._walked().at), "plays", None)
        return choices_of(plays) if plays else None

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner has answered."""
        self._finish(float(content["at"]), None)

    def leave(self) -> None:
        """End what is being played, if something is, without taking it for an answer."""
        if self._session:
            self._finish(self._session.page_time(self._clock()), "stopped", quietly=True)

    def _seen(self, way: Walk) -> dict[str, Any]:
        moment = self._scene.moment(way.at)
        kept = self._record.store.latest("setting", "ways")
        return {
            **super()._seen(way),
            "log": f"{self._record.lesson}/{self._name}",
            "plays": self._instrument(moment.plays) if moment and moment.plays else None,
            "out": self._way.out,
            "ways": msgspec.to_builtins(Ways.of(kept.data) if kept else Ways()),
        }

    def _instrument(self, plays: Plays) -> dict[str, Any]:
        choices = choices_of(plays)
        return {
            "invitation": plays.invitation[self.lang],
            "seconds": plays.seconds,
            "who": plays.who,
            "other": {"partner": plays.who, "the_other": plays.who},
            "settings": choices.settled(),
            "pads": pads(choices, self.lang)[: plays.pads],
            "names": names(choices, self.lang),
            "drums": choices.on_drums,
        }

    async def _tell(self, name: str, *, asked: bool) -> None:  # noqa: ARG002 - as every panel of takes is asked
        """Take what was played for an answer, and go on to where it leads."""
        take, wanted = self._found(name), self._asked
        way = self._walked()
        if wanted and (way.at, len(way.steps)) == (wanted[0].id, wanted[1]):
            choice = wanted[0].answered(way.state, self._features(take))
            if choice:
                self._log((*way.choices, f"{choice.id}@{take.id}"))
        self.refresh()
        self.tell("answered", take=take.id)

    def _features(self, take: Take) -> frozenset[str]:
        if take.id not in self._heard:
            self._heard[take.id] = reply(meant(take), take.length)
        return self._heard[take.id]

    def _past(self, step: Step) -> dict[str, Any]:
        return {**super()._past(step), "heard": self._hearing(step)}

    def _debrief(self, step: Step) -> dict[str, Any]:
        return {**super()._debrief(step), "heard": self._hearing(step)}

    def _hearing(self, step: Step) -> list[str] | None:
        """Say what could be heard of what was played at a step; None where it was answered in words."""
        if not step.take or step.moment.plays is None:
            return None
        take = next((take for take in self._takes() if take.id == step.take), None)
        features = self._features(take) if take else frozenset()
        heard = {"nothing"} if "nothing" in features else features
        said = [self.words[f"heard_{name}"] for name in FEATURES if name in heard] or [
            self.words["heard_own"]
        ]
        return [sentence.format(who=step.moment.plays.who) for sentence in said]

    def _words(self, lang: Language) -> dict[str, str]:
        own: dict[str, str] = {**words("exercise", lang), **self.words}
        return {**own, **{name: own[f"take_{name}"] for name in _OWN_WORDS}}

    def _show_shelf(self) -> None:
        """Show no shelf of takes: in a scene they are answers."""


def choices_of(plays: Plays) -> Choices:
    """Give the settings of a take with the one who plays in a scene."""
    return Choices(
        mine=plays.mine,
        partner=plays.voice,
        scale=plays.scale,
        tonic=plays.tonic,
        pads=plays.pads,
        who="coplayer",
        way=plays.coplayer,
        backing="none",
        length=plays.seconds,
    )
