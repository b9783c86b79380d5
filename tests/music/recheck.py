"""Whether what is said of a take is true: looked up again in the notes, in the plainest way there is."""

from __future__ import annotations

from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtlearn.music.note import Duo, Note, Phrase
    from mtlearn.music.seen import Observation, Span

NEAR = 1e-6


def value(one: Observation, name: str) -> float:
    found = one.values[name]
    assert not isinstance(found, tuple)
    return found


def there(one: Observation) -> Span:
    found = one.values["there"]
    assert isinstance(found, tuple)
    return found


def where(one: Observation) -> Span:
    return one.start, one.end


def begun(notes: Iterable[Note], span: Span) -> list[Note]:
    """Give the notes that begin in a span, its edges counted in."""
    return [note for note in notes if span[0] - NEAR <= note.onset <= span[1] + NEAR]


def sounding(notes: Iterable[Note], start: float, end: float) -> list[Note]:
    """Give the notes that sound between two moments."""
    return [note for note in notes if note.onset < end - NEAR and note.offset > start + NEAR]


def groups(notes: Iterable[Note]) -> list[list[Note]]:
    """Gather what is struck together."""
    found: list[list[Note]] = []
    for note in notes:
        if found and note.onset - found[-1][0].onset <= 0.035:
            found[-1].append(note)
        else:
            found.append([note])
    return found


def tops(notes: Iterable[Note]) -> list[int]:
    return [max(note.pitch for note in group) for group in groups(notes)]


def loud(notes: Iterable[Note]) -> list[int]:
    return [max(note.velocity for note in group) for group in groups(notes)]


def onsets(notes: Iterable[Note]) -> list[float]:
    return [group[0].onset for group in groups(notes)]


def gaps(notes: Iterable[Note]) -> list[float]:
    return [b - a for a, b in pairwise(onsets(notes))]


def inside(duo: Duo, span: Span) -> list[Note]:
    """Give the learner's strokes of a span, the first and the last one whole."""
    return [note for group in groups(duo.mine) if begun(group, span) for note in group]


def rising(values: list[int]) -> bool:
    return all(a < b for a, b in pairwise(values))


def falling(values: list[int]) -> bool:
    return all(a > b for a, b in pairwise(values))


def alike(one: list[float], other: list[float]) -> bool:
    """Whether two rows of waits are one rhythm."""
    return all(abs(a - b) <= 0.07 + 0.26 * max(a, b) for a, b in zip(one, other, strict=True))


def on_steps(waits: list[float], step: float) -> bool:
    """Whether waits are whole steps, about."""
    return all(abs(wait - max(1, round(wait / step)) * step) <= 0.1 + 0.09 * wait for wait in waits)


def steady(one: Observation, duo: Duo) -> bool:
    notes = inside(duo, where(one))
    beat = 60 / value(one, "tempo")
    # Thirds and quarters of a beat lie so close that any wait would do: there only the count is looked at.
    return len(groups(notes)) >= 8 and (
        len(groups(notes)) >= 16 or any(on_steps(gaps(notes), beat / n) for n in (1, 2))
    )


def tempo_bends(one: Observation, duo: Duo) -> bool:
    notes = inside(duo, where(one))
    third = len(gaps(notes)) // 3
    early, late = mean(gaps(notes)[:third]), mean(gaps(notes)[-third:])
    rises = value(one, "later") > value(one, "tempo")
    return rises == (one.kind == "faster") and (early > late) == rises


def quick_and_slow(one: Observation, duo: Duo) -> bool:
    waits = sorted(
        b.onset - a.onset for a, b in pairwise(inside(duo, where(one))) if b.onset - a.onset > 0.035
    )
    return 2 * waits[1] < waits[-2]


def few(one: Observation, duo: Duo) -> bool:
    return min(gaps(inside(duo, where(one)))[:3]) >= 1.2 and median(gaps(duo.mine)) >= 1.2


