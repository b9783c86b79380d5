"""What is said of the co-players is said in both languages, of music alone, and of nobody who exists."""

from __future__ import annotations

import re

import pytest

from mtlearn.language import LANGUAGES, Language, words
from mtlearn.music.coplayers.coplayer import WAYS

SIDES = ("way", "name", "about", "listen")
PLANS = ("plays", "breathes", "waits", "considers", "declines")
NEVER = {
    "nb": r"diagnos|symptom|pasient|klient|syk|sykdom|lidelse|angst|depr|psyk|rus\b|avhengig|trauma|autis"
    r"|adhd|mani|redd|trist|sint|glad|lei\b|sjener|usikker|nervøs|stress|urolig|rastløs|føl|humør|trygg|ensom"
    r"|innesluttet|flink|dårlig|feil|klarer|sliter|problem|vanske|mangl|svakhet|riktig|poeng|prosent|normal",
    "en": r"diagnos|symptom|patient|client|\bill\b|illness|disorder|anxi|depress|psych|addict|trauma"
    r"|autis|adhd|mani|afraid|\bsad\b|angry|happy|\bshy\b|insecure|unsure|nervous|stress|restless|\bfeel|mood"
    r"|\bsafe\b|lonely|withdrawn|clever|\bbad\b|wrong|mistake|fail|struggl|problem|difficult|lack|weak|correct|score"
    r"|per ?cent|normal",
}
"""Words of diagnosis, feeling, ability and lack: none is said of how somebody plays."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_has_its_words(lang: Language) -> None:
    """A name, a way, how it sounds and what to listen for, for each way and for nothing else."""
    said = words("coplayer", lang)
    of_ways = {key for key in said if key.split("-", 1)[0] in SIDES and "-" in key}
    assert {f"{side}-{way}" for side in SIDES for way in WAYS} == of_ways
    assert {f"plan-{kind}" for kind in PLANS} == {key for key in said if key.startswith("plan-")}
    assert all(text.strip() for text in said.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_only_music_is_spoken_of(way: str, lang: Language) -> None:
    """No diagnosis, no feeling, no ability, no lack."""
    said = words("coplayer", lang)
    for side in SIDES:
        assert [] == re.findall(NEVER[lang], said[f"{side}-{way}"].lower())


def test_the_search_for_such_words_finds_them() -> None:
    """The list itself works: what must not be said would be found."""
    assert re.search(NEVER["nb"], "marte er usikker")
    assert re.search(NEVER["en"], "marte is unsure")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_the_person_comes_first(way: str, lang: Language) -> None:
    """How somebody plays begins with their name, in one to three sentences; it is the same in both."""
    said = words("coplayer", lang)
    about = said[f"about-{way}"]
    assert about.startswith(said[f"name-{way}"])
    assert 1 <= len(re.findall(r"[.?!](?:\s|$)", about)) <= 3
    assert len({words("coplayer", each)[f"name-{way}"] for each in LANGUAGES}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_is_said_to_be_invented_and_has_a_name_of_their_own(lang: Language) -> None:
    """Eight names, none twice, and a sentence that takes the name and says that the person is invented."""
    said = words("coplayer", lang)
    assert len(WAYS) == len({said[f"name-{way}"] for way in WAYS})
    assert "Marte" in said["invented"].format(name=said["name-hesitant"])
    assert re.search(r"oppdiktet|invented", said["invented"])
    for kind in PLANS:
        assert said[f"plan-{kind}"].format(name="Marte").startswith("Marte")
