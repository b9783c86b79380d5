"""The interface's words as gettext catalogues: both sides of a key, what counts, and each way to go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.course.catalogue import faults, file_of_room, read, read_room, rooms
from mtlearn.course.loading import CONTENT
from mtlearn.course.template import write_templates
from mtlearn.errors import ContentError
from mtlearn.language import Text, counted

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """# The words of a small room.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "open"
msgid "Open the door"
msgstr "Åpne døren"

#. What is counted
msgctxt "notes"
msgid "{who}: one note"
msgid_plural "{who}: {count} notes"
msgstr[0] "{who}: én tone"
msgstr[1] "{who}: {count} toner"
"""


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """A folder with one room."""
    path = file_of_room("small", tmp_path)
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return tmp_path


def replaced(locale: Path, old: str, new: str) -> Path:
    """Change some words of the room's file, once."""
    assert old in SMALL
    path = file_of_room("small", locale)
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_key_has_both_sides_and_what_counts_has_two_forms(locale: Path) -> None:
    """Plain keys and counting keys come out the way widgets ask for them."""
    found = read_room("small", locale)
    assert {
        "open": Text(nb="Åpne døren", en="Open the door"),
        "notes_one": Text(nb="{who}: én tone", en="{who}: one note"),
        "notes": Text(nb="{who}: {count} toner", en="{who}: {count} notes"),
    } == found
    assert (["small"], []) == (rooms(locale), list(faults(locale)))
    said = {key: text.nb for key, text in found.items()}
    assert ["Du: én tone", "Du: 0 toner", "Du: 2 toner"] == [
        counted(said, "notes", count, who="Du") for count in (1, 0, 2)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ('msgid "Open the door"', 'msgid "Open the door', 8, "not readable as gettext: msgid"),
        ('msgstr "Åpne døren"', "msgstr Åpne", 9, "not readable as gettext: msgstr"),
        ('msgctxt "notes"', 'msgctxt "open"', 12, 'the key "open" stands a second time'),
        ('msgctxt "open"\n', "", 7, "should have its key before it"),
        ('msgstr "Åpne døren"', 'msgstr ""', 8, "'open' should have its Norwegian here"),
        ('msgstr[1] "{who}: {count} toner"', 'msgstr[1] ""', 13, "'notes' should have its Norwegian here"),
    ],
)
def test_a_damaged_catalogue_is_said_with_its_line(
    locale: Path, old: str, new: str, line: int, expected: str
) -> None:
    """What Babel would take in silence is a sentence with file and line."""
    path = replaced(locale, old, new)
    with pytest.raises(ContentError, match=expected) as caught:
        read_room("small", locale)
    assert (path, line) == (caught.value.path, caught.value.line)


def test_a_missing_file_and_one_that_is_not_text_are_said(locale: Path) -> None:
    """Neither becomes a stack trace."""
    with pytest.raises(ContentError, match="the file is missing"):
        read_room("none", locale)
    file_of_room("small", locale).write_bytes(SMALL.encode("latin-1"))
    with pytest.raises(ContentError, match="not UTF-8"):
        read_room("small", locale)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Åpne døren", "", "'open' should have its Norwegian (msgstr)."),
        ('msgctxt "open"', '#, fuzzy\nmsgctxt "open"', "'open' is marked fuzzy"),
        ("{who}: {count} toner", "{hvem}: {count} toner", "'notes' should have the same names in braces"),
        ('msgctxt "open"', 'msgctxt "notes_one"', "'notes' counts, and 'notes_one' stands here too"),
    ],
)
def test_two_sides_that_do_not_agree_are_found(locale: Path, old: str, new: str, expected: str) -> None:
    """An author hears of a side that is missing, waits for a look, or fills other gaps."""
    path = replaced(locale, old, new)
    (fault,) = faults(locale)
    assert expected in fault.said
    assert path == fault.path
    assert fault.line is not None


def test_the_interface_as_it_is_has_both_sides_of_every_key() -> None:
    """Nothing is missing, waits, or fills other gaps on one side; nor is any word left in another place."""
    assert [] == list(faults())
    assert {"exercise", "quiz", "scene", "page", "errors"} <= set(rooms())
    assert not list(CONTENT.glob("interface/*"))


def test_a_template_has_the_english_and_waits_for_words(locale: Path, tmp_path: Path) -> None:
    """What a third language begins from: keys, English, comments, plural, and nothing said yet."""
    out = tmp_path / "templates"
    out.mkdir()
    (path,) = write_templates(out, locale)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# The words of a small room.\n")
    assert "#. What is counted\n" in text
    assert "EMAIL" not in text
    found = read(path)
    assert {"open": "Open the door", "notes": ("{who}: one note", "{who}: {count} notes")} == {
        key: message.id for key, message in found.items()
    }
    assert not any("".join(message.string) for message in found.values())
