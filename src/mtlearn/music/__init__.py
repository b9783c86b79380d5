"""Notes, phrases, scales, the partner, analysis and notation. Pure: no clock, no sound, no widget."""
