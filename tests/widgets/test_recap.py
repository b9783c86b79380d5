"""A recap's page gets every sentence to read, in one language, and what they stand on."""

from __future__ import annotations

import pytest

from mtlearn.course.recap import recap
from mtlearn.language import LANGUAGES, Language
from mtlearn.widgets.recap import Recap


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_said_can_be_read(lang: Language) -> None:
    """Whoever has no voice in the browser, or no ears for it, gets the same."""
    sentences = recap("guidelines")
    shown = Recap(lang, sentences).view
    assert [sentence.text[lang] for sentence in sentences] == shown["sentences"]
    claims = dict.fromkeys(name for sentence in sentences for name in sentence.claims)
    assert len(claims) == len(shown["sources"])
