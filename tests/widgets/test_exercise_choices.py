"""What a learner may choose, and what odd values turn into."""

from __future__ import annotations

import pytest

from mtlearn.errors import MusicError
from mtlearn.language import LANGUAGES, Language, words
from mtlearn.music.scale import SCALES
from mtlearn.sound.bank import bank
from mtlearn.widgets.choices import PADS, TONICS, Choices, Ways, drums, tones
from mtlearn.widgets.exercise_kind import KINDS
from mtlearn.widgets.exercise_view import laid_out, possible


def test_every_voice_that_can_be_chosen_is_in_the_bank() -> None:
    """Nobody chooses a voice and hears nothing; drums are drums and no partner for a melody."""
    assert set(bank().voices) == {*tones(), *drums()}
    assert {"piano", "vibraphone"} <= set(tones())
    assert all(bank().voice(voice).keys for voice in drums())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_can_be_chosen_has_a_name(lang: Language) -> None:
    """In both languages, voices and scales are named and the names differ."""
    choices = possible(words("exercise", lang), lang, KINDS["mirror"])["choices"]
    for kind in ("mine", "partner", "scales", "tonics", "backings"):
        names = [name for _, name in choices[kind]]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tonic", [TONICS[0], TONICS[-1]])
@pytest.mark.parametrize("pads", [PADS[0], PADS[-1]])
def test_every_layout_has_its_pads_from_low_to_high(scale: str, tonic: int, pads: int) -> None:
    """Whatever is chosen, there are that many pads, rising, where voices sound well, from a marked ground."""
    laid = laid_out(Choices(scale=scale, tonic=tonic, pads=pads), "nb")["pads"]
    found = [pad["pitch"] for pad in laid]
    assert pads == len(set(found))
    assert sorted(found) == found
    assert 36 <= found[0] <= found[-1] <= 100
    assert laid[0]["ground"]


def test_norwegian_pads_say_h() -> None:
    """The tone below C is H in Norwegian and B in English."""
    major = Choices(scale="major", pads=8)
    assert "CDEFGAHC" == "".join(pad["label"] for pad in laid_out(major, "nb")["pads"])
    assert "CDEFGABC" == "".join(pad["label"] for pad in laid_out(major, "en")["pads"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[
            ("mine", "tuba"),
            ("pads", 16),
            ("pads", "10"),
            ("drone", 1),
            ("closeness", 101),
            ("colour", "red"),
        ],
        *[("tempo", 39), ("tempo", 60.0), ("backing", "polka"), ("count_in", 1), ("level", True)],
    ],
)
def test_a_choice_that_is_not_there_is_refused(name: str, value: object) -> None:
    """What the page cannot mean is refused, with what could be chosen."""
    with pytest.raises(MusicError, match="cannot be"):
        Choices().changed(name, value)


def test_old_takes_are_read_as_far_as_they_go() -> None:
    """A take made with a voice that is gone keeps its other choices."""
    assert Choices(scale="blues") == Choices.of({"scale": "blues", "mine": "tuba", "seed": 3})


def test_a_drone_of_old_is_a_backing_of_now() -> None:
    """A take made when there was only a drone, on or off, is still read right."""
    assert "drone" == Choices.of({"drone": True}, Choices(backing="none")).backing
    assert "none" == Choices.of({"drone": False}).backing
    assert "none" == Choices().changed("drone", False).backing  # noqa: FBT003 - as the page said it


@pytest.mark.parametrize("voice", drums())
def test_drums_lay_out_drums_with_their_names(voice: str) -> None:
    """Each pad is a drum that sounds, named, and none is a ground tone; the partner has the same."""
    choices = Choices(mine=voice)
    assert voice == choices.second
    for lang in LANGUAGES:
        pads = laid_out(choices, lang)["pads"]
        assert 1 < len(pads) <= PADS[-1]
        assert {pad["pitch"] for pad in pads} <= set(bank().voice(voice).keys)
        assert len(pads) == len({pad["label"] for pad in pads})
        assert not any(pad["ground"] for pad in pads)


@pytest.mark.parametrize("told", [None, 7, {"switches": 9}, {"pace": 0}, {"touch": "hard"}, {"pace": "x"}])
def test_odd_ways_fall_back(told: object) -> None:
    """Whatever is in the log, the pads can be reached."""
    assert Ways() == Ways.of(told)


def test_ways_are_kept() -> None:
    """One switch at a slow pace comes back as it was."""
    assert Ways(switches=1, pace=3) == Ways.of({"switches": 1, "pace": 3, "touch": "medium", "midi": "scale"})
