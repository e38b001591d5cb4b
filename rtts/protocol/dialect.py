"""What a dialect is: the one object of a connection that knows its wire form.

Clients of different makers say the same things in different words: where the credential
stands, how a turn of speech is named, whether audio is binary or base64. A session must know
none of that. So everything it hears comes from `decode`, everything it says goes through
`encode` and a `Framer`, and what was asked for at the door is read by the dialect's module
into `Accepted`.

There is one dialect per connection, because some wire forms have to remember what was said
before. It is pure: plain data in, plain data out, and it holds no socket.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NamedTuple
from urllib.parse import parse_qsl

from rtts.protocol.frames import Frame
from rtts.protocol.messages import ClientMessage, ServerMessage
from rtts.protocol.options import AudioOptions

__all__ = [
    "Accepted",
    "Credential",
    "Dialect",
    "Framer",
    "Handshake",
    "Outgoing",
    "ResumeRequest",
]


class Outgoing(NamedTuple):
    """One WebSocket message, ready to be written."""

    data: bytes
    binary: bool
    """False: `data` is UTF-8 and goes out as a text message."""


Framer = Callable[[Frame], Outgoing]
"""Puts the frames of one context on the wire."""


@dataclass(frozen=True)
class Handshake:
    """What a request offers. Its `repr` shows none of the places where a credential may be."""

    path: str
    query: dict[str, str] = field(default_factory=dict, repr=False)
    """Of a parameter that comes twice, the last. One without a value counts as left out."""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    """By lower-case name; the values of a header that comes twice are joined by a comma."""
    subprotocols: tuple[str, ...] = field(default=(), repr=False)
    """In the order of the client's preference."""

    @classmethod
    def read(cls, target: str, headers: Iterable[tuple[str, str]]) -> "Handshake":
        """Take apart a request's target (`/v1/stream?voice=amy`) and its headers."""
        path, _, query = _characters(target).partition("?")
        by_name: dict[str, str] = {}
        for given, raw in headers:
            name, value = given.lower(), _characters(raw).strip()
            by_name[name] = f"{by_name[name]}, {value}" if name in by_name else value
        offered = by_name.get("sec-websocket-protocol", "").split(",")
        subprotocols = tuple(name for each in offered if (name := each.strip()))
        return cls(path, dict(parse_qsl(query)), by_name, subprotocols)


@dataclass(frozen=True)
class Credential:
    """Who the client says it is."""

    value: str = field(repr=False)
    kind: Literal["header", "subprotocol", "query"]
    """Where it stood. What stands in a query ends up in logs on its way, so a server may want
    only tokens there that expire."""


class ResumeRequest(NamedTuple):
    """A client that comes back to its session."""

    token: str
    received: int
    """How many of the server's messages it has."""

    def __repr__(self) -> str:  # the token opens the session
        return f"<ResumeRequest received={self.received}>"


@dataclass(frozen=True)
class Accepted:
    """What a dialect made of a handshake. Whether the credential is good is not its business."""

    dialect: "Dialect"
    subprotocol: str | None
    """To be echoed; None if the client offered none."""
    credential: Credential | None
    session: dict[str, Any]
    """A patch for the session's options, not checked yet."""
    unknown: list[str] = field(default_factory=list)
    """Parameters of the query that nobody knows; they are ignored."""
    resume: ResumeRequest | None = None


class Dialect(ABC):
    """A wire form. Its module has a `handshake(Handshake) -> Accepted` beside it."""

    name: ClassVar[str]
    """What `ready`, the logs and the metrics call it."""

    @abstractmethod
    def decode(self, message: str | bytes) -> list[ClientMessage]:
        """What a client's message says: text messages are str, binary ones bytes.

        A list, since a message of another maker may say several things at once, or nothing
        that concerns a session. Raises RequestError, with the request and the context it
        belongs to wherever these could still be read.
        """

    @abstractmethod
    def encode(self, message: ServerMessage) -> list[Outgoing]:
        """Put into this wire form. Empty where it has no word for the message."""

    @abstractmethod
    def framer(self, context: str | None, audio: AudioOptions) -> Framer:
        """What encodes the frames of a context that was opened with these options."""


def _characters(raw: str) -> str:
    """The string with whatever is not a character replaced.

    Servers hand on bytes that are no ASCII as lone surrogates, which nothing behind the door
    could encode again.
    """
    return raw.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
