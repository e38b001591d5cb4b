"""The page at `/` of the HTTP port: built files, and the headers that keep the page to itself.

The page speaks to this server and to nobody else. Its policy says so to the browser, and leaves it
only what it needs: `connect-src` names sockets by their scheme, since the WebSocket port is another
origin; `media-src` is for browsers that play by a media element. Its source is `clients/js/page`.
"""

import hashlib
from importlib import resources
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

__all__ = ["FILES", "POLICY", "page_routes"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; "
    "media-src blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The page's Content-Security-Policy."""


class _File(NamedTuple):
    name: str
    media_type: str


FILES = {
    "/": _File("index.html", "text/html; charset=utf-8"),
    "/page.css": _File("page.css", "text/css; charset=utf-8"),
    "/page.js": _File("page.js", "text/javascript; charset=utf-8"),
    "/ring.worklet.js": _File("ring.worklet.js", "text/javascript; charset=utf-8"),
}
"""What is served, by its path; the files are in `rtts/page`."""


def page_routes() -> list[Route]:
    """The routes of the page. Reads its files, so it is not for an event loop."""
    folder = resources.files("rtts") / "page"
    return [
        Route(path, _Served((folder / file.name).read_bytes(), file.media_type).answer)
        for path, file in FILES.items()
    ]


class _Served:
    """One file, as it was when the server began."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self._body = body
        self._tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        self._headers = {
            "cache-control": "no-cache",  # to be asked for each time, so that files fit together
            "etag": self._tag,
            "content-security-policy": POLICY,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }
        self._content_type = {"content-type": media_type}

    async def answer(self, request: Request) -> Response:
        """The file; 304 where the browser has this very one."""
        known = request.headers.get("if-none-match", "")
        if self._tag in (each.strip().removeprefix("W/") for each in known.split(",")):
            return Response(status_code=304, headers=self._headers)
        return Response(self._body, headers=self._headers | self._content_type)
