"""A real server, a real browser: the course as a learner meets it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
SERVE = [sys.executable, "-m", "mtlearn.server.cli", "serve", "--no-browser"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]


class Course:
    """A running ``mtlearn serve`` with a data folder of its own."""

    def __init__(self, data: Path, notebooks: Path | None = None, *options: str, **env: str) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        told = {"MTLEARN_NOTEBOOKS": str(notebooks)} if notebooks else {}
        self.log = data / "server.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--port", str(self.port), *options],
                env={**os.environ, "MTLEARN_DATA": str(data), **told, **env},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._await_answer()

    def _await_answer(self) -> None:
        limit = time.monotonic() + 60
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                select_nothing(0.05)
        self.close()
        pytest.fail(f"The server did not start:\n{self.log.read_text()}")

    def url(self, path: str = "") -> str:
        """Give the address of a page, ``nb/home.ipynb`` and the like, or of the server itself."""
        base = f"http://localhost:{self.port}/"
        return f"{base}voila/render/{path}" if path else base

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for an address as no browser would: status, headers, text."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
                return answer.status, dict(answer.headers.items()), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers.items()), error.read().decode()

    def kernels(self) -> list[int]:
        """Give the process ids of the kernels now running, newest last."""
        try:
            below = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        kernels = [child for child in below if _is_kernel(child)]
        return [child.pid for child in sorted(kernels, key=lambda child: child.create_time())]

    def kill_kernel(self) -> None:
        """Kill the newest kernel, as a crash would."""
        os.kill(self.kernels()[-1], signal.SIGKILL)

    def wait_until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something holds of the running server; fail when it does not come to hold."""
        limit = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < limit, f"It did not come to hold in {seconds} s."
            select_nothing(0.05)

    def close(self) -> None:
        """Stop it as Ctrl-C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise


def select_nothing(seconds: float) -> None:
    """Give the other side a moment between two looks at its state."""
    import threading  # noqa: PLC0415 - only here

    threading.Event().wait(seconds)


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "mtlearn-kernel" in process.name() or "mtlearn.server.kernel" in process.cmdline()
    except psutil.Error:
        return False


@pytest.fixture(scope="session")
def serve(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., contextlib.AbstractContextManager[Course]]:
    """Serve a folder of notebooks (default: the course's) for as long as a ``with`` lasts."""

    @contextlib.contextmanager
    def served(notebooks: Path | None = None, *options: str, **env: str) -> Iterator[Course]:
        running = Course(tmp_path_factory.mktemp("learner"), notebooks, *options, **env)
        try:
            yield running
        finally:
            running.close()

    return served


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The course, served once for all tests of the session."""
    running = Course(tmp_path_factory.mktemp("learner"))
    yield running
    running.close()


@pytest.fixture
def fresh_course(tmp_path: Path) -> Iterator[Course]:
    """The course, served for one test alone: nothing has been done in it yet."""
    running = Course(tmp_path)
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Real Chromium: the system's, the one ``MTLEARN_CHROMIUM`` names, or Playwright's own."""
    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        if not named and not Path(playwright.chromium.executable_path).exists():
            if os.environ.get("MTLEARN_REQUIRE_BROWSER"):
                pytest.fail("Chromium is not installed.")
            pytest.skip(
                "Chromium is not installed (apt-get install chromium, or playwright install chromium)."
            )
        chromium = playwright.chromium.launch(executable_path=named, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at desktop width; it fails the test if it asked another host or logged an error."""
    size = getattr(request, "param", {"width": 1200, "height": 800})
    context = browser.new_context(viewport=size, permissions=["midi"])
    opened = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    context.on("request", lambda asked: foreign.append(asked.url) if _is_foreign(asked.url) else None)
    opened.on(
        "console",
        lambda said: errors.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None,
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.expected_errors = []  # type: ignore[attr-defined] # a test that breaks something says what it expects
    yield opened
    name = re.sub(r"[^\w-]+", "-", request.node.nodeid.partition("::")[2])
    if getattr(request.node, "failed", False):
        ARTEFACTS.mkdir(exist_ok=True)
        opened.screenshot(path=ARTEFACTS / f"failed-{name}.png", full_page=True)
    expected = [re.compile(pattern) for pattern in opened.expected_errors]  # type: ignore[attr-defined]
    opened.goto("about:blank")  # leaving as a reader does, so that its kernel ends
    context.close()
    assert [] == foreign
    assert [] == [error for error in errors if not any(pattern.search(error) for pattern in expected)]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Let the fixtures know whether the test failed."""
    outcome = yield
    if outcome.get_result().failed:
        item.failed = True  # type: ignore[attr-defined]


def _is_foreign(url: str) -> bool:
    return not re.match(r"(https?|wss?)://(localhost|127\.0\.0\.1)(:\d+)?/|data:|blob:|about:", url)


@pytest.fixture(scope="session")
def open_lesson() -> Callable[[Page, str], Page]:
    """Open a lesson, and wait until every widget of it can be used."""

    def opened(page: Page, url: str) -> Page:
        page.goto(url)
        page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
        return page

    return opened


@pytest.fixture(scope="session")
def look() -> Callable[[Page, str], None]:
    """Keep a picture of a whole page among the artefacts, to be looked at."""

    def kept(page: Page, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    return kept


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """Ask axe-core what of a page (or of the elements a selector names) some people could not use."""

    def found(page: Page, within: str | None = None) -> list[str]:
        page.evaluate("Promise.allSettled(document.getAnimations().map(moving => moving.finished))")
        response = Axe().run(page, context=within).response
        return [
            f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
            for violation in response["violations"]
            for node in violation["nodes"]
        ]

    return found
