"""The form of what the HTTP port says: JSON, and one form for all that goes wrong.

A refusal is `{"error": {"code", "message"}}`, with the codes of the wire.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from math import ceil
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from rtts.errors import Refused, RequestError, SpeechError, WorkerUnavailable

__all__ = ["ERROR_ANSWERS", "error_answer", "json_answer", "refusal_answer"]


def json_answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON that nobody keeps."""
    return Response(
        msgspec.json.encode(body),
        status,
        {"cache-control": "no-store"} | (headers or {}),
        "application/json",
    )


def error_answer(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> Response:
    """An error in the form that all have."""
    return json_answer({"error": {"code": code, "message": message}}, status, headers)


def refusal_answer(refused: Refused) -> Response:
    """A refusal, with when to come again."""
    headers = {"www-authenticate": "Bearer"} if refused.status == HTTPStatus.UNAUTHORIZED else {}
    headers |= _retry(refused.retry_after) if refused.retry_after else {}
    return error_answer(refused.status, refused.wire_code, refused.message, headers)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal_answer(error)


async def _request_error(_request: Request, error: Exception) -> Response:
    """What is wrong with the body of a request."""
    assert isinstance(error, RequestError)
    return error_answer(400, error.wire_code, error.message)


_ERROR_CODES = {404: "not_found", 405: "method_not_allowed", 413: "bad_message"}


async def _http_error(_request: Request, error: Exception) -> Response:
    """An answer for what the router refuses."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = _ERROR_CODES.get(status, "bad_message")
    return error_answer(status, code, f"{status.phrase}.", dict(error.headers or {}))


async def _worker_unavailable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, WorkerUnavailable)
    return error_answer(503, error.code, error.message, _retry(error.retry_after))


async def _speech_error(_request: Request, error: Exception) -> Response:
    """The engine could not speak the text."""
    assert isinstance(error, SpeechError)
    if error.retry_after:
        return error_answer(503, error.code, error.message, _retry(error.retry_after))
    return error_answer(504 if error.code == "timeout" else 500, error.code, error.message)


async def _internal_error(_request: Request, _mistake: Exception) -> Response:
    """The error itself is for the log."""
    return error_answer(500, "internal", "The server made a mistake; its log says more.")


async def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody reads this: a peer that hung up before it had sent its request is no mistake."""
    return Response(status_code=400)


def _retry(seconds: float) -> dict[str, str]:
    """When to come again, in whole seconds: who came a little early would be refused once more."""
    return {"retry-after": str(max(1, ceil(seconds)))}


ERROR_ANSWERS: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
    HTTPException: _http_error,
    Refused: _refused,
    RequestError: _request_error,
    WorkerUnavailable: _worker_unavailable,
    SpeechError: _speech_error,
    ClientDisconnect: _gone,
    Exception: _internal_error,
}
"""By what was raised while a request was answered."""
