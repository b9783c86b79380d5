"""Cuts the course's small sound bank out of Fluid R3 GM by Frank Wen (MIT licence).

    python audio/build_bank.py [--soundfont PATH] [--bank FOLDER]

Debian and Ubuntu have the soundfont as ``fluid-soundfont-gm``. What is taken and how it is shaped stands in
``recipes.py``. Every sample is one 16-bit FLAC file: lossless, so that loop points stay where they are and
the same soundfont gives the same sound on every machine. What a zone needs to be played stands in
``bank.json``. Voices are balanced to the same loudness (ITU-R BS.1770), each on a phrase in its own range.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recipes import KITS, TONES, Tone
from soundfont import SoundFont
from strokes import kit
from tones import tone
from writing import balanced, described

BANK = Path(__file__).parent / "bank"
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")


def main(argv: list[str]) -> int:
    """Build the bank into its folder, replacing what was there."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--soundfont", type=Path, default=SOUNDFONT)
    parser.add_argument("--bank", type=Path, default=BANK)
    parser.add_argument("--only", nargs="*", help="build these voices only; for trying things, not for keeps")
    asked = parser.parse_args(argv)
    if not asked.soundfont.exists():
        parser.error(
            f"{asked.soundfont} is not there. On Debian and Ubuntu: apt-get install fluid-soundfont-gm"
        )
    asked.bank.mkdir(parents=True, exist_ok=True)
    for old in asked.bank.glob("*.flac"):
        old.unlink()
    font = SoundFont(asked.soundfont)
    voices = []
    for recipe in (*TONES, *KITS):
        if asked.only and recipe.name not in asked.only:
            continue
        made = tone(font, recipe, asked.bank) if isinstance(recipe, Tone) else kit(font, recipe, asked.bank)
        voices.append(balanced(made, asked.bank))
    (asked.bank / "bank.json").write_bytes(described(voices))
    total = sum(file.stat().st_size for file in asked.bank.iterdir())
    sys.stdout.write(f"{len(voices)} voices in {asked.bank}, {total / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
