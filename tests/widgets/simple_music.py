"""Music plain enough to be told apart: it stands in for the course's own in tests of planning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.backing.bar import Bar, Stroke

if TYPE_CHECKING:
    from mtlearn.music.backing.setting import Setting

__all__ = ["SimpleMusic"]


class SimpleMusic:
    """A drum on each beat, a bass note at the beginning of each bar; a drone is one held fifth a bar."""

    def bar(self, setting: Setting, number: int, *, coming_from: Bar | None = None) -> Bar:
        """Make one bar; its number can be told from its chord, and by a plus that it follows other music."""
        beat = 60 / setting.tempo
        if setting.style == "drone":
            strokes = [Stroke("held", 0.0, 4.0, pitch, 46) for pitch in (48, 55)]
            return Bar(4.0, (), (), tuple(strokes))
        count = 3 if setting.style == "waltz" else 4
        drums = [Stroke("drums", n * beat, 0.05, 36 if n == 0 else 42, 90) for n in range(count)]
        bass = Stroke("bass", 0.0, beat, 36 + setting.tonic % 12, 80)
        beats = tuple(n * beat for n in range(count))
        return Bar(count * beat, beats, ((0.0, f"C{number}{'+' if coming_from else ''}"),), (bass, *drums))

    def count_in(self, setting: Setting) -> Bar:
        """Count in: one stroke a beat."""
        beat = 60 / setting.tempo
        strokes = tuple(Stroke("count-in", n * beat, 0.05, 76, 90) for n in range(4))
        return Bar(4 * beat, tuple(n * beat for n in range(4)), (), strokes)

    def voices(self, setting: Setting) -> dict[str, str]:
        """Give voices that were in the bank from the first."""
        drums = "kalimba" if setting.style == "waltz" else "marimba"
        return {"bass": "piano", "drums": drums, "held": "warm-pad"}

    def metre(self, setting: Setting) -> tuple[int, int] | None:
        """Give the time signature."""
        return None if setting.style == "drone" else (3, 4) if setting.style == "waltz" else (4, 4)

    def mode_for(self, scale: str) -> str:
        """Give major, or minor."""
        return "minor" if "minor" in scale else "major"
