"""Reads MusicXML from any program: bar by bar as it streams by, so that a long score needs little memory.

After the W3C's MusicXML 4.0. Both orders of writing are read (``score-partwise``, ``score-timewise``).
Entities are refused; the format's own DOCTYPE is passed over and never fetched.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges

from mtlearn.errors import DamagedMusicError, NotMusicError, TooMuchMusicError, UnsafeMusicError
from mtlearn.music.general_midi import DRUM_PLACES
from mtlearn.music.reading.bar import Line
from mtlearn.music.reading.limits import ELEMENTS, MARKS, NOTES, PARTS
from mtlearn.music.reading.repeats import Signs
from mtlearn.music.reading.score import Score

if TYPE_CHECKING:
    from io import RawIOBase
    from xml.sax.xmlreader import Locator

    from mtlearn.music.piece import Piece

__all__ = ["read_musicxml"]

_FORM: Final = "MusicXML"
_ROOTS: Final = ("score-partwise", "score-timewise")
_ITEMS: Final = frozenset({"note", "backup", "forward", "attributes", "direction", "barline"})
_TEXTS: Final = frozenset(
    {
        *("step", "alter", "octave", "display-step", "display-octave", "duration"),
        *("divisions", "fifths", "mode", "beats", "beat-type", "chromatic", "octave-change"),
        *("per-minute", "beat-unit", "part-name", "work-title", "movement-title"),
        *("midi-channel", "midi-program", "midi-unpitched", "miscellaneous-field"),
    }
)
_FLAGS: Final = frozenset({"grace", "chord", "rest", "cue", "unpitched", "beat-unit-dot"})
_STEPS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_TOUCH: Final = {"pppp": 10, "ppp": 16, "pp": 33, "p": 49, "mp": 64, "mf": 80, "f": 96, "ff": 112, "fff": 126}
_UNITS: Final = {"whole": 16, "half": 8, "quarter": 4, "eighth": 2, "16th": 1}
"""Note values, in sixteenths."""
_NUMBER: Final = re.compile(r"\s*[+-]?\d{1,9}(?:\.\d{1,9})?\s*")
_LONGEST_TEXT: Final = 200
_FULL: Final = 90
"""The touch that MusicXML calls 100 %."""


def read_musicxml(source: IO[bytes] | RawIOBase, name: str, *, written: bool = False) -> Piece:
    """Read a MusicXML score.

    Args:
        source: the file, open for reading bytes.
        name: what the file is called, for sentences about it.
        written: give the notes as they are written; if not, as they are played: repeats, and grace notes.

    Raises:
        NotMusicError: it is XML of another kind.
        DamagedMusicError: it is not whole, or says what cannot be; says at which line.
        UnsafeMusicError: it has entities.
        TooMuchMusicError: it holds more than is read.
        NoNotesError: there is no note in it.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only for scores
    from defusedxml.expatreader import create_parser  # noqa: PLC0415 - the same

    reader = _Reader(name, written=written)
    # The format's own DOCTYPE names a file on another host: it is passed over, and never asked for.
    parser = create_parser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    parser.setFeature(feature_external_ges, False)  # noqa: FBT003 - as SAX has it
    parser.setContentHandler(reader)
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise UnsafeMusicError(name, "it has XML entities") from error
    except SAXParseException as error:
        where = f"line {error.getLineNumber()}"
        raise DamagedMusicError(name, _FORM, where, error.getMessage()) from error
    except (SAXException, UnicodeError, LookupError, ValueError) as error:
        raise DamagedMusicError(
            name, _FORM, f"line {reader.line_number}", str(error) or "it breaks off"
        ) from error
    return reader.score.piece(name, written=written)


