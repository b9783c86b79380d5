"""A recap says nothing its lesson does not stand on, and is short enough to be heard to the end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from mtlearn.course.lesson import lesson, lessons
from mtlearn.course.loading import CONTENT
from mtlearn.course.recap import has_recap, recap
from mtlearn.errors import ContentError
from mtlearn.language import LANGUAGES, Language

if TYPE_CHECKING:
    from pathlib import Path

WITH = [entry.id for entry in lessons() if has_recap(entry.id)]


def test_the_guidelines_have_one() -> None:
    """It is where the exact words matter most."""
    assert "guidelines" in WITH


@pytest.mark.parametrize("name", WITH)
def test_it_stands_on_what_the_lesson_stands_on(name: str) -> None:
    """No claim comes in by this door."""
    said = {claim for sentence in recap(name) for claim in sentence.claims}
    assert said <= set(lesson(name).claims)
    assert said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WITH)
def test_it_is_heard_in_some_minute(name: str, lang: Language) -> None:
    """At 120 to 160 words a minute, an ordinary pace of reading aloud."""
    count = sum(len(sentence.text[lang].split()) for sentence in recap(name))
    assert 60 <= count <= 200


def test_a_damaged_one_is_named(tmp_path: Path) -> None:
    """With the file, as any content is."""
    shutil.copytree(CONTENT, tmp_path / "content")
    damaged = tmp_path / "content" / "guidelines" / "recap.yaml"
    damaged.write_text("- text: {nb: Bare norsk}\n  claims: []\n", encoding="utf-8")
    with pytest.raises(ContentError, match="en") as raised:
        recap("guidelines", tmp_path / "content")
    assert damaged == raised.value.path
