"""Two chords: from a vamp that goes round to a verse with words, a melody, and a sheet to print."""

from __future__ import annotations

import asyncio
import contextlib
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from mtlearn.errors import MusicError
from mtlearn.language import counted
from mtlearn.music.backing import metre
from mtlearn.music.backing import voices as voices_of
from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.metre import beats_in
from mtlearn.music.backing.setting import TEMPI, Setting
from mtlearn.music.played_in import played_in
from mtlearn.music.scale import SCALES
from mtlearn.music.syllables import count
from mtlearn.music.tune import Ground, most_syllables, propose
from mtlearn.music.vamp import CHORDS, STYLES, Vamp, chords_of, is_dotted, layout_of
from mtlearn.music.vamp import bar as vamp_bar
from mtlearn.music.verse import BARS, LINES, ORDERS, Sung, sing
from mtlearn.sound.event import Event
from mtlearn.widgets import verse_files, verse_sheet
from mtlearn.widgets.band import PAGE, Band
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import TONICS, Choices
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.instrument import pads, tone_name
from mtlearn.widgets.setup import voice_names
from mtlearn.widgets.verse_setup import ROUNDS, VerseSetup, replaced
from mtlearn.widgets.verse_sheet import VersePiece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.widgets.setup import Setup


__all__ = ["TwoChords"]

_PADS: Final = 10
_TUNE_PART: Final = "tune"
_TUNE_TOUCH: Final = 84
_CHORD_TOUCH: Final = 62
_CHORD_LASTS: Final = 1.8
_OCTAVE: Final = 12


class _Played(NamedTuple):
    piece: VersePiece
    rounds: int


@cache
def _proposed(words: tuple[str, ...], ground: Ground, lang: Any, seed: int) -> tuple[Sung, ...]:  # noqa: ANN401
    return propose(words, ground, lang, seed)


