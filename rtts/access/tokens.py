"""Short-lived tokens: what a page is given in place of an API key.

A token is a signed note: who made it, until when it holds, for which origin, with which session
options and limits. The server keeps nothing of it, so any number of server processes that have
the same secret take each other's tokens. What has to be kept is which tokens were used, for a
token opens one session: by default in memory, which holds for one process; processes that share
a secret share a folder for it as well.

    rt1.<payload>.<signature>       both base64url without padding (RFC 4648, section 5)

The signature is HMAC-SHA256 over everything before it and is compared in constant time, before
a byte of the payload is read. Times are seconds since 1970 on a clock that the caller brings.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Any, Protocol

import msgspec
from msgspec import Meta, Struct

from rtts.access.keys import KeyLimits, Scope
from rtts.errors import RequestError, RttsError, SettingsError
from rtts.protocol.options import SessionOptions, merge_options, stated

__all__ = [
    "PREFIX",
    "BadToken",
    "Token",
    "TokenLimits",
    "TokenWish",
    "Tokens",
    "Used",
    "UsedInFolder",
    "UsedInMemory",
    "load_secret",
]

PREFIX = "rt1."
"""What every token begins with."""

_MAX_CHARS = 4096  # it has to fit into a header or a URL, beside everything else there
_SHORT_SECRET = 32
_MAX_USED = 65_536
_MAX_FILES = 16_384  # a folder of as many is read in some 15 ms, in which nobody else is served
_OWNER_ONLY = 0o600
_OWNER_ONLY_FOLDER = 0o700
_SHAPE = re.compile(r"rt1\.[A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{43}")
_NONCE = re.compile(r"[0-9a-f]{32}")
_USED_FILE = re.compile(r"[0-9a-f]{32}\.([0-9]{1,15})")
_FULL = "Too many tokens are in use; come back later."
_UNNOTED = "Used tokens cannot be noted; come back later."
_FULL_S = 5.0
_LOOK_AGAIN_S = 1.0
"""How long a full folder is not read again: that takes milliseconds."""
_SLACK_S = 1.0
"""By how much the clocks of processes that share a secret may differ."""

Count = Annotated[int, Meta(ge=1, le=2**31)] | None


class BadToken(RttsError):
    """A token cannot be taken. `retry_after` is above 0 where it may be taken later, in s."""

    def __init__(self, message: str, *, retry_after: float = 0) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class TokenLimits(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a token's session may do at most, within what its key may. None: no less."""

    max_contexts: Count = None
    """Contexts open at once."""
    chars_per_minute: Count = None
    """Code points of text in a minute."""

    def as_key_limits(self) -> KeyLimits:
        """The same, in the terms of keys. One session is all that a token opens."""
        return KeyLimits(1, self.max_contexts, self.chars_per_minute)


class TokenWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of `POST /v1/tokens`. Everything may be left out."""

    ttl_s: Annotated[float, Meta(gt=0, le=31_536_000)] | None = None
    """For how many seconds the token holds."""
    origin: Annotated[str, Meta(max_length=300)] = ""
    """The only origin whose pages may use it."""
    session: dict[str, Any] = {}
    """Session options that hold with it and cannot be changed."""
    limits: TokenLimits = TokenLimits()
    """What its session may do."""


class Token(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a token says."""

    key: Annotated[str, Meta(max_length=64)] = msgspec.field(name="k", default="")
    """Name of the key that it was made with; empty where a server without keys made it."""
    nonce: str = msgspec.field(name="n")
    """32 hexadecimal digits that no other token has."""
    expires_at: float = msgspec.field(name="x")
    scope: Scope = msgspec.field(name="c", default="speak")
    """The one thing that it is good for."""
    origin: str = msgspec.field(name="o", default="")
    session: dict[str, Any] = msgspec.field(name="s", default_factory=dict)
    limits: TokenLimits = msgspec.field(name="l", default=TokenLimits())


