"""What goes out for one context: no more text than the server takes, no more news than it needs.

A server refuses text beyond what it buffers unspoken, so text waits here until enough was
spoken. Of text that has nothing to speak, as a long block of code, the server says nothing; so
marks are placed now and then, which it answers all the same. And it limits the messages a second,
so what was heard is told at once, and then only now and then, though never the last word left
out.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import Any, NamedTuple

from rtts_client.errors import RttsError
from rtts_client.link import Link
from rtts_client.messages import (
    ClientMessage,
    ContextMessage,
    Limits,
    Mark,
    MarkReached,
    Played,
    Text,
    WarningMessage,
    encode_client_message,
)

__all__ = ["ContextRules", "Outbox", "pieces_of"]

_PLAYED_GAP_S = 0.05
_ROOM = "rtts.room"
"""Name of the marks that say how far the server has come."""


class ContextRules(NamedTuple):
    """What holds for a context besides its name."""

    patch: dict[str, Any]
    """Options for this context alone, as the wire has them."""
    limits: Limits
    max_held_ms: float
    """How much audio may wait to be taken before the socket rests."""
    speaks_unasked: bool = True
    """Whether the server speaks before a flush or the end (every `split` mode but `none`)."""


class Outbox:
    """The sending half of a context. `may_wait` says whether the context still runs."""

    def __init__(
        self, link: Link, name: str, rules: ContextRules, may_wait: Callable[[], bool]
    ) -> None:
        self.opening_id = ""
        """Id of the first text; empty until that was sent."""
        self._link = link
        self._name = name
        self._rules = rules
        self._may_wait = may_wait
        self._sent: list[str] = []
        self._sent_chars = 0
        self._spoken_chars = 0
        self._marks: dict[str, int] = {}
        """Marks of its own that wait for their answer, by id: how much was sent before them."""
        self._marked_chars = 0
        self._progress = asyncio.Event()
        self._heard_ms = 0.0
        self._told_ms = 0.0
        self._telling: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<Outbox sent={self._sent_chars} spoken={self._spoken_chars}>"

    @property
    def piece_chars(self) -> int:
        """The most characters of a piece.

        Of one as long as the buffer nothing may be spoken before the next, for which there is no
        room.
        """
        limits = self._rules.limits
        return min(limits.max_text_chars, ceil(limits.max_buffer_chars / 4))

    @property
    def text(self) -> str:
        """All text that was sent."""
        return "".join(self._sent)

    @property
    def unspoken(self) -> str:
        """The text whose audio has not wholly arrived."""
        return self.text[self._spoken_chars :]

    @property
    def heard_ms(self) -> float | None:
        """What the listener is known to have heard; None if nobody ever said."""
        return self._heard_ms or None

    async def send(self, message: ClientMessage) -> None:
        """Send a message about the context."""
        await self._link.send(message)

    async def write(self, piece: str) -> None:
        """Send a piece of text, of at most `piece_chars`.

        Raises ValueError for one that is not Unicode, and then nothing was sent.
        """
        text = Text(text=piece, context=self._name)
        if not self.opening_id:
            patch = self._rules.patch or None
            text = Text(text=piece, context=self._name, session=patch, id=self._link.next_id())
        wire = encode_client_message(text)
        self.opening_id = self.opening_id or text.id or ""
        self._sent.append(piece)
        self._sent_chars += len(piece)
        await self._link.send_encoded(wire)
        if self._rules.speaks_unasked:
            await self._mark_room()

    async def room_for(self, chars: int) -> None:
        """Wait until the server can buffer that many characters more."""
        limit = self._rules.limits.max_buffer_chars
        while (
            self._rules.speaks_unasked
            and self._may_wait()
            and self._sent_chars - self._spoken_chars + chars > limit
        ):
            self._progress.clear()
            await self._link.gate.wait_for(self._progress.wait())

    def spoken(self, chars: int | None = None) -> None:
        """Learn how much of the text was spoken; None is all of it, or no more will be."""
        if chars is not None:
            self._spoken_chars = max(chars, self._spoken_chars)
        self._progress.set()

    def takes(self, answer: ContextMessage) -> bool:
        """Take the answer to a mark of its own; False for what is meant for others.

        An error is: who waits for room would never hear of it again.
        """
        if not isinstance(answer, MarkReached | WarningMessage):
            return False
        chars = self._marks.pop(answer.re or "", None)
        if chars is not None and isinstance(answer, MarkReached):
            self.spoken(chars)
        return chars is not None

    async def played(self, ms: float) -> None:
        """Tell how much was heard, now or, if that was told just before, soon."""
        self._heard_ms = max(ms, self._heard_ms)
        if self._telling is None or self._telling.done():
            await self._tell()
            self._telling = asyncio.create_task(self._tell_later(), name="rtts played")

    async def _mark_room(self) -> None:
        """Mark the text so far, once for each half of what the server buffers.

        The other half is still to come then, and with it the end of the sentence that a mark
        may have to wait for.
        """
        if self._sent_chars - self._marked_chars < self._rules.limits.max_buffer_chars / 2:
            return
        id = self._link.next_id()
        self._marks[id] = self._marked_chars = self._sent_chars
        await self._link.send(Mark(_ROOM, self._name, id))

    async def _tell(self) -> None:
        if self._told_ms < self._heard_ms:
            self._told_ms = self._heard_ms
            await self._link.send(Played(played_ms=self._told_ms, context=self._name))

    async def _tell_later(self) -> None:
        """Tell what is heard meanwhile, now and then, until there is no news."""
        with suppress(RttsError):  # whoever reads the context learns of it there
            await asyncio.sleep(_PLAYED_GAP_S)
            while self._told_ms < self._heard_ms:
                await self._tell()
                await asyncio.sleep(_PLAYED_GAP_S)


def pieces_of(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, parted behind a space if possible.

    Between two messages a server may put a space that the sender seems to have dropped;
    behind a space it never does.
    """
    pieces = []
    while len(text) > limit:
        cut = text.rfind(" ", 0, limit) + 1 or limit
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces
