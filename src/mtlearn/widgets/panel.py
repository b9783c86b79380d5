"""The common ground of every widget: words, a view to show, and errors said as sentences."""

from __future__ import annotations

import asyncio
import logging
from abc import ABCMeta
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from mtlearn.errors import ContentError, MtlearnError
from mtlearn.language import words

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mtlearn.language import Language

__all__ = ["Panel", "said"]

_log = logging.getLogger("mtlearn")


def said(error: MtlearnError, lang: Language) -> str:
    """Say an error in the learner's language, with the sentence of its class or its nearest parent's."""
    sentences = words("errors", lang)
    for kind in type(error).__mro__:
        if kind.__name__ in sentences:
            try:
                return sentences[kind.__name__].format(**error.details)
            except KeyError:
                break
    return str(error)


class _Kind(ABCMeta, traitlets.MetaHasTraits):
    """The kind of a panel's class: one that leaves out what a panel of its kind has to say is never made."""


class Panel(anywidget.AnyWidget, metaclass=_Kind):
    """A widget that shows ``view`` and hears messages ``{"type": "press", …}`` as ``hear_press(content)``.

    The page gets nothing but ``view``, ``words`` and ``notice``: never an answer key. Whatever goes
    wrong while a message is heard becomes a sentence in ``notice``; no traceback reaches the page.
    """

    room: ClassVar[str] = ""
    """The file of interface words this widget speaks from, in ``content/locale/``."""

    lang: Any = traitlets.Unicode("nb").tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)

    def __init__(self, lang: Language, **traits: Any) -> None:  # noqa: ANN401 - traits are what they are
        shared = words("common", lang)
        own = words(self.room, lang) if self.room else {}
        super().__init__(lang=lang, words={**shared, **own}, **traits)
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: dict[str, Any], buffers: list[memoryview]) -> None:
        hear = getattr(self, f"hear_{content.get('type', '')}", None) if isinstance(content, dict) else None
        if hear is None:
            return
        with self.guarded():
            if buffers:
                hear(content, buffers)
            else:
                hear(content)

    def guarded(self) -> _Guard:
        """Give a context in which an error becomes a sentence in ``notice``."""
        return _Guard(self)

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something that takes its time, on the kernel's loop; what goes wrong becomes a sentence."""

        async def guarded() -> None:
            with self.guarded():
                await work

        task = asyncio.get_running_loop().create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:  # noqa: ANN401
        """Send the page a message of a kind."""
        self.send({"type": kind, **content}, buffers)


class _Guard:
    def __init__(self, panel: Panel) -> None:
        self._panel = panel

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if error is None or not isinstance(error, Exception):
            return False
        if isinstance(error, MtlearnError) and not isinstance(error, ContentError):
            self._panel.notice = said(error, self._panel.lang)
        else:
            _log.error("in %s", type(self._panel).__name__, exc_info=error)
            self._panel.notice = self._panel.words["unexpected"]
        return True
