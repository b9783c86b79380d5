"""The music to play over, in one take: from what is chosen to what sounds, is shown, and is kept.

It stands between :mod:`mtlearn.widgets.transport`, which knows bars, and the ways out of sound, which
know events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mtlearn.music.backing.setting import Setting
from mtlearn.sound.channels import BACKING, COUNT_IN
from mtlearn.sound.event import Event
from mtlearn.widgets.transport import Music, Score, Transport, laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtlearn.music.backing.bar import Stroke
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.transport import Laid, Stretch

__all__ = [
    "CHANNELS",
    "FREE",
    "STILL",
    "Ensemble",
    "Komp",
    "Planned",
    "ensemble",
    "has_metre",
    "heard_again",
    "players",
    "score_of",
]

FREE: Final = frozenset({"none", "drone", "open-pulse"})
"""What has no metre: nothing to count in, and no beats to show."""
STILL: Final = frozenset({"none", "drone"})
"""What no tempo is heard in."""
_OTHER: Final[Mapping[str, int]] = {"bass": 10, "chords": 11, "drums": 12, "hands": 13, "held": 14}
"""A second channel for each part: a new voice begins there while the old one still plays its last bar."""
CHANNELS: Final = (*BACKING.values(), *_OTHER.values(), COUNT_IN)
"""All channels the music to play over may sound on."""
_PARTS: Final = {"bass": ("bass",), "chords": ("chords", "held"), "drums": ("drums", "hands")}
_BLOCKS: Final = {"count-in": "hand-drums"}
"""Whoever plays, it is wood blocks that count in."""
_LEAD: Final = 0.4
"""Seconds from the beginning of a take to the first sound: the page has to hear of it first."""
_APART: Final = 16
"""From this channel on, voices that share a part stand side by side where a take is heard again."""


class Ensemble(Music, Protocol):
    """What :mod:`mtlearn.music.backing` offers."""

    def voices(self, setting: Setting) -> dict[str, str]:
        """Give the voice of each part."""

    def mode_for(self, scale: str) -> str:
        """Give the mode that goes with a scale."""

    def metre(self, setting: Setting) -> tuple[int, int] | None:
        """Give the time signature, if there is one."""


class Planned(NamedTuple):
    """What is to be sent out, in seconds of the take.

    First ``cancel``: what was planned from then on is taken back. Then ``voices`` are given to channels, and
    ``events`` planned. ``bars`` are for the eyes.
    """

    cancel: float | None = None
    voices: Mapping[int, str] = {}
    events: tuple[Event, ...] = ()
    bars: tuple[Laid, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.bars or self.events or self.cancel is not None)


def ensemble() -> Ensemble:
    """Give what makes the music."""
    from mtlearn.music import backing  # noqa: PLC0415 - only once something is played

    made: Any = backing
    found: Ensemble = made
    return found


def players(music: Ensemble, setting: Setting) -> dict[str, str]:
    """Give the voice of each part, that of the count-in too."""
    return {**_BLOCKS, **music.voices(setting)}


def has_metre(style: str) -> bool:
    """Say whether a style has bars and beats one can count."""
    return style not in FREE


def score_of(choices: Choices, seed: int, music: Ensemble) -> Score | None:
    """Give what is to be played for what was chosen; None is no music."""
    if choices.backing == "none":
        return None
    setting = Setting(choices.backing, choices.tonic, music.mode_for(choices.scale), choices.tempo, seed)
    without = [part for name, parts in _PARTS.items() if not getattr(choices, name) for part in parts]
    # A drone is all there is of itself: it is not left out as chords are.
    return Score(setting, choices.level / 100, tuple(without) if has_metre(choices.backing) else ())


class Komp:
    """The music to play over, from the start of a take to its end.

    Args:
        music: what makes the bars.
        seed: what its human unevenness is drawn from.
    """

    def __init__(self, music: Ensemble, seed: int) -> None:
        self._music, self._seed = music, seed
        self._transport = Transport(music)
        self._desks: list[tuple[float, dict[str, int]]] = []
        self._voices: dict[int, str] = {}

    def begin(self, choices: Choices, now: float) -> Planned:
        """Begin; where nothing is chosen there is nothing, until something is."""
        score = score_of(choices, self._seed, self._music)
        if score is None:
            return Planned()
        at = now + _LEAD
        self._transport.begin(score, at, counted=choices.count_in and has_metre(choices.backing))
        return self._out(self._transport.plan(now), self._seat(score, at))

    def step(self, now: float) -> Planned:
        """Give what is to be planned now; call it some times a second."""
        return self._out(self._transport.plan(now))

    def change(self, choices: Choices, now: float) -> tuple[float, Planned] | None:
        """Take up what is chosen now from the next bar line on; None where that changes nothing.

        Gives the moment of that bar line, and what is to be sent out.
        """
        score = score_of(choices, self._seed, self._music)
        if score == self._transport.playing:
            return None
        change = self._transport.change(score, now)
        kept = self._events(change.again)
        voices = self._seat(score, change.at) if score else {}
        planned = self._out(self._transport.plan(now), voices)
        return change.at, planned._replace(cancel=change.cancel, events=(*kept, *planned.events))

    def stop(self) -> None:
        """Plan nothing more."""
        self._transport.stop()

    def bars(self) -> list[Laid]:
        """Give the bars that are planned or have just been, in order."""
        return self._transport.bar_lines()

    def fresh(self) -> list[Stretch]:
        """Give what is new for the log."""
        return self._transport.fresh()

    def _seat(self, score: Score, at: float) -> dict[int, str]:
        """Give each part a channel from a moment on, beside what plays till then; say what voices are new."""
        self._desks = [desk for desk in self._desks if desk[0] < at]
        before = self._desks[-1][1] if self._desks else {}
        after, new = dict(before), {}
        for part, voice in players(self._music, score.setting).items():
            channel = before.get(part, BACKING.get(part, COUNT_IN))
            if part in before and self._voices[channel] != voice:
                channel = _OTHER[part] if channel == BACKING.get(part) else BACKING.get(part, channel)
            if self._voices.get(channel) != voice:
                self._voices[channel] = new[channel] = voice
            after[part] = channel
        self._desks.append((at, after))
        return new

    def _out(self, bars: Iterable[Laid], voices: Mapping[int, str] | None = None) -> Planned:
        found = tuple(bars)
        events = [event for bar in found for event in self._events(bar.strokes(), bar.start)]
        return Planned(None, voices or {}, tuple(events), found)

    def _events(self, strokes: Iterable[Stroke], at: float | None = None) -> list[Event]:
        """Give strokes to the channels their parts have at a moment: that of their bar, else their own."""
        return [
            Event(stroke.onset, desk[stroke.part], stroke.pitch, stroke.velocity, stroke.duration)
            for stroke in strokes
            if stroke.part in (desk := self._desk(stroke.onset if at is None else at))
        ]

    def _desk(self, at: float) -> dict[str, int]:
        return next((desk for begins, desk in reversed(self._desks) if begins <= at + 1e-6), {})


def heard_again(
    stretches: Iterable[Stretch], span: tuple[float, float], music: Ensemble
) -> tuple[list[Event], dict[int, str]]:
    """Give what sounded under a take, or under a stretch of it, and the voice of each channel.

    What had begun before the span begins is not in it; what goes on beyond its end is cut there.
    """
    begins, ends = span
    events: list[Event] = []
    channels: dict[tuple[str, str], int] = {}
    for bar in laid(music, stretches, ends):
        voices = players(music, bar.score.setting)
        for stroke in bar.strokes():
            if stroke.part not in voices or not begins - 0.03 <= stroke.onset < ends:
                continue
            name = (stroke.part, voices[stroke.part])
            first = all(part != stroke.part for part, _ in channels)
            own = BACKING.get(stroke.part, COUNT_IN) if first else _APART + len(channels)
            channel = channels.setdefault(name, own)
            length = max(0.02, min(stroke.duration, ends - stroke.onset))
            events.append(
                Event(max(0.0, stroke.onset - begins), channel, stroke.pitch, stroke.velocity, length)
            )
    return sorted(events), {channel: voice for (_, voice), channel in channels.items()}
