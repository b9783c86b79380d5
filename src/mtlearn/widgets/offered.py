"""How a guest was invited in a take, in words: what was offered, for how long, and what followed a no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.widgets.choices import Choices
from mtlearn.widgets.exercise_words import exercise_words, other_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.music.offering import Moment

__all__ = ["offered"]


def offered(take: Take, lang: Language) -> list[dict[str, Any]]:
    """Say how a guest was invited, as strengths are told; nothing where nobody was."""
    from mtlearn.music.offering import told  # noqa: PLC0415 - only once something was played

    choices = Choices.of(take.last_settings)
    if choices.who != "guest":
        return []
    said = exercise_words(str(take.settings.get("exercise")), lang)
    name = other_words(choices, lang)["the_other"]
    found = told(_moments(take), (row[0] for row in take.mine), take.length)
    return [
        {
            "kind": f"offer-{one.kind}",
            "text": said[
                f"told_{one.kind}-{one.number}" if one.kind == "ways" else f"told_{one.kind}"
            ].format(name=name, seconds=one.number),
            "bars": None,
            "span": None,
        }
        for one in found
    ]


def _moments(take: Take) -> Iterator[Moment]:
    from mtlearn.music.offering import Moment  # noqa: PLC0415 - only once something was played

    yield Moment(0.0, "offer", str(take.settings.get("offer")))
    for at, changed in take.changes:
        if "offer" in changed:
            yield Moment(at, "offer", str(changed["offer"]))
        if "declined" in changed:
            yield Moment(at, "declined", str(changed["declined"]))
