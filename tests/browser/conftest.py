"""A real server, a real browser: the course as a learner meets it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Playwright

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="session")
def course(serve: Callable[..., contextlib.AbstractContextManager[Course]]) -> Iterator[Course]:
    """The course, served once for all tests of the session."""
    with serve() as running:
        yield running


@pytest.fixture
def fresh_course(tmp_path: Path) -> Iterator[Course]:
    """The course, served for one test alone: nothing has been done in it yet."""
    running = Course(tmp_path)
    yield running
    running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let browser tests come last: Playwright keeps an event loop running that others would trip over."""
    items.sort(key=lambda item: "browser" in item.keywords)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Real Chromium: the system's, the one ``MTLEARN_CHROMIUM`` names, or Playwright's own."""
    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not named and not Path(playwright.chromium.executable_path).exists():
        if os.environ.get("MTLEARN_REQUIRE_BROWSER"):
            pytest.fail("Chromium is not installed.")
        pytest.skip("Chromium is not installed (apt-get install chromium, or playwright install chromium).")
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


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Give the folder that keeps what tests have made to be looked at; git ignores it."""
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS
