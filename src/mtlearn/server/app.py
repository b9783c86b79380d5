"""The course served: Voilà, with what it leaves open closed and what it leaves slow made quick."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tornado.web
from jupyter_server.base.handlers import FileFindHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets import List, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler

from mtlearn.errors import ServerError
from mtlearn.server.channels import Channels
from mtlearn.server.pages import Alive, Door, Farewell, KernelModel, LessonPage, Missing, Refused
from mtlearn.server.policy import ASSETS, Headers, is_own_host
from mtlearn.server.provisioner import FORKING, fork_server

if TYPE_CHECKING:
    from collections.abc import Iterable
    from socket import socket

    from tornado.httputil import HTTPServerRequest

__all__ = ["CourseServer", "course_config"]

JUPYTER: Final = Path(__file__).parent / "jupyter"
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_NEEDED = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
"""The parts of JupyterLab a page of widgets cannot do without."""


def course_config() -> Any:  # noqa: ANN401 - traitlets ships no types
    """Say how the course is served, in the words of Voilà and Jupyter."""
    config = Config()
    config.VoilaConfiguration.template = "mtlearn"
    config.VoilaConfiguration.theme = "light"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.extension_allowlist = list(_NEEDED)
    config.VoilaConfiguration.multi_kernel_manager_class = "mtlearn.server.kernels.LessonKernels"
    config.LessonKernels.most = int(os.environ.get("MTLEARN_PAGES") or 40)
    config.LessonKernels.cull_idle_timeout = 600
    config.LessonKernels.cull_interval = 60
    config.LessonKernels.cull_connected = False
    config.KernelManager.autorestart = False
    config.VoilaExecutor.timeout = int(os.environ.get("MTLEARN_CELL_SECONDS") or 60)
    config.KernelManager.shutdown_wait_time = 2.0
    if sys.platform != "win32":
        config.KernelManager.transport = "ipc"
    return config


class _Application(tornado.web.Application):
    """Refuses requests under foreign names, before any handler sees them."""

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:  # noqa: ANN401 - Tornado's
        if not is_own_host(request.host, self.settings["mtlearn_hosts"]):
            return self.get_handler_delegate(request, Refused)
        return super().find_handler(request, **kwargs)


class CourseServer(Voila):
    """Serves a folder of lessons on this machine's loopback address."""

    name = "voila"
    lang = Unicode("", help="The language to begin in, whatever the browser prefers.")
    hosts = List(Unicode(), help="Names this server may be asked for under, besides localhost.").tag(
        config=True
    )

    def load_config_file(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Voilà's signature
        """Read no configuration lying about: the course is served one way."""

    def init_settings(self) -> Any:  # noqa: ANN401 - Voilà's
        """Add to Voilà's settings what the course needs."""
        settings = super().init_settings()
        self.log.addFilter(
            lambda record: "is not trusted" not in record.getMessage()
        )  # lessons are run afresh
        self.assets = f"{self.base_url.rstrip('/')}{ASSETS}{_digest(self._asset_folders())}"
        settings.update(
            compress_response=True,
            default_handler_class=Missing,
            mtlearn_lang=self.lang,
            mtlearn_hosts=tuple(self.hosts),
            mtlearn_assets=self.assets,
            ws_ping_interval=30_000,
            ws_ping_timeout=30_000,
        )
        return settings

    def init_handlers(self) -> Any:  # noqa: ANN401 - Voilà's
        """List what can be asked for; Voilà's trees, files and contents are not among it."""
        base = self.base_url
        return [
            (base, Door),
            (rf"{base}voila/render/(.*)", LessonPage, {"voila": self}),
            (rf"{base}api/kernels/{_KERNEL}", KernelModel),
            (rf"{base}api/kernels/{_KERNEL}/channels", Channels),
            (rf"{base}voila/api/shutdown/{_KERNEL}", Farewell),
            (rf"{base}mtlearn/alive/{_KERNEL}", Alive),
            (rf"{self.assets}/static/(.*)", MultiStaticFileHandler, {"paths": self.static_paths}),
            (rf"{self.assets}/labextensions/(.*)", FileFindHandler, {"path": self.labextensions_path}),
        ]

    def open(self, port: int, *, others: int = 0) -> int:
        """Take a port, or one of the ``others`` after it, and say which.

        Raises:
            ServerError: it is taken, and so are the others; or it may not be used.
        """
        for candidate in range(port, port + others + 1):
            try:
                self._sockets = _bind(candidate)
            except PermissionError:
                message = f"Port {candidate} may not be used by you; choose one from 1024 up with --port."
                raise ServerError(message) from None
            except OSError:
                continue
            self.port = found = int(self._sockets[0].getsockname()[1])
            return found
        if others:
            message = f"The ports {port} to {port + others} are all in use. Choose a free one with --port."
        else:
            message = (
                f"Port {port} is in use, perhaps by the course itself in another window. "
                "Close what uses it, or choose another with --port."
            )
        raise ServerError(message)

    def serve(self) -> None:
        """Serve until interrupted; then end every kernel."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        _raise_limit_of_open_files()
        self.connection_dir = tempfile.mkdtemp(prefix="mtlearn-")
        self.app = _Application(**self.init_settings())
        self.app.add_transform(Headers)
        self.app.add_handlers(".*$", self.init_handlers())
        server = HTTPServer(self.app)
        server.add_sockets(self._sockets)
        self._stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self._stopping.set)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self._stopping.set))
        warm = asyncio.create_task(asyncio.to_thread(self._warm)) if FORKING else None
        try:
            await self._stopping.wait()
        finally:
            server.stop()
            await self.kernel_manager.shutdown_all(now=True)
            if warm is not None:
                await warm
            fork_server.close()
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _warm(self) -> None:
        try:
            fork_server.start()
        except ServerError as error:
            self.log.warning("%s Every lesson starts by itself instead, which takes longer.", error)

    def _asset_folders(self) -> Iterable[Path]:
        return [Path(path) for path in (*self.static_paths, *self.labextensions_path)]


def make_server(notebooks: Path, lang: str = "") -> CourseServer:
    """Make a server of a folder of lessons; it takes no port yet."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (str(JUPYTER), os.environ.get("JUPYTER_PATH"))))
    CourseServer.clear_instance()
    server: CourseServer = CourseServer.instance(
        config=course_config(), root_dir=str(notebooks), lang=lang, log_level=30
    )
    server.initialize([])
    return server


def _bind(port: int) -> list[socket]:
    """Listen on this machine's own addresses only; ``localhost`` may mean either of them."""
    found = bind_sockets(port, "127.0.0.1")
    try:
        found += bind_sockets(found[0].getsockname()[1], "::1")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:  # somebody else would answer half of the requests
            found[0].close()
            raise
    return found


def _digest(folders: Iterable[Path]) -> str:
    """Name the state of all files pages load, so that their addresses change when they do."""
    state = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found = path.stat()
                state.update(f"{path.name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return state.hexdigest()[:16]


def _raise_limit_of_open_files() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if wanted > _soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
