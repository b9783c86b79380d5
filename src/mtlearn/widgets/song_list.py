"""Your song list: a sequence to listen to, built from words for moods, with a stop always in reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from mtlearn.music.loop import AHEAD, SOON, Loop
from mtlearn.music.moods import BREATH, CHARACTERS, Piece, bar, voices
from mtlearn.music.scale import SCALES
from mtlearn.sound.fading import Fade
from mtlearn.widgets.band import PAGE, Band
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.desk import RINGS
from mtlearn.widgets.list_said import as_text, once_more, piece_name, rows_of, summary_of
from mtlearn.widgets.list_setup import AS_IT_IS, FADES, LENGTHS, MOST, PERCENTS, SEED, Item, ListSetup
from mtlearn.widgets.setup import voice_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.backing.bar import Bar
    from mtlearn.sound.event import Event
    from mtlearn.widgets.setup import Setup

__all__ = ["SongList"]

_LEAD: Final = 0.6
"""Seconds between two pieces: the one has faded, the other comes in."""
_EXAMPLE: Final = ListSetup(items=(("piece", "", "calm", ""), ("piece", "", "light", "")), seconds=10)
"""Two short pieces, the first of which passes over into the second as it does in a list of one's own."""
_SOON: Final = 1.5
"""Seconds before it is heard that a piece is let pass over into the next: a kernel may be busy till then."""
_SHORTEST: Final = 0.2
"""A fade shorter than this (seconds) is none."""
_AT_ONCE: Final = 0.1
"""Seconds till a fade that nobody knew of before can be heard."""


class Turn(NamedTuple):
    """What is played: a piece, whose turn it is (counted), and whether it is faded in."""

    piece: Piece | None = None
    place: int = 0
    faded: bool = False


class _Tail(NamedTuple):
    """What is still to come of a piece that has passed over into the one that is played."""

    events: tuple[Event, ...] = ()
    ends: float = -math.inf


class _Told(NamedTuple):
    """Of which turn the page was told last, and at which place."""

    turn: int
    at: int


