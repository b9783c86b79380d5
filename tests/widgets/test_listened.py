"""What is listened to in an item: the same each time, loud enough, and in words what it is in sound."""

from __future__ import annotations

import io

import pytest
import soundfile

from mtlearn.course.item import Sound
from mtlearn.sound.loudness import loudness
from mtlearn.widgets.listened import SECONDS_MORE, played, sound_bytes, told

GROUNDED = Sound("rhythmic-grounding", "repeating", 3, seconds=14)


def test_it_sounds_as_long_and_about_as_loud_as_said() -> None:
    """Within 3 LU of the listening examples, so that nobody has to reach for the volume."""
    sound, rate = soundfile.read(io.BytesIO(sound_bytes(GROUNDED)))
    assert len(sound) / rate == pytest.approx(GROUNDED.seconds + SECONDS_MORE, abs=2)
    assert loudness(sound, rate) == pytest.approx(-18, abs=3)


def test_every_note_of_both_is_told() -> None:
    """As many tones as were played, each player's in order."""
    both = played(GROUNDED)
    lines = told(GROUNDED, "en")
    for who, notes in (("kalimba", both.mine), ("piano", both.partner)):
        tones = [line.rpartition(": ")[2] for line in lines if f": {who}, " in line]
        count = sum(
            (int(tone.split("(")[1].split()[0]) if "(" in tone else 1) * (tone.count("+") + 1)
            for text in tones
            for tone in text.rstrip(".").split(", ")
        )
        assert len(notes) == count


def test_words_name_tones_as_the_language_does() -> None:
    """Norwegian calls B an H, and has a decimal comma."""
    assert any("evenly" in line for line in told(GROUNDED, "en"))
    assert any("jevnt" in line for line in told(GROUNDED, "nb"))
    assert all("," in line.split(":")[0] for line in told(GROUNDED, "nb"))
