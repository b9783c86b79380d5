"""What is there between the two: room for the partner's turn, and taking it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_SOON: Final = 4.0
_FIRST: Final = 3


def taken_up(played: Played) -> Strength | None:
    """The learner begins, soon after the partner's turn, with a tone of that turn."""
    for turn in reversed(played.turns):
        ended = turn[-1].offset
        after = [note for note in played.mine if turn[-1].onset < note.onset <= ended + _SOON][:_FIRST]
        pitches = {note.pitch for note in turn}
        same = next((note for note in after if note.pitch in pitches), None)
        if same is not None:
            return played.strength(
                "taken-up", 0.85, (after[0].onset, same.offset),
                there=(turn[0].onset, ended), pitch=same.pitch,
            )  # fmt: skip
    return None


def room_for_partner(played: Played) -> Strength | None:
    """The learner lets the partner play a turn of two tones or more, alone, to its end."""
    whole = [
        turn
        for turn in played.turns
        if len(turn) > 1 and not any(turn[0].onset <= note.onset < turn[-1].offset for note in played.mine)
    ]
    if not whole:
        return None
    longest = max(whole, key=lambda turn: turn[-1].offset - turn[0].onset)
    return played.strength("room-for-partner", 0.7, (longest[0].onset, longest[-1].offset))


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (taken_up, room_for_partner)
