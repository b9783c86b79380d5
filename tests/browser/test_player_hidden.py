"""In a tab nobody looks at, where timers come once a second, the page's player still keeps its time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any, Self

import pytest
import websocket

from .conftest import FLAGS
from .hearing import Host, jitter

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
EVEN = [0.125 * step for step in range(64)]
CAPTURE = """(async (times) => {
  const player = new Player(ask);
  await player.resume();
  click(player, 0);
  const ears = await listen(player);
  await until(() => ears.parts.length > 0);
  const start = player.now() + 0.3;
  player.play(times.map((time) => [time, 0, 60, 127, 0.03]), start);
  await until(() => player.now() > start + times.at(-1) + 0.3, 30);
  return { ...(await ears.stop()), start: player.stage.at(start), hidden: document.hidden };
})"""


class Chromium:
    """Chromium without Playwright, which keeps every tab in sight."""

    def __init__(self, folder: Path) -> None:
        named = (
            os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        if not named:
            pytest.skip("Chromium is not installed (apt-get install chromium).")
        command = [named, *FLAGS, "--headless=new", "--remote-debugging-port=0", "--remote-allow-origins=*"]
        command += [f"--user-data-dir={folder}", "about:blank"]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        told = folder / "DevToolsActivePort"
        deadline = time.monotonic() + 30
        while not told.exists() or len(told.read_text().split()) < 2:
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.05)
        port, path = told.read_text().split()
        self._line = websocket.create_connection(f"ws://127.0.0.1:{port}{path}", timeout=60)
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.send("Browser.close")
        self._line.close()
        self._process.wait(20)

    def send(self, method: str, session: str | None = None, **what: Any) -> Any:
        """Ask the protocol, and give its answer."""
        self._count += 1
        asked = {"id": self._count, "method": method, "params": what}
        self._line.send(json.dumps(asked | ({"sessionId": session} if session else {})))
        while (answer := json.loads(self._line.recv())).get("id") != self._count:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def tab(self, url: str) -> str:
        """Open a tab, in front of all others; gives its session when the page is there."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.send("Target.activateTarget", targetId=target)
        session = str(self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.send("Page.enable", session)
        self.send("Page.navigate", session, url=url)
        while json.loads(self._line.recv()).get("method") != "Page.loadEventFired":
            pass
        return session

    def ask(self, session: str, expression: str) -> Any:
        """Give what an expression comes to, when it has come."""
        how = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", session, **how)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


def test_notes_of_a_hidden_page_fall_within_a_millisecond_of_their_times(tmp_path: Path) -> None:
    with Host() as host, Chromium(tmp_path) as chromium:
        page = chromium.tab(host.url)
        chromium.tab("about:blank")
        chromium.ask(page, "until(() => document.hidden)")
        told = chromium.ask(page, f"{CAPTURE}({json.dumps(EVEN)})")
        assert told["hidden"]
        assert jitter(EVEN, told) <= 0.001