class SongList(Band):
    """A list of music that is built, ordered, and played through."""

    room: ClassVar[str] = "song_list"
    exercise: ClassVar[str] = "song-list"
    setup = ListSetup
    longest = 3 * 3600.0
    steps_in_example = True
    _esm = script(*PAGE, "song_list.js")
    _css = style("exercise.css", "band.css", "song_list.css")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Band takes them
        self._turns = 0
        self._at = 0
        self._only = False
        self._waits = False
        self._count, self._faded = 0, False
        self._tail = _Tail()
        self._comes_in = (-math.inf, 0.0)
        """When what is played began to come in, and over how many seconds."""
        self._lets_go = False
        self._gone: Item | None = None
        """What is heard, or was to come, and is no longer in the list: the place after ``_at`` is next."""
        super().__init__(*given, **named)

    @property
    def _items(self) -> list[Item]:
        return [Item(*row) for row in self.made.items]

    def _standing(self, items: Sequence[Item]) -> Item | None:
        """Give what is at the place whose turn it is, or was there when its turn came."""
        return self._gone or (items[self._at] if self._at < len(items) else None)

    def _played(self, *, demo: bool) -> tuple[ListSetup, list[Item]]:
        """Give the list that is played, the learner's or the example, and its places."""
        made: ListSetup = _EXAMPLE if demo else self.made
        return made, [Item(*row) for row in made.items]

    # What it plays

    def mine(self) -> str:
        """Nobody plays pads here; a voice is named all the same."""
        return "flute"

    def playing(self, *, demo: bool) -> Turn:
        """Give the piece whose turn it is, in the learner's list or in the example."""
        made, items = self._played(demo=demo)
        item = self._standing(items)
        piece = made.piece(item, SEED) if item and item.kind == "piece" else None
        return Turn(piece, self._count, self._faded)

    def bar_of(self, what: Turn, number: int) -> Bar | None:
        """Make one bar of a piece."""
        if what.piece is None:
            return None
        passes_over = number == what.piece.bars - 1 and self._passing() > 0
        return bar(what.piece, number, grows=not what.faded, fades=not passes_over)

    def voices_of(self, what: Turn, _number: int) -> Mapping[str, str]:
        """Give the voice of each part."""
        return voices(what.piece) if what.piece else {}

    def example_length(self) -> float:
        """Say how long the example is: what sounds together counts once."""
        made, items = self._played(demo=True)
        return sum(made.piece(item, SEED).seconds for item in items) - made.fade * (len(items) - 1)

    def desk_name(self, part: str, what: Turn) -> str:
        """Let each turn have channels of its own: one goes out while the other comes in."""
        return f"{what.place} {part}"

    def needed(self) -> list[str]:
        """Name the voices of the list's first pieces; those of the others come while they play."""
        at = 0 if self._demo else self._at
        pieces = [self.made.piece(item, 0) for item in self._items if item.kind == "piece"][at:][:2]
        return sorted({voice for piece in pieces for voice in voices(piece).values()})

    def shown(self) -> dict[str, Any]:
        """Give what can be chosen, and the list with how each place in it is."""
        own = self.words
        as_it_is = (AS_IT_IS, own["as_it_is"])
        rows = rows_of(self.made, own)
        return {
            "choices": {
                "words": [(word, own[f"mood_{word}"]) for word in CHARACTERS],
                "pieces": [(word, piece_name(word, own)) for word in CHARACTERS],
                "seconds": [(count, own["about_seconds"].format(count=count)) for count in LENGTHS],
                "fades": (FADES[0], FADES[-1]),
                "percents": [(one, own[f"percent_{one}"]) for one in PERCENTS],
                "scales": [as_it_is, *((scale, own[f"scale-{scale}"]) for scale in SCALES)],
                "voices": [as_it_is, *voice_names(self.lang)],
            },
            "rows": rows,
            "summary": summary_of(rows, self.made.fade, own),
            "text": as_text(rows, own),
            "most": MOST,
            "again": once_more(self.made, self._turns, own),
        }

    # What the page says

    def hear_start(self, content: dict[str, Any]) -> None:
        """Play the list through, from a place in it on; or one piece by itself."""
        at = 0 if content.get("demo") else content.get("from", 0)
        self._at = at if isinstance(at, int) and 0 <= at < max(1, len(self._items)) else 0
        self._only = content.get("only") is True
        self._waits, self._faded = False, False
        self._tail, self._gone = _Tail(), None
        if not content.get("demo") and not self._items:
            self.tell("ended", why="list_empty")
            return
        super().hear_start(content)

    def hear_next(self, _content: dict[str, Any]) -> None:
        """Go on to the next place in the list, now."""
        if self._session and not self._demo:
            self._way.through(lambda card: card.silence())
            self._paused_at = None
            self._only = False
            now = self._session.page_time(self._clock())
            self._go_to(self._at if self._is_unheard(now) else self._at + 1, now)

    def hear_pause(self, content: dict[str, Any]) -> None:
        """Rest where it is; a piece that was going out does not come back."""
        self._tail = _Tail()
        super().hear_pause(content)

    def hear_file(self, _content: dict[str, Any]) -> None:
        """Take the list along as text."""
        own: dict[str, str] = self.words
        text = as_text(rows_of(self.made, own), own)
        self.tell("file", [text.encode()], name=f"{own['file_stem']}.txt", mime="text/plain")

    # What happens

    def goes_on(self, now: float) -> bool:
        """Go on with the next place when a piece is over; a song of the learner's own is waited for."""
        if self._session is None:
            return False
        if self._waits or now < self._tail.ends:
            return True
        if self._demo:
            last = self._at + 1 >= len(_EXAMPLE.items)
            return not last and self._go_to(self._at + 1, now)
        if not self._loop.begun and self.playing(demo=False).piece is None:
            self._go_to(self._at, now)
            return self._session is not None
        return False if self._only else self._go_to(self._at + 1, now)

    def begins(self) -> bool:
        """Tell whether there is music to begin with; a song of the learner's own is waited for instead."""
        return self.playing(demo=self._demo).piece is not None and not self._waits

    def stepped(self, now: float) -> None:
        """Say which piece is heard, once it is."""
        if not self._demo and self._loop.heard(now) is not None and self._placed != (self._count, self._at):
            self._tell_place()
        self._pass_over(now)

    _placed: _Told | None = None

    def enters(self, what: Turn, at: float, seconds: float = 0.0) -> None:
        """Let a piece come in, over some seconds or at once, on channels of its own."""
        self._comes_in, self._lets_go = (at, seconds), False
        self._fades += [Fade(channel, at, seconds, up=True) for channel in self._channels(what, at)]

    def takes_seat(self, channel: int) -> None:
        """Let a channel be heard that another piece may have gone out on, as far as this one has come in."""
        if self._session:
            at, seconds = self._comes_in
            now = self._session.page_time(self._clock())
            comes_in = seconds > 0 and now < at + seconds
            self._fades.append(Fade(channel, *((at, seconds) if comes_in else (now, 0.0)), up=True))
            kept = (event for event in self._tail.events if event.channel != channel)
            self._tail = self._tail._replace(events=tuple(kept))

    def stays(self, cancel: float) -> list[Event]:
        """Let a piece that goes out go on to its end, whatever is changed about the one that comes in."""
        return [event for event in self._tail.events if event.time >= cancel]

    def turn(self, number: int | None = None) -> float:
        """Let what is set be heard from the next bar on; a piece that would be over has its last bars yet."""
        piece = self.playing(demo=False).piece
        if self._session and piece:
            now = self._session.page_time(self._clock())
            comes = next(
                (one.number for one in self._loop.bars if one.start >= now + SOON), self._loop.number
            )
            before = self._loop.bars[-1].what.piece if self._loop.bars else None
            if before and before.bars > comes >= piece.bars:
                number = max(0, piece.bars - BREATH)
        return super().turn(number)

    def _channels(self, what: Turn, at: float) -> list[int]:
        until = at + (what.piece.seconds if what.piece else 0.0) + RINGS
        return [self.seat(part, what, 0, until) for part in self.voices_of(what, 0)]

    def _passing(self) -> float:
        """Say over how many seconds what is played passes over into what comes next; 0 where it does not."""
        made, items = self._played(demo=self._demo)
        after = self._at + 1
        comes = not self._only and after < len(items) and items[after].kind == "piece"
        return float(made.fade) if comes else 0.0

    def _pass_over(self, now: float) -> None:
        """Let the next piece begin before this one has ended, where the time for that has come."""
        what, begins, fade = self.playing(demo=self._demo), self._loop.next_at, self._passing()
        piece = what.piece
        if begins is None or piece is None or not fade or self._lets_go:
            return
        ends = begins + (piece.bars - self._loop.number) * piece.seconds / piece.bars
        at = max(ends - fade, now + _LEAD)
        if now < ends - fade - _SOON or ends - at < _SHORTEST:
            return
        self._send_music(self._loop.plan(ends - AHEAD))
        left = (
            self._event(stroke, one.what, one.number) for one in self._loop.bars for stroke in one.strokes()
        )
        self._tail = _Tail(tuple(event for event in left if event.time >= now), ends)
        self._fades += [Fade(channel, at, ends - at, up=False) for channel in self._channels(what, at)]
        self._at, self._count, self._faded, self._gone = self._at + 1, self._count + 1, True, None
        coming = self.playing(demo=self._demo)
        self._loop = Loop(self._barred)
        self._loop.begin(coming, at)
        self.enters(coming, at, ends - at)
        self._send_music(self._loop.plan(now))

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:  # noqa: ARG002 - nobody plays notes here
        """Another thing is offered to change."""
        self._turns += 1
        self._waits, self._placed, self._gone = False, None, None

    def take_up(self, made: Setup) -> None:
        """Take up what was chosen; in a list that is ordered anew, what is heard goes on where it stands."""
        passed = self._passing()
        items = made.items if isinstance(made, ListSetup) else ()
        anew = items != self.made.items
        if anew and self._session and not self._demo:
            self._find_again([Item(*row) for row in items])
        super().take_up(made)
        if anew and self._placed and self._placed.turn == self._count and self._placed.at != self._at:
            self._tell_place()
        if passed and not self._passing():
            self._let_go()

    def _find_again(self, rows: Sequence[Item]) -> None:
        """Find the place of what is heard in another list.

        Taken out, it is heard to its end, and what then stands in its place comes next; not heard yet, it
        makes room at once.
        """
        heard = self._standing(self._items)
        if self._session is None or heard is None:
            return
        places = [at for at, row in enumerate(rows) if row == heard]
        if places:
            self._at, self._gone = min(places, key=lambda at: abs(at - self._at)), None
            return
        if self._gone:
            self._at = min(self._at, len(rows) - 1)
            return
        unheard = self._is_unheard(self._session.page_time(self._clock()))
        if unheard and self._at < len(rows) and rows[self._at].kind == "piece":
            return
        self._gone = heard._replace(kind="") if unheard else heard
        self._at = min(self._at, len(rows)) - 1

    def _is_unheard(self, now: float) -> bool:
        """Say whether what is to come in is not heard yet, while what it follows still is."""
        return self._faded and all(one.start > now for one in self._loop.bars)

    def _let_go(self) -> None:
        """Let a last bar go out that was to pass over into another piece, where nothing comes any more."""
        bars = self._loop.bars
        if self._session is None or not bars or self._loop.next_at != bars[-1].end:
            return
        now, last = self._session.page_time(self._clock()), bars[-1]
        piece = last.what.piece
        if piece and last.number == piece.bars - 1 and last.start < now + SOON:
            at = max(last.start, now + _AT_ONCE)
            seconds = max(_SHORTEST, last.end - at)
            self._fades += [Fade(channel, at, seconds, up=False) for channel in self._channels(last.what, at)]
            self._lets_go = True
            self._send_music(())

    def _go_to(self, at: int, now: float) -> bool:
        """Begin with a place in the list; say whether there is one."""
        _, items = self._played(demo=self._demo)
        self._loop.stop()
        self._waits, self._tail, self._gone = False, _Tail(), None
        if at >= len(items):
            self.finish(now, "list_over")
            return False
        self._at, self._zero = at, None
        self._count, self._faded = self._count + 1, False
        if items[at].kind == "own":
            self._waits = True
            self._tell_place()
            return True
        self.begin(self.playing(demo=self._demo), now + _LEAD)
        self._send_music(self._loop.plan(now), now, (), now)
        return True

    def _tell_place(self) -> None:
        items, own = self._items, self.words
        item = self._standing(items)
        if item is None:
            return
        self._placed = _Told(self._count, self._at)
        key = ("gone" if self._gone else "now") + ("_own" if item.kind == "own" else "_piece")
        text = own[key].format(word=item.word, title=item.title, number=self._at + 1, all=len(items))
        self.tell("place", at=-1 if self._gone else self._at, text=text, waits=self._waits)
