"""The kernels of the pages now open: how many there may be, and which have been left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Integer

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["LessonKernels"]


class LessonKernels(AsyncMappingKernelManager):
    """One kernel a page. A kernel that ends is gone: it is never started again behind the page's back."""

    most = Integer(40, config=True, help="How many pages may be open at once.")

    async def alive(self, kernel_id: str) -> bool:
        """Say whether a kernel runs; one that has ended is let go."""
        if kernel_id not in self:
            return False
        kernel = self.get_kernel(kernel_id)
        if kernel.has_kernel and await ensure_async(kernel.is_alive()):
            return True
        await self.end(kernel_id)
        return False

    async def room(self) -> bool:
        """Say whether one more page may open; kernels no page is connected to make room, oldest first."""
        if len(self) < self.most:
            return True
        for kernel_id in list(self.list_kernel_ids()):
            await self.alive(kernel_id)
        if len(self) >= self.most and (left := self._left_behind()):
            await self.end(left[0])
        return len(self) < self.most

    async def end(self, kernel_id: str) -> None:
        """End a kernel, if it is still there."""
        if kernel_id in self:
            await ensure_async(self.shutdown_kernel(kernel_id, now=True))  # type: ignore[no-untyped-call]

    def _left_behind(self) -> list[str]:
        def last_used(kernel_id: str) -> datetime:
            kernel: Any = self.get_kernel(kernel_id)
            return cast("datetime", kernel.last_activity)

        lonely = [
            name
            for name in self.list_kernel_ids()
            if not self._kernel_connections.get(name, 0)
            and getattr(self.get_kernel(name), "execution_state", "") == "idle"
        ]
        return sorted(lonely, key=last_used)
