"""LIX measures what it should, and every part of the course has a bound."""

from __future__ import annotations

from pathlib import Path

from mtlearn.course.prose import Said
from mtlearn.course.reading_ease import lix, too_hard

EASY = "Hun tar trommen. Den er rød. Vi ler."
HARD = "Musikkterapeututdanningen forutsetter gjennomsnittlig kvalifikasjonsgrunnlag. " * 2


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    """Eight words in three sentences, and one of the eight over six letters."""
    assert 8 / 3 + 100 / 8 == lix(EASY)
    assert 0.0 == lix("[@a-claim]")


def test_a_part_that_asks_too_much_is_named_with_its_figure() -> None:
    """The whole file counts, Norwegian only."""
    words = [
        Said(Path("a"), 1, "safety/scene.yaml/one", "nb", EASY),
        Said(Path("a"), 1, "x/quiz.yaml", "nb", HARD),
    ]
    english = [Said(Path("a"), 1, "safety/scene.yaml/one", "en", HARD)]
    assert ["x/quiz.yaml"] == list(too_hard([*words, *english]))
