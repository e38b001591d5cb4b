"""Keys and values of what utterances begin with, kept between them.

All positions before the first text depend on the voice, the language and the instructions alone.
An utterance whose voicing was heard before copies them into its slot and needs no prefill.
"""

from collections import OrderedDict
from collections.abc import Hashable

import torch

__all__ = ["PrefixCache"]


class PrefixCache:
    """Bounded by bytes; what was not asked for the longest goes first."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.bytes = 0
        self.hits = self.misses = 0
        self._kept: OrderedDict[Hashable, torch.Tensor] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, voicing: Hashable) -> bool:
        return voicing in self._kept

    def get(self, voicing: Hashable) -> torch.Tensor | None:
        """The keys and values (L, 2, K, n, D) of a voicing, if they are kept."""
        found = self._kept.get(voicing)
        if found is None:
            self.misses += 1
        else:
            self.hits += 1
            self._kept.move_to_end(voicing)
        return found

    def put(self, voicing: Hashable, kv: torch.Tensor) -> None:
        """Keep them. What is larger than the whole limit is not kept."""
        if kv.nbytes > self.limit_bytes:
            return
        self.forget(voicing)
        while self.bytes + kv.nbytes > self.limit_bytes:
            self.forget(next(iter(self._kept)))
        self._kept[voicing] = kv
        self.bytes += kv.nbytes

    def forget(self, voicing: Hashable) -> None:
        """Drop a voicing, as when its voice is deleted. Unknown ones are passed over."""
        dropped = self._kept.pop(voicing, None)
        if dropped is not None:
            self.bytes -= dropped.nbytes
