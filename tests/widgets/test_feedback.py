"""Feedback is said in whole sentences in both languages, warm and exact: no score, no lack, no diagnosis."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.language import LANGUAGES, Language, words
from mtlearn.learner.record import Take
from mtlearn.music.bars import Bars, bars
from mtlearn.music.invitations import INVITATIONS
from mtlearn.music.note import Duo, phrase
from mtlearn.music.observation import ABOUT_TONES, Observation, observe
from mtlearn.music.strengths.aim import AIMS
from mtlearn.music.strengths.kind import KINDS
from mtlearn.widgets.feedback import place, said, sayings
from mtlearn.widgets.outcome import told

from ..music.plausible import STYLES, take  # noqa: TID252 - tests are no package to name from the top

_LACK = (
    r"score|wrong|fail|mistake|lack|poor|\bbad|weak|not enough|too (?:much|many|few|little|fast|slow)",
    r"correct|unfortunately|percent|%|error|miss(?:ed|ing)|problem|effort|difficult|\b0/|/10",
    r"feil|dårlig|mangl|svak|prosent|poeng|karakter|galt|for (?:mye|lite|få|mange|fort|sakte)\b",
    r"dessverre|ikke nok|prøv igjen|mislyk|vanskelig|problem|innsats|\bklarte",
)
_PRAISE = (
    r"\bgood\b|great|perfect|excellent|well done|clever|talent|nice|beautiful|bravo|right\b(?! to)",
    r"\bbra\b|flink|flott|nydelig|vakker|dyktig|talent|riktig|perfekt|fantastisk|imponer|\bfint\b",
)
_NORM = (
    r"\bshould|\bmust\b|have to|ought|better|\bbest\b|normal|average|\bthan (?:most|others)|\blevel",
    r"\bbør\b|burde|\bmå\b|\bskal du\b|bedre|\bbest\b|normal|gjennomsnitt|enn (?:de fleste|andre)|nivå",
)
_PERSON = (
    r"feel|emotion|\bsad\b|happy|calm|anxi|angry|mood|health|stress|therap|relax|confiden|personality",
    r"courage|brave|ability|skill|shy|nervous|patient|diagnos|symptom|craving|safe\b|heal",
    r"følelse|føler|\btrist|\bglad\b|\brolig|angst|\bsint|humør|helse|terapi|avslapp|selvtillit|mestr|sykdom",
    r"modig|\bevne|ferdighet|sjenert|nervøs|pasient|diagnose|symptom|trygg|\blege\b|pasient",
)
FORBIDDEN = re.compile("|".join((*_LACK, *_PRAISE, *_NORM, *_PERSON)), re.IGNORECASE)
OF_TONES = re.compile(
    r"\btone|\bnote|melod|akkord|chord|oktav|octave|\bdyp|\blys(?:e|t|ere|est)|\blow|\bhigh|klinge lenge",
    re.IGNORECASE,
)

NUMBER = re.compile(r"(?<![A-H♯♭sd])\b\d+(?:[:\u2013]\d+)?")
DRUMS = ["Trommen"] * 128
SEEDS = 44
TO = "\N{EN DASH}"
Rows = list[tuple[float, float, int, int]]
STEADY = Bars(tuple(n * 0.5 for n in range(41)), steady=True, length=20.0)
FREE = Bars((0.0, 1.0), steady=False, length=100.0)


def test_every_kind_that_can_be_seen_has_words_and_no_words_are_without_a_kind() -> None:
    said_ = sayings()
    assert {kind for kind, wording in said_.items() if wording.role == "strength"} == set(KINDS)
    assert {kind for kind, wording in said_.items() if wording.role == "invitation"} == set(INVITATIONS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(sayings()))
def test_every_wording_is_a_sentence_without_a_word_of_score_lack_or_diagnosis(
    kind: str, lang: Language
) -> None:
    for wording in (*sayings()[kind].wordings, *sayings()[kind].drums):
        text = wording[lang]
        assert text.strip() == text
        assert text[-1] in ".?"
        assert text[0].isupper() or text[0] == "{"
        assert not FORBIDDEN.search(text), text


@pytest.mark.parametrize("kind", sorted(sayings()))
def test_a_strength_points_at_its_place_and_both_languages_say_the_same_things(kind: str) -> None:
    wording = sayings()[kind]
    for text in (*wording.wordings, *wording.drums):
        filled = [
            {name.lower() for name in re.findall(r"\{(\w+)\}", text[lang])} - {"partner", "partners"}
            for lang in get_args(Language)
        ]
        assert filled[0] == filled[1], text
        if wording.role == "strength" and kind not in {"silence", "silence-together"}:
            assert "bars" in filled[0]
        if wording.role == "invitation":
            assert not filled[0]


@pytest.mark.parametrize(
    ("bars_", "where", "nb", "en"),
    [
        (STEADY, (4.0, 10.0), f"i takt 3{TO}5", f"in bars 3{TO}5"),
        (STEADY, (4.0, 5.9), "i takt 3", "in bar 3"),
        (FREE, (12.0, 20.4), "fra 0:12 til 0:20", "from 0:12 to 0:20"),
        (FREE, (12.0, 12.4), "ved 0:12", "at 0:12"),
        (FREE, (3.7, 5.8), "fra 0:03 til 0:05", "from 0:03 to 0:05"),
        (FREE, (72.0, 84.0), "fra 1:12 til 1:24", "from 1:12 to 1:24"),
    ],
)
def test_a_place_is_said_in_bars_where_there_is_a_pulse_else_by_the_clock(
    bars_: Bars, where: tuple[float, float], nb: str, en: str
) -> None:
    assert (place(where, bars_, "nb"), place(where, bars_, "en")) == (nb, en)


@pytest.mark.parametrize(
    ("seconds", "nb", "en"),
    [
        (0.2, "ett sekund", "one second"),
        (4.4, "4 sekunder", "4 seconds"),
        (61, "ett minutt og ett sekund", "one minute and one second"),
        (120, "2 minutter", "2 minutes"),
    ],
)
def test_how_long_is_said_in_seconds_and_minutes(seconds: float, nb: str, en: str) -> None:
    seen = Observation("room", (3, 5), 4.0, 10.0, {"length": seconds})
    assert nb in said(seen, STEADY, "nb")
    assert en in said(seen, STEADY, "en")


def test_a_tone_is_called_h_in_norwegian_and_b_in_english() -> None:
    seen = Observation("home-note", (3, 5), 4.0, 10.0, {"pitch": 71, "count": 4})
    assert said(seen, STEADY, "nb") == (
        f"Du vendte tilbake til H4 fire ganger i takt 3{TO}5. Slik blir en tone et hjem."
    )
    assert "B4" in said(seen, STEADY, "en")


def test_one_who_plays_along_is_called_by_name_where_there_is_one() -> None:
    """With the owner's form of each language; else it is the partner."""
    seen = Observation("answered", (3, 5), 4.0, 10.0, {"there": (1.0, 2.0)})
    assert said(seen, STEADY, "nb").startswith("Medspilleren fikk spille")
    assert said(seen, STEADY, "nb", partner="Samira").startswith("Samira fikk spille")
    assert said(seen, STEADY, "en", partner="Samira").startswith("Samira’s phrase")
    between = Observation("in-between", (3, 5), 4.1, 10.0, {"there": (1.0, 2.0)})
    assert "Markus’ pauser" in said(between, STEADY, "nb", partner="Markus")
    assert "Samiras pauser" in said(between, STEADY, "nb", partner="Samira")
    assert "medspillerens pauser" in said(between, STEADY, "nb")


