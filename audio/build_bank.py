"""Cuts the course's small sound bank out of Fluid R3 GM by Frank Wen (MIT licence).

    python audio/build_bank.py [--soundfont PATH] [--bank FOLDER]

Debian and Ubuntu have the soundfont as ``fluid-soundfont-gm``. Every sample is one 16-bit FLAC file:
lossless, so that loop points stay where they are and the same soundfont gives the same sound on every
machine. What a zone needs to be played stands in ``bank.json``. Voices are balanced to the same loudness
(ITU-R BS.1770) on one reference phrase.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import soundfile
from soundfont import ATTENUATION, COARSE, DECAY, FINE, HOLD, LOOPS, PAN, ROOT, SAMPLE, SUSTAIN, SoundFont

from mtlearn.sound.bank import Bank, Voice, Zone
from mtlearn.sound.event import Event
from mtlearn.sound.loudness import loudness
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

BANK = Path(__file__).parent / "bank"
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
LOUDNESS = -19.0
"""LUFS of every voice's reference phrase at full volume; at the course's 60 % a duo comes to about -20."""
REFERENCE = [
    Event(0.4 * step, 0, 60 + pitch, 90, 0.4) for step, pitch in enumerate((0, 2, 4, 7, 9, 12, 9, 7, 4, 2))
]
FADE = 0.25
"""The last part of a sample cut short fades out over this share of it."""
LEFT = -500


class Cut(NamedTuple):
    """What to take from one preset, and how it shall behave when played."""

    name: str
    program: int
    roots: tuple[int, ...]
    seconds: float
    release: float
    attack: float = 0.001
    depths: tuple[tuple[int, float], ...] = ()
    """(lowest key, cut-off in Hz as heard): copies of one sample made darker, for the pad."""
    spread: float = 0.0


CUTS = (
    Cut("piano", 0, (38, 46, 54, 62, 70, 78, 84, 94), 6.2, release=0.6),
    Cut("nylon-guitar", 24, (40, 45, 50, 55, 59, 64, 69, 76, 84), 2.4, release=0.8),
    Cut("marimba", 12, (48, 60, 66, 72, 78, 84), 1.6, release=1.6),
    Cut("kalimba", 108, (55, 65, 69, 77, 84, 96), 2.0, release=2.0),
    Cut("vibraphone", 11, (57, 63, 66, 71, 78, 81, 85, 88, 94), 2.0, release=2.0),
    Cut("flute", 73, (61, 64, 67, 71, 74, 78, 80, 84, 90), 2.0, release=0.5, attack=0.03),
    Cut(
        "warm-pad", 89, (84,), 4.0, release=2.5, attack=0.35, spread=0.35,
        depths=((0, 700.0), (48, 1000.0), (60, 1500.0), (72, 2200.0)),
    ),
)  # fmt: skip


def darker(
    sound: NDArray[np.float64], loop: tuple[int, int], cutoff: float, rate: int
) -> NDArray[np.float64]:
    """Take the treble off a looped sample, as if the loop had gone on: 12 dB an octave above the cut-off."""
    start, end = loop
    rounds = -(-rate // (end - start)) + 1
    longer = np.concatenate([sound[:end], np.tile(sound[start:end], rounds)])
    spectrum = np.fft.rfft(longer, 1 << (len(longer) - 1).bit_length())
    frequencies = np.fft.rfftfreq(2 * (len(spectrum) - 1), 1 / rate)
    spectrum /= np.sqrt(1 + (frequencies / cutoff) ** 4)
    return np.fft.irfft(spectrum)[: len(sound)]


def trimmed(
    sound: NDArray[np.float64], loop: tuple[int, int] | None, longest: int
) -> tuple[NDArray[np.float64], tuple[int, int] | None]:
    """Keep the loop where it lies early enough; else fade out and go without."""
    if loop and loop[1] <= longest:
        return sound[: loop[1] + 4], loop
    kept = sound[:longest].copy()
    tail = int(len(kept) * FADE)
    kept[-tail:] *= np.linspace(1, 0, tail) ** 2
    return kept, None


def zones(font: SoundFont, cut: Cut, bank: Path) -> list[Zone]:
    """Write one voice's samples and say how each is played."""
    found = []
    for zone in font.zones(cut.program):
        header = font.samples[zone[SAMPLE]]
        root = zone.get(ROOT, header[6])
        if root in cut.roots and (zone.get(PAN, LEFT) == LEFT):
            tuned = root - zone.get(COARSE, 0) - (zone.get(FINE, 0) + header[7]) / 100
            found.append((root, tuned, zone, header))
    found.sort(key=lambda one: one[0])
    built = []
    for layer, (root, tuned, zone, header) in enumerate(found):
        rate = header[5]
        loop = (header[3] - header[1], header[4] - header[1]) if zone.get(LOOPS, 0) & 1 else None
        sound, loop = trimmed(font.sound(zone[SAMPLE]), loop, int(cut.seconds * rate))
        layers = layer if cut.depths else 0
        below = [other for other in cut.roots if other < root]
        above = [other for other in cut.roots if other > root]
        low = (below[-1] + root) // 2 + 1 if below else 0
        high = (root + above[0]) // 2 if above else 127
        depths = cut.depths or ((low, 0.0),)
        for at, (lowest, cutoff) in enumerate(depths):
            last = at == len(depths) - 1
            name = f"{cut.name}-{lowest if cut.depths else root}{'ab'[layers] if cut.depths else ''}"
            centre = lowest + 6 if lowest else 42
            heard = (
                darker(sound, loop, cutoff * 2 ** ((root - centre) / 12), rate) if cutoff and loop else sound
            )
            write(bank / f"{name}.flac", heard, rate)
            built.append(
                Zone(
                    sample=name, low=lowest, high=high if last else depths[at + 1][0] - 1,
                    low_velocity=1, high_velocity=127, root=round(tuned, 2), rate=rate, frames=len(heard),
                    loop=loop, attack=cut.attack, hold=seconds(zone.get(HOLD, -12000)),
                    decay=seconds(zone.get(DECAY, -12000)), sustain=level(zone.get(SUSTAIN, 0)),
                    release=cut.release, gain=level(0.4 * zone.get(ATTENUATION, 0)),
                    pan=cut.spread * (2 * layers - 1) if cut.depths else 0.0,
                )
            )  # fmt: skip
    return built


