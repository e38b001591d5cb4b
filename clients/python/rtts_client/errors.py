"""Everything that can go wrong for a client, as a tree of exceptions.

* `RttsError`
    * `ServerUnreachable`: nothing answers at the address
    * `ConnectionRefused`: something answers and turns the connection away
    * `ServerError`: the server says that something cannot be done
    * `SessionClosed`: the socket is gone
    * `ProtocolError`: the other side does not speak `rtts.v1`

Mistakes of the calling program (an option that does not exist, text for a context that has
ended) are `TypeError` and `ValueError`.
"""

__all__ = [
    "ConnectionRefused",
    "ProtocolError",
    "RttsError",
    "ServerError",
    "ServerUnreachable",
    "SessionClosed",
]


_TRANSIENT = frozenset({1001, 1006, 1011, 1012, 1013})
"""Going away, lost, a fault of the server, restarting, try again later."""


class RttsError(Exception):
    """Base of all errors that this package raises on purpose."""


class ServerUnreachable(RttsError):
    """Nothing answered at the address until `connect_timeout` was over.

    `hint` is what to do about it, a sentence.
    """

    def __init__(self, url: str, reason: str, hint: str = "Is one running there?") -> None:
        super().__init__(f"No server answers at {url}: {reason}. {hint}")
        self.url = url
        self.reason = reason


class ConnectionRefused(RttsError):
    """The server turned the connection away before a session began.

    `status` is the HTTP status; `code` one of the wire's error codes (`unauthorized`,
    `overloaded`, …) or empty; `retry_after` is in seconds, 0 where the server did not say
    that waiting helps; `at_once` is whether it said that another connection may do better at
    this moment.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        retry_after: float = 0,
        *,
        at_once: bool = False,
    ) -> None:
        super().__init__(f"The server refused the connection ({status}): {message}")
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.at_once = at_once


class ServerError(RttsError):
    """The server could not do what was asked.

    `code` is one of the wire's error codes; `param` names the field at fault;
    `text_remaining` is what was accepted and will not be spoken.
    """

    def __init__(
        self, code: str, message: str, *, param: str | None = None, text_remaining: str = ""
    ) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message
        self.param = param
        self.text_remaining = text_remaining


class SessionClosed(RttsError):
    """The socket closed, by either side, while something was still to come.

    `code` and `reason` are those of the WebSocket close; `text_remaining` is the text of the
    context at hand whose speech had not wholly arrived.
    """

    def __init__(self, code: int, reason: str, *, text_remaining: str = "") -> None:
        super().__init__(f"The session was closed ({code}): {reason or 'no reason given'}")
        self.code = code
        self.reason = reason
        self.text_remaining = text_remaining

    @property
    def transient(self) -> bool:
        """Says nothing against what was sent, so that another attempt may do better."""
        return self.code in _TRANSIENT


class ProtocolError(RttsError):
    """A message breaks the rules of `rtts.v1`, or the server speaks something else."""
