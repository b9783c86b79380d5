"""What the server answers: a lesson, the way to it, whether its kernel lives, what to do if not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler, authenticated
from voila.utils import get_page_config

from mtlearn.language import language, words
from mtlearn.server.place import language_of, other_language, twin
from mtlearn.server.renderer import LessonRenderer
from mtlearn.widgets.bundle import style

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.server.kernels import LessonKernels

__all__ = ["Alive", "Door", "Farewell", "KernelModel", "LessonPage", "Missing", "Refused"]

_LESSON = re.compile(r"(?:nb|en)/[\w-]{1,60}\.ipynb")
_COOKIE = "mtlearn_lang"
_YEAR = 365


class _Page(JupyterHandler):
    """A page in the learner's language."""

    @property
    def lang(self) -> Language:
        """The language of the address, else the one told, the one last read in, or the browser's."""
        path = self.request.path.partition("/render/")[2]
        if found := language_of(path):
            return found
        if told := self.settings["mtlearn_lang"]:
            return language(told)
        accepted = self.request.headers.get("Accept-Language", "")
        for code in (self.get_cookie(_COOKIE, ""), *re.findall(r"[A-Za-z]{2}(?=[-,;]|$)", accepted)):
            with contextlib.suppress(Exception):
                return language(code or "")
        return "nb"

    @property
    def kernels(self) -> LessonKernels:
        """The kernels of the pages now open."""
        return cast("LessonKernels", self.kernel_manager)

    @property
    def home(self) -> str:
        """The address of the front page in this language."""
        return f"{self.base_url}voila/render/{self.lang}/home.ipynb"

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401 - Tornado's signature
        """Say in a sentence what happened and what to do."""
        kind = {404: "missing", 503: "full"}.get(status_code, "trouble" if status_code >= 500 else "refused")  # noqa: PLR2004
        self.finish(self.notice(kind))

    def notice(self, kind: str, **details: object) -> str:
        """Make a page that says one thing, with the way home."""
        said = words("page", self.lang)
        template = self.settings["voila_jinja2_env"].get_template("notice.html.j2")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        return str(
            template.render(
                lang=self.lang,
                title=said[f"{kind}-title"],
                text=said[kind].format(most=self.kernels.most, **details),
                words=said,
                look=style(),
                home=self.home,
                again=kind in {"full", "trouble"},
                assets=self.settings["mtlearn_assets"],
            )
        )


class Missing(_Page):
    """There is no such page."""

    async def prepare(self) -> None:  # type: ignore[override] # nobody calls it but Tornado
        """Answer whatever was asked for."""
        self.set_status(HTTPStatus.NOT_FOUND)
        self.finish(self.notice("missing"))


class Door(_Page):
    """Leads to the front page in the learner's language."""

    @authenticated
    def get(self) -> None:
        """Go there."""
        self.set_header("Vary", "Accept-Language, Cookie")
        self.set_header("Cache-Control", "no-store")
        self.redirect(self.home)


