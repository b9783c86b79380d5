"""What is taken from Fluid R3 for each voice of the bank, and how it is shaped. Only numbers and names."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["KITS", "TONES", "Kit", "Layer", "Stroke", "Tone"]


class Layer(NamedTuple):
    """A touch: up to which velocity it answers, and the cut-off in Hz at middle C (0: as recorded).

    The cut-off follows the key half way, as a player's brightness does.
    """

    highest: int
    cutoff: float = 0.0


class Tone(NamedTuple):
    """A voice with pitch.

    ``way`` says how it goes on: "rings" dies away by itself, looped once it is even; "lasts" is held, with a
    loop as long as there is; "sways" is held on a short loop made long; "source" keeps the source's loop;
    "once" has none. ``seconds`` is the most kept of a sample of middle C ("rings": twice two octaves below,
    half two octaves above). ``rate`` is the most frames a second.
    """

    name: str
    program: int
    roots: tuple[int, ...]
    way: Literal["rings", "lasts", "sways", "source", "once"]
    seconds: float
    release: float
    rate: int = 32_000
    attack: float = 0.001
    layers: tuple[Layer, ...] = (Layer(127),)
    even: float = 0.9
    """How much of the difference in loudness from sample to sample is taken out."""
    depths: tuple[tuple[int, float], ...] = ()
    """(lowest key, cut-off in Hz as heard): copies of one sample made darker, for the pad."""
    spread: float = 0.0
    sides: Literal["left", "steadier", "both"] = "left"
    """Which channel of a stereo sample is kept; of "both", each is a zone of its own, ``spread`` apart."""


class Stroke(NamedTuple):
    """One drum: its keys, its name, the sample it is made of and what is done to it.

    ``up`` is semitones, ``level`` LU beside the voice's bass drum, ``soft`` the cut-off in Hz for a soft
    touch (0: one touch), ``cutoff`` the one for every touch, ``rise`` seconds of a softer beginning, ``dies``
    seconds in which it is damped by 60 dB (0: as recorded).
    """

    keys: tuple[int, ...]
    name: str
    sample: str
    seconds: float
    level: float = 0.0
    up: float = 0.0
    pan: float = 0.0
    choke: int = 0
    soft: float = 0.0
    cutoff: float = 0.0
    rise: float = 0.0
    dies: float = 0.0
    rate: int = 44_100


class Kit(NamedTuple):
    """A voice of drums."""

    name: str
    strokes: tuple[Stroke, ...]


PIANO = (Layer(50, 1500.0), Layer(84, 4200.0), Layer(127))
PLUCKED = (Layer(64, 1800.0), Layer(127))
TONES = (
    Tone("piano", 0, (26, 34, 42, 50, 58, 66, 74, 84, 94, 104), "rings", 2.4, 0.6, layers=PIANO),
    Tone(
        "electric-piano", 4, (24, 36, 48, 60, 72, 84, 96), "rings", 1.9, 0.5, rate=22_050,
        layers=(Layer(72, 900.0), Layer(127)),
    ),
    Tone("nylon-guitar", 24, (40, 45, 50, 55, 59, 64, 69, 76, 84), "rings", 1.5, 0.8, layers=PLUCKED),
    Tone("steel-guitar", 25, (40, 45, 50, 55, 59, 64, 71, 76, 84), "rings", 1.6, 0.8, layers=PLUCKED),
    Tone(
        "electric-bass", 33, (28, 32, 36, 39, 43, 48), "rings", 1.0, 0.3, rate=22_050,
        layers=(Layer(72, 900.0), Layer(127)),
    ),
    Tone(
        "acoustic-bass", 32, (28, 36, 41, 46, 54, 66), "rings", 0.9, 0.4, rate=22_050,
        layers=(Layer(72, 900.0), Layer(127)),
    ),
    Tone("marimba", 12, (48, 60, 66, 72, 78, 84), "once", 1.6, 1.6),
    Tone("kalimba", 108, (55, 65, 69, 77, 84, 96), "source", 2.0, 2.0, rate=44_100, even=0.6),
    Tone("vibraphone", 11, (57, 63, 66, 71, 78, 81, 85, 88, 94), "source", 2.0, 2.0, rate=44_100, even=0.7),
    Tone(
        "warm-pad", 89, (84,), "source", 4.0, 2.5, rate=44_100, attack=0.35, spread=0.35,
        depths=((0, 700.0), (48, 1000.0), (60, 1500.0), (72, 2200.0)),
    ),
    Tone(
        "strings", 48, (31, 40, 47, 52, 58, 64, 70, 76, 83), "lasts", 2.2, 0.9, attack=0.05, sides="both",
        spread=0.5,
    ),
    Tone(
        "choir", 52, (39, 45, 51, 57, 63, 69, 75, 81), "lasts", 2.0, 1.0, rate=22_050, attack=0.05,
        sides="both", spread=0.5,
    ),
    Tone("flute", 73, (61, 64, 67, 71, 74, 78, 80, 84, 90), "lasts", 2.0, 0.5, attack=0.03, sides="steadier"),
    Tone("clarinet", 71, (52, 56, 59, 61, 65, 68, 72, 76, 80, 84), "sways", 1.2, 0.35, attack=0.015),
)  # fmt: skip

HAT = 1
"""The hi-hat's sounds silence one another."""
_FRAME = Stroke((), "", "Short Taiko Hit", 1.0, soft=450, cutoff=900, rise=0.002, dies=0.7, rate=22_050)
_CYMBALS = (
    Stroke((49,), "crash", "Crsh 2(L)", 2.6, -4, pan=-0.3, rate=32_000),
    Stroke((51,), "ride", "Ride1(L)", 1.8, -9, pan=-0.25),
)
_SHAKEN = (
    Stroke((54,), "tambourine", "Tambourine(L)", 0.45, -8, pan=-0.25),
    Stroke((70,), "maracas", "Maracas(L)", 0.1, -11, pan=0.3),
    Stroke((82,), "shaker", "Small Shaker (L)", 0.3, -12, pan=0.3),
)
_HATS = (
    Stroke((42,), "closed-hat", "Hi-Hat Closed(R)", 0.35, -10, pan=0.2, choke=HAT),
    Stroke((44,), "pedal-hat", "Hi-Hat Foot(R)", 0.3, -12, pan=0.2, choke=HAT),
    Stroke((46,), "open-hat", "Hi-Hat Half-Open(R)", 1.5, -9, pan=0.2, choke=HAT),
)
_TOMS = (
    Stroke((41, 43), "low-tom", "Low Flr Studio(L)", 0.8, -2, pan=-0.3, soft=900, rate=22_050),
    Stroke((45, 47), "middle-tom", "Low Studio(L)", 0.8, -2, pan=-0.05, soft=1000, rate=22_050),
    Stroke((48, 50), "high-tom", "Hi Studio(L)", 0.7, -2, pan=0.15, soft=1200, rate=22_050),
)
KITS = (
    Kit(
        "hand-drums",
        (
            _FRAME._replace(keys=(41,), name="frame-drum-low", up=-2),
            _FRAME._replace(keys=(43,), name="frame-drum-middle", up=3),
            _FRAME._replace(keys=(45,), name="frame-drum-high", up=8, level=-1),
            Stroke(
                (47,), "djembe-bass", "Long Taiko Hit", 0.5, 0, -3, pan=0.1, soft=500, cutoff=1500, dies=0.5,
                rate=22_050,
            ),
            Stroke((48,), "djembe-tone", "Low Bongo(L)", 0.35, -2, -6, pan=0.1, soft=2000),
            Stroke((50,), "djembe-slap", "Closed Slap(L)", 0.25, -3, -3, pan=0.1),
            Stroke((60,), "high-bongo", "Bongo Rim(L)", 0.3, -3, pan=0.3, soft=2500),
            Stroke((61,), "low-bongo", "Low Bongo(L)", 0.35, -3, pan=0.3, soft=2000),
            Stroke((62,), "muted-conga", "Closed Slap(L)", 0.25, -4, pan=-0.2, soft=2500),
            Stroke((63,), "open-conga", "High Conga(L)", 0.65, -2, pan=-0.2, soft=1500),
            Stroke((64,), "low-conga", "Low Tumba(L)", 0.6, -2, pan=-0.3, soft=1200),
            *_SHAKEN,
            Stroke((56,), "cowbell", "Cow Bell(L)", 0.35, -8, pan=0.2),
            Stroke((75,), "claves", "Clave(L)", 0.1, -8, pan=0.15),
            Stroke((76,), "high-wood-block", "High Woodblock(L)", 0.2, -7, pan=0.2),
            Stroke((77,), "low-wood-block", "Low Woodblock(L)", 0.25, -7, pan=0.1),
        ),
    ),
    Kit(
        "soft-kit",
        (
            Stroke((35, 36), "bass-drum", "Std Kick 7(L)", 0.35, 0, soft=700, rate=22_050),
            Stroke((37,), "side-stick", "Rim Tap(L)", 0.4, -6, pan=-0.1),
            Stroke((38,), "brush-snare", "Brush Snr 1(L)", 0.34, -3, pan=-0.05, soft=3500),
            Stroke((39,), "brush-tap", "Brush Snr 2(L)", 0.5, -5, pan=-0.05, soft=3500),
            Stroke((40,), "brush-swirl", "Brush Swirl(L)", 0.6, -8, pan=-0.05),
            *_HATS, *_CYMBALS, *_TOMS, *_SHAKEN,
            Stroke((56,), "cowbell", "Cow Bell(L)", 0.35, -8, pan=0.2),
        ),
    ),
    Kit(
        "beat-kit",
        (
            Stroke((35,), "short-bass-drum", "808 Kick 1", 0.19, 0, soft=900, rate=22_050),
            Stroke((36,), "beat-bass-drum", "808 Kick 2", 0.42, 0, soft=900, rate=22_050),
            Stroke((37,), "side-stick", "Rim Tap(L)", 0.4, -6, pan=-0.1),
            Stroke((38,), "beat-snare", "808 Snare 1", 0.16, -2, soft=5000),
            Stroke((39,), "clap", "808 Clap", 0.5, -3, pan=0.05, soft=5000),
            Stroke((40,), "beat-snare-2", "Electronic Snr 2(L)", 0.4, -2, soft=3500),
            Stroke((42,), "beat-closed-hat", "808 Closed Hat", 0.12, -10, pan=0.15, choke=HAT),
            Stroke(
                (44,), "beat-pedal-hat", "808 Closed Hat", 0.06, -12, 1, pan=0.15, choke=HAT, dies=0.06,
            ),
            Stroke((46,), "beat-open-hat", "808 Open Hat", 0.9, -9, pan=0.15, choke=HAT, dies=1.2),
            Stroke((49,), "crash", "Crsh 2(L)", 2.6, -4, pan=-0.3, rate=32_000),
            Stroke((51,), "beat-ride", "808 Ride", 0.9, -9, pan=-0.2),
            *_TOMS, *_SHAKEN,
            Stroke((56,), "beat-cowbell", "808 Cowbell", 0.38, -7, pan=0.2),
        ),
    ),
)  # fmt: skip
