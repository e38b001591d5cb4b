"""`rtts token`: get a token for a page, from a running server or from its secret."""

import http.client
import socket
import time
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

from rtts.access.tokens import Tokens, TokenWish, UsedInMemory
from rtts.errors import RequestError, RttsError

__all__ = ["TokenAnswer", "TokenError", "ask_for_token", "make_wish", "sign_token", "to_json"]

_PATH = "/v1/tokens"
_TIMEOUT_S = 15.0
_UNIX = "http+unix"
_MAX_TTL_S = 31_536_000.0
"""The server that gets the token has its own limit."""
_MAX_ANSWER_BYTES = 64 * 1024


class TokenError(RttsError):
    """No token could be had."""


class TokenAnswer(msgspec.Struct, frozen=True):
    """What `POST /v1/tokens` answers."""

    token: str
    expires_at: float
    """In seconds since 1970."""


def make_wish(
    *,
    ttl: float | None,
    origin: str,
    voice: str | None,
    language: str | None,
    max_contexts: int | None,
    chars_per_minute: int | None,
) -> TokenWish:
    """What is asked of a token. Raises RttsError for what nobody could have."""
    session = {"voice": voice, "language": language}
    wish = {
        "ttl_s": ttl,
        "origin": origin,
        "session": {name: value for name, value in session.items() if value is not None},
        "limits": {"max_contexts": max_contexts, "chars_per_minute": chars_per_minute},
    }
    try:
        return msgspec.convert(wish, TokenWish)
    except msgspec.ValidationError as error:
        raise RttsError(f"This token cannot be: {error}.") from None


def ask_for_token(url: str, api_key: str | None, wish: TokenWish) -> TokenAnswer:
    """A token from the server whose HTTP port has this URL. Raises TokenError."""
    at = _address(url)
    headers = {"Content-Type": "application/json"}
    if api_key:
        headers["Authorization"] = f"Bearer {api_key}"
    prefix = "" if at.scheme == _UNIX else at.path.rstrip("/")
    connection = _connection(at)
    try:
        connection.request("POST", prefix + _PATH, msgspec.json.encode(wish), headers)
        response = connection.getresponse()
        status, body = response.status, response.read(_MAX_ANSWER_BYTES)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise TokenError(f"{url} cannot be asked for a token: {reason}.") from None
    finally:
        connection.close()
    if status != http.client.OK:
        raise TokenError(f"{url} gives no token: {_sentence(status, body)}")
    try:
        return msgspec.json.decode(body, type=TokenAnswer)
    except msgspec.DecodeError:
        raise TokenError(f"What {url} answers is no token.") from None


def sign_token(secret: bytes, key: str, wish: TokenWish) -> TokenAnswer:
    """A token of the key of that name, without asking any server. Raises TokenError."""
    tokens = Tokens(secret, UsedInMemory(), max_ttl_s=_MAX_TTL_S)
    try:
        written, token = tokens.make(key, wish, time.time())
    except RequestError as error:
        raise TokenError(error.message) from None
    return TokenAnswer(written, token.expires_at)


def to_json(answer: TokenAnswer) -> str:
    """The answer for machines."""
    return msgspec.json.encode(answer).decode()


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_TIMEOUT_S)
        self.sock.connect(str(self._path))


def _address(url: str) -> SplitResult:
    """Where an HTTP port is. Raises TokenError."""
    try:
        at = urlsplit(url)
        if at.scheme in ("http", "https", _UNIX) and (at.hostname or at.path):
            return at
    except ValueError:  # brackets that are not closed
        pass
    raise TokenError(f"{url} is no address of an HTTP port; one is http://127.0.0.1:8766.")


def _connection(at: SplitResult) -> http.client.HTTPConnection:
    if at.scheme == _UNIX:
        return _UnixConnection(Path(at.path))
    kind = http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
    try:
        return kind(at.hostname or "", at.port, timeout=_TIMEOUT_S)
    except ValueError:
        raise TokenError("The port in the address is none.") from None


def _sentence(status: int, body: bytes) -> str:
    """What the server says of its refusal."""
    try:
        message = msgspec.json.decode(body)["error"]["message"]
    except (msgspec.DecodeError, KeyError, TypeError):
        return f"it answers {status}."
    return str(message)
