"""What is done before what, by a host and the streams of a device, and what is done in no order.

Work in a stream is done in order, and behind all that the host knew to be done when it launched
it. Streams know of each other only what a mark tells them, and the host what it waited for. Each
of them has a vector clock: up to which time of each other all is done before its own next work.

Two accesses to the same memory, one of them a write, must be in some order: else they race. And
memory that was freed is lent again to the stream that it was taken for, in whose next work it may
be written: all that others do with it must be done before that.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tests.engines.qwen.ordering.blocks import HOST, Access, Block, Deed, Elements

__all__ = ["Fault", "History", "Point"]

Point = Sequence[int]
"""Up to which time of each all is done."""


@dataclass(frozen=True)
class Fault:
    """Two accesses in no order; or one, and memory that is lent again."""

    kind: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.kind}:\n    {self.first}\n    {self.second}"


class History:
    """All clocks, and what was found in no order."""

    def __init__(self) -> None:
        self.faults: dict[Fault, None] = {}
        """Each once, in the order they were found."""
        self.names: list[str] = []
        self.launches: list[int] = []
        """How much was put into each stream."""
        self._clocks: list[list[int]] = []
        """By who: up to which time of each all is done before what he does next. His own is now."""
        self._news = 0
        """Grows when a launch tells a stream more of the host than the last one did."""
        self._told: list[int] = []
        self._freed: dict[int, list[Block]] = defaultdict(list)
        self.add("host")

    def add(self, name: str) -> int:
        """Another stream."""
        self.names.append(name)
        for clock in self._clocks:
            clock.append(0)
        self._clocks.append([0] * len(self.names))
        self._clocks[-1][-1] = 1
        self._told.append(-1)
        self.launches.append(0)
        return len(self.names) - 1

    # Order.

    def mark(self, who: int) -> Point:
        """The point behind all that was given to it."""
        clock = self._clocks[who]
        point = tuple(clock)
        clock[who] += 1
        return point

    def follow(self, who: int, point: Point) -> None:
        """Let what comes next be done behind a point."""
        clock = self._clocks[who]
        for other, time in enumerate(point):
            if other != who and time > clock[other]:
                clock[other] = time
                self._news += who == HOST

    def launch(self, deed: Deed) -> None:
        """The host puts work into a stream."""
        stream = deed.who
        self.launches[stream] += 1
        if self._told[stream] != self._news:
            self._told[stream] = self._news
            self.follow(stream, self.mark(HOST))
        if self._freed[stream]:
            self._check_freed(deed)

    def _is_before(self, access: Access, who: int) -> bool:
        return access.time <= self._clocks[who][access.deed.who]

    # Memory.

    def access(self, block: Block, deed: Deed, elements: Elements = None) -> None:
        """Somebody reads or writes a block, or elements of it."""
        who = deed.who
        self._news += who == HOST
        access = Access(deed, self._clocks[who][who])
        for other in block.opposed(access, elements):
            if not self._is_before(other, who):
                self.tell("race", _words(other.deed, self.names), _words(deed, self.names))
        block.add(access, elements)

    def free(self, block: Block) -> None:
        """Nobody holds it any more."""
        if block.is_pool:
            return
        block.is_freed = True
        if block.owner != HOST:  # pinned memory is lent again when the copies are done
            self._freed[block.owner].append(block)

    def _check_freed(self, deed: Deed) -> None:
        """Whether all that others do with freed memory is done before its owner goes on."""
        for block in self._freed.pop(deed.who):
            for access in block.accesses():
                who = access.deed.who
                if who not in block.lent_to and not self._is_before(access, deed.who):
                    used, lent = (_words(each, self.names) for each in (access.deed, deed))
                    self.tell("freed too early", used, f"may be lent again: {lent}")

    def tell(self, kind: str, first: str, second: str) -> None:
        """Something is wrong."""
        self.faults[Fault(kind, first, second)] = None


def _words(deed: Deed, names: Sequence[str]) -> str:
    verb = "writes" if deed.writes else "reads"
    site = " < ".join(deed.site) or "outside of the product"
    return f"{names[deed.who]} {verb} by {deed.what}, {site}"
