"""The glossary and the sources as a page shows them: all there is, and what stands on what."""

from __future__ import annotations

import pytest

from mtlearn import open_glossary, open_sources
from mtlearn.course.claim import claims, sources
from mtlearn.course.glossary import glossary
from mtlearn.errors import UnknownLanguageError
from mtlearn.language import LANGUAGES


def test_a_term_stands_in_three_languages_with_what_it_stands_on() -> None:
    """One's own language first, then two others; a term close by is a link; a claim leads to its source."""
    shown = {term["id"]: term for term in open_glossary("en").view["terms"]}
    assert list(shown) == [term.id for term in glossary()]
    choice = shown["term-samvalg"]
    assert "shared decision-making" == choice["name"]
    assert ["samvalg", "samval"] == [other["text"] for other in choice["others"]]
    assert ["nb", "nn"] == [other["lang"] for other in choice["others"]]
    assert ["term-brukermedvirkning"] == [other["id"] for other in choice["see"]]
    assert "sources.ipynb#source-hdir-forlop-psykose-om" == choice["claims"][0]["sources"][0]["href"]
    norwegian = {term["id"]: term for term in open_glossary("nb").view["terms"]}["term-rus"]
    assert ["rus", "substance use; intoxication"] == [other["text"] for other in norwegian["others"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_says_what_stands_on_it(lang: str) -> None:
    """Each source and each claim is there; lessons are linked; nothing is named by a word for machines."""
    shown = open_sources(lang).view["sources"]
    assert [f"source-{name}" for name in sources()] == [source["id"] for source in shown]
    carried = [claim for source in shown for claim in source["claims"]]
    assert sum(len(claim.sources) for claim in claims().values()) == len(carried)
    places = [place for claim in carried for place in claim["places"]]
    assert {"07-guidelines.ipynb", "glossary.ipynb#term-samvalg"} <= {place["href"] for place in places}
    assert all(source["facets"]["kind"] and "" not in source["facts"] for source in shown if source["claims"])


def test_how_a_source_was_read_is_never_said_to_be_more_than_it_was() -> None:
    """Only an abstract, and a text that retells another, are what a reader finds under those words."""
    by_name = {source["id"]: source for source in open_sources("en").view["sources"]}
    retold = by_name["source-uib-polyfon-rus"]
    assert "second" in retold["facets"]["read"]
    assert any(fact.startswith("retells another text (the opening)") for fact in retold["facts"])
    assert ["abstract"] == by_name["source-leamy-2011"]["facets"]["read"]
    assert "not settled" in by_name["source-hdir-rus-musikkterapi"]["status"]


def test_another_language_is_refused() -> None:
    """As everywhere in the course."""
    with pytest.raises(UnknownLanguageError):
        open_glossary("sv")