def test_a_drum_is_called_by_its_name_inside_the_sentence() -> None:
    """And what is said of drums says nothing of tones."""
    drums = ["Stortromme"] * 128
    seen = Observation("repeated", (3, 5), 4.0, 10.0, {"pitch": 36, "count": 6})
    assert "samme lyd, stortromme, seks ganger" in said(seen, STEADY, "nb", drums)
    assert "one sound, the bass drum, six times" in said(seen, STEADY, "en", ["Bass drum"] * 128)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(set(sayings()) - ABOUT_TONES))
def test_what_may_be_said_of_drums_says_nothing_of_tones(kind: str, lang: Language) -> None:
    """Either the words suit both, or drums have words of their own."""
    for wording in sayings()[kind].drums or sayings()[kind].wordings:
        assert not OF_TONES.search(wording[lang]), wording[lang]


@pytest.mark.parametrize("kind", sorted(sayings()))
def test_there_are_two_ways_or_three_of_saying_each_thing(kind: str) -> None:
    """So that playing again is not told in the same words again."""
    assert 2 <= len(sayings()[kind].wordings) <= 3


@pytest.mark.parametrize("style", STYLES)
def test_every_take_is_told_in_both_languages_with_nothing_that_is_not_there(style: str) -> None:
    """Whole sentences, no forbidden word, and every bar and moment that is named lies in the take."""
    for seed in range(1000, 1000 + SEEDS):
        duo, aim = take(style, seed), (None, *AIMS)[seed % (len(AIMS) + 1)]
        laid = bars(duo) if seed % 4 == 0 else Bars((0.0, 1.0), steady=seed % 4 == 1, length=duo.length)
        drums = seed % 5 == 0
        found = observe(duo, laid, ABOUT_TONES if drums else (), aim)
        for one in (*found.strengths, found.next_step):
            names = dict.fromkeys(LANGUAGES, DRUMS if drums else None)
            texts = {
                lang: said(one, laid, lang, names[lang], "Samira" if seed % 3 else None) for lang in LANGUAGES
            }
            for lang, text in texts.items():
                assert re.fullmatch(r"[A-ZÆØÅÉ][^{}]*[.?]", text), text
                assert "  " not in text
                assert not FORBIDDEN.search(text), text
                assert not (drums and OF_TONES.search(text)), text
                assert text == said(one, laid, lang, names[lang], "Samira" if seed % 3 else None)
                for bar in re.findall(r"(?:takt|bars?) (\d+)(?:\u2013(\d+))?", text):
                    assert all(1 <= int(number) <= laid.count for number in bar if number), text
                for minutes, seconds in re.findall(r"(\d+):(\d\d)", text):
                    assert int(minutes) * 60 + int(seconds) <= duo.length + 0.5, text
            assert NUMBER.findall(texts["nb"]) == NUMBER.findall(texts["en"]), "both say the same"


