"""What every answer carries, and whom the server listens to."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from mtlearn.server.policy import Headers, content_policy, is_own_host


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8866",
        "127.0.0.1",
        "127.0.0.1:8866",
        "127.9.9.9:1",
        "[::1]:8866",
        "LOCALHOST:1",
    ],
)
def test_this_machine_may_be_asked_for(host: str) -> None:
    assert is_own_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8866",
        "localhost.evil.example",
        "192.168.1.4:8866",
        "[fe80::1]:80",
        "127.0.0.1.evil.example",
    ],
)
def test_a_name_from_elsewhere_may_not(host: str) -> None:
    """A page elsewhere that points its own name at this machine is still a page elsewhere."""
    assert not is_own_host(host)


def test_a_name_that_was_told_may() -> None:
    assert is_own_host("course.example:443", ("course.example",))


def test_a_page_loads_from_the_server_only() -> None:
    """No part of the policy names another host than the one that was asked."""
    policy = content_policy("localhost:1234")
    words = {word for part in policy.split("; ") for word in part.split()[1:]}
    assert {word for word in words if "/" in word} == {"ws://localhost:1234", "wss://localhost:1234"}
    assert "*" not in policy


def test_the_course_itself_may_ask_for_the_microphone_and_midi_and_nobody_for_the_camera() -> None:
    """The sound check measures with a microphone when asked to; the browser asks the learner too."""
    line = RequestStartLine("GET", "/", "HTTP/1.1")
    request = HTTPServerRequest(start_line=line, headers=HTTPHeaders({"Host": "localhost"}))
    _, headers, _ = Headers(request).transform_first_chunk(200, HTTPHeaders(), b"", finishing=True)
    allowed = dict(part.split("=") for part in headers["Permissions-Policy"].split(", "))
    assert ("(self)", "(self)", "()", "()") == tuple(
        allowed[name] for name in ("microphone", "midi", "camera", "geolocation")
    )
