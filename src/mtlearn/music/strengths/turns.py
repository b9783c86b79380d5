"""What is there in taking turns: leaving a phrase whole, answering it, to and fro, in between, going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.sounding import phrases, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played, Span, Strength

__all__ = ["ALL"]

_RINGS_ON: Final = 0.5
"""Seconds one's own last tone may ring into the other's phrase."""
_SOON: Final = 4.0
_ANSWER: Final = 15.0
"""Seconds; what goes on for longer is no answer any more."""
_BREATH: Final = 0.7
_OVER: Final = 0.3
_TO_AND_FRO: Final = 4
_ALONE: Final = 1.0
_PAUSED: Final = 1.5
_INTO: Final = 2.0


class _Turn(NamedTuple):
    mine: bool
    start: float
    end: float


def room_for_partner(played: Played) -> Strength | None:
    """The learner lets the partner play a turn of two tones or more, alone, to its end."""
    whole = [(turn[0].onset, max(note.offset for note in turn)) for turn in played.turns if len(turn) > 1]
    whole = [
        span
        for span in whole
        if span[1] - span[0] >= _ALONE and shared(played.sounding, (span[0] + _RINGS_ON, span[1])) == 0
    ]
    if not whole:
        return None
    return played.strength("room-for-partner", 0.66, max(whole, key=lambda span: span[1] - span[0]))


def answered(played: Played) -> Strength | None:
    """The partner's phrase is left whole, and then the learner plays: two tones or more, soon after."""
    best: tuple[int, Span, Phrase] | None = None
    for turn in played.turns:
        until = max(note.offset for note in turn)
        after = played.between(until - 0.15, until + _SOON)
        if len(turn) < 2 or not after:  # noqa: PLR2004 - a phrase
            continue
        answer = next(phrase for phrase in played.phrases if phrase[-1].onset >= after[0].onset)
        answer = tuple(note for note in answer if note.onset >= after[0].onset)
        size = min(len(answer), len(turn), 8)
        if max(note.offset for note in answer) - answer[0].onset > _ANSWER:
            continue
        if len(answer) > 1 and (best is None or size > best[0]):
            best = (size, (turn[0].onset, until), answer)
    if best is None:
        return None
    where = (best[2][0].onset, max(note.offset for note in best[2]))
    return played.strength("answered", 0.75, where, there=best[1])


def to_and_fro(played: Played) -> Strength | None:
    """Four turns or more, one after the other, without playing into each other."""
    turns = sorted(
        (
            _Turn(mine, phrase[0].onset, max(note.offset for note in phrase))
            for mine, notes in ((True, played.mine), (False, played.theirs))
            for phrase in phrases(notes, _BREATH)
        ),
        key=lambda turn: turn.start,
    )
    best: list[_Turn] = []
    chain: list[_Turn] = []
    for turn in turns:
        if chain and turn.mine != chain[-1].mine and 0 < turn.start - chain[-1].end + _OVER < _SOON + _OVER:
            chain.append(turn)
        elif chain and turn.mine == chain[-1].mine and turn.start >= chain[-1].end:
            chain = [*chain[:-1], chain[-1]._replace(end=turn.end)]
        else:
            chain = [turn]
        best = max(best, chain, key=len)
    if len(best) < _TO_AND_FRO:
        return None
    count = sum(turn.mine for turn in best)
    where = (best[0].start, best[-1].end)
    return played.strength("to-and-fro", 0.72 + 0.01 * min(10, len(best)), where, count=count)


def in_between(played: Played) -> Strength | None:
    """The learner plays between the partner's phrases, twice or more, and rests while it plays."""
    gaps = []
    for turn, after in zip(played.their_phrases, played.their_phrases[1:], strict=False):
        if turn not in played.turns or after not in played.turns:
            continue
        gap = (max(note.offset for note in turn), after[0].onset)
        inside = played.between(gap[0] - 0.15, gap[1])
        if inside:
            gaps.append((inside[0].onset, inside[-1].offset))
    if len(gaps) < 2:  # noqa: PLR2004 - once may be chance
        return None
    there, where = gaps[0], next((gap for gap in gaps[1:] if played.apart(gap, gaps[0])), None)
    if where is None:
        return None
    return played.strength("in-between", 0.68, where, there=there)


def went_on(played: Played) -> Strength | None:
    """The partner comes in, in the middle of what the learner plays, and the learner goes on."""
    if played.leads:
        return None
    for earlier, phrase in zip(((), *played.their_phrases), played.their_phrases, strict=False):
        comes = phrase[0].onset
        since = comes - max((note.offset for note in earlier), default=-_PAUSED)
        if len(phrase) < 2 or since < _PAUSED:  # noqa: PLR2004 - a phrase
            continue
        before, after = played.between(comes - _INTO, comes), played.between(comes, comes + _INTO)
        if len(before) > 2 and len(after) > 2 and after[0].onset - before[-1].onset < _BREATH:  # noqa: PLR2004 - playing
            there = (comes, phrase[0].offset)
            return played.strength("went-on", 0.5, (after[0].onset, after[-1].offset), there=there)
    return None


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    room_for_partner, answered, to_and_fro, in_between, went_on,
)  # fmt: skip
