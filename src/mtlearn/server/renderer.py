"""A lesson's notebook made into a page: the words go out at once, each cell as soon as it has run."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellTimeoutError
from nbformat import from_dict
from voila.execute import VoilaExecutor, strip_code_cell_warnings
from voila.notebook_renderer import NotebookRenderer

from mtlearn.course.claim import claims, sources
from mtlearn.errors import ContentError
from mtlearn.server.citations import Footnotes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

__all__ = ["LessonRenderer"]

_STOPS: Final = 5.0
"""Seconds a cell has to stop once it is told to, before the next one is tried."""


class LessonRenderer(NotebookRenderer):
    """Renders one lesson. A cell that fails says so in its place, and the ones after it still run."""

    def __init__(
        self,
        start_kernel: Callable[[str], Awaitable[str]],
        about: dict[str, Any],
        stopped: tuple[str, str],
        **voila: Any,  # noqa: ANN401 - handed on as they are
    ) -> None:
        super().__init__(**voila)
        self._start_kernel = start_kernel
        self._about = about
        self._stopped = stopped
        self._failed = False

    async def initialize(self, **voila: Any) -> None:  # noqa: ANN401 - handed on as they are
        """Read the notebook and choose what it is shown with."""
        await super().initialize(**voila)
        self.resources["mtlearn"] = self._about
        lang = self._about["lang"]
        try:
            notes = Footnotes(claims(), sources(), lang)
        except ContentError as error:  # the lesson is worth reading without its footnotes
            self.log.warning("%s", error)
            return
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = notes.write(cell.source)

    async def _jinja_kernel_start(self, nb: Any, kernel_id: None = None, kernel_future: None = None) -> str:  # noqa: ANN401
        # Called by the template where the first cell stands, so that the page's head is out by then.
        del kernel_id, kernel_future
        name = await self._start_kernel(nb.metadata.kernelspec.name)
        manager = self.request_handler.kernel_manager.get_kernel(name)
        self.executor = VoilaExecutor(nb, km=manager, config=self.traitlet_config, allow_errors=True)
        self.executor.kc = await self.executor.async_start_new_kernel_client()
        self.kernel_started = True
        return name

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:  # noqa: ANN401
        del kernel_id
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                cell.outputs = []
                await self._run(cell, index)
                strip_code_cell_warnings(cell)
                cell.outputs = [self._said(output) for output in cell.outputs]
            yield cell
        await ensure_async(self.executor.kc.stop_channels())

    async def _run(self, cell: Any, index: int) -> None:  # noqa: ANN401 - a notebook's cell
        try:
            await self.executor.async_execute_cell(cell, index, store_history=False)
        except CellTimeoutError:  # it would keep everything after it waiting for good
            self.log.warning("The cell %s takes too long and is stopped.", cell.get("id", index))
            await ensure_async(self.executor.km.interrupt_kernel())
            with contextlib.suppress(RuntimeError):  # one that will not be stopped holds up the rest, too
                await ensure_async(self.executor.kc.wait_for_ready(timeout=_STOPS))
            stopped = {"output_type": "error", "ename": "Error", "evalue": "", "traceback": []}
            cell.outputs = [from_dict(stopped)]  # type: ignore[no-untyped-call]

    def _said(self, output: Any) -> Any:  # noqa: ANN401 - a notebook's output
        if output.output_type == "error":
            # mtlearn's own errors are sentences already; whatever else went wrong is for the log
            output.evalue = output.evalue if output.ename == "MtlearnError" else ""
            output.traceback = [output.evalue or self._stopped[1 if self._failed else 0]]
            self._failed = True
        return output
