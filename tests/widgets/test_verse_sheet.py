"""A verse as a sheet and as files: its words are the learner's, and stand there as they were written."""

from __future__ import annotations

from mtlearn.music.backing.setting import Setting
from mtlearn.music.vamp import Vamp
from mtlearn.music.verse import Sung
from mtlearn.widgets import verse_sheet
from mtlearn.widgets.verse_sheet import VersePiece

SUNG = (Sung(0.0, 2.0, 69, "I", "single"), Sung(4.0, 2.0, 71, "natt", "single"))


def piece(**changes: object) -> VersePiece:
    given = {"title": "Natt", "words": ("I natt", "", "", ""), "orders": ("AABB",) * 4, "sung": SUNG}
    given |= {"vamp": Vamp(Setting("two-chords", 64, "major", 100), "I", "V"), "voice": "flute", "beats": 4}
    return VersePiece(**{**given, **changes})  # type: ignore[arg-type] # what each field is, is said above


def test_chords_have_their_names_in_each_language() -> None:
    """The B of English is the H of Norwegian, on paper as on the screen."""
    assert [("E", "I natt "), ("H", "")] == [tuple(one) for one in verse_sheet.lines(piece(), "nb")[0]]
    assert "B" == verse_sheet.lines(piece(), "en")[0][1].chord
    flat = piece(vamp=Vamp(Setting("two-chords", 65, "major", 100), "I", "IV"))
    assert "Bb" == verse_sheet.lines(flat, "nb")[0][1].chord
    assert ">H<" in verse_sheet.engraved(piece(), "nb").replace("\n", "").replace("  ", "")


def test_what_a_learner_writes_is_text_and_never_markup() -> None:
    """In the picture and in the page, angle brackets are what they look like."""
    words = "<img src=x onerror=alert(1)> & natt"
    sung = (Sung(0.0, 2.0, 69, "<img", "single"), Sung(2.0, 2.0, 71, "&", "single"))
    odd = piece(title=words, words=(words, "", "", ""), sung=sung)
    picture = verse_sheet.engraved(odd, "nb")
    page = verse_sheet.html(odd, "nb", picture)
    assert "<img" not in picture + page
    assert "&lt;img" in picture
    assert "&lt;img src=x" in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_a_line_of_music_holds_as_many_bars_as_its_words_have_room_for() -> None:
    """Four bars where few syllables are sung, two or one where many are, or where the page is narrow."""

    def lines_of(count: int, width: int) -> int:
        onsets = [place * 0.5 + place // 12 * 2 for place in range(count)]
        made = piece(sung=tuple(Sung(onset, 0.5, 69, "la", "single") for onset in onsets))
        line = verse_sheet._line(made, width)
        text = verse_sheet.musicxml(made, "nb", shown=True, line=line).decode()
        return 1 + text.count('new-system="yes"')

    assert [4, 8, 16] == [lines_of(8, 680), lines_of(28, 680), lines_of(14, 300)]


def test_a_dotted_beat_is_written_with_signs_every_page_has() -> None:
    """The tempo of 6/8 is a dotted quarter, with no sign of a music font in it."""
    slow = piece(vamp=Vamp(Setting("lullaby", 60, "major", 50), "I", "V"), beats=2)
    drawn = verse_sheet.engraved(slow, "nb")
    assert "\N{QUARTER NOTE}" in drawn
    assert not [sign for sign in drawn if "\ue000" <= sign <= "\uf8ff"]
