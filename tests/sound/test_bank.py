"""The bank has the course's voices, in tune, in time, evenly loud; a rebuild gives the same."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.sound.bank import Bank, Voice, Zone, bank
from mtlearn.sound.event import VOLUME, Event
from mtlearn.sound.limiter import CEILING
from mtlearn.sound.listening import cents_from
from mtlearn.sound.loudness import loudness
from mtlearn.sound.reference import reference
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

AUDIO = Path(__file__).parents[2] / "audio"
SOUNDFONT = Path(os.environ.get("MTLEARN_SOUNDFONT", "/usr/share/sounds/sf2/FluidR3_GM.sf2"))
RATE = 48_000
QUIET = 0.05
KITS = ("hand-drums", "soft-kit", "beat-kit")
SECTIONS = ("strings", "choir")
HELD = (*SECTIONS, "flute", "clarinet")
VOICES = (
    "piano", "electric-piano", "nylon-guitar", "steel-guitar", "electric-bass", "acoustic-bass", "marimba",
    "kalimba", "vibraphone", "warm-pad", "strings", "choir", "flute", "clarinet", *KITS,
)  # fmt: skip
TONES = tuple(voice for voice in VOICES if voice not in KITS)
STRUCK = tuple(voice for voice in VOICES if voice not in (*HELD, "warm-pad"))
TOUCHED = ("piano", "electric-piano", "nylon-guitar", "steel-guitar", "electric-bass", "acoustic-bass", *KITS)


def zones(voice: str) -> tuple[Zone, ...]:
    return bank().voice(voice).zones


@cache
def frames(sample: str) -> NDArray[np.float64]:
    sound: NDArray[np.float64] = soundfile.read(io.BytesIO(bank().sample(sample)))[0]
    return sound


def played(voice: str, pitch: int, velocity: int, seconds: float = 0.5) -> NDArray[np.float32]:
    """Give a key as it sounds, far below the limiter and then as loud as at full volume."""
    return render([Event(0.0, 0, pitch, velocity, seconds)], {0: voice}, RATE, volume=QUIET) / QUIET


def alone(zone: Zone, seconds: float) -> NDArray[np.float32]:
    """Give one zone's sound at the key nearest to its root."""
    one = Bank(bank().folder, (Voice("one", 1.0, (zone,)),))
    key = round(zone.root)
    return render([Event(0.0, 0, key, zone.high_velocity, seconds)], {0: "one"}, RATE, volume=QUIET, bank=one)


def decibels(sound: NDArray[Any]) -> float:
    return float(10 * np.log10(np.sum(sound.astype(np.float64) ** 2) + 1e-12))


def level(sound: NDArray[Any], window: int) -> NDArray[np.float64]:
    total = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    contour: NDArray[np.float64] = 10 * np.log10((total[window:] - total[:-window]) / window + 1e-12)
    return contour


def test_it_has_the_voices_the_course_plays() -> None:
    assert bank().voices == VOICES
    assert tuple(voice for voice in VOICES if bank().voice(voice).kind == "drums") == KITS


def test_it_stays_small() -> None:
    assert sum(file.stat().st_size for file in (AUDIO / "bank").iterdir()) < 10_000_000


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_voice_and_drum_has_a_name_in_words(language: Any) -> None:
    named = words("instruments", language)
    drums = {name for kit in KITS for name in bank().voice(kit).keys.values()}
    for key in (*(f"voice-{voice}" for voice in VOICES), *(f"drum-{name}" for name in drums)):
        assert named[key]


def test_the_drums_the_music_to_play_over_needs_are_there() -> None:
    kit = {35, 36, 37, 38, 39, 40, 42, 44, 46, 49, 51, 54, 56, 70, 82}
    hands = {41, 43, 45, 47, 48, 50, 54, 60, 61, 62, 63, 64, 70, 76, 77, 82}
    for name, needed in {"soft-kit": kit, "beat-kit": kit, "hand-drums": hands}.items():
        assert set(bank().voice(name).keys) >= needed


@pytest.mark.parametrize("voice", VOICES)
def test_every_key_and_touch_is_answered_once(voice: str) -> None:
    # The pad has two samples to a key, and sections of players have one for each side.
    many = {"warm-pad": 2, "strings": 2, "choir": 2}.get(voice, 1)
    keys = bank().voice(voice).keys or range(24, 109)
    for pitch in keys:
        for velocity in range(1, 128):
            assert sum(zone.answers(pitch, velocity) for zone in zones(voice)) == many


@pytest.mark.parametrize("voice", VOICES)
def test_what_is_said_of_a_zone_is_true_of_its_sample(voice: str) -> None:
    description = bank().description(voice)
    for zone in description["zones"]:
        file = bank().sample(zone["sample"])
        with soundfile.SoundFile(io.BytesIO(file)) as sound:
            assert (zone["frames"], zone["rate"]) == (sound.frames, sound.samplerate)
        assert zone["digest"] == hashlib.sha256(file).hexdigest()[:16]
        assert zone["sample"] in description["samples"]
        if zone["loop"]:
            assert 0 < zone["loop"][0] < zone["loop"][1] <= zone["frames"]


