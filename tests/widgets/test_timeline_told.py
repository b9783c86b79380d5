"""What a page is told about a duo in time: the same in the picture, the table, and for those who listen."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.language import LANGUAGES, words
from mtlearn.music.bars import bars
from mtlearn.music.note import Duo, Note
from mtlearn.widgets.timeline_picture import picture
from mtlearn.widgets.timeline_told import LANES, timeline_told
from mtlearn.widgets.timeline_values import clock

if TYPE_CHECKING:
    from mtlearn.language import Language

TUNE = tuple(Note(0.5 + n * 0.5, 0.4, 60 + [0, 4, 7, 5][n % 4], 60 + n) for n in range(40))
ANSWER = tuple(note._replace(onset=note.onset + 2) for note in TUNE)
NOT_SAID = re.compile(
    r"follower|leader|resist|dependent|score|percent|%|right|wrong|correct|fail|"
    r"motstand|avhengig|prosent|riktig|feil|mangl|dårlig|poeng",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_lane_has_a_value_in_words_at_every_time(lang: Language) -> None:
    """As many words as values, and a name and one sentence for each lane; gaps are said."""
    told = timeline_told(Duo(TUNE, ()), None, lang)
    own = words("timeline", lang)
    assert LANES == tuple(lane["id"] for lane in told["lanes"])
    for lane in told["lanes"]:
        assert own[f"lane-{lane['id']}"]
        assert own[f"about-{lane['id']}"]
        assert len(told["times"]) == len(lane["mine"]) == len(lane["said"]["mine"])
        assert {own["none"]} == set(lane["said"]["partner"])
        assert {None} == set(lane["partner"])


def test_bars_are_the_rows_where_there_is_a_pulse_and_seconds_where_there_is_none() -> None:
    """Each row names its end and its player; a player who is not there has no rows."""
    duo = Duo(TUNE, ANSWER)
    laid = bars(duo)
    table = timeline_told(duo, laid, "en")["table"]
    assert "Bar" == table["heads"][0]
    assert 2 * laid.count == len(table["rows"])
    alone = timeline_told(Duo(TUNE, ()), None, "en")["table"]
    assert ["Until", "Who", "Strength"] == alone["heads"][:3]
    assert ["0:05", "0:10", "0:15", "0:20"] == [row[0] for row in alone["rows"]][:4]
    assert {"You"} == {row[1] for row in alone["rows"]}
    assert {len(table["heads"])} == {len(row) for row in table["rows"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_echo_is_told_in_a_sentence(lang: Language) -> None:
    """Who, how many notes, when and how."""
    first = timeline_told(Duo(TUNE[:4], tuple(n._replace(onset=n.onset + 3) for n in TUNE[:4])), None, lang)
    (echo,) = first["echoes"]
    expected = {
        "nb": "4 toner du spilte ved 0:00, kom igjen hos medspilleren ved 0:03, tone for tone.",
        "en": "4 notes you played at 0:00 came back from the partner at 0:03, note for note.",
    }
    assert expected[lang] == echo["text"]


def test_no_word_of_the_room_judges() -> None:
    """No role for a person, no share of right, no lack, in either language."""
    for lang in LANGUAGES:
        for name, text in words("timeline", lang).items():
            assert not NOT_SAID.search(text), name


def test_both_languages_take_the_same_values() -> None:
    """A sentence has the same places to fill in both languages."""
    nb, en = words("timeline", "nb"), words("timeline", "en")
    for name in nb:
        nb_values, en_values = (set(re.findall(r"\{\w+\}", text.lower())) for text in (nb[name], en[name]))
        assert nb_values == en_values, name


notes = st.builds(Note, st.floats(0, 30), st.floats(0, 5), st.integers(0, 127), st.integers(1, 127))
phrases = st.lists(notes, max_size=30).map(lambda found: tuple(sorted(found)))


@settings(max_examples=60, deadline=None)
@given(phrases, phrases, st.sampled_from(LANGUAGES))
def test_anything_at_all_can_be_told_and_drawn(
    mine: tuple[Note, ...], partner: tuple[Note, ...], lang: Language
) -> None:
    """Plain data that JSON holds, with no number that is none, and a picture of it."""
    duo = Duo(mine, partner)
    told = timeline_told(duo, bars(duo), lang, "take")
    json.dumps(told, allow_nan=False)
    drawn = picture(told, words("timeline", lang), "title <&>")
    assert not re.search(r"\bnan\b", drawn)
    assert "title &lt;&amp;&gt;" in drawn


def test_in_a_long_picture_tonal_centres_can_be_seen_and_read() -> None:
    """Each that is drawn can be seen and named; in a short one all are drawn."""
    notes = tuple(
        Note(2 * n / 3, 0.6, (60, 64, 67, 72, 65, 71)[n * 5 % 6] + (n > 600) * (n // 11 % 3), 70)
        for n in range(1800)
    )
    told = timeline_told(Duo(notes, ()), None, "en")
    stretches = told["centres"]["mine"]
    assert len(stretches) > 150
    drawn = picture(told, words("timeline", "en"), "long")
    wide = [float(one) for one in re.findall(r'<rect x="[\d.]+" y="2" width="([\d.]+)"', drawn)]
    assert wide
    assert min(wide) > 20
    short = timeline_told(Duo(notes[:90], ()), None, "en")
    shown = picture(short, words("timeline", "en"), "short").count('y="2" width=')
    assert len(short["centres"]["mine"]) == shown


@pytest.mark.parametrize(("lang", "minor", "major"), [("en", "Am", "C"), ("nb", "a", "C")])
def test_a_minor_centre_can_be_told_from_a_major_one_where_there_is_little_room(
    lang: Language, minor: str, major: str
) -> None:
    shorts = []
    for scale in ((69, 71, 72, 74, 76, 77, 80, 81), (60, 62, 64, 65, 67, 69, 71, 72)):
        tones = tuple(Note(n * 0.5, 0.45, scale[(0, 2, 4, 1, 6, 0, 4, 7)[n % 8]], 70) for n in range(40))
        shorts.append({one[3] for one in timeline_told(Duo(tones, ()), None, lang)["centres"]["mine"]})
    assert minor in shorts[0]
    assert major not in shorts[0]
    assert major in shorts[1]
    assert minor not in shorts[1]


def test_moments_are_minutes_and_seconds() -> None:
    assert ["0:00", "0:09", "1:05", "10:00"] == [clock(seconds) for seconds in (0, 9.99, 65, 600)]