def denser(one: Observation, duo: Duo) -> bool:
    many, some = (len(groups(begun(duo.mine, span))) for span in (where(one), there(one)))
    return many >= 2.5 * some > 0


def silent(one: Observation, duo: Duo) -> bool:
    both = [*duo.mine, *duo.partner]
    around = any(note.onset < one.start for note in duo.mine) and any(
        note.onset >= one.end - NEAR for note in duo.mine
    )
    whole = abs(value(one, "length") - (one.end - one.start)) < NEAR and one.end - one.start >= 2
    return whole and around and not sounding(both, one.start, one.end)


def rested(one: Observation, duo: Duo, least: float) -> bool:
    """Whether the learner did not sound for so long before this."""
    length = value(one, "length")
    return length >= least and not sounding(duo.mine, one.start - length, one.start)


def stopped(one: Observation, duo: Duo) -> bool:
    close = len(groups(begun(duo.mine, (one.start - 4, one.start)))) >= 8
    return close and not sounding(duo.mine, one.start, one.end)


def stands_alone(one: Observation, duo: Duo) -> bool:
    first = begun(duo.mine, where(one))
    rest = not sounding(duo.mine[len(first) :], 0.0, one.end + 1.2)
    theirs = [note for note in duo.partner if one.end + 0.4 <= note.onset < one.end + 1.2]
    return first[0] == duo.mine[0] and 2 <= len(first) <= 8 and rest and not theirs


def comes_round(one: Observation, duo: Duo) -> bool:
    late = [note for note in duo.mine if note.onset >= one.start - NEAR]
    return tops(duo.mine)[:3] == tops(late)[:3] and there(one)[0] == duo.mine[0].onset < one.start


def at(notes: Phrase, moment: float, pitch: float) -> list[Note]:
    return [note for note in notes if abs(note.onset - moment) < 0.036 and note.pitch == pitch]


def both_struck(one: Observation, duo: Duo) -> bool:
    low, high = (at(duo.mine, one.start, value(one, name))[0] for name in ("low", "high"))
    return high.pitch - low.pitch >= 19 and min(low.offset, high.offset) > max(low.onset, high.onset)


def arrivals(one: Observation, duo: Duo) -> bool:
    pitch, line = value(one, "pitch"), tops(duo.mine)
    return value(one, "count") == sum(b == pitch != a for a, b in pairwise(line)) >= 3


def line(one: Observation, duo: Duo, goes: Callable[[list[int]], bool]) -> bool:
    notes = inside(duo, where(one))[: int(value(one, "count"))]
    return len(notes) == value(one, "count") >= 5 and goes([note.pitch for note in notes])


def arch(one: Observation, duo: Duo) -> bool:
    pitches = [note.pitch for note in inside(duo, where(one))[: int(value(one, "count"))]]
    top = pitches.index(int(value(one, "pitch")))
    up, down = pitches[: top + 1], pitches[top:]
    return min(len(up), len(down)) >= 3 and rising(up) and falling(down)


def moved(one: Observation, duo: Duo) -> bool:
    early, late = (mean(tops(inside(duo, span))) for span in (there(one), where(one)))
    return late > early if one.kind == "climbs" else late < early


def leap(one: Observation, duo: Duo) -> bool:
    first, second = tops(inside(duo, where(one)))[:2]
    return (first, second) == (value(one, "pitch"), value(one, "to")) and abs(second - first) >= 11


def softer_and_stronger(one: Observation, duo: Duo) -> bool:
    soft, strong = (mean(loud(inside(duo, span))[:3]) for span in (where(one), there(one)))
    return strong - soft >= 22


def strength_goes(one: Observation, duo: Duo, goes: Callable[[list[int]], bool]) -> bool:
    row = loud(inside(duo, where(one)))[: int(value(one, "count"))]
    return len(row) >= 5 and goes(row) and abs(row[0] - row[-1]) >= 22


