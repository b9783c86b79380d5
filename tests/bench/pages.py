"""How soon a lesson can be used, and what it costs in memory, against a bare page of plain Voilà.

Both are asked for in turn, in one run. The bare page is stock Voilà with its stock kernel and one
ipywidgets button. *Usable* is when the first click has been answered by the kernel. Cold is a browser
that has nothing of the page yet, warm the second visit. Requests to other hosts are cut off, so that
the network does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
from playwright.sync_api import sync_playwright
from tests.serving import Course

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext

BARE = """
import ipywidgets
button = ipywidgets.Button(description="press")
def answer(_):
    button.description = "answered"
button.on_click(answer)
button
"""
MEBI = 1 << 20


class Visit(NamedTuple):
    """A page, what to click on it, and what then answers."""

    url: str
    clicks: tuple[str, ...]
    answer: str


def main(argv: list[str]) -> int:
    """Measure and say it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--open", type=int, default=6, help="pages held open for the memory")
    parser.add_argument("--lesson", default="nb/02-user-leads.ipynb")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, bare_course(Path(folder)) as (bare, bare_process):
        course = Course(Path(folder))
        try:
            lesson = Visit(
                course.url(options.lesson),
                (".mt-quiz fieldset input >> nth=0", ".mt-quiz button.mt-main >> nth=0"),
                ".mt-quiz .mt-verdict:not(:empty)",
            )
            times(options.runs, bare, lesson)
            memory(options.open, bare, bare_process, course, f"/voila/render/{options.lesson}")
        finally:
            course.close()
    return 0


def times(runs: int, bare: Visit, lesson: Visit) -> None:
    """Visit both in turn, cold and warm."""
    taken: dict[tuple[str, str], list[float]] = {}
    with sync_playwright() as playwright:
        named = (
            os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        chromium = playwright.chromium.launch(executable_path=named, args=["--no-sandbox", "--disable-gpu"])
        for run in range(runs + 1):
            for name, visit in (("bare", bare), ("lesson", lesson)):
                context = chromium.new_context(viewport={"width": 1200, "height": 900})
                context.route(
                    "**/*", lambda route: route.continue_() if is_own(route.request.url) else route.abort()
                )
                for state in ("cold", "warm"):
                    seconds = usable(context, visit)
                    if run:  # the first round warms up the machine
                        taken.setdefault((name, state), []).append(seconds)
                context.close()
        chromium.close()
    for state in ("cold", "warm"):
        one, other = taken["bare", state], taken["lesson", state]
        ratio = statistics.median(b / a for a, b in zip(one, other, strict=True))
        say(
            f"{state}: bare {statistics.median(one):.2f} s, lesson {statistics.median(other):.2f} s, "
            f"ratio {ratio:.2f} (median of {runs}; lesson {min(other):.2f} to {max(other):.2f})"
        )


def usable(context: BrowserContext, visit: Visit) -> float:
    """Open a page in a new tab and give the seconds until its first click was answered."""
    page = context.new_page()
    began = time.perf_counter()
    page.goto(visit.url, wait_until="commit", timeout=60_000)
    for click in visit.clicks:
        page.locator(click).first.click(timeout=60_000)
    page.locator(visit.answer).first.wait_for(timeout=60_000)
    seconds = time.perf_counter() - began
    page.goto("about:blank")
    page.close()
    return seconds


def memory(pages: int, bare: Visit, bare_process: psutil.Process, course: Course, path: str) -> None:
    """Hold pages open at both servers, and share out what their kernels take (PSS)."""
    for _ in range(pages):
        course.get(path)
        subprocess.run([sys.executable, "-c", FETCH, bare.url], check=True)
    lessons = [pss(pid) for pid in course.kernels()[-pages:]]
    kernels = [
        pss(child.pid)
        for child in bare_process.children(recursive=True)
        if "ipykernel_launcher" in child.cmdline()
    ]
    shared = [
        pss(child.pid)
        for child in psutil.Process(course.process.pid).children()
        if "mtlearn.server.zygote" in child.cmdline()
    ]
    say(
        f"memory, {pages} pages each: bare kernel {statistics.median(kernels):.1f} MiB, "
        f"lesson {statistics.median(lessons):.1f} MiB (PSS); besides, once: {sum(shared):.1f} MiB; "
        f"shared out over {pages}: {(sum(lessons) + sum(shared)) / pages:.1f} MiB"
    )


FETCH = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1]).read()"


def pss(pid: int) -> float:
    """Give a process's proportional share of memory, in MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / MEBI
    return 0.0


@contextmanager
def bare_course(folder: Path) -> Iterator[tuple[Visit, psutil.Process]]:
    """Serve one button by stock Voilà."""
    cell = {
        "id": "one",
        "cell_type": "code",
        "metadata": {},
        "source": BARE,
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": [cell]}
    notebook = folder / "bare.ipynb"
    notebook.write_text(json.dumps(tree), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "voila", "--no-browser", f"--port={port}", str(notebook)]
    with (folder / "bare.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield (
            Visit(f"http://127.0.0.1:{port}/", ("button:has-text('press')",), "button:has-text('answered')"),
            psutil.Process(process.pid),
        )
    finally:
        process.terminate()
        process.wait(20)


def is_own(url: str) -> bool:
    """Say whether an address is this machine's."""
    return url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:"))


def say(text: str) -> None:
    """Say a figure."""
    print(text, flush=True)  # noqa: T201 - said to a person
