"""What a request brings along: bounded in length and in time, and a JSON object."""

import asyncio
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from rtts.errors import RequestError

__all__ = ["read_body", "read_object"]

S = TypeVar("S", bound=msgspec.Struct)


async def read_body(request: Request, limit: int, within_s: float) -> bytes:
    """The body, counted while it arrives.

    Raises HTTPException over the limit in bytes, and where it has not come within the time:
    who sends one byte a minute would hold its connection, and what it sent, for ever.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(within_s):
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    return bytes(body)


def read_object(body: bytes, shape: type[S]) -> S:
    """The JSON object in a body; null is as good as left out.

    Raises RequestError, which names the field.
    """
    try:
        fields = msgspec.json.decode(body, type=dict[str, Any])
        stated = {name: value for name, value in fields.items() if value is not None}
        return msgspec.convert(stated, shape)
    except msgspec.ValidationError as error:
        raise _broken_rule(error, shape) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise RequestError("bad_message", "The body is not a JSON object.") from None


def _broken_rule(error: msgspec.ValidationError, shape: type[msgspec.Struct]) -> RequestError:
    """Which field breaks which rule."""
    start, separator, path = str(error).rpartition(" - at `$")
    rule, param = (start, path.rstrip("`").lstrip(".")) if separator else (path, "")
    if param.startswith("["):  # a value of which only the place is known
        param = ""
    if rule.startswith("Invalid enum value"):
        # msgspec repeats what the client wrote, at any length, and not what it may write.
        rule = f"this is none of {', '.join(get_args(get_type_hints(shape)[param]))}"
    return RequestError("invalid_value", f"{param or 'body'}: {rule}.", param=param or None)