def accent(one: Observation, duo: Duo) -> bool:
    before = loud(note for note in duo.mine if note.onset < one.start - NEAR)[-6:]
    return loud(inside(duo, (one.start, one.start)))[0] - max(before) >= 28


def same_again(one: Observation, duo: Duo) -> bool:
    count = int(value(one, "count"))
    first, again = (inside(duo, span) for span in (there(one), where(one)))
    rhythm = alike(gaps(first)[: count - 1], gaps(again)[: count - 1])
    a, b = tops(first)[:count], tops(again)[:count]
    if one.kind == "motif":
        return a == b and rhythm and len(a) == count
    return [y - x for x, y in pairwise(a)] == [y - x for x, y in pairwise(b)] and a != b and rhythm


def pattern(one: Observation, duo: Duo) -> bool:
    count, times = int(value(one, "count")), int(value(one, "times"))
    row = [frozenset(note.pitch for note in group) for group in groups(inside(duo, where(one)))][
        : count * times
    ]
    return times >= 4 and row == row[:count] * times


def in_a_row(one: Observation, duo: Duo) -> bool:
    span = there(one) if one.kind == "something-new" else where(one)
    row = tops(inside(duo, span))[: int(value(one, "count"))]
    new = one.kind == "repeated" or bool(at(duo.mine, one.start, value(one, "to")))
    return new and row == [value(one, "pitch")] * int(value(one, "count"))


def echo(one: Observation, duo: Duo) -> bool:
    called, answered = (duo.partner, duo.mine) if one.kind != "partner-echoed" else (duo.mine, duo.partner)
    first = [note for note in called if there(one)[0] - NEAR <= note.onset < there(one)[1] - NEAR]
    again = [note for note in answered if one.start - NEAR <= note.onset < one.end - NEAR]
    count = int(value(one, "count"))
    if len(groups(first)) != len(first) or len(groups(again)) != len(again) or len(first) != count:
        return (
            one.start > there(one)[0]
        )  # more than a single line: what its upper line is, is not looked up again
    steps = {b - a for a, b in zip(tops(first), tops(again), strict=False)}
    shift = {"echo-same": {0}, "echo-octave": {-24, -12, 12, 24}}.get(one.kind, set(range(-127, 128)))
    return len(steps) == 1 and steps <= shift and one.start > there(one)[0] + 0.25


def taken_up(one: Observation, duo: Duo) -> bool:
    pitch = value(one, "pitch")
    heard = [note for note in begun(duo.partner, there(one)) if note.pitch == pitch]
    return bool(heard and at(duo.mine, one.start, pitch)) and one.start <= there(one)[1] + 4


def alone(one: Observation, duo: Duo) -> bool:
    return len(begun(duo.partner, where(one))) > 1 and not sounding(duo.mine, one.start + 0.5, one.end)


def answered(one: Observation, duo: Duo) -> bool:
    start, end = there(one)
    whole = len(begun(duo.partner, (start, end))) > 1 and not begun(duo.mine, (start, end - 0.16))
    return whole and end - 0.2 <= one.start <= end + 4 and len(begun(duo.mine, where(one))) > 1


def to_and_fro(one: Observation, duo: Duo) -> bool:
    row = sorted((note.onset, who) for who, notes in enumerate(duo) for note in begun(notes, where(one)))
    runs = [who for n, (_, who) in enumerate(row) if n == 0 or row[n - 1][1] != who]
    return runs.count(0) >= value(one, "count") >= 2 <= runs.count(1)


def in_their_rests(one: Observation, duo: Duo) -> bool:
    return all(
        begun(duo.mine, (moment, moment)) and not sounding(duo.partner, moment + 0.16, moment + 0.17)
        for moment in (one.start, there(one)[0])
    )


def went_on(one: Observation, duo: Duo) -> bool:
    comes = there(one)[0]
    before, after = ([n for n in duo.mine if a <= n.onset - comes <= b] for a, b in ((-2, 0), (0, 2)))
    return bool(begun(duo.partner, (comes, comes))) and min(len(before), len(after)) >= 3


