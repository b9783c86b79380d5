"""One thing the course stands on, as ``mtlearn doctor`` found it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Part"]


class Part(NamedTuple):
    """Whether it is in order, what was found, and what to do if it is not."""

    name: str
    ok: bool
    found: str
    advice: str = ""
