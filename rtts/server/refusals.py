"""A refusal in the two forms that clients can read.

Most are told before the upgrade, as plain HTTP, so that a client never takes an overloaded server
for one that hung up on it. A page in a browser sees nothing of that answer: it is let through the
upgrade, told why, and left.
"""

import json
from http import HTTPStatus
from math import ceil

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from rtts.errors import Refused
from rtts.protocol import native
from rtts.protocol.messages import Error
from rtts.server.websocket import ClientSocket

__all__ = ["in_our_form", "response_of", "tell_refusal"]

_JSON = "application/json"


def response_of(refused: Refused) -> Response:
    """A refusal as plain HTTP."""
    body = _error_body(refused.wire_code, refused.message)
    headers = Headers(
        [
            ("Content-Type", _JSON),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
    )
    if refused.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if refused.retry_after:
        headers["Retry-After"] = str(ceil(refused.retry_after))
    elif refused.at_once:
        headers["Retry-After"] = "0"
    return Response(refused.status, HTTPStatus(refused.status).phrase, headers, body)


def in_our_form(
    _connection: ServerConnection, _request: Request, response: Response
) -> Response | None:
    """Put a refusal of the library's own into the form of ours."""
    headers = response.headers
    if response.status_code < HTTPStatus.BAD_REQUEST or headers["Content-Type"] == _JSON:
        return None
    message = " ".join(response.body.decode().split())
    response.body = _error_body("invalid_value", message)
    for name, value in (("Content-Type", _JSON), ("Content-Length", str(len(response.body)))):
        del headers[name]
        headers[name] = value
    return response


async def tell_refusal(client: ClientSocket, refused: Refused) -> None:
    """A refusal for a browser, which reads only what comes after the upgrade."""
    error = Error(
        code=refused.wire_code,
        message=refused.message,
        fatal=True,
        retry_after_ms=ceil(refused.retry_after * 1000),
    )
    client.put(native.Native().encode(error))
    await client.leave(refused.close_code, refused.wire_code)


def _error_body(code: str, message: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}).encode()
