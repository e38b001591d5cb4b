"""A conversation with a server: contexts are opened in it, text is spoken in it.

The socket under a session may be lost and replaced: see `comeback.py`. Where the server does not
keep the session, nobody notices as long as nothing is being spoken, since the next context is
opened in a new one with the same options. Contexts that were open fail, since what they had said
and what not is known to their reader alone.
"""

import asyncio
import itertools
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, NamedTuple, Self, Unpack

from rtts_client.context import Context
from rtts_client.dial import Line, Target, dial
from rtts_client.errors import ServerError, SessionClosed
from rtts_client.link import Link, Notice
from rtts_client.messages import (
    ContextCancelled,
    ErrorMessage,
    Ready,
    SessionUpdate,
    SessionUpdated,
)
from rtts_client.options import Options, session_patch
from rtts_client.outbox import ContextRules
from rtts_client.source import TextSource
from rtts_client.speech import Speech

__all__ = ["Session", "SessionRules"]

_NAME_CHARS = 128


class SessionRules(NamedTuple):
    """How a session reaches its server and how it deals with what comes."""

    target: Target
    notice: Callable[[Notice], None]
    """Told what the server says about the session as a whole."""
    max_held_ms: float
    """How much audio of one context may wait to be taken before the socket rests."""


class Session:
    """A session that stands: the handshake is done, the server is ready. See `connect`."""

    def __init__(self, rules: SessionRules, line: Line, patch: dict[str, Any]) -> None:
        self._rules = rules
        self._line = line
        self._patch = patch
        self._names = itertools.count(1)
        self._dialling = asyncio.Lock()
        self._closed = False

    def __repr__(self) -> str:
        return f"<Session {self.ready.session_id} {self._line.link!r}>"

    @property
    def ready(self) -> Ready:
        """What the server said of itself: engine, model, limits, options."""
        return self._line.ready

    @property
    def options(self) -> dict[str, Any]:
        """The options in force for new contexts, as the wire has them."""
        return self._line.options

    def speak(self, source: TextSource, **options: Unpack[Options]) -> Speech:
        """Speak a text: a string, or an iterator of pieces that may still be growing.

        Options hold for this speech alone. Must be called in a running event loop; speaking
        begins at once. Raises TypeError for an option that does not exist.
        """
        patch = session_patch(options)
        return Speech(source, lambda: self._open(None, patch))

    async def context(self, name: str | None = None, **options: Unpack[Options]) -> Context:
        """A turn of speech, to be driven by hand. Options hold for it alone.

        A name has 1 to 128 characters. Raises ValueError for another and where an open context
        has it, and what `connect` raises if the socket was lost and there is no new one to be had.
        """
        return await self._open(_checked_name(name), session_patch(options))

    async def update(self, **options: Unpack[Options]) -> dict[str, Any]:
        """Change the options for contexts opened from now on; returns those in force.

        Raises ServerError, naming the option, if the server will not have one of them.
        """
        patch = session_patch(options)
        link = await self._standing()
        id = link.next_id()
        answer = await link.ask(id, SessionUpdate(session=patch, id=id))
        if isinstance(answer, ErrorMessage):
            raise ServerError(answer.code, answer.message, param=answer.param)
        assert isinstance(answer, SessionUpdated)
        self._patch = _laid_over(self._patch, patch)
        self._line = self._line._replace(options=answer.session)
        return self.options

    async def cancel(self) -> list[ContextCancelled]:
        """Stop everything that is being spoken, and say what was heard of each context."""
        return await asyncio.gather(*(each.cancel() for each in self._line.link.receivers))

    async def ping(self) -> float:
        """Seconds to the server and back."""
        link = await self._standing()
        begun = time.perf_counter()
        await link.ping()
        return time.perf_counter() - begun

    async def close(self) -> None:
        """End the session; what is being spoken is dropped."""
        self._closed = True
        await self._line.link.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _open(self, name: str | None, patch: dict[str, Any]) -> Context:
        link = await self._standing()
        mode = (_laid_over(self.options, patch).get("split") or {}).get("mode")
        rules = ContextRules(
            patch, self.ready.limits, self._rules.max_held_ms, speaks_unasked=mode != "none"
        )
        return Context(link, name or f"rtts.{next(self._names)}", rules)

    async def _standing(self) -> Link:
        """The socket, or a new one if it was lost. Raises what `connect` raises."""
        async with self._dialling:
            self._require_open()
            if self._line.link.lost is not None:
                line = await dial(self._rules.target, self._patch, self._rules.notice)
                try:
                    self._require_open()
                except SessionClosed:  # nobody else would ever close this one
                    line.link.abort()
                    raise
                self._line = line
            return self._line.link

    def _require_open(self) -> None:
        """Raises SessionClosed behind `close`."""
        if self._closed:
            raise SessionClosed(1000, "closed by this program")


def _checked_name(name: str | None) -> str | None:
    """The name. The server's refusal of one would name no context, and so reach nobody."""
    if name is not None and not isinstance(name, str):
        raise TypeError(f"The name of a context is a string, not a {type(name).__name__}.")
    if name is not None and len(name) > _NAME_CHARS:
        raise ValueError(
            f"The name of a context has 1 to {_NAME_CHARS} characters; this one has {len(name)}."
        )
    return name


def _laid_over(under: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """The options with the patch laid over them, as the server does it."""
    merged = dict(under)
    for name, value in patch.items():
        old = merged.get(name)
        if not isinstance(old, dict) or not isinstance(value, dict):
            merged[name] = value
            continue
        if "codec" in value:  # a codec without a rate takes its own
            old = {key: kept for key, kept in old.items() if key != "rate"}
        merged[name] = {**old, **value}
    return merged
