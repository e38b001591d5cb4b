"""Memory, and who reads and writes it when."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["HOST", "Access", "Block", "CloseBlock", "Deed", "Elements", "Site"]

HOST = 0
"""Who has no stream."""

Site = tuple[str, ...]
"""Where in the product something was asked for, the innermost line first."""

Elements = NDArray[np.int64] | None
"""Numbers of elements of a block; None are all."""


class Deed(NamedTuple):
    """Somebody reads or writes."""

    who: int
    what: str
    site: Site = ()
    writes: bool = False


class Access(NamedTuple):
    """A deed at a time of who did it."""

    deed: Deed
    time: int

    def is_opposed_to(self, kind: tuple[int, bool]) -> bool:
        """Whether it must be in some order with accesses by another, of reads or of writes."""
        who, writes = kind
        return who != self.deed.who and (writes or self.deed.writes)


class Block:
    """Memory that is taken and freed as one. `owner` is the stream that it was taken for."""

    def __init__(
        self, owner: int = HOST, *, is_pinned: bool = False, is_pool: bool = False
    ) -> None:
        self.owner = owner
        self.is_pool = is_pool
        """All that graphs take that share it: tensors come and go in it, and it stays."""
        self.is_pinned = is_pinned
        """Of the host; a device copies to and from it."""
        self.is_freed = False
        self.lent_to: set[int] = set()
        """Streams whose work the allocator waits for before it lends the memory again."""
        self._latest: dict[tuple[int, bool], Access] = {}

    def add(self, access: Access, elements: Elements) -> None:
        """Keep the latest of each kind: those before it are done when it is."""
        del elements  # any of them is taken for all
        self._latest[access.deed.who, access.deed.writes] = access

    def opposed(self, access: Access, elements: Elements) -> Iterable[Access]:
        """All that an access must be in some order with."""
        del elements
        return [each for kind, each in self._latest.items() if access.is_opposed_to(kind)]

    def accesses(self) -> Iterable[Access]:
        """The latest of all kinds."""
        return self._latest.values()


class CloseBlock(Block):
    """Memory of which several use parts, each at its time: told apart by elements."""

    def __init__(self, block: Block, size: int) -> None:
        super().__init__(block.owner)
        self._numbers: dict[tuple[int, bool], NDArray[np.int64]] = {}
        """Of each kind of access, the latest to each element; 0 is none."""
        self._known: list[Access | None] = [None]
        self._counts = np.ones(size, dtype=bool)

    def add(self, access: Access, elements: Elements) -> None:
        kind = (access.deed.who, access.deed.writes)
        none = np.zeros(len(self._counts), dtype=np.int64)
        numbers = self._numbers.setdefault(kind, none)
        numbers[self._chosen(elements)] = len(self._known)
        self._known.append(access)

    def opposed(self, access: Access, elements: Elements) -> Iterator[Access]:
        chosen = self._chosen(elements)
        for kind, numbers in self._numbers.items():
            if access.is_opposed_to(kind):
                yield from self._named(numbers[chosen])

    def accesses(self) -> Iterator[Access]:
        for numbers in self._numbers.values():
            yield from self._named(numbers)

    def ignore(self, elements: NDArray[np.int64]) -> None:
        """What is in these matters to nobody, whenever it is read."""
        self._counts[elements] = False

    def forget_reads(self, elements: NDArray[np.int64]) -> None:
        """What was read of these so far will be of no use to anybody."""
        for (_, writes), numbers in self._numbers.items():
            if not writes:
                numbers[elements] = 0

    def _chosen(self, elements: Elements) -> NDArray[Any]:
        return self._counts if elements is None else elements[self._counts[elements]]

    def _named(self, numbers: NDArray[np.int64]) -> Iterator[Access]:
        for number in np.unique(numbers).tolist():
            access = self._known[number]
            if access is not None:
                yield access
