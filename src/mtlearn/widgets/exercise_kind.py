"""The exercises in which one plays together, as data: who the other may be, and how each begins.

What they are called, what each is for and what is asked afterwards are words, in
``content/locale/nb/exercises.po``. The limits and first choices are this project's design.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.coplayer import own_tempo
from mtlearn.music.demonstration import own_tempo as example_tempo
from mtlearn.music.partner.calling import OWN_TEMPO
from mtlearn.widgets.choices import STANCES, WAYS, Choices
from mtlearn.widgets.komp import STILL

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One exercise.

    Args:
        name: what it is called in notebooks, in the log and in the words' keys.
        first: what it is like before anything has been chosen.
        whos: who the other may be (:data:`mtlearn.widgets.choices.WHOS`); the first is who it is at first.
        again: what may be changed, one thing at a time, after a take (``exercise_again.py``).
        stances: in which stances a partner may answer; where there is one only, it is not asked about.
        ways: in which ways a simulated person may play.
        offers: the ways in a guest may be offered, each with the music that sounds with it.
        over: whether it is about the music to play over, whose choices then stand open.
    """

    name: str
    first: Choices
    whos: tuple[str, ...]
    again: tuple[str, ...]
    stances: tuple[str, ...] = ("mirroring",)
    ways: tuple[str, ...] = ()
    offers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    over: bool = False

    def with_it(self, name: str, value: object, choices: Choices) -> dict[str, object]:
        """Give a choice and all that is chosen with it.

        A way in comes with its music; and a tempo that nobody has chosen goes along with who plays, where no
        backing goes on in it.
        """
        found = {name: value, **(self.offers.get(str(value), {}) if name == "offer" else {})}
        own = choices.backing in STILL and choices.tempo == self.tempo(choices)
        if own and name in _WITH_TEMPO:
            found["tempo"] = self.tempo(choices.changed(name, value))
        return found

    def tempo(self, choices: Choices) -> int:
        """Say in which tempo what was chosen is at home, in beats a minute."""
        if choices.is_person:
            return round(own_tempo(choices.way))
        return OWN_TEMPO if choices.who == "caller" else round(example_tempo(self.example(choices)))

    def in_time(self) -> Kind:
        """Give the same exercise, beginning in the tempo it is at home in."""
        return replace(self, first=self.first.changed("tempo", self.tempo(self.first)))

    def example(self, choices: Choices) -> str:
        """Name the example to hear (:mod:`mtlearn.music.demonstration`) with what was chosen."""
        match choices.who:
            case "coplayer":
                return f"{self.name}:{choices.way}"
            case "partner":
                return f"stance:{choices.stance}"
            case _:
                return self.name

    def allows(self, name: str, value: object) -> bool:
        """Say whether a choice may be this in this exercise."""
        limits: Mapping[str, tuple[str, ...]] = {
            "who": self.whos,
            "stance": self.stances,
            "way": self.ways,
            "offer": tuple(self.offers),
        }
        return name not in limits or value in limits[name]

    def choices(self, settings: dict[str, object]) -> Choices:
        """Read the choices of an earlier take as far as they go here."""
        found = Choices.of(settings, self.first)
        for name in ("who", "stance", "way", "offer"):
            if not self.allows(name, getattr(found, name)):
                found = found.changed(name, getattr(self.first, name))
        return found


_WITH_TEMPO: Final = frozenset({"who", "way", "stance"})
_MIXED: Final = ("minor", "major", "backing", "no-backing", "slower", "faster")
_SWAPPED: Final = ("swap", "way", "slower", "faster", "freer", "closer", "minor", "major", "drums", "tones")
_OFFERS: Final[Mapping[str, Mapping[str, object]]] = {
    "sound": {"backing": "drone", "level": 60},
    "listen": {"backing": "open-pulse", "level": 60},
    "song": {"backing": "four-chords", "level": 45},
    "quiet": {"backing": "drone", "level": 30},
}
"""The ways in, and how softly the music with each is played."""
_KINDS: Final = (
    Kind(
        "first-sounds",
        Choices(mine="kalimba", pads=8, who="nobody", backing="drone", stance="matching"),
        ("nobody", "partner"),
        ("company", "alone", "minor", "major", "drums", "tones"),
        stances=("matching", "mirroring", "tonal-centring"),
    ),
    Kind("mirror", Choices(), ("partner",), ("freer", "closer", *_MIXED)),
    Kind(
        "echo",
        Choices(backing="none", stance="imitating"),
        ("partner", "caller"),
        ("swap", "slower", "faster", "freer", "closer", "few", "minor", "major", "drums", "tones"),
        stances=("imitating",),
    ),
    Kind(
        "match",
        Choices(stance="matching", way="sparse"),
        ("partner", "coplayer"),
        _SWAPPED,
        stances=("matching",),
        ways=WAYS,
    ),
    Kind(
        "ground",
        Choices(
            mine="hand-drums",
            partner="marimba",
            backing="none",
            who="coplayer",
            way="hurried",
            stance="rhythmic-grounding",
        ),
        ("coplayer", "partner"),
        _SWAPPED,
        stances=("rhythmic-grounding",),
        ways=("hurried", "bursting", "hesitant", "drifting", "playful"),
    ),
    Kind(
        "dialogue",
        Choices(backing="none", stance="turn-taking-dialogue", closeness=60),
        ("partner",),
        ("stance", "freer", "closer", "few", "minor", "major", "backing"),
        stances=("turn-taking-dialogue", "free-floating-dialogue"),
    ),
    Kind(
        "accompany",
        Choices(mine="nylon-guitar", partner="flute", backing="none", who="coplayer", stance="accompanying"),
        ("coplayer", "partner"),
        _SWAPPED,
        stances=("accompanying",),
        ways=WAYS,
    ),
    Kind(
        "first-meeting",
        Choices(
            mine="kalimba",
            partner="nylon-guitar",
            pads=8,
            who="guest",
            way="waiting",
            offer="sound",
            level=60,
            count_in=False,
            drums=False,
        ),
        ("guest",),
        ("offer", "way", "slower", "minor", "major", "few"),
        ways=("waiting", "hesitant", "sparse"),
        offers=_OFFERS,
    ),
    Kind(
        "over",
        Choices(backing="four-chords", who="nobody", partner="marimba"),
        ("nobody", "partner"),
        ("company", "freer", "closer", *_MIXED),
        stances=("mirroring", "matching", "turn-taking-dialogue"),
        over=True,
    ),
    Kind("partner", Choices(backing="none"), ("partner",), ("stance", "freer", "closer", *_MIXED), STANCES),
)
KINDS: Final = {kind.name: kind.in_time() for kind in _KINDS}
"""Every exercise of this sort, by its name."""
