"""What the other hears and is about to do, in words: for the learner to see while playing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from mtlearn.language import words
from mtlearn.music.coplayers.coplayer import CoPlayer
from mtlearn.music.coplayers.guest import Guest
from mtlearn.music.names import pitch_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.language import Language
    from mtlearn.music.hearing.heard import Beat, Heard, Motif, Register
    from mtlearn.music.partner.stance import Plan
    from mtlearn.widgets.session import Partner

__all__ = ["Hears", "Plans", "telling"]

_SOFT: Final = 56
_STRONG: Final = 92
"""Velocities below and from which playing is called soft and strong; the table of notes says the same."""


@runtime_checkable
class Hears(Protocol):
    """Somebody who says what they hear."""

    @property
    def heard(self) -> Heard:
        """All that is heard, as of when it was last asked."""


@runtime_checkable
class Plans(Protocol):
    """Somebody who says what they are about to do."""

    def plan(self, now: float) -> Plan:
        """Say what it is about to do."""


def telling(other: Partner, now: float, lang: Language) -> dict[str, Any] | None:
    """Say what the other hears, as rows of a name and words, and what it is about to do; None is nobody.

    ``title`` is what stands above it, and ``ask`` what is on the button that has it said; ``declined`` is the
    way in a guest has just said no to.
    """
    if not isinstance(other, Plans):
        return None
    own = words("exercise", lang)
    if isinstance(other, CoPlayer):
        name = words("coplayer", lang)[f"name-{other.way}"]
        plan = _planned(other.plan(now), words("coplayer", lang), name=name)
        told = {"title": "", "ask": own["say_plan"], "heard": [], "plan": plan}
        return {**told, "declined": other.offer} if isinstance(other, Guest) and other.declines else told
    hears = isinstance(other, Hears)
    return {
        "title": own["hearing_title"] if hears else "",
        "ask": own["say_hearing" if hears else "say_plan"],
        "heard": list(_rows(other.heard, lang)) if isinstance(other, Hears) else [],
        "plan": _planned(other.plan(now), words("partner", lang)),
    }


def _planned(plan: Plan, said: dict[str, str], **more: str) -> str:
    values = {name: round(value) for name, value in plan.values.items()}
    return said[f"plan-{plan.kind}"].format(**values, **more)


def _rows(heard: Heard, lang: Language) -> Iterator[tuple[str, str]]:
    if heard.silence is None:
        return
    own, said = words("exercise", lang), words("partner", lang)
    yield own["hears_pulse"], _pulse(heard.beat, said)
    if heard.velocity is not None:
        yield own["hears_loudness"], said[f"heard-{_loudness(heard.velocity)}"]
    if heard.register is not None:
        yield own["hears_register"], _register(heard.register, said, lang)
    if heard.motif is not None:
        yield own["hears_motif"], _motif(heard.motif, own, lang)


def _pulse(beat: Beat | None, said: dict[str, str]) -> str:
    if beat is None:
        return said["heard-no-pulse"]
    return said["heard-given-tempo" if beat.given else "heard-tempo"].format(tempo=round(beat.tempo))


def _loudness(velocity: float) -> str:
    return "soft" if velocity < _SOFT else "medium" if velocity < _STRONG else "strong"


def _register(register: Register, said: dict[str, str], lang: Language) -> str:
    low, high = (pitch_name(pitch, lang) for pitch in (register.low, register.high))
    return said["heard-register-one" if low == high else "heard-register"].format(low=low, high=high)


def _motif(motif: Motif, own: dict[str, str], lang: Language) -> str:
    tones = " ".join(pitch_name(note.pitch, lang) for note in motif.notes)
    return own["motif_times"].format(tones=tones, times=motif.times)