def seconds(timecents: int) -> float:
    """Read a SoundFont time; its least means none."""
    return 0.0 if timecents <= -12000 else round(2.0 ** (timecents / 1200), 4)  # noqa: PLR2004 - the format's least


def level(centibels: float) -> float:
    """Read a SoundFont attenuation; 100 dB means silence."""
    return 0.0 if centibels >= 1000 else round(10.0 ** (-centibels / 200), 4)  # noqa: PLR2004 - 100 dB


def write(path: Path, sound: NDArray[np.float64], rate: int) -> None:
    """Write one sample as 16-bit frames."""
    frames = np.rint(np.clip(sound, -1, 32767 / 32768) * 32768).astype(np.int16)
    soundfile.write(path, frames, rate, format="FLAC", subtype="PCM_16", compression_level=1.0)


def balanced(voice: Voice, bank: Path) -> Voice:
    """Give the voice the gain that brings its reference phrase to the common loudness."""
    rate, step = 48_000, 0.01
    sound = render(REFERENCE, {0: voice.name}, rate, volume=step, bank=Bank(bank, (voice,)))
    return msgspec.structs.replace(
        voice, gain=round(10 ** ((LOUDNESS - loudness(sound / step, rate)) / 20), 4)
    )


def main(argv: list[str]) -> int:
    """Build the bank into its folder, replacing what was there."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--soundfont", type=Path, default=SOUNDFONT)
    parser.add_argument("--bank", type=Path, default=BANK)
    asked = parser.parse_args(argv)
    if not asked.soundfont.exists():
        parser.error(
            f"{asked.soundfont} is not there. On Debian and Ubuntu: apt-get install fluid-soundfont-gm"
        )
    asked.bank.mkdir(parents=True, exist_ok=True)
    for old in asked.bank.glob("*.flac"):
        old.unlink()
    font = SoundFont(asked.soundfont)
    voices = [balanced(Voice(cut.name, 1.0, tuple(zones(font, cut, asked.bank))), asked.bank) for cut in CUTS]
    text = msgspec.json.format(msgspec.json.encode(voices), indent=1)
    (asked.bank / "bank.json").write_bytes(text + b"\n")
    total = sum(file.stat().st_size for file in asked.bank.iterdir())
    sys.stdout.write(f"{len(voices)} voices in {asked.bank}, {total / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
