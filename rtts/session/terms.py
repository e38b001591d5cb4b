"""On what terms a session speaks: which options may hold, how much text, how many contexts.

There are four who may say no: the engine, which has not every voice; the server's limits; the
allowance of the credential; and whoever counts what is under way at this moment. All are asked
here, each before anything of a message is done, so that what is refused has changed nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from rtts.access.allowance import Allowance
from rtts.errors import RequestError
from rtts.protocol.messages import Limits
from rtts.protocol.options import SessionOptions, merge_options
from rtts.voices.catalog import Catalog

__all__ = ["Terms"]

_HANDLES = 2**16 - 1
_BUFFERS = 20
"""A context takes so many times what it may buffer, spoken or not: what is passed over, as markup
is, waits for nobody, and is kept all the same, for the offsets and the report of a cancel."""
_UNANSWERED = 1000
"""Marks and flushes that wait in a context: they hold no text, and filled no buffer."""


class Terms:
    """The terms of one session. What goes against them raises RequestError."""

    def __init__(
        self,
        catalog: Catalog,
        limits: Limits,
        allowance: Allowance,
        admit: Callable[[float], None],
    ) -> None:
        """`admit` is called with the time before a context begins, and raises where none may."""
        self._catalog = catalog
        self._limits = limits
        self._allowance = allowance
        self._admit = admit

    def merge(
        self, options: SessionOptions, patch: dict[str, Any]
    ) -> tuple[SessionOptions, list[str]]:
        """The options with the patch laid over, checked; and the fields that nobody knows."""
        merged, unknown = merge_options(options, patch)
        merged = self._catalog.settle(merged)
        self._catalog.check(merged)
        self._allowance.check_options(merged)
        if merged.max_ahead_ms > self._limits.max_ahead_ms:
            raise RequestError(
                "invalid_value",
                f"session.max_ahead_ms is over the limit of {self._limits.max_ahead_ms} ms.",
                param="session.max_ahead_ms",
            )
        return merged, unknown

    def check_message(self, chars: int) -> None:
        """Refuse one message with too much text."""
        _check_length("This message", chars, self._limits.max_text_chars)

    def take(self, chars: int, unspoken_chars: int, taken_chars: int, now: float) -> None:
        """Count text that a context takes, or refuse it.

        It took so much before, of which some is unspoken.
        """
        held, limit = unspoken_chars + chars, self._limits.max_buffer_chars
        _check_length("The context's buffer", held, limit)
        if taken_chars + chars > _BUFFERS * limit:
            raise RequestError(
                "text_too_long",
                f"A context takes {_BUFFERS * limit} characters in all; "
                "open another one for the rest.",
                param="text",
            )
        self._allowance.spend(chars, now)

    def ask(self, unanswered: int) -> None:
        """Refuse one more mark or flush of a context where so many wait for their answer."""
        if unanswered >= _UNANSWERED:
            raise RequestError(
                "rate_limited",
                f"{_UNANSWERED} marks and flushes of this context wait for the speech before them; "
                "wait for an answer before you ask again.",
                param="context",
            )

    def begin(
        self,
        options: SessionOptions,
        running: Sequence[SessionOptions],
        begun: int,
        chars: int,
        now: float,
    ) -> None:
        """Let a context begin with so much text, or refuse it.

        `running` are the options of those that run, and `begun` is how many there ever were.
        """
        self._check_number(options, len(running), begun)
        if options.on_new_context == "parallel" and _any_raw((options, *running)):
            raise RequestError(
                "invalid_value",
                "Parallel contexts cannot be told apart in raw framing; choose framed, or queue.",
                param="session.on_new_context",
            )
        self._admit(now)
        self._allowance.spend(chars, now)

    def _check_number(self, options: SessionOptions, running: int, begun: int) -> None:
        """Refuse a context that is one too many; one that interrupts ends all others."""
        limit = self._limits.max_contexts
        interrupts = options.on_new_context == "interrupt"
        if running >= limit and not interrupts:
            raise RequestError(
                "context_limit",
                f"{limit} contexts are open, which is the most; end or cancel one first.",
                param="context",
            )
        if begun >= _HANDLES:
            raise RequestError(
                "context_limit",
                f"This session has had {_HANDLES} contexts, which is the most; "
                f"connect again for more.",
                param="context",
            )
        self._allowance.check_contexts(running if interrupts else 0)


def _any_raw(options: Sequence[SessionOptions]) -> bool:
    return any(each.audio.framing == "raw" for each in options)


def _check_length(what: str, chars: int, limit: int) -> None:
    if chars > limit:
        raise RequestError(
            "text_too_long",
            f"{what} would hold {chars} characters; at most {limit} are allowed. "
            f"Send less at a time, or wait for segment.done.",
            param="text",
        )
