"""What the log says about one learner in one lesson: answers, place, words written, scenes, takes.

Keys do not hold the language, so that switching it keeps every answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtlearn.learner.store import Store

__all__ = ["Place", "Record", "Take", "last_place"]


class Place(NamedTuple):
    """Where in which lesson the learner last was: the id of a section, the same in both languages."""

    lesson: str
    section: str
    at: float


class Take(NamedTuple):
    """Something played: its id, when it began, with what settings, and the notes of both players.

    ``mine`` and ``partner`` hold ``[onset, duration, pitch, velocity]``, in seconds from the start.
    ``kept`` says whether the learner chose to save it; a take cut off by a lost kernel has ``ended`` false.
    ``backing`` says from when on which music to play over sounded, as
    :meth:`mtlearn.widgets.transport.Stretch.as_data` writes it; ``length`` is in seconds, 0 if not known.
    ``changes`` says what was chosen anew while playing: from a second on, which settings.
    """

    id: str
    at: float
    settings: dict[str, object]
    mine: list[list[float]]
    partner: list[list[float]]
    ended: bool
    kept: bool
    backing: tuple[dict[str, object], ...] = ()
    length: float = 0.0
    changes: tuple[tuple[float, dict[str, object]], ...] = ()

    @property
    def last_settings(self) -> dict[str, object]:
        """The settings as they were in the end."""
        found = dict(self.settings)
        for _, changed in self.changes:
            found |= changed
        return found


class Record:
    """One lesson's part of a learner's log; every change is one entry.

    All methods that write raise :class:`~mtlearn.errors.StoreError` when the log could not be written;
    the entry is kept in memory all the same.
    """

    def __init__(self, store: Store, lesson: str) -> None:
        self.store = store
        self.lesson = lesson

    def answer(
        self, item: str, answer: tuple[str, ...], *, right: bool, confidence: str | None = None
    ) -> None:
        """Log an answer to a quiz item, and how sure the learner said they were, where they said so."""
        said = {"confidence": confidence} if confidence else {}
        self.store.append("answer", f"{self.lesson}/{item}", {"answer": list(answer), "right": right, **said})

    def answers(self) -> dict[str, tuple[str, ...]]:
        """Give the last answer to each item of this lesson, by item id."""
        found = self.store.entries("answer", prefix=f"{self.lesson}/")
        last = {entry.key.split("/", 1)[1]: tuple(entry.data["answer"]) for entry in found}
        return {item: answer for item, answer in last.items() if answer}

    def confidences(self) -> dict[str, str]:
        """Give how sure the learner said they were of the last answer to each item, where they said so."""
        found = self.store.entries("answer", prefix=f"{self.lesson}/")
        last = {entry.key.split("/", 1)[1]: entry.data.get("confidence", "") for entry in found}
        return {item: said for item, said in last.items() if said}

    def forget_answers(self) -> None:
        """Begin the quiz again: log that the answers so far no longer count for what is shown."""
        for item in self.answers():
            self.store.append("answer", f"{self.lesson}/{item}", {"answer": [], "right": False})

    def write(self, field: str, text: str) -> None:
        """Log what the learner wrote in a field (``warm-up``, ``reflection``)."""
        self.store.append("words", f"{self.lesson}/{field}", text)

    def written(self, field: str) -> str:
        """Give what the learner last wrote in a field, or an empty text."""
        return self.written_at(field)[0]

    def written_at(self, field: str) -> tuple[str, float]:
        """Give what the learner last wrote in a field, and when (seconds since 1970; 0 if never)."""
        entry = self.store.latest("words", f"{self.lesson}/{field}")
        return (str(entry.data), entry.at) if entry else ("", 0.0)

    def choose(self, scene: str, choices: tuple[str, ...]) -> None:
        """Log the choices made in a scene so far, in order."""
        self.store.append("scene", f"{self.lesson}/{scene}", list(choices))

    def choices(self, scene: str) -> tuple[str, ...]:
        """Give the choices made in a scene so far."""
        entry = self.store.latest("scene", f"{self.lesson}/{scene}")
        return tuple(entry.data) if entry else ()

    def settle(self, section: str) -> None:
        """Log where in the lesson the learner is."""
        self.store.append("place", self.lesson, section)

    def place(self) -> Place | None:
        """Give where in this lesson the learner last was."""
        entry = self.store.latest("place", self.lesson)
        return Place(entry.key, str(entry.data), entry.at) if entry else None

    def begun(self) -> bool:
        """Say whether the learner has done anything in this lesson."""
        kinds = ("words", "scene", "answer", "take")
        return self.place() is not None or any(
            self.store.entries(kind, prefix=f"{self.lesson}/") for kind in kinds
        )

    def begin_take(self, take: str, settings: dict[str, object]) -> None:
        """Log that playing began. ``take`` is a new id."""
        self.store.append("take", f"{self.lesson}/{take}", {"did": "begin", "settings": settings})

    def add_notes(self, take: str, mine: list[list[float]], partner: list[list[float]]) -> None:
        """Log notes as they are played, so that a killed kernel loses none that sounded before."""
        self.store.append("take", f"{self.lesson}/{take}", {"did": "play", "mine": mine, "partner": partner})

    def add_backing(self, take: str, stretches: list[dict[str, object]]) -> None:
        """Log what music is played over from when on, so that it can be heard again with the take."""
        self.store.append("take", f"{self.lesson}/{take}", {"did": "back", "stretches": stretches})

    def change_take(self, take: str, at: float, settings: dict[str, object]) -> None:
        """Log that something was chosen anew while playing, and from which second on it counts."""
        self.store.append(
            "take", f"{self.lesson}/{take}", {"did": "change", "at": round(at, 3), "settings": settings}
        )

    def end_take(self, take: str, length: float | None = None) -> None:
        """Log that playing ended, after so many seconds where that is known."""
        known = {} if length is None else {"length": round(length, 3)}
        self.store.append("take", f"{self.lesson}/{take}", {"did": "end", **known})

    def keep_take(self, take: str, *, kept: bool = True) -> None:
        """Log that the learner saved a take, or let it go again."""
        self.store.append("take", f"{self.lesson}/{take}", {"did": "keep", "kept": kept})

    def takes(self) -> list[Take]:
        """Give all takes of this lesson, oldest first."""
        found: dict[str, Take] = {}
        for entry in self.store.entries("take", prefix=f"{self.lesson}/"):
            name, data = entry.key.split("/", 1)[1], entry.data
            take = found.get(name) or Take(name, entry.at, {}, [], [], ended=False, kept=False)
            match data["did"]:
                case "begin":
                    take = take._replace(at=entry.at, settings=data["settings"])
                case "play":
                    take = take._replace(
                        mine=take.mine + data["mine"], partner=take.partner + data["partner"]
                    )
                case "back":
                    take = take._replace(backing=(*take.backing, *data["stretches"]))
                case "change":
                    take = take._replace(changes=(*take.changes, (data["at"], data["settings"])))
                case "end":
                    take = take._replace(ended=True, length=data.get("length", take.length))
                case "keep":
                    take = take._replace(kept=data["kept"])
            found[name] = take
        return list(found.values())


def last_place(store: Store) -> Place | None:
    """Give where the learner last was in the whole course."""
    entry = store.latest("place")
    return Place(entry.key, str(entry.data), entry.at) if entry else None
