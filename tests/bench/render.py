"""How fast events become a sound file, against FluidSynth's command line: ``python -m tests.bench render``.

The same minute of many voices as a MIDI file, the same bank (ours written as a SoundFont), the same machine,
in turns, each as a whole process from start to finished file; no reverb or chorus. Ratios are of pairs.
Beside it: our own rendering alone, in a process that has begun, and how exactly both place clicks.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import numpy as np
import soundfile
from tests.bench.soundfont import Preset, write_soundfont

from mtlearn.music.reading.midi import read_midi
from mtlearn.sound.audiofile import write
from mtlearn.sound.bank import Bank, Voice, Zone, bank
from mtlearn.sound.event import Event
from mtlearn.sound.listening import place_of
from mtlearn.sound.render import render, render_blocks

__all__ = ["main"]

RATE = 48_000
SECONDS = 60
BEAT = 0.5
TICKS = 480
DRUMS = 9
CLICK = 0.125
PRESETS = {
    "piano": Preset(0, 0), "vibraphone": Preset(0, 11), "marimba": Preset(0, 12),
    "nylon-guitar": Preset(0, 24), "acoustic-bass": Preset(0, 32), "strings": Preset(0, 48),
    "choir": Preset(0, 52), "flute": Preset(0, 73),
    "warm-pad": Preset(0, 89), "kalimba": Preset(0, 108), "soft-kit": Preset(128, 0),
}  # fmt: skip
VOICES = {
    0: "kalimba", 1: "marimba", 2: "piano", 3: "strings", 4: "acoustic-bass", 5: "nylon-guitar", 6: "flute",
    7: "warm-pad", DRUMS: "soft-kit",
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Measure, and print medians in seconds and the ratios of the pairs."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench render", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--ours", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.ours:
        return _ours(*asked.ours)
    folder = Path(tempfile.mkdtemp(prefix="mt-render-"))
    try:
        played = music()
        _say(f"{SECONDS} s, {len(played)} notes, {len(VOICES)} voices, {RATE} Hz")
        (folder / "music.mid").write_bytes(midi(played))
        if shutil.which("fluidsynth"):
            _pairs(folder, asked.pairs)
        else:
            _say("FluidSynth is not installed (apt-get install fluidsynth): only our own is measured.")
        _alone(played, asked.pairs)
        _clicks(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def music() -> list[Event]:
    """Make a minute that every voice plays in; the same each time."""
    chance = random.Random(1791)  # noqa: S311 - music, not secrets
    found: list[Event] = []

    def strike(at: float, channel: int, pitch: int, length: float) -> None:
        if at < SECONDS:
            found.append(Event(at, channel, pitch, chance.randint(50, 110), length))

    scale = (60, 62, 64, 67, 69, 72, 74, 76, 79)
    for beat in range(round(SECONDS / BEAT)):
        at = beat * BEAT
        root = (48, 53, 45, 55)[beat // 4 % 4]
        for part in range(4):
            if chance.random() < 0.7:
                strike(at + part * BEAT / 4, 0, chance.choice(scale), BEAT / 4)
            strike(at + part * BEAT / 4, DRUMS, (36, 42, 38, 42)[part], 0.05)
        for part in range(2):
            strike(at + part * BEAT / 2, 1, chance.choice(scale) - 12, BEAT / 2)
            strike(at + part * BEAT / 2, 5, root + 12 + chance.choice((0, 4, 7)), BEAT)
        strike(at, 4, root - 12, 0.9 * BEAT)
        strike(at, 6, chance.choice(scale) + 12, 0.9 * BEAT)
        if beat % 2 == 0:
            for tone in (0, 4, 7):
                strike(at, 2, root + tone, 2 * BEAT)
                strike(at, 3, root + 12 + tone, 2 * BEAT)
        if beat % 8 == 0:
            strike(at, 7, root - 12, 8 * BEAT)
    return sorted(found)


def midi(played: list[Event]) -> bytes:
    """Write events as a MIDI file of one track: 120 beats a minute, each channel with its program."""
    moves = []
    for event in played:
        onset = round(event.time / BEAT * TICKS)
        end = max(onset + 1, round((event.time + event.duration) / BEAT * TICKS))
        moves += [(onset, 0x90 | event.channel, event.pitch, event.velocity)]
        moves += [(end, 0x80 | event.channel, event.pitch, 0)]
    track = bytearray(b"\x00\xff\x51\x03" + (500_000).to_bytes(3, "big"))
    for channel in sorted({event.channel for event in played}):
        track += bytes((0, 0xC0 | channel, PRESETS[VOICES[channel]].program))
    now = 0
    for tick, *move in sorted(moves):
        wait, now = tick - now, tick
        track += bytes(0x80 | wait >> shift & 0x7F for shift in (14, 7) if wait >> shift)
        track += bytes((wait & 0x7F, *move))
    track += b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS) + b"MTrk" + struct.pack(">I", len(track)) + track


def _ours(source: Path, out: Path) -> int:
    """Be the process that renders, where the command line has no ``render``."""
    events = []
    for number, part in enumerate(read_midi(source.read_bytes(), source.name).parts):
        events += [(number, part, note) for note in part.notes]
    named = {preset: name for name, preset in PRESETS.items()}
    voices = {number: named[128 if part.drums else 0, part.program] for number, part, _ in events}
    notes = [Event(note.onset, at, note.pitch, note.velocity, note.duration) for at, _, note in events]
    write(out, render_blocks(notes, voices, RATE), RATE)
    return 0


def _commands(folder: Path) -> dict[str, list[str]]:
    source = str(folder / "music.mid")
    ours = [sys.executable, "-m", "mtlearn.server.cli", "render"]
    said = subprocess.run([*ours, "--help"], capture_output=True, check=False)
    if said.returncode:
        ours = [sys.executable, "-m", "tests.bench.render", "--ours"]
    fluid = ["fluidsynth", "-niq", "-R", "0", "-C", "0", "-g", "0.6", "-r", str(RATE)]
    return {
        "fluidsynth": [*fluid, "-F", str(folder / "theirs.wav"), str(folder / "bank.sf2"), source],
        "mtlearn": [*ours, source, str(folder / "ours.wav")],
    }


def _pairs(folder: Path, pairs: int) -> None:
    write_soundfont(folder / "bank.sf2", bank(), PRESETS)
    commands = _commands(folder)
    _say("ours: " + " ".join(commands["mtlearn"][1:4]))
    taken: dict[str, list[float]] = {name: [] for name in commands}
    worked: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(pairs + 1):
        for name, command in commands.items():
            began, before = time.perf_counter(), os.times()
            subprocess.run(command, check=True, capture_output=True)
            lasted, after = time.perf_counter() - began, os.times()
            if turn:  # the first pair fills the caches
                taken[name].append(lasted)
                worked[name].append(sum(after[2:4]) - sum(before[2:4]))
    for name, out in (("fluidsynth", "theirs"), ("mtlearn", "ours")):
        sound = soundfile.info(folder / f"{out}.wav")
        middle, work = statistics.median(taken[name]), statistics.median(worked[name])
        times = f"{sound.duration / middle:6.0f} x real time"
        _say(f"{name:24}{middle:8.3f} s {times}, {work:.3f} s of processor ({sound.duration:.1f} s of sound)")
    for what, of in (("whole process", taken), ("processor time", worked)):
        ratios = [theirs / own for theirs, own in zip(of["fluidsynth"], of["mtlearn"], strict=True)]
        _say(
            f"faster by {what}: min {min(ratios):.2f}, median {statistics.median(ratios):.2f}, "
            f"max {max(ratios):.2f} of {pairs} pairs"
        )


def _alone(played: list[Event], times: int) -> None:
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        sound = render(played, VOICES)
        taken.append(time.perf_counter() - began)
    seconds = len(sound) / RATE
    _say(f"{'render() alone, first':24}{taken[0]:8.3f} s  {seconds / taken[0]:6.0f} x real time")
    middle = statistics.median(taken[1:])
    _say(f"{'render() alone, after':24}{middle:8.3f} s  {seconds / middle:6.0f} x real time")


def _clicks(folder: Path) -> None:
    """Let both place a click every 125 ms for a minute, and say how far off they are."""
    click = np.random.default_rng(5).uniform(-0.8, 0.8, 480)
    soundfile.write(folder / "click.flac", click, RATE, subtype="PCM_16")
    zone = Zone(
        sample="click", low=0, high=127, low_velocity=1, high_velocity=127, root=60, rate=RATE, frames=480,
        loop=None, attack=0.0, hold=0.0, decay=0.0, sustain=1.0, release=0.1, gain=1.0, pan=0.0,
    )  # fmt: skip
    found = Bank(folder, (msgspec.structs.replace(Voice("kalimba", 1.0, (zone,)), name="kalimba"),))
    events = [Event(CLICK * number, 0, 60, 100, 0.05) for number in range(round(SECONDS / CLICK))]
    outs = {"mtlearn": render(events, VOICES, RATE, bank=found)}
    if shutil.which("fluidsynth"):
        (folder / "click.mid").write_bytes(midi(events))
        write_soundfont(folder / "click.sf2", found, {"kalimba": PRESETS["kalimba"]})
        command = [
            "fluidsynth",
            "-niq",
            "-R",
            "0",
            "-C",
            "0",
            "-r",
            str(RATE),
            "-F",
            str(folder / "click.wav"),
        ]
        subprocess.run(
            [*command, str(folder / "click.sf2"), str(folder / "click.mid")], check=True, capture_output=True
        )
        outs["fluidsynth"] = soundfile.read(folder / "click.wav", dtype="float32")[0]
    for name, sound in outs.items():
        step = round(CLICK * RATE)
        begins = place_of(click.astype(np.float32), sound[: RATE // 10, 0])
        late = []
        for number in range(len(events)):
            first = max(0, begins + number * step - step // 4)
            onset = first + place_of(click.astype(np.float32), sound[first : first + step, 0])
            late.append(onset - begins - number * step)
        off = np.array(late) - np.median(late)
        _say(
            f"{name:24}clicks off by at most {np.abs(off).max():.0f} frames "
            f"({1000 * np.abs(off).max() / RATE:.2f} ms), SD {1000 * off.std() / RATE:.2f} ms"
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