def test_a_sample_can_be_had_as_bare_frames() -> None:
    for zone in zones("kalimba"):
        assert len(bank().sample_as_pcm(zone.sample)) == 2 * zone.frames


@pytest.mark.parametrize("voice", VOICES)
def test_samples_stand_straight_and_begin_without_a_click(voice: str) -> None:
    for name in bank().voice(voice).samples:
        sound = frames(name)
        peak = np.abs(sound).max()
        assert abs(sound.mean()) < 0.003 * peak, name
        assert abs(sound[0]) < 0.01 * peak, name


@pytest.mark.parametrize("voice", STRUCK)
def test_a_stroke_is_heard_within_three_milliseconds(voice: str) -> None:
    for zone in zones(voice):
        sound = np.abs(frames(zone.sample)[: zone.rate // 20])
        assert np.argmax(sound > 0.1 * sound.max()) / zone.rate <= 0.003, zone.sample


@pytest.mark.parametrize("voice", HELD)
def test_a_held_voice_speaks_within_120_milliseconds(voice: str) -> None:
    for key in sorted({round(zone.root) for zone in zones(voice)}):
        both = np.linalg.norm(played(voice, key, 100, 1.5), axis=1)
        contour = level(both, RATE // 50)
        middle = np.median(contour[int(0.3 * RATE) : int(1.4 * RATE)])
        # A window of 20 ms is full half its length later.
        assert np.argmax(contour > middle - 3) / RATE + 0.01 <= 0.12, key


@pytest.mark.parametrize("voice", sorted(set(TONES) - set(SECTIONS) - {"warm-pad"}))
def test_every_sample_is_in_tune_at_its_root(voice: str) -> None:
    for zone in zones(voice):
        key = round(zone.root)
        sounding = 100 * (zone.root - key)
        same = [other.root for other in zones(voice) if other.low == zone.low]
        assert same == [zone.root] * len(same)
        if zone.high_velocity == 127:
            assert abs(sounding) < 50
            # Of the lowest strings the second partial is heard, and hardly the first.
            heard = key + 12 if key < 36 else key
            sound = alone(zone, 1.2)[RATE // 10 : int(1.1 * RATE), 0]
            assert abs(cents_from(heard, sound, RATE)) < 5, zone.sample


@pytest.mark.parametrize("voice", SECTIONS)
def test_many_players_agree_on_their_pitch(voice: str) -> None:
    """A section has no single line in its spectrum: its pitch is heard from how the sound repeats itself."""
    for zone in zones(voice):
        sound = alone(zone, 2.8)[RATE // 10 : RATE // 10 + (1 << 17), 0].astype(np.float64)
        power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18)) ** 2
        repeats = np.fft.irfft(power)
        period = RATE / (440 * 2 ** ((round(zone.root) - 69) / 12))
        cents = []
        for times in (1, 2, 3, 4):
            lags = np.arange(int(times * period * 0.97), int(times * period * 1.03) + 2)
            at = int(lags[repeats[lags].argmax()])
            before, here, after = repeats[at - 1 : at + 2]
            lag = at + 0.5 * (before - after) / (before - 2 * here + after)
            cents.append(1200 * np.log2(times * period / lag))
        assert abs(np.mean(cents)) < 8, zone.sample


@pytest.mark.parametrize("voice", TONES)
def test_keys_between_the_samples_are_in_tune_too(voice: str) -> None:
    for pitch in (43, 62, 79):
        sound = played(voice, pitch, 90, 1.0)
        assert np.abs(sound).max() > 0.01
        assert abs(cents_from(pitch, sound[RATE // 10 : RATE, 0], RATE)) < 15


@pytest.mark.parametrize("voice", VOICES)
def test_voices_are_equally_loud_in_their_own_range(voice: str) -> None:
    sound = render(reference(bank().voice(voice)), {0: voice}, RATE, volume=QUIET) / QUIET
    assert abs(loudness(sound, RATE) - -19) < 0.5


@pytest.mark.parametrize("voice", TONES)
def test_a_voice_is_even_from_sample_to_sample(voice: str) -> None:
    most = {"kalimba": 6.5, "vibraphone": 6.5}.get(
        voice, 4.0
    )  # a box and a set of bars, as they were recorded
    edges = sorted({zone.high for zone in zones(voice) if 40 <= zone.high < 90})
    for edge in edges:
        below, above = (
            loudness(played(voice, key, 100, 0.4)[: RATE * 2 // 5], RATE) for key in (edge, edge + 1)
        )
        assert abs(above - below) < most, edge


@pytest.mark.parametrize("voice", TOUCHED)
def test_struck_harder_it_is_never_softer(voice: str) -> None:
    edges = sorted({zone.high_velocity for zone in zones(voice)} - {127})
    keys = list(bank().voice(voice).keys) or [29, 43, 57, 71, 85]
    assert edges
    for key in keys:
        touches = [touch for edge in edges for touch in (edge - 10, edge, edge + 1, edge + 11)]
        sounds = [played(voice, key, touch)[: RATE // 2] for touch in touches]
        for softer, harder in pairwise(sounds):
            assert 0 < decibels(harder) - decibels(softer) < 4
        for at in range(1, len(touches), 4):
            assert -0.05 < loudness(sounds[at + 1] * 10, RATE) - loudness(sounds[at] * 10, RATE) < 2


@pytest.mark.parametrize("voice", ["piano", "electric-piano", "nylon-guitar", "steel-guitar"])
def test_struck_harder_it_is_brighter(voice: str) -> None:
    def brightness(velocity: int) -> float:
        power = np.abs(np.fft.rfft(played(voice, 60, velocity)[: RATE // 2, 0])) ** 2
        return float(np.sum(power * np.arange(len(power))) / np.sum(power))

    assert 1.05 * brightness(40) < brightness(110)


def seam(zone: Zone) -> tuple[float, float, float]:
    """Tell of a loop's seam: its sharpest bend, its jump in level, the jumps elsewhere (in dB)."""
    assert zone.loop
    start, end = zone.loop
    loop = np.tile(frames(zone.sample)[start:end], 3)
    length, window = end - start, int(0.03 * zone.rate)
    bends = np.abs(np.diff(loop, 2))
    bend = bends[length - 3 : length + 2].max() / np.quantile(bends[: length - 3], 0.999)
    if length < 6 * window:
        return float(bend), 0.0, 0.0
    contour = level(loop, window)
    jumps = np.abs(contour[window:] - contour[:-window])
    at = slice(length - window - window // 2, length - window + window // 2)
    elsewhere = jumps[window : length - 2 * window]
    return float(bend), float(jumps[at].max()), float(elsewhere.max())


@pytest.mark.parametrize("voice", TONES)
def test_a_loop_goes_round_without_a_click_or_a_bump(voice: str) -> None:
    for zone in zones(voice):
        if zone.loop:
            bend, jump, elsewhere = seam(zone)
            assert bend < 1.5, zone.sample
            assert jump < max(3.0, 1.1 * elsewhere), zone.sample


@pytest.mark.parametrize("voice", HELD)
def test_a_held_voice_lives_on_a_long_loop(voice: str) -> None:
    shortest = 0.15 if voice == "flute" else 0.4
    for zone in zones(voice):
        assert zone.loop
        assert (zone.loop[1] - zone.loop[0]) / zone.rate > shortest, zone.sample


@pytest.mark.parametrize("kit", KITS)
def test_one_stroke_alone_does_not_reach_the_limiter(kit: str) -> None:
    for key in bank().voice(kit).keys:
        assert np.abs(played(kit, key, 127)).max() * VOLUME < CEILING, key


@pytest.mark.parametrize("kit", ["soft-kit", "beat-kit"])
def test_the_hi_hats_choke_one_another(kit: str) -> None:
    choked = {zone.choke for zone in zones(kit) if zone.low in {42, 44, 46}}
    assert len(choked) == 1
    assert choked != {0}
    assert {zone.choke for zone in zones(kit) if zone.low not in {42, 44, 46}} == {0}


def test_an_unknown_voice_is_told_with_those_there_are() -> None:
    with pytest.raises(SoundError, match=r"bassoon.*kalimba"):
        bank().voice("bassoon")


def test_a_bank_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="Install mtlearn again"):
        Bank(tmp_path)


def test_the_readme_tells_of_every_voice_and_its_size() -> None:
    readme = (AUDIO / "README.md").read_text()
    for voice in VOICES:
        size = sum((AUDIO / "bank" / f"{name}.flac").stat().st_size for name in bank().voice(voice).samples)
        assert f"| {voice} | {size / 1e6:.2f} |" in readme


def test_a_rebuild_gives_what_is_committed(tmp_path: Path) -> None:
    if not SOUNDFONT.exists():
        reason = f"{SOUNDFONT} is not there: apt-get install fluid-soundfont-gm"
        (pytest.fail if os.environ.get("MTLEARN_REQUIRE_SOUNDFONT") == "1" else pytest.skip)(reason)
    build = [sys.executable, str(AUDIO / "build_bank.py"), "--soundfont", str(SOUNDFONT)]
    subprocess.run([*build, "--bank", str(tmp_path)], check=True, capture_output=True)
    committed = sorted(file.name for file in (AUDIO / "bank").iterdir())
    assert committed == sorted(file.name for file in tmp_path.iterdir())
    version = b"reference libFLAC"
    ours, theirs = ((folder / "kalimba-55.flac").read_bytes() for folder in (AUDIO / "bank", tmp_path))
    if ours[ours.index(version) :][:40] == theirs[theirs.index(version) :][:40]:
        for name in committed:
            assert (AUDIO / "bank" / name).read_bytes() == (tmp_path / name).read_bytes(), name
    else:  # Another FLAC encoder: the same frames in other bytes.
        for name in (name for name in committed if name.endswith(".flac")):
            was, now = (
                soundfile.read(folder / name, dtype="int16")[0] for folder in (AUDIO / "bank", tmp_path)
            )
            assert np.array_equal(was, now), name
