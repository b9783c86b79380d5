"""Music to play over: a style, in a key, mode and tempo, made bar by bar.

``bar(setting, number)`` gives bar after bar, for ever, the same whenever it is asked; what it gives is plain
numbers, and nothing here knows a clock or a sound.
"""

from mtlearn.music.backing.accompaniment import bar, bars, count_in, voices
from mtlearn.music.backing.metre import metre
from mtlearn.music.backing.usual import mode_for, usual

__all__ = ["bar", "bars", "count_in", "metre", "mode_for", "usual", "voices"]
