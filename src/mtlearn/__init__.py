"""mtlearn: a course in user-led, resource-oriented music therapy, made of notebooks.

What a lesson's notebook imports stands here, and nothing more. Both names are looked up when
they are first used, so that importing ``mtlearn`` itself costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.widgets.home import open_home
    from mtlearn.widgets.lesson import open_lesson

__all__ = ["__version__", "open_home", "open_lesson"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "open_lesson":
        from mtlearn.widgets.lesson import open_lesson  # noqa: PLC0415 - late, to keep the import light

        return open_lesson
    if name == "open_home":
        from mtlearn.widgets.home import open_home  # noqa: PLC0415 - late, to keep the import light

        return open_home
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return __all__
