"""In JupyterLab the same notebooks run cell by cell, look right, and ask no other host."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mtlearn.course.lesson import items

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A running ``mtlearn lab``; gives the address it prints, token and all."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    homes = {name: str(tmp_path / name) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR")}
    settings = {"JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"), "MTLEARN_DATA": str(tmp_path)}
    tracker = tmp_path / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text('{"windowingMode": "none"}')  # all cells in the page, so that all can be looked for
    running = subprocess.Popen(
        [sys.executable, "-m", "mtlearn.server.cli", "lab", "--no-browser", "--port", str(port)],
        env={**os.environ, **homes, **settings},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    for line in running.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", line):
            break
    else:
        pytest.fail("JupyterLab did not start.")
    yield found[0]
    running.terminate()
    running.wait(20)
    running.stderr.close()


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_lesson_runs_cell_by_cell_in_jupyterlab(lab: str, page: Page, lang: str) -> None:
    """All cells run without an error, and every widget shows; citations stay plain text."""
    page.expected_errors = [".*"]  # type: ignore[attr-defined] # JupyterLab's own, of language servers
    page.goto(lab.replace("/lab?", f"/lab/tree/{lang}/02-user-leads.ipynb?"))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    page.get_by_title("| Idle", exact=False).or_(page.get_by_text("| Idle")).first.wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel.locator(".mt-shell, .mt-journal, .mt-exercise, .mt-scene, .mt-quiz")).to_have_count(
        6, timeout=90_000
    )
    expect(panel.locator(".mt-exercise .mt-start")).to_be_enabled()
    expect(panel.locator(".mt-item")).to_have_count(len(items("user-leads")))
    expect(panel.locator('[data-mime-type="application/vnd.jupyter.stderr"]')).to_have_count(0)
    expect(panel.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
    expect(panel.get_by_text("[@user-steers-the-music]").first).to_be_attached()
    expect(page.get_by_text("Jupyter news")).to_have_count(0)