class Used(Protocol):
    """Remembers which tokens were used, until they have expired."""

    def claim(self, nonce: str, expires_at: float, now: float) -> bool:
        """Whether this is the first use. Raises BadToken where that cannot be remembered."""

    def give_back(self, nonce: str, expires_at: float) -> None:
        """Let a token that was claimed be used after all."""


class Tokens:
    """Makes and reads tokens."""

    def __init__(
        self,
        secret: bytes,
        used: Used,
        *,
        default_ttl_s: float = 60.0,
        max_ttl_s: float = 3600.0,
    ) -> None:
        self._secret = secret
        self._used = used
        self._default_ttl_s = default_ttl_s
        self._max_ttl_s = max_ttl_s

    def __repr__(self) -> str:
        return f"<Tokens {self._used!r}>"

    def make(self, key: str, wish: TokenWish, now: float) -> tuple[str, Token]:
        """A token as it is written, and what it says. Raises RequestError for what cannot be."""
        ttl_s = self._default_ttl_s if wish.ttl_s is None else wish.ttl_s
        if ttl_s > self._max_ttl_s:
            raise RequestError(
                "invalid_value",
                f"ttl_s: a token holds for {self._max_ttl_s:g} s at most.",
                param="ttl_s",
            )
        if wish.origin and not wish.origin.startswith(("http://", "https://")):
            raise RequestError(
                "invalid_value",
                "origin: this is none; write https://app.example.com or the like.",
                param="origin",
            )
        session = stated(wish.session)
        _check_options(session)
        if not session.get("voice", True):  # as good as left out: no session's voice is empty
            del session["voice"]
        token = Token(
            key=key,
            nonce=secrets.token_hex(16),
            expires_at=round(now + ttl_s, 3),
            origin=wish.origin,
            session=session,
            limits=wish.limits,
        )
        written = self.sign(token)
        if len(written) > _MAX_CHARS:
            raise RequestError(
                "invalid_value",
                f"session: a token of more than {_MAX_CHARS} characters fits into no header; "
                "fix fewer options.",
                param="session",
            )
        return written, token

    def sign(self, token: Token) -> str:
        """The token as it is written."""
        head = PREFIX + _encode(msgspec.json.encode(token))
        return f"{head}.{_encode(self._signature(head))}"

    def read(self, written: str, now: float) -> Token:
        """What a token says. Raises BadToken for one that is not ours, or not any more.

        Looks alone: the token can still be used.
        """
        if len(written) > _MAX_CHARS or not _SHAPE.fullmatch(written):
            raise BadToken("This is no token of this server.")
        head, _, signature = written.rpartition(".")
        if not hmac.compare_digest(_encode(self._signature(head)), signature):
            raise BadToken("This is no token of this server.")
        try:
            token = msgspec.json.decode(_decode(head.removeprefix(PREFIX)), type=Token)
        except ValueError:
            raise BadToken("This is no token of this server.") from None
        if not _NONCE.fullmatch(token.nonce):
            raise BadToken("This is no token of this server.")
        if not now < token.expires_at:
            raise BadToken("The token has expired; ask for a fresh one.")
        if token.expires_at > now + self._max_ttl_s + _SLACK_S:
            raise BadToken(f"The token holds for longer than {self._max_ttl_s:g} s.")
        return token

    def use(self, token: Token, now: float) -> None:
        """Use it up. Raises BadToken if that was done before."""
        if not self._used.claim(token.nonce, token.expires_at, now):
            raise BadToken("The token was used before, and is good for one session; get another.")

    def give_back(self, token: Token) -> None:
        """Let it be used after all: what it was used for could not be had."""
        self._used.give_back(token.nonce, token.expires_at)

    def _signature(self, head: str) -> bytes:
        return hmac.digest(self._secret, head.encode(), "sha256")