class TwoChords(Band):
    """Two chords that go round, and what a learner makes over them."""

    room: ClassVar[str] = "two_chords"
    exercise: ClassVar[str] = "two-chords"
    setup = VerseSetup
    _esm = script(*PAGE, "pads.js", "keys.js", "two_chords.js")
    _css = style("exercise.css", "band.css", "two_chords.css")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Band takes them
        self._recording = False
        self._heard: dict[int, tuple[float, float]] = {}
        self._turns = 0
        self._sheet_width = 0
        super().__init__(*given, **named)

    # What it plays

    def playing(self, *, demo: bool) -> _Played:
        """Give the verse as it is set, or the example."""
        if demo:
            orders = ("AABB", "AABB", "AABB", "ABAA")
            made = VerseSetup(style="lullaby", tempo=50, tonic=62, second="V", orders=orders)
            lines = tuple(self.words["example_verse"].strip().split("\n"))
            return _Played(self._piece(made, lines, self.words["example_title"]), 1)
        piece = self._piece(self.made, self._lines())
        return _Played(piece._replace(sung=()) if self._recording else piece, self.made.rounds)

    def bar_of(self, what: _Played, number: int) -> Bar | None:
        """Make one bar: the two chords in their style, and the melody over it."""
        piece, rounds = what
        whole = len(piece.order)
        if rounds and number >= rounds * whole:
            return None
        made = vamp_bar(piece.vamp._replace(order=piece.order), number)
        begins = number % whole * piece.beats
        tune = tuple(
            Stroke(
                _TUNE_PART,
                (one.onset - begins) * piece.beat,
                one.length * piece.beat * 0.95,
                one.pitch,
                _TUNE_TOUCH,
            )
            for one in piece.sung
            if begins <= one.onset < begins + piece.beats
        )
        return made._replace(strokes=tuple(sorted((*made.strokes, *tune), key=lambda one: one.onset)))

    def voices_of(self, what: _Played, number: int) -> Mapping[str, str]:  # noqa: ARG002 - the same in every bar
        """Give the voice of each part."""
        return {**voices_of(what.piece.vamp.setting), _TUNE_PART: what.piece.voice}

    def shown(self) -> dict[str, Any]:
        """Give what can be chosen, the words with their syllables and chords, and the melody in words."""
        made, lines = self.made, self._lines()
        own = self.words
        chords = chords_of(made.tonic, made.mode)
        piece = self._piece(made, lines)
        return {
            "choices": {
                "styles": [(one, own[f"backing-{one}"]) for one in STYLES],
                "scales": [(scale, own[f"scale-{scale}"]) for scale in SCALES],
                "tonics": [(pitch, tone_name(pitch, self.lang)) for pitch in TONICS],
                "voices": voice_names(self.lang),
                "orders": [(order, self._order_name(order)) for order in ORDERS],
                "tempi": (TEMPI[0], TEMPI[-1]),
                "rounds": [(n, counted(own, "rounds", n) if n else own["rounds_open"]) for n in ROUNDS],
            },
            "chords": [(numeral, chord_name(chord.symbol, self.lang)) for numeral, chord in chords.items()],
            "pads": pads(Choices(mine=made.voice, scale=made.scale, tonic=made.tonic, pads=_PADS), self.lang),
            "title_text": self.written("title"),
            "verse": self.written("verse"),
            "syllables": [count(line, self.lang) for line in lines],
            "most": most_syllables(piece.beats),
            "bars": [chord_name(piece.pair["AB".index(one)].symbol, self.lang) for one in piece.order],
            "lines": verse_sheet.lines(piece, self.lang),
            "sung": piece.sung,
            "sung_names": [tone_name(one.pitch, self.lang) for one in piece.sung],
            "beats": piece.beats,
            "own_tones": len(made.melody),
            "how": self._how(piece),
            "again": self._again(),
        }

    def stepped(self, now: float) -> None:
        """Remember when each bar is heard, so that what is sung into it can be laid there."""
        if (heard := self._loop.heard(now)) is not None:
            self._heard[heard.number] = (heard.start, heard.bar.length)

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:  # noqa: ARG002 - whenever it ended
        """Lay what was played to the bars, where the learner plays a melody in."""
        self._turns += 1
        heard, self._heard = self._heard, {}
        if not self._recording:
            return
        self._recording = False
        melody = played_in(
            mine,
            heard,
            BARS * LINES,
            beats_in(self.made.style),
            dotted=is_dotted(self.made.style),
        )
        if melody:
            self.take_up(replaced(self.made, melody=melody, tune="own"))
            self.tell("said", text=counted(self.words, "melody_kept", len(melody)))
        else:
            self.tell("said", word="melody_none")

    # What the page says

    def hear_chord(self, content: dict[str, Any]) -> None:
        """The learner wants to hear a chord by itself."""
        numeral = str(content.get("chord"))
        made = self.made
        if numeral not in CHORDS[made.mode]:
            return
        (moment,) = layout_of((numeral,), made.tonic % _OCTAVE, made.mode, 4)
        voices = voices_of(Setting(made.style))
        voice = voices.get("chords", "nylon-guitar")
        events = [
            Event(0.012 * place, 14, pitch, _CHORD_TOUCH, _CHORD_LASTS)
            for place, pitch in enumerate((moment.bass + _OCTAVE, *moment.layout))
        ]
        self.spawn(self.try_out(events, {14: voice}))

    def hear_start(self, content: dict[str, Any]) -> None:
        """The chords begin; without a tune where the learner is about to play one in."""
        if self._session:
            self.finish(self._session.page_time(self._clock()), None)
        self._recording = content.get("record") is True
        super().hear_start(content)

    def hear_propose(self, _content: dict[str, Any]) -> None:
        """The learner asks for another proposal."""
        made = self.made
        self.take_up(replaced(made, tune="proposed", tune_seed=(made.tune_seed + 1) % 10_000))

    def hear_sheet(self, content: dict[str, Any]) -> None:
        """The learner wants to see the sheet."""
        width = content.get("width")
        self._sheet_width = round(min(1000, max(280, width))) if isinstance(width, (int, float)) else 680
        self.spawn(self._write_sheet())

    def hear_file(self, content: dict[str, Any]) -> None:
        """The learner wants the verse as a file."""
        form = str(content.get("format"))
        if form in verse_files.FORMATS:
            self.spawn(self._make(form))

    def wrote(self, field: str) -> None:
        """Let new words be sung from the next bar on."""
        if field == "verse":
            self.turn()
        if self._sheet_width and field in {"verse", "title"}:
            self.spawn(self._write_sheet())

    def take_up(self, made: Setup) -> None:
        """Take up what was chosen, and write the sheet anew where it is shown."""
        before = self.made
        super().take_up(made)
        if self._sheet_width and before != self.made:
            self.spawn(self._write_sheet())

    async def _write_sheet(self) -> None:
        piece = self._piece(self.made, self._lines())
        try:
            svg = await asyncio.to_thread(verse_sheet.engraved, piece, self.lang, self._sheet_width)
        except MusicError:
            self.tell("sheet", svg="")
            raise
        self.tell("sheet", svg=svg)

    async def _make(self, form: str) -> None:
        piece = self._piece(self.made, self._lines())
        name, mime, made = await asyncio.to_thread(verse_files.file, piece, form, self.lang)
        self.tell("file", [made], name=name, mime=mime)

    # What the verse is

    def _lines(self) -> tuple[str, ...]:
        found = self._record.written(self.field("verse")).split("\n")
        return tuple((*found, *("",) * LINES)[:LINES])

    def _piece(self, made: VerseSetup, lines: tuple[str, ...], title: str | None = None) -> VersePiece:
        setting = Setting(made.style, made.tonic, made.mode, made.tempo, self.seed % 1000)
        beats = beats_in(made.style)
        vamp = Vamp(setting, made.first, made.second, made.orders[0])
        named = self._record.written(self.field("title")) if title is None else title
        piece = VersePiece(named, lines, made.orders, vamp, (), made.voice, beats)
        ground = Ground(
            made.scale,
            made.tonic,
            tuple(piece.pair["AB".index(one)].tones for one in piece.order),
            beats,
            is_dotted(made.style),
        )
        sung: tuple[Sung, ...] = ()
        with contextlib.suppress(MusicError):
            if made.tune == "own":
                sung = sing([Sung(*tone) for tone in made.melody], lines, self.lang, beats)
            elif made.tune == "proposed":
                sung = _proposed(lines, ground, self.lang, made.tune_seed)
        return piece._replace(sung=sung)

    def _order_name(self, order: str) -> str:
        chords = chords_of(self.made.tonic, self.made.mode)
        names = [chord_name(chords[one].symbol, self.lang) for one in (self.made.first, self.made.second)]
        return " · ".join(names["AB".index(one)] for one in order)

    def _how(self, piece: VersePiece) -> str:
        setting = piece.vamp.setting
        names = [chord_name(chord.symbol, self.lang) for chord in piece.pair]
        beat = metre(setting) or (4, 4)
        own: dict[str, str] = self.words
        return own["how"].format(
            first=names[0],
            second=names[1],
            style=self.words[f"backing-{setting.style}"],
            tempo=setting.tempo,
            metre=f"{beat[0]}/{beat[1]}",
            bars=BARS * LINES,
        )

    def _again(self) -> dict[str, Any]:
        """Offer one thing to change."""
        made, own = self.made, self.words
        place = CHORDS[made.mode].index(made.second)
        other = next(
            one
            for one in (*CHORDS[made.mode][place + 1 :], *CHORDS[made.mode])
            if one not in {made.first, made.second}
        )
        chord = chord_name(chords_of(made.tonic, made.mode)[other].symbol, self.lang)
        next_style = STYLES[(STYLES.index(made.style) + 1) % len(STYLES)]
        slower = max(TEMPI[0], made.tempo - 16) if made.tempo > 70 else made.tempo + 16  # noqa: PLR2004 - a middling tempo
        minor = "minor-pentatonic" if made.scale != "minor-pentatonic" else "major-pentatonic"
        offers: list[tuple[str, dict[str, object]]] = [
            (own["again_chord"].format(chord=chord), {"second": other}),
            (own["again_style"].format(style=own[f"backing-{next_style}"]), {"style": next_style}),
            (own["again_tempo"].format(tempo=slower), {"tempo": slower}),
            (own["again_scale"].format(scale=own[f"scale-{minor}"]), {"scale": minor}),
        ]
        text, changes = offers[self._turns % len(offers)]
        return {"text": text, "changes": changes}
