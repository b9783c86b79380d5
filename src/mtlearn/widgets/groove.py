"""Groove in layers: a loop for several hands, in which the art is to leave room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec

from mtlearn.music.backing.setting import TEMPI
from mtlearn.music.layers import DENSITIES, LAYERS, OWN, VOICES, Tap, bar, steps
from mtlearn.music.room import MOST_OTHERS, joins, room
from mtlearn.music.scale import SCALES
from mtlearn.widgets.band import PAGE, Band
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import TONICS, Choices, drums, tones
from mtlearn.widgets.groove_setup import ALL, LEVELS, METRES, GrooveSetup
from mtlearn.widgets.instrument import pads, tone_name
from mtlearn.widgets.setup import voice_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.backing.bar import Bar
    from mtlearn.music.move import Move

__all__ = ["NAMES", "GrooveInLayers"]

NAMES: Final = ("Selma", "Ivar", "Noor")
"""Who may join: simulated, and the names are invented."""
_PADS: Final = 8
_MOST_TAPS: Final = 48
_SAME: Final = 0.12
"""Taps of one pitch that lie nearer than this (in beats) are one."""
_WAIT: Final = 8
"""Bars that go by without a change before somebody joins."""
_BUILT: Final = ("low", "shaker", "bass", "bells")
_DEMO_BARS: Final = 12


class GrooveInLayers(Band):
    """A loop in layers, and others who join when there is room."""

    room: ClassVar[str] = "groove"
    exercise: ClassVar[str] = "groove"
    setup = GrooveSetup
    _esm = script(*PAGE, "pads.js", "keys.js", "groove.js")
    _css = style("exercise.css", "band.css", "groove.css")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Band takes them
        self._turns = 0
        self._tapping = False
        self._tapped: list[Tap] = []
        self._last_bar = -1
        self._calm = 0
        super().__init__(*given, **named)

    # What it plays

    def playing(self, *, demo: bool) -> Any:  # noqa: ANN401 - a groove, and whether it is the example's
        """Give the loop as it is set, or the example's."""
        made = GrooveSetup(on=(False,) * 6 + (True,), density=(1, 1, 1, 1, 1, 1, 0)) if demo else self.made
        return made.groove(self.seed % 1000), demo

    def bar_of(self, what: Any, number: int) -> Bar | None:  # noqa: ANN401 - as given
        """Make one bar of the loop; the example is built up, a layer every second bar."""
        groove, demo = what
        if demo:
            if number >= _DEMO_BARS:
                return None
            playing = set(_BUILT[: number // 2 + 1]) - ({"low"} if number in {8, 9} else set())
            layers = tuple(layer._replace(on=layer.name in playing) for layer in groove.layers)
            groove = groove._replace(layers=layers)
        return bar(groove, number)

    def voices_of(self, what: Any, number: int) -> Mapping[str, str]:  # noqa: ANN401, ARG002 - the same in every bar
        """Give the voice of each layer."""
        return {**VOICES, OWN: self.made.voice}

    def shown(self) -> dict[str, Any]:
        """Give what can be chosen, each layer with where it plays, and how much room there is."""
        made, own = self.made, self.words
        groove = made.groove(self.seed % 1000)
        found = room(groove)
        chosen = Choices(mine=made.voice, scale=made.scale, tonic=made.tonic, pads=_PADS)
        others = dict(made.others)
        off = [name for name in LAYERS if not made.on[ALL.index(name)]]
        return {
            "choices": {
                "scales": [(scale, own[f"scale-{scale}"]) for scale in SCALES],
                "tonics": [(pitch, tone_name(pitch, self.lang)) for pitch in TONICS],
                "voices": voice_names(self.lang, (*tones(), *drums())),
                "tempi": (TEMPI[0], TEMPI[-1]),
                "levels": (LEVELS[0], LEVELS[-1]),
                "metres": [(one, own[f"metre_{one.replace('/', '_')}"]) for one in METRES],
                "bars": [(count, own[f"bars_{count}"]) for count in (1, 2)],
                "densities": [(one, own[f"density_{one}"]) for one in range(DENSITIES)],
            },
            "layers": [
                {
                    "name": layer.name,
                    "label": own[f"layer_{layer.name}"],
                    "who": others.get(layer.name, ""),
                    "open": bool(off) and layer.name == off[-1],
                    "steps": sorted(steps(groove, layer)),
                }
                for layer in made.layers()
            ],
            "counts": found.counts,
            "beats": groove.beats,
            "split": groove.split,
            "room": self._of_room(found),
            "tapping": self._tapping,
            "pads": pads(chosen, self.lang),
            "on_drums": chosen.on_drums,
            "again": self._again(),
        }

    # What the page says

    def hear_layer(self, content: dict[str, Any]) -> None:
        """The learner turned a layer on or off, made it denser, stronger …; it counts from the next bar."""
        name = str(content.get("layer"))
        if name not in ALL:
            return
        at, made = ALL.index(name), self.made
        for what in ("on", "density", "level"):
            if what in content:
                row = list(getattr(made, what))
                row[at] = content[what]
                made = made.changed(what, row)
        others = tuple(one for one in made.others if one[0] != name or made.on[at])
        self._calm = 0
        self.take_up(msgspec.structs.replace(made, others=others))

    def hear_tapping(self, content: dict[str, Any]) -> None:
        """The learner lets what is tapped go into the loop, or plays over it only."""
        self._tapping = content.get("on") is True
        self.show()

    def hear_untap(self, content: dict[str, Any]) -> None:
        """The learner takes back the last tap, or all of them."""
        self._tapped.clear()
        taps = () if content.get("all") else self.made.taps[:-1]
        self.take_up(msgspec.structs.replace(self.made, taps=taps))

    def played(self, move: Move) -> None:
        """Lay a tap into the loop, where the learner wants that."""
        heard = self._loop.heard(move.time)
        if not (self._tapping and move.sounding and heard) or self._demo:
            return
        groove, _ = heard.what
        beat = heard.bar.length / groove.beats
        place = heard.number % groove.bars * groove.beats + (move.time - heard.start) / beat
        self._tapped.append(Tap(round(place, 3), move.pitch, move.velocity))
        self._calm = 0

    def hear_again(self, content: dict[str, Any]) -> None:
        """Take up one change that is offered; who played a layer that rests now steps back with it."""
        super().hear_again(content)
        others = tuple(one for one in self.made.others if self.made.on[ALL.index(one[0])])
        self.take_up(msgspec.structs.replace(self.made, others=others))

    def stepped(self, now: float) -> None:
        """With each bar, take up what was tapped, and see whether somebody joins."""
        heard = self._loop.heard(now)
        if heard is None or heard.number == self._last_bar:
            return
        self._last_bar = heard.number
        self._take_up_taps()
        self._calm += 1
        if self.made.may_join and self._calm >= _WAIT:
            self._let_join()

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:  # noqa: ARG002 - taps are taken up already
        """Keep what was tapped last; another thing is offered to change."""
        self._take_up_taps()
        self._turns += 1
        self._last_bar, self._calm = -1, 0

    def _take_up_taps(self) -> None:
        if not self._tapped:
            return
        fresh, self._tapped = self._tapped, []
        taps = [Tap(*tap) for tap in self.made.taps]
        for tap in fresh:
            taps = [one for one in taps if one.pitch != tap.pitch or abs(one.place - tap.place) > _SAME]
            taps.append(tap)
        kept = tuple((tap.place, tap.pitch, tap.velocity) for tap in taps[-_MOST_TAPS:])
        self.take_up(msgspec.structs.replace(self.made, taps=kept))

    def _let_join(self) -> None:
        made = self.made
        layer = joins(made.groove(0), [name for name, _ in made.others], self.seed)
        free = [name for name in NAMES if name not in {who for _, who in made.others}]
        if layer is None or not free:
            return
        self._calm = 0
        at = ALL.index(layer)
        on = (*made.on[:at], True, *made.on[at + 1 :])
        density = (*made.density[:at], 0, *made.density[at + 1 :])
        who = free[0]
        self.take_up(
            msgspec.structs.replace(made, on=on, density=density, others=(*made.others, (layer, who)))
        )
        self.tell("said", text=self.words["joins"].format(who=who, layer=self.words[f"in_{layer}"]))

    # What is said of it

    def _of_room(self, found: Any) -> str:  # noqa: ANN401 - a Room
        own: dict[str, str] = self.words
        if not any(found.counts):
            return own["room_empty"]
        key = "room_welcoming" if found.is_welcoming else "room_some" if found.open else "room_full"
        return own[key].format(open=found.open, all=len(found.counts))

    def _again(self) -> dict[str, Any]:
        """Offer one thing to change."""
        made, own = self.made, self.words
        offers: list[tuple[str, dict[str, object]]] = []
        playing = [layer for layer in made.layers() if layer.on and layer.name != OWN]
        groove = made.groove(0)
        if playing:
            fullest = max(playing, key=lambda layer: len(steps(groove, layer)))
            at = ALL.index(fullest.name)
            without = [*made.on[:at], False, *made.on[at + 1 :]]
            offers.append((own["again_without"].format(layer=own[f"in_{fullest.name}"]), {"on": without}))
        slower = made.tempo - 14 if made.tempo > 80 else made.tempo + 14  # noqa: PLR2004 - a middling tempo
        offers.append((own["again_tempo"].format(tempo=slower), {"tempo": slower}))
        if any(made.density):
            sparse = [max(0, one - 1) for one in made.density]
            offers.append((own["again_sparser"], {"density": sparse}))
        other = 1 if made.bars == 2 else 2  # noqa: PLR2004 - one bar or two
        offers.append((own[f"again_bars_{other}"], {"bars": other}))
        following = METRES[(METRES.index(made.metre) + 1) % len(METRES)]
        offers.append((own["again_metre"].format(metre=following), {"metre": following}))
        text, changes = offers[self._turns % len(offers)]
        return {"text": text, "changes": changes}


assert len(NAMES) == MOST_OTHERS  # noqa: S101 - each who joins has a name
