"""`connect`: the way in."""

import logging
import os
import re
from collections.abc import Callable, Generator, Mapping
from ssl import SSLContext
from types import TracebackType
from typing import Unpack

from rtts_client.dial import Target, dial
from rtts_client.link import Notice
from rtts_client.messages import Closing, ErrorMessage
from rtts_client.options import Options, session_patch
from rtts_client.session import Session, SessionRules

__all__ = ["DEFAULT_URL", "Connecting", "connect"]

DEFAULT_URL = "ws://127.0.0.1:8765"

_log = logging.getLogger("rtts_client")


def connect(  # noqa: PLR0913 -- each by its name
    url: str = DEFAULT_URL,
    *,
    api_key: str | None = None,
    connect_timeout: float = 10.0,
    retry: bool = True,
    ssl: SSLContext | None = None,
    headers: Mapping[str, str] | None = None,
    on_notice: Callable[[Notice], None] | None = None,
    max_held_ms: float = 30_000,
    resume: bool = True,
    **options: Unpack[Options],
) -> "Connecting":
    """Open a session, to be entered with `async with` or to be awaited.

    * `url`: `ws://`, `wss://` or `unix:///path`.
    * `api_key`: left out, the environment variable RTTS_API_KEY is asked.
    * `connect_timeout`: seconds until the session must stand. Until then a server that is
      not there yet, or full, is asked again, unless `retry` is false.
    * `on_notice`: told what the server says about the session as a whole (`idle_soon`, a
      shutdown); left out, it is logged.
    * `max_held_ms`: how much audio of one context may wait to be taken before the socket is
      read no further.
    * `resume`: where the server offers it, a line that is lost is replaced, and what is being
      spoken goes on without a gap. The server keeps a session that lost its client for some
      seconds, so a program that ends without closing is heard to the end by nobody.
    * `options`: what holds for every context of the session, such as `voice` and `codec`;
      see `Options`. What is left out is the server's default.

    Raises ValueError for a key that is none, and TypeError for such an option. Entering raises
    ServerUnreachable, ConnectionRefused, ValueError for an address that is none, and ServerError
    for an option that the server will not have.
    """
    key = api_key if api_key is not None else os.environ.get("RTTS_API_KEY")
    if key and not re.fullmatch("[ -~]*", key):  # and none of it in the error
        raise ValueError(
            "The API key holds a line break, or another character that no key has. "
            "Was it read from a file, with the end of its line?"
        )
    target = Target(url, key, connect_timeout, retry, ssl, headers or {}, resume)
    rules = SessionRules(target, on_notice or _log_notice, max_held_ms)
    return Connecting(rules, options)


class Connecting:
    """A session about to stand: to be awaited, or entered with `async with`."""

    def __init__(self, rules: SessionRules, options: Options) -> None:
        self._rules = rules
        self._patch = session_patch(options)
        self._session: Session | None = None

    def __await__(self) -> Generator[None, None, Session]:
        return self._connect().__await__()

    async def _connect(self) -> Session:
        line = await dial(self._rules.target, self._patch, self._rules.notice)
        return Session(self._rules, line, self._patch)

    async def __aenter__(self) -> Session:
        self._session = await self._connect()
        return self._session

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()


def _log_notice(notice: Notice) -> None:
    level = logging.ERROR if isinstance(notice, ErrorMessage) else logging.WARNING
    if isinstance(notice, Closing):
        said = f"it closes ({notice.reason}) within {notice.deadline_ms} ms"
    else:  # and nothing else of it: what could not be spoken is in there too
        said = f"{notice.message} ({notice.code})"
    _log.log(level, "The server says: %s", said)
