"""What every answer carries, and what is refused: foreign names, and anything from elsewhere."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from tornado.web import OutputTransform

if TYPE_CHECKING:
    from tornado.httputil import HTTPHeaders, HTTPServerRequest

__all__ = ["ASSETS", "Headers", "is_own_host"]

ASSETS: Final = "/mtlearn/assets/"
"""What stands under this path carries its content's hash in the path, and never changes."""

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=(), midi=(self), autoplay=(self)",
}


def is_own_host(host: str, others: tuple[str, ...] = ()) -> bool:
    """Say whether a request's Host header names this machine itself, or a name it was told of.

    A page elsewhere can point its own name at this machine (DNS rebinding); its name gives it away.
    """
    name = host.lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    if name == "localhost" or name in others:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def content_policy(host: str) -> str:
    """Say what a page may load: only from the server itself. Widgets need inline scripts and ``eval``."""
    own = f"'self' ws://{host} wss://{host}"
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src {own} data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Headers(OutputTransform):
    """Puts the headers of the policy on every answer, whichever handler gives it."""

    def __init__(self, request: HTTPServerRequest) -> None:
        self._host = request.host
        self._path = request.path

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001 - Tornado's signature
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add the headers before the first byte goes out."""
        del finishing
        for name, value in _HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = content_policy(self._host)
        if ASSETS in self._path and status_code in {200, 206, 304}:
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return status_code, headers, chunk
