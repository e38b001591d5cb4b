"""What a session has its caller do: the only words in which the two speak.

A session waits for nothing and sends nothing. It returns these, and whoever called it carries
them out in order, before it takes in the next message.
"""

from typing import NamedTuple

from rtts.context.context import Context
from rtts.context.flow import Item
from rtts.protocol.messages import ServerMessage

__all__ = ["Action", "FeedContext", "Hangup", "OpenContext", "Reply", "StopContext"]


class Reply(NamedTuple):
    """Send this message."""

    message: ServerMessage


class OpenContext(NamedTuple):
    """Start a pipeline for the context. It speaks once those of `after` that run have."""

    context: Context
    after: tuple[Context, ...]


class FeedContext(NamedTuple):
    """Give these to the context's pipeline."""

    context: Context
    items: list[Item]


class StopContext(NamedTuple):
    """End the context's pipeline at once; send nothing more of it."""

    context: Context
    reason: str


class Hangup(NamedTuple):
    """Close the socket once everything before this was sent."""

    code: int
    reason: str


Action = Reply | OpenContext | FeedContext | StopContext | Hangup