class _Reader(ContentHandler):
    """Hears elements begin and end; a note, or what else stands in a bar, is taken in when it ends."""

    def __init__(self, name: str, *, written: bool) -> None:
        super().__init__()
        self.score = Score()
        self._name, self._written = name, written
        self._place: Locator | None = None
        self._elements = self._notes = 0
        self._root = ""
        self._line = Line()
        self._bar = -1
        self._in_bar = False
        self._item = ""
        self._found: dict[str, Any] = {}
        self._text: list[str] | None = None
        self._instrument = ""
        self._part = ""

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - as SAX has it
        """Be told who knows the place."""
        self._place = locator

    @property
    def line_number(self) -> int:
        """Where in the file the reader is."""
        return self._place.getLineNumber() or 1 if self._place else 1

    # What expat says

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401 - as SAX has it
        """Hear an element begin."""
        self._elements += 1
        if self._elements > ELEMENTS:
            self._too_much(f"{ELEMENTS} elements")
        if not self._root:
            if name not in _ROOTS:
                raise NotMusicError(self._name, f"XML that begins with <{name[:40]}>")
            self._root = name
        if name in _TEXTS:
            self._text = []
        if self._in_bar:
            self._begin_inside(name, attrs)
        if name == "measure":
            self._begin_measure()
        elif name == "part":
            self._begin_part(attrs.get("id", ""))
        elif not self._in_bar:
            self._begin_outside(name, attrs)

    def characters(self, content: str) -> None:
        """Hear some text."""
        if self._text is not None and len(self._text) < _LONGEST_TEXT:
            self._text.append(content[:_LONGEST_TEXT])

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX has it
        """Hear an element end."""
        if self._text is not None and name in _TEXTS:
            self._take_text(name, "".join(self._text)[:_LONGEST_TEXT].strip())
            self._text = None
        if name == self._item and self._in_bar:
            self._item = ""
            _TAKE[name](self)
        elif name == ("measure" if self._root == _ROOTS[0] else "part"):
            if self._in_bar:
                self._line.sound_graces()
            self._in_bar = False

    # Before the music

    def _begin_outside(self, name: str, attrs: Any) -> None:  # noqa: ANN401 - as SAX has it
        if name == "score-part":
            self._part = attrs.get("id", "")
            self.score.line(self._part)
            if len(self.score.lines) > PARTS:
                self._too_much(f"{PARTS} parts")
        elif name == "midi-instrument":
            self._instrument = attrs.get("id", "")
        elif name == "miscellaneous-field":
            self._instrument = attrs.get("name", "")

    def _take_text(self, name: str, text: str) -> None:
        if self._in_bar:
            if name in {"beats", "beat-type"}:
                self._found.setdefault(name, []).append(text)
            else:
                self._found[name] = text
        elif name == "part-name":
            self.score.line(self._part).name = text
        elif name in {"work-title", "movement-title"}:
            self.score.title = text or self.score.title
        elif name.startswith("midi-") and _NUMBER.fullmatch(text):
            of = self.score.line(self._part).instruments.setdefault(self._instrument, {})
            of[name] = int(Fraction(text))
        elif name == "miscellaneous-field" and self._instrument == "mtlearn-parts":
            self.score.roles = text.split()[:PARTS]

    def _begin_part(self, name: str) -> None:
        self._line = self.score.line(name)
        if len(self.score.lines) > PARTS:
            self._too_much(f"{PARTS} parts")
        if self._root == _ROOTS[0]:
            self._bar = -1
        else:
            self._open_bar()

    def _begin_measure(self) -> None:
        self._bar += 1
        if self._bar >= MARKS:
            self._too_much(f"{MARKS} bars")
        if self._root == _ROOTS[0]:
            self._open_bar()

    def _open_bar(self) -> None:
        self._line.begin_bar(self._bar)
        self._in_bar, self._item = True, ""

    # In a bar

    def _begin_inside(self, name: str, attrs: Any) -> None:  # noqa: ANN401 - one element after another
        found = self._found
        if name in _ITEMS and not self._item:
            self._item, self._found = name, {}
            if name == "note" and "dynamics" in attrs:
                self._found["touch"] = self._number(attrs["dynamics"])
        elif name in _FLAGS:
            found[name] = found.get(name, 0) + 1
        elif name == "tie":
            found[f"tie {attrs.get('type')}"] = True
        elif name == "instrument":
            found["instrument"] = attrs.get("id", "")
        elif name == "sound":
            self._take_sound(attrs)
        elif name in _TOUCH and self._item == "direction":
            self._line.velocity = _TOUCH[name]
        elif name in {"repeat", "ending"} and self._item == "barline":
            found[name] = {key: attrs[key] for key in attrs.getNames()}

    def _take_sound(self, attrs: Any) -> None:  # noqa: ANN401 - as SAX has it
        if "tempo" in attrs and (tempo := self._number(attrs["tempo"])) > 0:
            self._found["tempo"] = True
            self.score.set_tempo(self._bar, self._line.now, float(tempo))
        if "dynamics" in attrs:
            self._line.velocity = _touch(self._number(attrs["dynamics"]))

    def _take_note(self) -> None:
        found, line = self._found, self._line
        if "cue" in found:
            self.score.left_out["cue"] += 1
            if "chord" not in found and "duration" in found:
                line.rest(self._length())
            return
        pitch = None if "rest" in found else self._pitch()
        velocity = _touch(found["touch"]) if "touch" in found else line.velocity
        chord = "chord" in found
        if "grace" in found:
            if self._written or pitch is None:
                self.score.left_out["grace"] += 1
            else:
                self._count()
                line.grace(pitch, velocity, chord=chord)
            return
        length = self._length()
        if pitch is None or not 0 <= pitch <= 127 or not length:  # noqa: PLR2004 - MIDI's pitches
            if pitch is not None:
                self.score.left_out["out of reach" if length else "without length"] += 1
            if not chord:
                line.rest(length)
            return
        self._count()
        line.strike(length, pitch, velocity, ("tie stop" in found, "tie start" in found), chord=chord)

    def _pitch(self) -> int | None:
        found, line = self._found, self._line
        if "unpitched" in found:
            line.drums = True
            said = line.instruments.get(found.get("instrument", ""), {})
            if "instrument" not in found and len(line.instruments) == 1:
                said = next(iter(line.instruments.values()))
            place = f"{found.get('display-step', 'C')}{found.get('display-octave', '5')}"
            return said["midi-unpitched"] - 1 if "midi-unpitched" in said else DRUM_PLACES.get(place, 38)
        if found.get("step") not in _STEPS:
            return None
        alter = self._number(found.get("alter") or "0")
        octave = self._number(found.get("octave", ""))
        return int(12 * (octave + 1)) + _STEPS[found["step"]] + round(alter) + line.transpose

    def _length(self) -> Fraction:
        length = self._number(self._found.get("duration", "0")) / self._line.divisions
        if length < 0:
            self._damaged("a note or a step has a length below nothing")
        return length

    def _take_backup(self) -> None:
        self._line.sound_graces()
        self._line.move(-self._length())

    def _take_forward(self) -> None:
        self._line.rest(self._length())

    def _take_direction(self) -> None:
        found = self._found
        if (
            "tempo" not in found
            and found.get("beat-unit") in _UNITS
            and _NUMBER.fullmatch(found.get("per-minute", ""))
        ):
            unit = Fraction(_UNITS[found["beat-unit"]], 4) * (
                2 - Fraction(1, 2 ** found.get("beat-unit-dot", 0))
            )
            if (tempo := self._number(found["per-minute"]) * unit) > 0:
                self.score.set_tempo(self._bar, self._line.now, float(tempo))

    def _take_attributes(self) -> None:
        found, line = self._found, self._line
        if "divisions" in found:
            line.divisions = self._number(found["divisions"])
            if line.divisions <= 0:
                self._damaged("a quarter has no divisions")
        if "chromatic" in found or "octave-change" in found:
            octaves = self._number(found.get("octave-change", "0"))
            line.transpose = round(self._number(found.get("chromatic", "0")) + 12 * octaves)
        if "fifths" in found:
            self.score.set_key(
                self._bar, int(self._number(found["fifths"])), minor=found.get("mode") == "minor"
            )
        if found.get("beats") and found.get("beat-type"):
            beats = sum(int(one) for one in re.findall(r"\d{1,3}", " ".join(found["beats"])))
            self.score.set_metre(self._bar, beats, int(self._number(found["beat-type"][0])))

    def _take_barline(self) -> None:
        repeat, ending = self._found.get("repeat", {}), self._found.get("ending", {})
        times = repeat.get("times", "2")
        signs = Signs(
            repeat.get("direction") == "forward",
            (int(times) if re.fullmatch(r"\d{1,3}", times) else 2)
            if repeat.get("direction") == "backward"
            else 0,
            frozenset(int(one) for one in re.findall(r"\d{1,2}", ending.get("number", ""))),
        )
        self.score.set_signs(self._bar, signs, ending.get("type", ""))

    # Trouble

    def _count(self) -> None:
        self._notes += 1
        if self._notes > NOTES:
            self._too_much(f"{NOTES} notes")

    def _number(self, text: str) -> Fraction:
        if not _NUMBER.fullmatch(text):
            self._damaged(f"{text[:20]!r} is not a number")
        return Fraction(text.strip())

    def _damaged(self, what: str) -> NoReturn:
        raise DamagedMusicError(self._name, _FORM, f"line {self.line_number}", what)

    def _too_much(self, limit: str) -> NoReturn:
        raise TooMuchMusicError(self._name, f"more than {limit}", limit)


_TAKE: Final = {
    "note": _Reader._take_note,  # noqa: SLF001 - its own
    "backup": _Reader._take_backup,  # noqa: SLF001 - its own
    "forward": _Reader._take_forward,  # noqa: SLF001 - its own
    "attributes": _Reader._take_attributes,  # noqa: SLF001 - its own
    "direction": _Reader._take_direction,  # noqa: SLF001 - its own
    "barline": _Reader._take_barline,  # noqa: SLF001 - its own
}


def _touch(percent: Fraction) -> int:
    return min(127, max(1, round(percent * _FULL / 100)))
