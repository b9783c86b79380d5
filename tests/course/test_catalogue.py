"""The interface's words as gettext catalogues: both sides of a key, what counts, and each way to go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.course.catalogue import differences, norwegian, read_room, rooms
from mtlearn.course.catalogue_update import update
from mtlearn.errors import ContentError
from mtlearn.language import Text, counted

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """# The words of a small room.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
{more}
"""
ENGLISH = (
    HEAD.format(more="")
    + """
msgctxt "open"
msgid "Open the door"
msgstr ""

#. What is counted
msgctxt "notes"
msgid "{who}: one note"
msgid_plural "{who}: {count} notes"
msgstr[0] ""
msgstr[1] ""
"""
)
NORWEGIAN = (
    HEAD.format(more='"Language: nb\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"')
    + """
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
)


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """A folder with one room, both sides."""
    norwegian("small", tmp_path).parent.mkdir(parents=True)
    (tmp_path / "small.pot").write_text(ENGLISH, encoding="utf-8")
    norwegian("small", tmp_path).write_text(NORWEGIAN, encoding="utf-8")
    return tmp_path


def replaced(path: Path, old: str, new: str) -> None:
    """Change some words of a file, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_key_has_both_sides_and_what_counts_has_two_forms(locale: Path) -> None:
    """Plain keys and counting keys come out the way widgets ask for them."""
    found = read_room("small", locale)
    assert {
        "open": Text(nb="Åpne døren", en="Open the door"),
        "notes_one": Text(nb="{who}: én tone", en="{who}: one note"),
        "notes": Text(nb="{who}: {count} toner", en="{who}: {count} notes"),
    } == found
    assert [] == list(differences(locale))
    said = {key: text.nb for key, text in found.items()}
    assert ["Du: én tone", "Du: 0 toner", "Du: 2 toner"] == [
        counted(said, "notes", count, who="Du") for count in (1, 0, 2)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ('msgid "Open the door"', 'msgid "Open the door', 9, "not readable as gettext: msgid"),
        ('msgstr "Åpne døren"', "msgstr Åpne", 10, "not readable as gettext: msgstr"),
        ('msgctxt "notes"', 'msgctxt "open"', 13, "stands a second time"),
        ('msgctxt "open"\n', "", 8, "should have its key before it"),
        ('msgstr "Åpne døren"', 'msgstr ""', 9, "'open' should have its Norwegian here"),
        ('msgstr[1] "{who}: {count} toner"', 'msgstr[1] ""', 14, "'notes' should have its Norwegian here"),
        ('msgctxt "open"', 'msgctxt "shut"', None, "'open' should have its Norwegian here"),
    ],
)
def test_a_damaged_catalogue_is_said_with_its_line(
    locale: Path, old: str, new: str, line: int | None, expected: str
) -> None:
    """What Babel would take in silence is a sentence with file and line."""
    replaced(norwegian("small", locale), old, new)
    with pytest.raises(ContentError, match=expected) as caught:
        read_room("small", locale)
    assert (norwegian("small", locale), line) == (caught.value.path, caught.value.line)


def test_a_missing_file_and_one_that_is_not_text_are_said(locale: Path) -> None:
    """Neither becomes a stack trace."""
    with pytest.raises(ContentError, match="the file is missing"):
        read_room("none", locale)
    norwegian("small", locale).write_bytes(NORWEGIAN.encode("latin-1"))
    with pytest.raises(ContentError, match="not UTF-8"):
        read_room("small", locale)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("small.pot", "Open the door", "Open the window", "the English of 'open' is another in the template"),
        ("small.pot", 'msgctxt "open"', 'msgctxt "shut"', "'shut' is not in small.po"),
        ("small.po", 'msgctxt "open"', 'msgctxt "shut"', "'shut' is not in the template"),
        ("small.po", "Åpne døren", "", "'open' has no Norwegian"),
        ("small.po", 'msgctxt "open"', '#, fuzzy\nmsgctxt "open"', "the English of 'open' has changed"),
        ("small.po", "{who}: {count} toner", "{hvem}: {count} toner", "not the same names in braces"),
    ],
)
def test_two_sides_that_do_not_agree_are_found(
    locale: Path, file: str, old: str, new: str, expected: str
) -> None:
    """An author hears of a side that is missing, old, or fills other gaps."""
    replaced(locale / file if file.endswith(".pot") else norwegian("small", locale), old, new)
    assert expected in "\n".join(one.said for one in differences(locale))


def test_a_catalogue_without_its_template_is_found(locale: Path) -> None:
    """A room that has only one side is no room."""
    (locale / "small.pot").unlink()
    assert ["it has no template small.pot."] == [one.said for one in differences(locale)]


def test_bringing_up_to_date_loses_no_norwegian(locale: Path) -> None:
    """A new key waits for its words, changed English marks the old ones, and twice is as once."""
    update(locale)
    assert [] == update(locale)
    replaced(locale / "small.pot", "Open the door", "Open the window")
    with (locale / "small.pot").open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "new"\nmsgid "New"\nmsgstr ""\n')
    assert [norwegian("small", locale)] == update(locale)
    text = norwegian("small", locale).read_text(encoding="utf-8")
    assert '#, fuzzy\nmsgctxt "open"\nmsgid "Open the window"\nmsgstr "Åpne døren"' in text
    assert 'msgctxt "new"\nmsgid "New"\nmsgstr ""' in text
    assert text.startswith("# The words of a small room.\n")
    assert "#. What is counted\n" in text
    said = [one.said for one in differences(locale)]
    assert 2 == len(said)
    assert "has changed: read the Norwegian again" in said[0]
    assert "'new' has no Norwegian." == said[1]


def test_a_room_that_is_new_gets_a_catalogue(locale: Path) -> None:
    """A template alone is enough to begin with."""
    norwegian("small", locale).unlink()
    assert [norwegian("small", locale)] == update(locale)
    assert 'msgctxt "open"' in norwegian("small", locale).read_text(encoding="utf-8")
    assert ["small"] == rooms(locale)
