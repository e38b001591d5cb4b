"""What a client is told of a message that cannot be carried out, or not as it was meant.

Each answer names the message by its `id` and its context, so that a client with many under way
knows which one it is about.
"""

from math import ceil

from msgspec import UNSET

from rtts.errors import RequestError
from rtts.protocol.messages import (
    Cancel,
    ClientMessage,
    ContextCancelled,
    End,
    Error,
    Flush,
    Mark,
    Text,
    Warning,
)

__all__ = [
    "closed_context",
    "idle_soon",
    "late_text",
    "nothing_to_cancel",
    "nothing_to_speak",
    "our_fault",
    "refusal",
    "unknown_params",
]

_NAMED = 20
"""Unknown fields that an answer names; a client may have sent any number."""


def refusal(error: RequestError, message: ClientMessage | None = None) -> Error:
    """The answer to a message that cannot be carried out; it gives its text back."""
    context = getattr(message, "context", error.context)
    text = getattr(message, "text", error.text)
    return Error(
        code=error.wire_code,
        message=error.message,
        param=error.param,
        context=UNSET if context is None else context,
        re=getattr(message, "id", error.re),
        retry_after_ms=ceil(error.retry_after_s * 1000),  # 0 says that waiting is of no use
        text_remaining=UNSET if text is None else text,
    )


def our_fault(report: ContextCancelled) -> Error:
    """What a client is told, before the report, of a context that the server itself broke."""
    return Error(
        code="internal",
        message="The server failed while speaking this context; its rest was not spoken. "
        "The session goes on.",
        context=report.context,
        text_remaining=report.text_remaining,
    )


def late_text(request: Text) -> Warning:
    """The answer to the first text for a context that was cancelled."""
    return _warning(
        "context_closed",
        "The context was cancelled; text that still arrives for it is dropped. "
        "Open a context of another name.",
        request,
    )


def closed_context(request: Flush | Mark | End) -> Warning:
    """The answer to what comes behind the end of its context."""
    return _warning("context_closed", "The context takes nothing more; open another.", request)


def nothing_to_speak(request: Flush | End) -> Warning:
    """The answer to who wants text spoken that has no sound."""
    return _warning(
        "no_speakable_text", "There is no text to speak here: no letter, no digit.", request
    )


def nothing_to_cancel(request: Cancel) -> Warning:
    """The answer to who interrupts when nobody speaks."""
    return _warning(
        "context_closed",
        "There is nothing to cancel: no speech is open or still to be heard.",
        request,
    )


def unknown_params(request: Text, unknown: list[str]) -> Warning:
    """The answer to options of a context that nobody knows."""
    names = ", ".join(unknown[:_NAMED])
    return _warning("unknown_params", f"Nobody knows {names}; the rest was taken.", request)


def idle_soon(left_s: int) -> Warning:
    """What a client is told that has been silent for long; it answers no message."""
    return Warning(
        code="idle_soon",
        message=f"The session closes in {left_s} s unless you send something.",
    )


def _warning(code: str, message: str, request: Flush | Mark | End | Cancel | Text) -> Warning:
    name = request.context
    return Warning(
        code=code, message=message, context=UNSET if name is None else name, re=request.id
    )
