"""A verse laid out: chords over words, syllables on tones."""

from __future__ import annotations

from mtlearn.music.verse import Line, Segment, Sung, over, parts_of, sing

WORDS = "Det regner på taket i natt"


def test_a_syllable_knows_where_in_its_word_it_stands() -> None:
    """So that what is sung on several tones is joined on paper."""
    assert [("re", "begin"), ("gne", "middle"), ("ne", "end"), ("i", "single")] == [
        ("re", "begin"), ("gne", "middle"), ("ne", "end"), *parts_of("i", "nb"),
    ]  # fmt: skip
    assert [("mor", "begin"), ("ge", "middle"), ("nen", "end")] == parts_of("morgenen", "nb")


def test_a_chord_stands_over_the_first_syllable_sung_in_its_bar() -> None:
    """Four syllables in the first two bars, four in the last two: the second chord comes with the fifth."""
    sung = [Sung(2.0 * place, 2.0, 60) for place in range(8)]
    laid = over(Line(WORDS, "AABB"), sing(sung, [WORDS], "nb", 4), "nb", 4)
    assert (Segment("A", "Det regner på "), Segment("B", "taket i natt ")) == laid


def test_a_chord_can_come_inside_a_word() -> None:
    """The word is parted there, and its parts are joined without a space."""
    sung = [Sung(4.0 * place, 4.0, 60) for place in range(3)]
    laid = over(Line("i morgen", "ABBB"), sung, "nb", 4)
    assert (Segment("A", "i "), Segment("B", "morgen ")) == laid
    laid = over(Line("morgen", "ABBB"), sung[:2], "nb", 4)
    assert (Segment("A", "mor"), Segment("B", "gen ")) == laid


def test_where_nobody_sings_words_are_shared_out_evenly() -> None:
    """The sheet is of use without a melody too; a bar without words keeps its chord."""
    assert "Det regner på taket i natt " == "".join(
        one.words for one in over(Line(WORDS, "ABAB"), [], "nb", 4)
    )
    assert ["A", "B", "A", "B"] == [one.chord for one in over(Line("", "ABAB"), [], "nb", 4)]


def test_tones_of_ones_own_take_the_syllables_in_order() -> None:
    """More tones than syllables go on without words; each line takes its own."""
    tones = [Sung(0.0, 1.0, 60), Sung(1.0, 1.0, 62), Sung(2.0, 1.0, 64), Sung(16.0, 1.0, 65)]
    sung = sing(tones, ["i natt", "sov"], "nb", 4)
    assert ["i", "natt", "", "sov"] == [one.syllable for one in sung]