def one_pulse(one: Observation, duo: Duo) -> bool:
    """Whether most of the partner's strokes lie whole parts of a beat from one of the learner's."""
    mine, beat = onsets(inside(duo, where(one))), 60 / value(one, "tempo")
    theirs = onsets(begun(duo.partner, where(one)))
    off = [min(((their - my) % (beat / 12) for my in mine), default=1.0) for their in theirs]
    return len(theirs) >= 5 and len(off) >= 5 and steady(one, duo)


def from_silence(one: Observation, duo: Duo) -> bool:
    near = [any(abs(note.onset - one.start) <= 0.13 for note in notes) for notes in duo]
    return all(near) and not sounding([*duo.mine, *duo.partner], one.start - 1.4, one.start)


def one_last(one: Observation, duo: Duo) -> bool:
    mine, theirs = (groups(notes)[-1][0].onset for notes in duo)
    return abs(mine - theirs) <= 0.12 and one.start == min(mine, theirs)


def louder_or_softer(one: Observation, duo: Duo) -> bool:
    middle = (one.start + one.end) / 2
    changes = []
    for notes in duo:
        early = [note.velocity for note in notes if one.start <= note.onset < middle]
        late = [note.velocity for note in notes if middle <= note.onset < one.end]
        changes.append(mean(late) - mean(early))
    return min(changes) >= 10 if one.kind == "grew-together" else max(changes) <= -10


def changed_tempo(one: Observation, duo: Duo) -> bool:
    said = value(one, "tempo") / value(one, "later")
    return all(
        abs(median(gaps(begun(notes, where(one)))) / median(gaps(begun(notes, there(one)))) / said - 1) < 0.09
        for notes in duo
    )


def loudness_apart(one: Observation, duo: Duo) -> float:
    mine, theirs = (mean(note.velocity for note in begun(notes, where(one))) for notes in duo)
    return theirs - mine


def lower(one: Observation, duo: Duo) -> bool:
    mine, theirs = (begun(notes, (one.start, one.end - 1e-3)) for notes in duo)
    return max(note.pitch for note in mine) < min(note.pitch for note in theirs) and steady(one, duo)


def counted(one: Observation, duo: Duo) -> bool:
    mine, theirs = (len([n for n in notes if one.start - NEAR <= n.onset < one.end - NEAR]) for notes in duo)
    told = value(one, "count"), value(one, "theirs")
    return abs(mine - told[0]) <= 1 and abs(theirs - told[1]) <= 1 and max(told) <= 1.4 * min(told)


