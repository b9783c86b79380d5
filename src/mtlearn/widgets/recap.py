"""A recap to hear: the computer's own voice reads it, sentence by sentence, and all of it stands there.

The voice is one that the browser has on the machine itself. Voices that browsers fetch from elsewhere are
never used: what is read would be sent there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtlearn.course.recap import Sentence
    from mtlearn.language import Language

__all__ = ["Recap"]


class Recap(Panel):
    """A few sentences, to be heard and read.

    Args:
        lang: the learner's language.
        sentences: what is said, in order.
        content: the folder the claims are read from.
    """

    room = "recap"
    _esm = script("base.js", "references.js", "recap.js")
    _css = style("page.css", "recap.css")

    def __init__(self, lang: Language, sentences: Sequence[Sentence], content: Path = CONTENT) -> None:
        super().__init__(lang)
        claims = dict.fromkeys(name for sentence in sentences for name in sentence.claims)
        self.view = {
            "sentences": [sentence.text[lang] for sentence in sentences],
            "sources": references(cited(claims, content), lang),
        }
