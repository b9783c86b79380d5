"""The server, asked as no browser would ask: what it gives, and what it does not give to anybody."""

from __future__ import annotations

import gzip
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "mtlearn": {"lang": "nb", "title": "Hjem"},
    },
    "cells": [
        {"id": "opening", "cell_type": "markdown", "metadata": {}, "source": "# Hjem"},
        {
            "id": "one",
            "cell_type": "code",
            "metadata": {},
            "source": "1 + 1",
            "outputs": [],
            "execution_count": None,
        },
    ],
}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one page in one language, with things beside it that are nobody's business."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "nb").mkdir()
    (folder / "nb" / "home.ipynb").write_text(json.dumps(NOTEBOOK))
    (folder / "nb" / "secret.png").write_bytes(b"\x89PNG secret")
    (folder / "secret.ipynb").write_text(json.dumps(NOTEBOOK))
    return folder


@pytest.fixture(scope="module")
def little(serve: Callable[..., Any], notebooks: Path) -> Iterator[Any]:
    """That course, served."""
    with serve(notebooks) as running:
        yield running


def kernel_of(page: str) -> str:
    """Find the kernel's id in a page."""
    return str(re.search(r'"kernelId": "([\w-]+)"', page)[1])  # type: ignore[index]


def test_every_answer_carries_the_policy(little: Any) -> None:
    """A page, a file, an API's answer and an error say the same: only from here, no guessing, no referrer."""
    page = little.get("/voila/render/nb/home.ipynb")[2]
    style = re.search(r'href="([^"]+page\.css)"', page)[1]  # type: ignore[index]
    for path in ("/voila/render/nb/home.ipynb", style, f"/mtlearn/alive/{kernel_of(page)}", "/nowhere"):
        _, headers, _ = little.get(path)
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; "), path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path


def test_files_of_a_page_are_compressed_and_never_asked_for_twice(little: Any) -> None:
    """Their address carries their hash, so a browser may keep them for good."""
    page = little.get("/voila/render/nb/home.ipynb")[2]
    script = re.search(r'src="([^"]+voila\.js)"', page)[1]  # type: ignore[index]
    asked = urllib.request.Request(
        f"http://127.0.0.1:{little.port}{script}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
    assert len(body) < len(gzip.decompress(body)) / 2


def test_a_page_is_never_kept(little: Any) -> None:
    """Each visit has its own kernel, so a page out of a cache would be a dead one."""
    assert little.get("/voila/render/nb/home.ipynb")[1]["Cache-Control"] == "no-store"


def test_a_page_asks_nobody_else(little: Any) -> None:
    """No address of another host stands in what a page loads."""
    page = little.get("/voila/render/nb/home.ipynb")[2]
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "cdn" not in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8866", "192.168.1.4"])
def test_a_foreign_name_is_refused(little: Any, host: str) -> None:
    """Neither pages nor kernels answer to it."""
    for path in ("/", "/voila/render/nb/home.ipynb", "/api/kernels/1-1-1-1-1"):
        status, _, text = little.get(path, Host=host)
        assert status == 403
        assert "http://localhost" in text


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/nb/secret.png",
        "/voila/api/contents/",
        "/api/contents",
        "/voila/tree",
        "/voila/render/secret.ipynb",
        "/voila/render/nb/secret.png",
        "/voila/render/nb/../secret.ipynb",
        "/voila/render/nb/..%2Fsecret.ipynb",
        "/voila/render/",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/login",
        "/static/favicon.ico",
        "/mtlearn/assets/0000000000000000/static/voila.js",
    ],
)
def test_what_no_page_needs_is_not_there(little: Any, path: str) -> None:
    """No files, no listings, no way to start or list kernels."""
    status, _, text = little.get(path)
    assert status == 404
    assert "Her er det ingen side" in text
    assert 'href="/voila/render/nb/home.ipynb"' in text


def test_a_missing_page_is_said_in_its_own_language(little: Any) -> None:
    """The address tells which, else the browser does."""
    assert "There is no page here" in little.get("/voila/render/en/nothing.ipynb")[2]
    assert "There is no page here" in little.get("/nothing", **{"Accept-Language": "en-GB,en;q=0.9"})[2]
    assert "Her er det ingen side" in little.get("/nothing", **{"Accept-Language": "fr,nb;q=0.9,en;q=0.8"})[2]


def test_the_door_leads_home_in_the_language_told(serve: Callable[..., Any], notebooks: Path) -> None:
    """``--lang`` goes before what the browser prefers."""
    with serve(notebooks, "--lang", "en") as english:

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: Any) -> None:
                return None

        with pytest.raises(urllib.error.HTTPError) as met:
            urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{english.port}/", timeout=30)
        assert met.value.headers["Location"] == "/voila/render/en/home.ipynb"
        met.value.close()


def test_template_and_theme_are_ours_whatever_the_address_says(little: Any) -> None:
    page = little.get("/voila/render/nb/home.ipynb?template=classic&theme=dark&voila-template=reveal")[2]
    assert 'class="mt-header"' in page
    assert "theme-dark" not in page


