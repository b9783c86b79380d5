"""Turn it down: level, pause and stop are practised while somebody listens and says what they need."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from mtlearn.music.backing import mode_for
from mtlearn.music.backing import voices as voices_of
from mtlearn.music.backing.setting import TEMPI, Setting
from mtlearn.music.hum import hummed
from mtlearn.music.request import PACES, Answer, Deed, Request, answer, request
from mtlearn.music.scale import SCALES
from mtlearn.music.vamp import CHORDS, STYLES, Vamp
from mtlearn.widgets.band import PAGE, Band
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.down_setup import SCENES, DownSetup
from mtlearn.widgets.happened import Happened, told_of
from mtlearn.widgets.setup import voice_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.backing.bar import Bar

__all__ = ["BEGINS_AT", "TurnItDown"]

BEGINS_AT: Final = 0.85
"""How loud the music begins, of the learner's own volume: there is room above it and below."""
_GOES_ON: Final = 6.0
"""Seconds the music goes on after it was last made softer or louder, or came back from a pause."""
_ROUND: Final = 16
"""Steps of the light, at most, until it is back on a control: with one switch, one press in that time."""
_ORDER: Final = "AABBABAB"
_TUNE: Final = "tune"
_DEMO_ASKS: Final = 5.0
_DEMO: Final = ((8.0, 0.4), (14.0, None))
"""In the example, the music is turned down after 8 seconds and stopped after 14."""


class _Piece(NamedTuple):
    setting: Setting
    scale: str
    voice: str


@cache
def _vamp(setting: Setting) -> Vamp:
    chords = CHORDS[setting.mode]
    return Vamp(setting, chords[0], chords[3], _ORDER)


