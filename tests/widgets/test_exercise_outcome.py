"""What a take turns out to be: words, bars, notation and files."""

from __future__ import annotations

import io

import music21
import pytest
import soundfile

from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Take
from mtlearn.widgets.outcome import duo, summary, told
from mtlearn.widgets.replay import events
from mtlearn.widgets.takeaway import engraved, file

MINE = [[0.5 * step, 0.4, pitch, 80] for step, pitch in enumerate([60, 62, 64, 67, 69, 67, 64, 62] * 4)]
PARTNER = [[onset + 0.01, duration, pitch, velocity] for onset, duration, pitch, velocity in MINE]
SETTINGS: dict[str, object] = {
    "exercise": "mirror",
    "mine": "piano",
    "partner": "vibraphone",
    "closeness": 100,
}
TAKE = Take("a", 1_790_000_000.0, SETTINGS, MINE, PARTNER, ended=True, kept=False)
EMPTY = TAKE._replace(mine=[], partner=[])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_steady_take_is_told_with_its_bars(lang: Language) -> None:
    """There are strengths in words, bars to point at, and one thing to try."""
    said = told(TAKE, lang)
    assert said["strengths"]
    assert all(one["text"] for one in said["strengths"])
    assert any(one["bars"] and one["span"] for one in said["strengths"])
    assert said["next"]["text"]
    assert sorted(said["marks"]) == said["marks"]
    assert said["marks"]


@pytest.mark.parametrize(
    "take", [EMPTY, TAKE._replace(mine=MINE[:1], partner=[]), TAKE._replace(mine=MINE[:3])]
)
def test_little_or_nothing_is_told_kindly_too(take: Take) -> None:
    """Silence, one note and three notes get a strength and one thing to try as well."""
    for lang in LANGUAGES:
        said = told(take, lang)
        assert said["strengths"]
        assert said["next"]["text"]


def test_languages_say_different_words_about_the_same() -> None:
    """The kinds are the same in both languages; the words are not."""
    nb, en = told(TAKE, "nb"), told(TAKE, "en")
    assert [one["kind"] for one in nb["strengths"]] == [one["kind"] for one in en["strengths"]]
    assert nb["next"]["text"] != en["next"]["text"]


def test_what_can_be_set_up_is_set_up() -> None:
    """Where the thing to try is the dial, the button moves it to the other side."""
    dials = [told(TAKE._replace(mine=MINE[:length]), "nb")["next"] for length in range(4, 33)]
    setups = [one["setup"] for one in dials if one["kind"] == "try-dial"]
    assert all({"closeness": 30} == setup for setup in setups)
    assert all(one["setup"] is None for one in dials if one["kind"] not in {"try-dial", "try-partner"})


def test_a_stretch_is_heard_from_its_beginning() -> None:
    """Listening to some bars plays those alone, and a player alone is heard alone."""
    played = duo(TAKE)
    part = events(played, "both", (2.0, 4.0))
    assert 0.0 == part[0].time
    assert 2 * 4 == len(part)
    assert {1} == {event.channel for event in events(played, "partner")}
    assert len(MINE) == len(events(played, "mine"))


def test_notation_says_in_words_what_it_shows() -> None:
    """The picture has a text alternative with both counts and the bars, in the learner's language."""
    picture = engraved(TAKE, "nb", 700)
    assert picture["svg"].lstrip().startswith("<svg")
    assert "32 toner fra deg" in picture["label"]
    assert "takter" in picture["label"]


def test_midi_has_the_tones_that_were_played() -> None:
    """The MIDI file, read by music21, has both players' tones in order."""
    name, _, made = file(TAKE, "midi", "nb")
    assert name.startswith("speil-")
    assert name.endswith(".mid")
    score = music21.converter.parseData(made, format="midi")
    parts = [[note.pitch.midi for note in part.flatten().notes] for part in score.parts]
    assert [[row[2] for row in MINE], [row[2] for row in PARTNER]] == parts


def test_musicxml_can_be_read_again() -> None:
    """The MusicXML file has two staves."""
    _, _, made = file(TAKE, "musicxml", "en")
    assert 2 == len(music21.converter.parseData(made, format="musicxml").parts)


def test_wav_sounds_as_long_as_the_take() -> None:
    """The sound file is stereo, lasts as long as what was played, and is not silent."""
    _, mime, made = file(TAKE._replace(mine=MINE[:4], partner=PARTNER[:4]), "wav", "en")
    sound, rate = soundfile.read(io.BytesIO(made))
    assert "audio/wav" == mime
    assert 1.9 < len(sound) / rate < 8
    assert abs(sound).max() > 0.01


def test_a_saved_take_is_summed_up() -> None:
    """The list of saved takes says how many notes each has and how long it is."""
    assert {"id": "a", "at": TAKE.at, "mine": 32, "partner": 32, "other": "the partner"} == {
        name: value for name, value in summary(TAKE, "en").items() if name != "seconds"
    }
    assert 15.9 == round(summary(TAKE, "en")["seconds"], 1)