class LessonPage(_Page):
    """A lesson: its words at once, its widgets as their cells have run."""

    def initialize(self, voila: Any) -> None:  # noqa: ANN401 - the application
        """Keep the application."""
        self._voila = voila
        self._kernel: str | None = None

    @authenticated
    async def get(self, path: str) -> None:
        """Show it."""
        root = Path(self._voila.root_dir)
        if not _LESSON.fullmatch(path) or not (root / path).is_file():
            self.set_status(HTTPStatus.NOT_FOUND)
            await self.finish(self.notice("missing"))
            return
        if not await self.kernels.room():
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            await self.finish(self.notice("full"))
            return
        renderer = self._renderer(path)
        try:
            await renderer.initialize()
        except Exception as error:  # noqa: BLE001 - whatever nbformat and Voilà say of a file that is no notebook
            self.log.warning("The notebook %s cannot be read: %s", path, error)
            self.set_status(HTTPStatus.INTERNAL_SERVER_ERROR)
            await self.finish(self.notice("unreadable"))
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_cookie(_COOKIE, self.lang, expires_days=_YEAR, samesite="Lax")
        _ = self.xsrf_token  # sets the cookie the page's farewell needs (voila#1458)
        try:
            await self._stream(renderer)
        except StreamClosedError:
            await self._end()
        except Exception:
            self.log.exception("The page %s was not finished.", path)
            await self._end()
            await self.finish(
                f'<p class="mt-stopped" role="alert">{words("page", self.lang)["page-stopped"]}</p>'
            )

    def on_connection_close(self) -> None:
        """The page was left while it was being made."""
        super().on_connection_close()
        asyncio.ensure_future(self._end())  # noqa: RUF006 - nobody waits for it

    async def _stream(self, renderer: LessonRenderer) -> None:
        ready: asyncio.Queue[str | None] = asyncio.Queue()

        async def make() -> None:
            try:
                async for html, _ in renderer.generate_content_generator():
                    ready.put_nowait(html)
            finally:
                ready.put_nowait(None)

        making = asyncio.create_task(make())
        try:
            while (part := await ready.get()) is not None:
                parts = [part]
                while not ready.empty() and (part := ready.get_nowait()) is not None:
                    parts.append(part)
                self.write("".join(parts))
                await self.flush()
                if part is None:
                    break
            await making
        finally:
            making.cancel()

    async def _start(self, name: str) -> str:
        self._kernel = await self.kernel_manager.start_kernel(
            kernel_name=name,
            path=cast("Any", str(Path(self.request.path.partition("/render/")[2]).parent)),
            env={**os.environ, "MTLEARN_SERVED": self.lang},
        )
        return self._kernel

    async def _end(self) -> None:
        if self._kernel is not None:
            await self.kernels.end(self._kernel)

    def _renderer(self, path: str) -> LessonRenderer:
        app, lang = self._voila, self.lang
        said = words("page", lang)
        common = {
            "base_url": self.base_url,
            "settings": self.settings,
            "log": self.log,
            "voila_configuration": app.voila_configuration,
        }
        config = get_page_config(**common)
        assets = self.settings["mtlearn_assets"]
        config["fullStaticUrl"] = f"{assets}/static"
        config["fullLabextensionsUrl"] = f"{assets}/labextensions"
        beside = twin(Path(app.root_dir), path)
        about = {
            "lang": lang,
            "words": said,
            "look": style(),
            "home": self.home,
            "assets": assets,
            "other": beside and f"{self.base_url}voila/render/{beside}",
            "other_lang": other_language(lang),
            "other_words": words("page", other_language(lang))["switch"],
            "lesson": path.partition("/")[2].removesuffix(".ipynb"),
        }
        return LessonRenderer(
            start_kernel=self._start,
            about=about,
            stopped=(said["cell-stopped"], said["cell-followed"]),
            request_handler=self,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=path,
            template_paths=app.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=config,
        )


class Alive(APIHandler):
    """Tells a page whether its kernel still runs."""

    @authenticated
    async def get(self, kernel_id: str) -> None:
        """Say so."""
        kernels = cast("LessonKernels", self.kernel_manager)
        self.set_header("Cache-Control", "no-store")
        self.finish({"alive": await kernels.alive(kernel_id)})


class Farewell(APIHandler):
    """Hears that a page is left, and ends its kernel."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End it; one that has ended already is no mistake."""
        await cast("LessonKernels", self.kernel_manager).end(kernel_id)
        self.set_status(HTTPStatus.NO_CONTENT)


class KernelModel(KernelHandler):
    """What the page needs to know of its kernel, and no more."""

    SUPPORTED_METHODS = ("GET",)


class Refused(RequestHandler):
    """A request under a name that is not this machine's."""

    def prepare(self) -> None:
        """Refuse it."""
        self.set_status(HTTPStatus.FORBIDDEN)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The course answers on this machine only: open it as http://localhost.\n")
