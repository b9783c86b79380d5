"""mtlearn: a course in user-led, resource-oriented music therapy, made of notebooks.

What a notebook of the course imports stands here, and nothing more. The names are looked up when
they are first used, so that importing ``mtlearn`` itself costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.widgets.glossary import open_glossary
    from mtlearn.widgets.home import open_home
    from mtlearn.widgets.lesson import open_lesson
    from mtlearn.widgets.source_register import open_sources
    from mtlearn.widgets.studio import open_studio

__all__ = ["__version__", "open_glossary", "open_home", "open_lesson", "open_sources", "open_studio"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "open_lesson":
        from mtlearn.widgets.lesson import open_lesson  # noqa: PLC0415 - late, to keep the import light

        return open_lesson
    if name == "open_home":
        from mtlearn.widgets.home import open_home  # noqa: PLC0415 - late, to keep the import light

        return open_home
    if name == "open_studio":
        from mtlearn.widgets.studio import open_studio  # noqa: PLC0415 - late, to keep the import light

        return open_studio
    if name == "open_glossary":
        from mtlearn.widgets.glossary import open_glossary  # noqa: PLC0415 - late, to keep the import light

        return open_glossary
    if name == "open_sources":
        from mtlearn.widgets.source_register import open_sources  # noqa: PLC0415 - late, for the same reason

        return open_sources
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return __all__
