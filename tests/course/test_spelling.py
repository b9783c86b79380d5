"""Every word of the course is in a dictionary, or in the course's own list of the field's words and names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtlearn.course.prose import Said, interface_prose
from mtlearn.course.spelling import DICTIONARIES, misspelt, own_words, plain, unknown
from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    from mtlearn.language import Language


@pytest.fixture(scope="module")
def _hunspell() -> None:
    """Hunspell and its dictionaries; where they must be there, it is no skip."""
    try:
        for lang in DICTIONARIES:
            unknown({"test"}, lang)
    except MtlearnError as error:
        (pytest.fail if os.environ.get("MTLEARN_REQUIRE_SPELLING") == "1" else pytest.skip)(str(error))


@pytest.mark.usefixtures("_hunspell")
def test_every_word_is_known(all_words: list[Said]) -> None:
    """Lessons, quizzes, scenes, cards, claims and the interface, in both languages."""
    found = misspelt([*all_words, *interface_prose()])
    assert {} == {word: f"{said.where} ({said.lang})" for said, word in found}


@pytest.mark.usefixtures("_hunspell")
@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("nb", {"musikkterapeuten", "musikkterapeutten", "Majas", "recovery"}, {"musikkterapeutten"}),
        ("en", {"colour", "color", "doesn’t", "Maja’s", "kalimba"}, {"color"}),
    ],
)
def test_a_slip_is_found_and_the_fields_own_words_are_known(
    lang: Language, words: set[str], expected: set[str]
) -> None:
    """Genitives of names too; English is British."""
    assert expected == unknown(words, lang)


def test_what_is_no_word_is_not_looked_up() -> None:
    """Citations, code, addresses, and names to fill."""
    text = "Se [ordet](glossary.ipynb#term-x) `kode` {count} fil.musicxml [@en-claim; @to]."
    assert ["Se", "ordet"] == plain(text).replace("·", " ").replace("[", " ").replace(".", " ").split()


@pytest.mark.parametrize("name", ["nb", "en", "names"])
def test_the_own_lists_are_sorted_and_say_each_word_once(name: str) -> None:
    """So that two authors who add a word do not add it twice."""
    folder = Path(own_words.__code__.co_filename).parents[1] / "content" / "spelling"
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(set(lines), key=str.lower) == lines


def test_without_hunspell_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sentence, not a stack trace."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("hunspell") is None
    with pytest.raises(MtlearnError, match="apt-get install hunspell hunspell-no hunspell-en-gb"):
        unknown({"test"}, "nb")