TRUE: Final[dict[str, Callable[[Observation, Duo], bool]]] = {
    "silence": lambda _, duo: not duo.mine and not duo.partner,
    "silence-together": lambda _, duo: not duo.mine and not duo.partner,
    "only-partner": lambda one, duo: not duo.mine and len(begun(duo.partner, where(one))) == len(duo.partner),
    "one-note": lambda one, duo: [value(one, "pitch")] == [note.pitch for note in duo.mine],
    "one-note-rings": lambda one, duo: duo.mine[0].duration == value(one, "length") >= 1,
    "first-notes": lambda one, duo: len(duo.mine) == value(one, "count") <= 3,
    "played": lambda one, duo: duo.mine[0].pitch == value(one, "pitch"),
    "steady": steady,
    "faster": tempo_bends,
    "slower": tempo_bends,
    "long-notes": lambda one, duo: (
        max(note.duration for note in at(duo.mine, one.start, value(one, "pitch")))
        == max(note.duration for note in duo.mine)
        == value(one, "length")
        >= 1.6
    ),
    "touch": lambda one, duo: (
        max(note.duration for note in inside(duo, (one.start, one.start))) >= 0.9
        and min(note.duration for note in inside(duo, (there(one)[0],) * 2)) <= 0.25
    ),
    "rhythm": quick_and_slow,
    "close-and-open": denser,
    "few-notes": few,
    "room": silent,
    "rest-together": lambda one, duo: silent(one, duo) and duo.partner[0].onset < one.start,
    "returns": lambda one, duo: rested(one, duo, 4),
    "sudden-silence": stopped,
    "before-last": lambda one, duo: rested(one, duo, 1.5) and groups(duo.mine)[-1][0].onset == one.start,
    "beginning": stands_alone,
    "began-alone": lambda _, duo: len([n for n in onsets(duo.mine) if n < duo.partner[0].onset]) >= 2,
    "ending-long": lambda one, duo: (
        max(note.duration for note in groups(duo.mine)[-1]) == value(one, "length") >= 1
    ),
    "ending-soft": lambda one, duo: (
        falling(loud(inside(duo, where(one)))) and inside(duo, where(one))[-1] == duo.mine[-1]
    ),
    "stayed": lambda one, duo: (
        max(n.offset for n in duo.mine) - duo.mine[0].onset == value(one, "length") >= 60
    ),
    "comes-round": comes_round,
    "same-tone": lambda one, duo: duo.mine[0].pitch == duo.mine[-1].pitch == value(one, "pitch"),
    "range": lambda one, duo: (
        (value(one, "low"), value(one, "high"))
        == (min(n.pitch for n in duo.mine), max(n.pitch for n in duo.mine))
        and bool(
            at(duo.mine, there(one)[0], value(one, "low")) and at(duo.mine, one.start, value(one, "high"))
        )
    ),
    "low-with-high": both_struck,
    "chords": lambda one, duo: (
        len({note.pitch for note in inside(duo, (one.start, one.start))}) == value(one, "count") >= 2
    ),
    "home-note": arrivals,
    "one-tone": lambda one, duo: (
        {value(one, "pitch")} == {note.pitch for note in duo.mine}
        and len(groups(duo.mine)) == value(one, "count")
    ),
    "few-tones": lambda one, duo: len({note.pitch for note in duo.mine}) == value(one, "count") <= 4,
    "many-tones": lambda one, duo: len({note.pitch for note in duo.mine}) == value(one, "count") >= 8,
    "line-up": lambda one, duo: line(one, duo, rising),
    "line-down": lambda one, duo: line(one, duo, falling),
    "arch": arch,
    "climbs": moved,
    "descends": moved,
    "leap": leap,
    "dynamics": softer_and_stronger,
    "swell": lambda one, duo: strength_goes(one, duo, rising),
    "fade": lambda one, duo: strength_goes(one, duo, falling),
    "accent": accent,
    "motif": same_again,
    "motif-moved": same_again,
    "pattern": pattern,
    "repeated": in_a_row,
    "something-new": in_a_row,
    "echo-same": echo,
    "echo-octave": echo,
    "echo-changed": lambda one, duo: one.start > there(one)[0] and bool(duo.partner),
    "partner-echoed": lambda one, duo: one.start > there(one)[0] and bool(duo.partner),
    "taken-up": taken_up,
    "room-for-partner": alone,
    "answered": answered,
    "to-and-fro": to_and_fro,
    "in-between": in_their_rests,
    "went-on": went_on,
    "shared-pulse": one_pulse,
    "ground": lower,
    "pulse-under": lambda one, duo: len(begun(duo.partner, where(one))) >= 5 and steady(one, duo),
    "began-together": from_silence,
    "ended-together": one_last,
    "grew-together": louder_or_softer,
    "softened-together": louder_or_softer,
    "tempo-together": changed_tempo,
    "softer-than-partner": lambda one, duo: loudness_apart(one, duo) >= 8,
    "near-in-strength": lambda one, duo: abs(loudness_apart(one, duo)) <= 8,
    "as-many": counted,
}
"""For each kind of strength: whether it is true of a duo."""
