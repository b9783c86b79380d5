"""Hear the numbers: an interval heard beside the note of no difference, guessed at, and then seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import counted, number, words
from mtlearn.music.sonification import STILL, Tone, semitones, sounded
from mtlearn.sound.channels import DRONE, PARTNER
from mtlearn.sound.event import Event
from mtlearn.widgets.audible import EXAMPLES, Audible, audibles
from mtlearn.widgets.band_sound import BandSound
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.finding_said import whole
from mtlearn.widgets.forest import axis_strip, strip
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["HearTheNumbers"]

_VOICES: Final = {DRONE: "warm-pad", PARTNER: "clarinet"}
_ASKED: Final = {
    "side": ("less", "across", "more"),
    "width": ("narrow", "middle", "wide"),
    "sure": ("steady", "tremble"),
}
_STILL_ALONE: Final = (Tone(0.0, STILL, 88, 3.0, "still"),)
_KIND: Final = "heard"


class HearTheNumbers(BandSound):
    """A panel: choose a number, hear it, guess, see.

    The page sends ``choose``, ``listen`` (an example's name, or none), ``quiet`` and ``show``, with guesses.
    What a number says goes to the page only when it is shown; until then it has the notes alone.

    Args:
        lang: the language it speaks.
        record: the part of the learner's log it is kept in.
    """

    room = "hear_the_numbers"
    _esm = script("base.js", *PLAYER, "hear_the_numbers.js")
    _css = style("evidence.css", "hear_the_numbers.css")

    def __init__(self, lang: Language, record: Record, **parts: Any) -> None:  # noqa: ANN401 - see BandSound
        super().__init__(lang, record, **parts)
        self._numbers = audibles()
        self._seen = {entry.key.split("/", 1)[1] for entry in self._entries()}
        self.view = {
            "asked": {name: list(options) for name, options in _ASKED.items()},
            "examples": list(EXAMPLES),
        }
        self._choose(next(iter(self._numbers)))

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there: find which way sound goes out."""
        self.spawn(self._find_way(local=content.get("local") is True))

    def hear_choose(self, content: dict[str, Any]) -> None:
        """The learner takes another number."""
        if content.get("id") in self._numbers:
            self.hear_quiet({})
            self._choose(str(content["id"]))

    def hear_listen(self, content: dict[str, Any]) -> None:
        """The learner wants to hear the number chosen, or an example."""
        name = str(content.get("example") or "")
        tones = _example(name) if name in EXAMPLES else self._chosen.tones
        events = [Event(t.time, _channel(t), t.pitch, t.velocity, t.duration) for t in tones]
        self.tell("lasts", seconds=max(event.time + event.duration for event in events))
        self.spawn(self.try_out(events, _VOICES))

    def hear_quiet(self, _content: dict[str, Any]) -> None:
        """The learner wants it to be quiet."""
        self._way.through(lambda card: card.silence())

    def hear_show(self, content: dict[str, Any]) -> None:
        """The learner wants to see what the number says, with guesses or without."""
        given = content.get("guess")
        guess = {
            name: str(given[name])
            for name, options in _ASKED.items()
            if isinstance(given, dict) and given.get(name) in options
        }
        self._seen.add(self._chosen.id)
        self._show(self._revealed(guess))
        self._record.store.append(_KIND, f"{self._record.lesson}/{self._chosen.id}", guess)

    def leave(self) -> None:
        """Be silent: the learner went on to something else."""
        self.hear_quiet({})

    def _entries(self) -> Sequence[Any]:
        return self._record.store.entries(_KIND, prefix=f"{self._record.lesson}/")

    def _choose(self, name: str) -> None:
        self._chosen = self._numbers[name]
        self._show(None)

    def _show(self, told: dict[str, Any] | None) -> None:
        one = self._chosen
        self.show(
            groups=self._groups(),
            chosen=one.id,
            title=one.finding.outcome[self.lang],
            card=self.words["from_card"].format(card=one.card.title[self.lang]),
            sides={"above": one.axis.more[self.lang], "below": one.axis.less[self.lang]},
            better=self.words[f"better_{one.axis.better}"],
            tones=[[t.time, t.pitch - STILL, t.duration, t.part] for t in one.tones],
            text=self._in_words(one),
            told=told,
        )

    def _groups(self) -> list[dict[str, Any]]:
        groups: dict[str, dict[str, Any]] = {}
        for one in self._numbers.values():
            title = one.finding.outcome[self.lang]
            if one.id in self._seen:
                title = self.words["listened_before"].format(title=title)
            group = groups.setdefault(one.card.id, {"title": one.card.title[self.lang], "numbers": []})
            group["numbers"].append([one.id, title])
        return list(groups.values())

    def _in_words(self, one: Audible) -> list[str]:
        own, (low, high) = self.words, one.interval
        trembling = {2: "text_tremble", 1: "text_tremble_fast"}.get(one.steadiness, "text_steady")
        return [
            own["text_number"].format(where=self._where(one.finding.estimate)),
            own["text_walk"].format(low=self._where(low), high=self._where(high)),
            own[trembling],
        ]

    def _where(self, value: float) -> str:
        away = semitones(value)
        own: dict[str, str] = self.words
        if not away:
            return own["where_on"]
        return counted(own, "where_above" if away > 0 else "where_below", abs(away))

    def _revealed(self, guess: dict[str, str]) -> dict[str, Any]:
        one, lang = self._chosen, self.lang
        return {
            "beside": [self._beside(name, said) for name, said in guess.items()],
            "whole": whole(one.finding, one.axis, lang),
            "said": one.finding.said[lang],
            "compared": one.card.compared[lang],
            "picture": strip(one.finding, one.axis, lang) + axis_strip(one.axis, lang),
        }

    def _beside(self, name: str, guess: str) -> str:
        """Set a guess beside what the number says."""
        own, really = self.words, self._chosen.says()[name]
        low, high = self._chosen.interval
        because = own[
            "because_touching" if name == "side" and 0 in (low, high) else f"because_{name}"
        ].format(
            low=number(low, self.lang),
            high=number(high, self.lang),
            width=number(high - low, self.lang),
            certainty=words("evidence", self.lang)[f"certainty_{self._chosen.finding.certainty}"],
        )
        line: str = own["alike" if guess == really else "unlike"]
        return line.format(
            asked=own[f"ask_{name}"],
            guess=own[f"{name}_{guess}"],
            really=own[f"{name}_{really}"],
            because=because,
        )


def _example(name: str) -> tuple[Tone, ...]:
    made = EXAMPLES[name]
    return _STILL_ALONE if made is None else sounded(*made)


def _channel(tone: Tone) -> int:
    return DRONE if tone.part == "still" else PARTNER