class TurnItDown(Band):
    """Music that can be turned down, paused and stopped, and somebody who listens."""

    room: ClassVar[str] = "turn_it_down"
    exercise: ClassVar[str] = "turn-it-down"
    setup = DownSetup
    longest = 3600.0
    steps_in_example = True
    _esm = script(*PAGE, "turn_it_down.js")
    _css = style("exercise.css", "band.css", "turn_it_down.css")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Band takes them
        self._turns = 0
        self._request = Request("softer", 0.0)
        self._deeds: list[Deed] = []
        self._asked = False
        self._answered: float | None = None  # when, and what was last done after it
        self._shown_deeds = 0
        self._outcome: dict[str, Any] | None = None
        super().__init__(*given, **named)

    # What it plays

    def playing(self, *, demo: bool) -> _Piece:
        """Give the piece as it is set, or the example's."""
        made = DownSetup() if demo else self.made
        setting = Setting(made.style, 60, mode_for(made.scale), made.tempo, self.seed % 1000)
        return _Piece(setting, made.scale, made.voice)

    def bar_of(self, what: _Piece, number: int) -> Bar | None:
        """Make one bar: the backing, and a tune over it that is hummed on."""
        if self._demo and number * 4 * 60 / what.setting.tempo > _DEMO[-1][0]:
            return None
        return hummed(_vamp(what.setting), what.scale, number, part=_TUNE)

    def voices_of(self, what: _Piece, number: int) -> Mapping[str, str]:  # noqa: ARG002 - the same in every bar
        """Give the voice of each part."""
        return {**voices_of(what.setting), _TUNE: what.voice}

    def example_length(self) -> float:
        """Say how long the example is, in seconds."""
        return _DEMO[-1][0]

    def shown(self) -> dict[str, Any]:
        """Give what can be chosen, and what happened last."""
        own = self.words
        return {
            "choices": {
                "scenes": [(scene, own[f"scene_{scene}"]) for scene in SCENES],
                "paces": [(pace, own[f"pace_{pace}"]) for pace in PACES],
                "styles": [(one, own[f"backing-{one}"]) for one in STYLES],
                "scales": [(scale, own[f"scale-{scale}"]) for scale in SCALES],
                "voices": voice_names(self.lang),
                "tempi": (TEMPI[0], TEMPI[-1]),
            },
            "place": own[f"place_{self.made.scene}"],
            "outcome": self._outcome,
            "begins_at": BEGINS_AT,
            "again": self._again(),
        }

    # What happens while it plays

    def hear_start(self, content: dict[str, Any]) -> None:
        """The music begins; somebody will ask for something."""
        pace = PACES[self.made.pace]
        self._request = (
            Request("softer", _DEMO_ASKS)
            if content.get("demo")
            else request(self.made.scene, pace, self.seed + self._turns)
        )
        self._deeds, self._asked, self._answered, self._shown_deeds = [], False, None, 0
        self.hear_level({"value": BEGINS_AT})
        super().hear_start(content)

    def hear_level(self, content: dict[str, Any]) -> None:
        """The learner turns the music up or down."""
        super().hear_level(content)
        self._did("level", content, self._level)

    def hear_pause(self, content: dict[str, Any]) -> None:
        """The learner pauses the music."""
        super().hear_pause(content)
        self._did("pause", content)
        self._thank()

    def hear_resume(self, content: dict[str, Any]) -> None:
        """The learner lets the music go on."""
        super().hear_resume(content)
        self._did("resume", content)

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops the music."""
        self._did("stop", content)
        super().hear_stop(content)

    def stepped(self, now: float) -> None:
        """Let the one who listens say what they need; bring the scene to its end."""
        if self._demo:
            self._show_how(now)
        if not self._asked and now >= self._request.at:
            self._asked = True
            self._request = self._request._replace(at=now)
            self.tell("asks", **self._said("asks", self._request.asked))
        if self._demo:
            return
        if self._asked and self._answered is None and self._answer().kind == "softer":
            self._answered = now
            self._thank()
        room = PACES[self.made.pace].room
        if (self._answered is not None and now >= self._answered + self._goes_on) or (
            self._asked and self._answered is None and room and now >= self._request.at + room
        ):
            self.finish(now, "scene_over")

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:  # noqa: ARG002 - nobody plays notes here
        """Say what happened."""
        self._turns += 1
        end = max(at, 0.1)
        if not self._asked:
            if not any(deed.did == "stop" for deed in self._deeds):
                return
            self._request = self._request._replace(at=end + 1.0)
        happened = Happened(self._request, self._deeds, BEGINS_AT, end, spoke=self._asked)
        self._outcome = {**told_of(happened, self.words), "number": self._turns}

    def _did(self, what: Any, content: dict[str, Any], level: float = 0.0) -> None:  # noqa: ANN401 - one of a Deed's
        if self._session and not self._demo and "at" in content:
            at = float(content["at"])
            self._deeds.append(Deed(what, at, round(level, 3)))
            if self._answered is not None:
                self._answered = at

    @property
    def _goes_on(self) -> float:
        return max(_GOES_ON, _ROUND * self._ways.pace) if self._ways.switches == 1 else _GOES_ON

    def _answer(self) -> Answer:
        return answer(self._request, self._deeds, BEGINS_AT)

    def _thank(self) -> None:
        """Let the one who listens say that it is good so."""
        if self._session is None or not self._asked or self._demo:
            return
        if self._answered is None:
            self._answered = self._session.page_time(self._clock())
        kind = self._answer().kind
        if kind in {"softer", "pause"}:
            self.tell("asks", **self._said("thanks", kind))

    def _said(self, what: str, kind: str) -> dict[str, Any]:
        who = self.words[f"who_{self._request.asked}"]
        return {"who": who, "text": self.words[f"{what}_{kind}"], "asks": what == "asks"}

    def _show_how(self, now: float) -> None:
        """In the example, do what a learner might do."""
        at, level = _DEMO[0]
        if self._shown_deeds == 0 and now >= at:
            self._shown_deeds = 1
            super().hear_level({"value": level})
            self.tell("level", value=level, text=self.words["example_softer"])
            self.tell("asks", **self._said("thanks", "softer"))
        if now >= _DEMO[1][0]:
            self.finish(now, "example_over")

    # What there is to change

    def _again(self) -> dict[str, Any]:
        """Offer one thing to change."""
        made, own = self.made, self.words
        scene = SCENES[(SCENES.index(made.scene) + 1) % len(SCENES)]
        next_style = STYLES[(STYLES.index(made.style) + 1) % len(STYLES)]
        offers: list[tuple[str, dict[str, object]]] = [
            (own["again_scene"].format(scene=own[f"scene_{scene}"]), {"scene": scene}),
            (own["again_style"].format(style=own[f"backing-{next_style}"]), {"style": next_style}),
        ]
        text, changes = offers[self._turns % len(offers)]
        return {"text": text, "changes": changes}