class UsedInMemory:
    """For one server process, until it stops: tokens made with a known secret outlive it."""

    def __init__(self, size: int = _MAX_USED) -> None:
        self._size = size
        self._expiry: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"<UsedInMemory {len(self._expiry)}>"

    def claim(self, nonce: str, expires_at: float, now: float) -> bool:
        """Whether this is the first use. Raises BadToken once too many are remembered."""
        if nonce in self._expiry:
            return False
        if len(self._expiry) >= self._size:
            self._forget(now)
        if len(self._expiry) >= self._size:
            # To forget one that has not expired would let it in again.
            raise BadToken(_FULL, retry_after=_FULL_S)
        self._expiry[nonce] = expires_at
        return True

    def give_back(self, nonce: str, expires_at: float) -> None:
        """Let a token that was claimed be used after all."""
        self._expiry.pop(nonce, None)

    def _forget(self, now: float) -> None:
        self._expiry = {nonce: at for nonce, at in self._expiry.items() if at > now}


class UsedInFolder:
    """For several server processes of one machine, and across restarts.

    Each used token is an empty file, which only one process can be the first to create. The
    folder must be the server's own, and not on a network.
    """

    def __init__(self, folder: Path, size: int = _MAX_FILES) -> None:
        """Raises SettingsError for a folder that cannot be written to."""
        self._folder = folder
        self._size = size
        self._left = 0
        self._full_until = 0.0
        try:
            folder.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
            (folder / ".probe").touch(_OWNER_ONLY)
        except OSError as error:
            raise SettingsError(
                f"The folder for used tokens, {folder}, cannot be written to: {error.strerror}."
            ) from None

    def __repr__(self) -> str:
        return f"<UsedInFolder {self._folder}>"

    def claim(self, nonce: str, expires_at: float, now: float) -> bool:
        """Whether this is the first use. Raises BadToken where the folder is full or gone."""
        if now < self._full_until:
            raise BadToken(_FULL, retry_after=_FULL_S)
        try:
            if self._left <= 0:
                self._forget(now)
            file = self._file(nonce, expires_at)
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
        except FileExistsError:
            return False
        except OSError:
            raise BadToken(_UNNOTED, retry_after=_FULL_S) from None
        self._left -= 1
        return True

    def give_back(self, nonce: str, expires_at: float) -> None:
        """Let a token that was claimed be used after all, if the folder is still there."""
        with contextlib.suppress(OSError):
            self._file(nonce, expires_at).unlink()

    def _file(self, nonce: str, expires_at: float) -> Path:
        return self._folder / f"{nonce}.{int(expires_at) + 1}"

    def _forget(self, now: float) -> None:
        """Remove what has expired. Done once in so many claims, since it reads the folder."""
        kept = 0
        for name in os.listdir(self._folder):  # noqa: PTH208  # paths take three times as long
            match = _USED_FILE.fullmatch(name)
            if match is None:
                continue
            if int(match[1]) + _SLACK_S < now:
                (self._folder / name).unlink(missing_ok=True)
            else:
                kept += 1
        if kept >= self._size:
            self._full_until = now + _LOOK_AGAIN_S
            raise BadToken(_FULL, retry_after=_FULL_S)
        self._left = max(1, min(self._size // 64, self._size - kept))


def load_secret(file: Path | None, given: str) -> bytes | None:
    """What tokens are signed with: out of a file, or as it was given; None if neither is there.

    Raises SettingsError, which never shows it, for one that could be guessed.
    """
    place, text = "RTTS_TOKEN_SECRET", given
    if file is not None:
        place = str(file)
        try:
            text = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise SettingsError(f"The token secret cannot be read from {file}: {reason}.") from None
    elif not given:
        return None
    if len(text) < _SHORT_SECRET:
        raise SettingsError(
            f"{place}: a token secret has {_SHORT_SECRET} characters or more; "
            "`openssl rand -hex 32` makes one."
        )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _check_options(patch: dict[str, Any]) -> None:
    """Raise RequestError for session options that no session could have."""
    _, unknown = merge_options(SessionOptions(), patch)
    if unknown:
        raise RequestError(
            "invalid_value", "session: nobody knows some of these options.", param=unknown[0]
        )


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    data = b""
    with contextlib.suppress(ValueError):
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    return data
