"""Eight ways of playing, a module each: hesitant, hurried, quiet and sparse, bursting out, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.ways.bursting import Bursting
from mtlearn.music.coplayers.ways.drifting import Drifting
from mtlearn.music.coplayers.ways.hesitant import Hesitant
from mtlearn.music.coplayers.ways.hurried import Hurried
from mtlearn.music.coplayers.ways.playful import Playful
from mtlearn.music.coplayers.ways.repeating import Repeating
from mtlearn.music.coplayers.ways.sparse import Sparse
from mtlearn.music.coplayers.ways.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.coplayers.ways.way import Way

__all__ = ["BY_NAME"]

BY_NAME: Final[Mapping[str, type[Way]]] = {
    "hesitant": Hesitant,
    "hurried": Hurried,
    "sparse": Sparse,
    "bursting": Bursting,
    "repeating": Repeating,
    "drifting": Drifting,
    "waiting": Waiting,
    "playful": Playful,
}
"""The ways by name; the names are those of the words in ``content/locale/nb/coplayer.po``."""
