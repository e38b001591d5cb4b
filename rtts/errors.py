"""Everything that can go wrong, as a tree of exceptions.

* `RttsError`
    * `SettingsError`: a flag, a variable or a line of the settings file is wrong
    * `Refused`: a connection is turned away before, or in place of, a session
    * `RequestError`: one message of a client cannot be done; the session goes on
    * `SpeechError`: accepted text could not be spoken
        * `SynthesisFailed`: the engine, or two workers in a row, gave up on it
        * `SpeechTimeout`: the engine had its turn and gave no audio in time
    * `WorkerUnavailable`: no worker can be had at this moment
    * `SlowClient`: a client does not read what it is sent

Each class carries what a reply needs (the wire's error code, the HTTP status, the
WebSocket close code), so that one place can turn any of them into an answer.
The sentence of an error says what was wrong, where, and what to do. It never
contains the text that a client wants spoken.
"""

from typing import ClassVar

__all__ = [
    "Refused",
    "RequestError",
    "RttsError",
    "SettingsError",
    "SlowClient",
    "SpeechError",
    "SpeechTimeout",
    "SynthesisFailed",
    "WorkerUnavailable",
]


class RttsError(Exception):
    """Base of all errors that `rtts` raises on purpose."""

    code: ClassVar[str] = "internal"


class SettingsError(RttsError):
    """A setting is unknown or has a value it cannot have. Raised at start only."""


class Refused(RttsError):
    """A connection is refused.

    `status` is the HTTP status before the upgrade. Browsers cannot read that, so they
    are upgraded, told in an `error` message, and closed with `close_code`.
    `retry_after` is in seconds; 0 means that waiting does not help. `at_once` says that another
    connection may do better at this moment.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        close_code: int,
        retry_after: float = 0,
        at_once: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.wire_code = code
        self.message = message
        self.close_code = close_code
        self.retry_after = retry_after
        self.at_once = at_once


class RequestError(RttsError):
    """One message cannot be carried out.

    `code` is one of the wire's error codes; `param` names the field, as a client wrote it
    (`session.audio.rate`); `re`, `context` and `text` are the message's `id`, context and text,
    where they are known.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        param: str | None = None,
        re: str | None = None,
        context: str | None = None,
        text: str | None = None,
        retry_after_s: float = 0,
    ) -> None:
        super().__init__(message)
        self.wire_code = code
        self.message = message
        self.text = text
        self.param = param
        self.retry_after_s = retry_after_s
        self.re = re
        self.context = context


class SpeechError(RttsError):
    """A segment was accepted and cannot be spoken. The context goes on without it.

    `retry_after` says in how many seconds it may go better; with 0 waiting does not help.
    """

    def __init__(self, message: str, *, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class SynthesisFailed(SpeechError):
    """The engine failed on the utterance, or its worker died twice while speaking it."""

    code = "synthesis_failed"


class SpeechTimeout(SpeechError):
    """The engine gave no audio for speakable text within its time."""

    code = "timeout"


class WorkerUnavailable(RttsError):
    """No worker runs and none can be started now; `retry_after` is in seconds."""

    code = "overloaded"

    def __init__(self, message: str, *, retry_after: float = 1.0) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class SlowClient(RttsError):
    """A client did not read for so long that it cannot be served any more."""
