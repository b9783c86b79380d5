"""Words parted into syllables: an honest count by vowels, in Norwegian and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.syllables import count, of_line, of_word

NB = {
    "dagen": "da gen", "reiser": "rei ser", "høyere": "høy e re", "familie": "fa mi li e",
    "piano": "pi a no",
    "melodi": "me lo di", "sier": "si er", "sjøen": "sjø en", "nei": "nei", "museum": "mu se um",
    "hjemme": "hjem me",
    "Europa": "Eu ro pa",
    "å": "å", "morgenen": "mor ge nen", "skjønner": "skjøn ner", "gråer": "grå er",
}  # fmt: skip
EN = {
    "you": "you", "table": "ta ble", "loved": "loved", "wanted": "wan ted", "makes": "makes",
    "boxes": "bo xes",
    "going": "go ing", "quiet": "qui et", "nation": "na tion", "little": "lit tle", "breathe": "breathe",

    "morning": "mor ning", "people": "peo ple", "voices": "voi ces", "idea": "i de a", "great": "great",
    "somebody": "so me bo dy",  # not as it is said: the writer can part it otherwise
}  # fmt: skip


@pytest.mark.parametrize(("word", "parted"), NB.items())
def test_norwegian_words_are_parted_between_their_vowels(word: str, parted: str) -> None:
    """Diphthongs are one syllable, other vowels side by side are two."""
    assert parted.split() == of_word(word, "nb")


@pytest.mark.parametrize(("word", "parted"), EN.items())
def test_english_words_are_parted_as_they_sound_mostly(word: str, parted: str) -> None:
    """A silent e is no syllable, and what is said apart is parted."""
    assert parted.split() == of_word(word, "en")


def test_who_writes_has_the_last_word() -> None:
    """Hyphens say where a word is parted, whatever the vowels say."""
    assert ["some", "bo", "dy"] == of_word("some-bo-dy", "en")
    assert ["ev", "ry,"] == of_word("ev-ry,", "en")


def test_a_dash_has_no_tone_of_its_own() -> None:
    """What has no letter belongs to the word before it."""
    assert [["natt -"], ["og"]] == of_line("natt - og", "nb")
    assert 0 == count("  - ", "nb")


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="-"), max_size=60),
    st.sampled_from(["nb", "en"]),
)
def test_nothing_that_was_written_is_lost(line: str, lang: str) -> None:
    """Joined again, the syllables of any text are its words, from the first that has a letter on."""
    words = of_line(line, lang)  # type: ignore[arg-type] # hypothesis does not know the literal
    joined = " ".join("".join(word) for word in words)
    assert joined in " ".join(line.split())
    assert all(part for word in words for part in word)