takes = st.lists(
    st.tuples(st.floats(0, 90), st.floats(0, 8), st.integers(21, 108), st.integers(1, 127)), max_size=60
)


@st.composite
def even(draw: st.DrawFn) -> Rows:
    """Draw playing with a pulse and a pattern in it."""
    step = draw(st.floats(0.25, 0.9))
    pitches = draw(st.lists(st.integers(40, 90), min_size=1))
    strengths = draw(st.lists(st.integers(1, 127), min_size=1))
    return [
        (1 + n * step, step * 0.8, pitches[n % len(pitches)], strengths[n % len(strengths)])
        for n in range(draw(st.integers(0, 80)))
    ]


@settings(max_examples=150, deadline=None)
@given(takes | even(), takes)
def test_whatever_was_played_is_said_in_full_in_both_languages(mine: Rows, partner: Rows) -> None:
    duo = Duo(phrase(mine), phrase(partner))
    laid = bars(duo)
    found = observe(duo, laid)
    for observation in (*found.strengths, found.next_step):
        for lang in LANGUAGES:
            text = said(observation, laid, lang)
            assert "{" not in text
            assert "}" not in text
            assert "  " not in text
            assert not FORBIDDEN.search(text), text
            assert text == said(observation, laid, lang)


def test_a_take_with_somebody_who_has_a_name_is_told_with_that_name() -> None:
    """As the exercise tells it, from the choices the take was made with."""
    mine = [[7.0 + 0.5 * n, 0.4, 60 + n % 3, 70] for n in range(4)]
    partner = [[1.0 + 0.5 * n, 0.4, 72 + n % 4, 70] for n in range(8)]
    settings_: dict[str, object] = {"exercise": "dialogue", "who": "coplayer", "way": "sparse"}
    text = " ".join(
        one["text"]
        for one in told(Take("a", 1.0, settings_, mine, partner, ended=True, kept=False), "nb")["strengths"]
    )
    assert words("coplayer", "nb")["name-sparse"] in text
    assert "edspiller" not in text