def test_the_farewell_needs_the_cookie_and_then_ends_the_kernel(little: Any) -> None:
    """Another site cannot end a learner's lesson; the page itself can."""
    _, headers, page = little.get("/voila/render/nb/home.ipynb")
    kernel = kernel_of(page)
    address = f"http://127.0.0.1:{little.port}/voila/api/shutdown/{kernel}"
    token = re.search(r"_xsrf=([^;]+)", headers["Set-Cookie"])[1]  # type: ignore[index]
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, data=b""), timeout=30)
    assert refused.value.code == 403
    refused.value.close()
    assert json.loads(little.get(f"/mtlearn/alive/{kernel}")[2]) == {"alive": True}
    farewell = urllib.request.Request(
        address, data=f"_xsrf={token}".encode(), headers={"Cookie": f"_xsrf={token}"}
    )
    with urllib.request.urlopen(farewell, timeout=30) as answer:
        assert answer.status == 204
    assert json.loads(little.get(f"/mtlearn/alive/{kernel}")[2]) == {"alive": False}


def test_nobody_can_delete_a_kernel_by_its_id(little: Any) -> None:
    kernel = kernel_of(little.get("/voila/render/nb/home.ipynb")[2])
    asked = urllib.request.Request(f"http://127.0.0.1:{little.port}/api/kernels/{kernel}", method="DELETE")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=30)
    assert refused.value.code in {403, 405}
    refused.value.close()
    assert json.loads(little.get(f"/mtlearn/alive/{kernel}")[2]) == {"alive": True}


def test_a_dead_kernel_is_not_started_again(little: Any) -> None:
    """A new one in its place would have forgotten everything without a word."""
    kernel = kernel_of(little.get("/voila/render/nb/home.ipynb")[2])
    before = set(little.kernels())
    little.kill_kernel()
    little.wait_until(lambda: json.loads(little.get(f"/mtlearn/alive/{kernel}")[2]) == {"alive": False})
    assert set(little.kernels()) < before


def test_the_fork_server_may_die(little: Any) -> None:
    """The next lesson opens all the same."""
    below = psutil.Process(little.process.pid).children()
    zygote = next(child for child in below if "mtlearn.server.zygote" in child.cmdline())
    zygote.kill()
    little.wait_until(lambda: not zygote.is_running() or zygote.status() == psutil.STATUS_ZOMBIE)
    status, _, page = little.get("/voila/render/nb/home.ipynb")
    assert status == 200
    assert json.loads(little.get(f"/mtlearn/alive/{kernel_of(page)}")[2]) == {"alive": True}


def test_a_port_in_use_is_said_with_what_to_do(little: Any) -> None:
    command = [
        sys.executable,
        "-m",
        "mtlearn.server.cli",
        "serve",
        "--no-browser",
        "--port",
        str(little.port),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"mtlearn: Port {little.port} is in use")
    assert "--port" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_only_this_machine_is_listened_to(little: Any) -> None:
    """No connection from outside reaches it."""
    heard = {
        found.laddr.ip
        for found in psutil.Process(little.process.pid).net_connections(kind="tcp")
        if found.status == psutil.CONN_LISTEN
    }
    assert heard
    assert heard <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_course_ends(
    serve: Callable[..., Any], notebooks: Path, number: int
) -> None:
    """Ctrl-C, a polite end and a sudden one: no kernel and no fork server stays behind."""
    with serve(notebooks) as course:
        course.get("/voila/render/nb/home.ipynb")
        below = psutil.Process(course.process.pid).children(recursive=True)
        assert course.kernels()
        course.process.send_signal(number)
        course.process.wait(20)
        gone, alive = psutil.wait_procs(below, timeout=10)
        assert [] == alive
        assert len(gone) == len(below)


def test_too_many_pages_are_refused_in_words(serve: Callable[..., Any], notebooks: Path) -> None:
    """Pages somebody is connected to are never closed for a newcomer; those left behind are."""
    with serve(notebooks, MTLEARN_PAGES="1") as course:
        first = kernel_of(course.get("/voila/render/nb/home.ipynb")[2])
        course.wait_until(lambda: course.get("/voila/render/nb/home.ipynb")[0] == 200)
        assert json.loads(course.get(f"/mtlearn/alive/{first}")[2]) == {"alive": False}
        second = kernel_of(course.get("/voila/render/nb/home.ipynb")[2])
        with socket.create_connection(("127.0.0.1", course.port), timeout=30) as page:
            page.sendall(
                f"GET /api/kernels/{second}/channels HTTP/1.1\r\nHost: localhost:{course.port}\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            assert b"101" in page.recv(4096)
            course.wait_until(lambda: course.get("/voila/render/nb/home.ipynb")[0] == 503)
            text = course.get("/voila/render/nb/home.ipynb")[2]
        assert "grensen på 1 åpne sider" in text
        assert json.loads(course.get(f"/mtlearn/alive/{second}")[2]) == {"alive": True}
