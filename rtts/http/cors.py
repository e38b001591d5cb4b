"""What browsers have to be told before a page of another origin may read an answer.

An allowed page may ask; its browser shows it no answer, and asks nothing that needs a key, unless
the server says that it is meant (CORS, in the Fetch standard). No cookie is ever looked at.
"""

from starlette.responses import Response
from starlette.types import Message, Send

__all__ = ["PREFLIGHT", "is_preflight", "readable_by"]

PREFLIGHT = Response(
    status_code=204,
    headers={
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, *",  # which `*` alone does not cover
        "access-control-max-age": "600",
    },
)
"""The answer to a browser that asks whether its page may ask."""

_READABLE = (
    b"access-control-expose-headers",
    b"retry-after, x-pcm-sample-rate, x-pcm-bit-depth, x-pcm-channels",
)


def is_preflight(method: str, headers: dict[str, str]) -> bool:
    """Whether a browser asks before its page does. It shows no key then."""
    return method == "OPTIONS" and "access-control-request-method" in headers


def readable_by(origin: str, send: Send) -> Send:
    """Sends answers that pages of the origin may read, refusals too."""
    told = [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"vary", b"origin"),
        _READABLE,
    ]

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *told]}
        await send(message)

    return tell
