"""What the device keeps of every utterance, slot-major, and what the host counts of it.

A slot holds one utterance: keys and values of its positions, its text, what the next frame
begins with, and how its codes are drawn. Slots 0 to S - 1 are lent out; slot S is the scratch
slot. Rows that only pad a batch are rows of the scratch slot, and padding positions are written
there.

Nothing is ever read back: the host counts positions, frames and text of each slot itself.

Keys and values are one tensor (L, S + 1, 2, K, T, D), so that one write keeps both;
`kv[:, :, 0]` are the keys and `kv[:, :, 1]` the values, each (L, S + 1, K, T, D). It is never
cleared as a whole. A slot that is taken counts as holding nothing; before a step reads farther
than what was written or cleared since, the rest up to there is cleared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from rtts.engines.qwen.weights import StackShape

__all__ = ["COUNTERS", "EXTENT_STEP", "Rows", "Slots"]

EXTENT_STEP = 64
"""How far is read is a multiple of this, so that few shapes occur."""

COUNTERS = ("position", "frame", "eos_from", "seed")
SAMPLING = ("temperature", "top_p", "penalty", "predictor_temperature", "predictor_top_p")


@dataclass(frozen=True, eq=False)
class Rows:
    """The slots that ride in a batch, row by row. Made once and kept while they stay the same."""

    slots: tuple[int, ...]
    lent: np.ndarray  # (B or less,) int64: those that are not the scratch slot
    index: torch.Tensor  # (B,) int64
    start: int | None
    """The first slot where the rows are neighbours: then they are read where they lie."""
    advance: torch.Tensor  # (B, 4): what a frame adds to the counters; nothing for scratch
    writes: torch.Tensor  # (B, 1, 2K): where position 0 of each head lies in the flat cache


class Slots:
    """The state of all slots; `layers`, `codes` and `hidden` are the talker's."""

    def __init__(
        self,
        count: int,
        positions: int,
        shape: StackShape,
        *,
        codes: int,
        device: torch.device | str,
        dtype: torch.dtype,
    ) -> None:
        self.count, self.scratch = count, count
        self.positions, self.shape = positions, shape
        rows, self.device = count + 1, torch.device(device)
        # Empty, not zeros: memory that no utterance has reached yet is not touched.
        self.kv = torch.empty(
            (shape.layers, rows, 2, shape.kv_heads, positions, shape.head_dim),
            device=device,
            dtype=dtype,
        )
        self.text = torch.zeros(rows, positions, dtype=torch.int64, device=device)
        self.counters = torch.zeros(rows, len(COUNTERS), dtype=torch.int64, device=device)
        self.sampling = torch.ones(rows, len(SAMPLING), dtype=torch.float32, device=device)
        self.seen = torch.zeros(rows, codes, dtype=torch.bool, device=device)
        self.codec_sum = torch.zeros(rows, shape.hidden, dtype=dtype, device=device)
        # What the host counts.
        self.length = np.zeros(rows, dtype=np.int64)  # positions with keys and values
        self.frame = np.zeros(rows, dtype=np.int64)
        self.written = np.zeros(rows, dtype=np.int64)  # text ids
        self.until = np.zeros(rows, dtype=np.int64)  # frames for which the text is known
        self.clean = np.zeros(rows, dtype=np.int64)  # positions that hold nothing foreign
        self._flat = [layer.view(-1, shape.head_dim) for layer in self.kv]
        self._windows: dict[int, list[torch.Tensor]] = {}
        self._key_positions = torch.arange(positions, device=device)

    @staticmethod
    def bytes_per_slot(shape: StackShape, positions: int, codes: int, item: int) -> int:
        """Bytes that one slot takes, of elements of `item` bytes."""
        kv = shape.layers * 2 * shape.kv_heads * positions * shape.head_dim * item
        small = positions * 8 + len(COUNTERS) * 8 + len(SAMPLING) * 4 + codes
        return kv + small + shape.hidden * item

    def upload(self, values: Sequence[int] | np.ndarray) -> torch.Tensor:
        """Integers of the host, on the device."""
        return torch.as_tensor(np.asarray(values, dtype=np.int64)).to(self.device)

    def rows(self, slots: Sequence[int]) -> Rows:
        """Prepare a batch of these slots. The scratch slot may be among them, any number."""
        host = np.asarray(slots, dtype=np.int64)
        beside = bool((np.diff(host) == 1).all())
        advance = np.zeros((len(host), len(COUNTERS)), dtype=np.int64)
        advance[host != self.scratch, :2] = 1
        return Rows(
            slots=tuple(slots),
            lent=host[host != self.scratch],
            index=self.upload(host),
            start=int(host[0]) if beside else None,
            advance=self.upload(advance),
            writes=self.upload(self.flat_index(host[:, None], np.zeros_like(host)[:, None])),
        )

    def flat_index(self, slots: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Where all heads of a position lie in the flat cache: (..., 2K)."""
        heads = np.arange(2 * self.shape.kv_heads)
        slabs = slots[..., None] * len(heads) + heads
        return np.asarray(slabs * self.positions + positions[..., None])

    def keep(self, layer: int, index: torch.Tensor, entries: torch.Tensor) -> None:
        """Write keys and values (B, P, 2K, D) to where `index` (B, P, 2K) says."""
        self._flat[layer].index_put_((index,), entries)

    def read(self, layer: int, rows: Rows, extent: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys and values of the first `extent` positions of the rows: each (B, K, E, D)."""
        window = self.windows(extent)[layer]
        if rows.start is None:
            found = window.index_select(0, rows.index)
        else:
            found = window.narrow(0, rows.start, len(rows.slots))
        keys, values = found.unbind(1)
        return keys, values

    def windows(self, extent: int) -> list[torch.Tensor]:
        """The first positions of all slots, layer by layer: (S + 1, 2, K, E, D)."""
        if extent not in self._windows:
            self._windows[extent] = [layer[:, :, :, :extent] for layer in self.kv]
        return self._windows[extent]

    def mask(self, positions: torch.Tensor, extent: int) -> torch.Tensor:
        """Zero where a query at positions (B, P) may look, else minus infinity: (B, 1, P, E)."""
        hidden = self._key_positions[:extent] > positions[:, None, :, None]
        return torch.zeros_like(hidden, dtype=self.kv.dtype).masked_fill_(hidden, -torch.inf)

    def extent(self, longest: int) -> int:
        """How far is read so that `longest` positions are covered."""
        return min(-(-longest // EXTENT_STEP) * EXTENT_STEP, self.positions)

    def clear_up_to(self, slots: Iterable[int], extent: int) -> None:
        """Make sure that the slots hold nothing foreign in the positions below `extent`."""
        for slot in slots:
            if self.clean[slot] < extent:
                self.kv[:, slot, :, :, int(self.clean[slot]) : extent].zero_()
                self.clean[slot] = extent

    def prefix(self, slot: int) -> torch.Tensor:
        """A copy of the keys and values that a slot holds: (L, 2, K, n, D)."""
        return self.kv[:, slot, :, :, : int(self.length[slot])].clone()

    def copy_prefix(self, slot: int, kv: torch.Tensor) -> None:
        """Begin a slot with kept keys and values (L, 2, K, n, D)."""
        length = kv.shape[3]
        self.kv[:, slot, :, :, :length].copy_(kv)
        self.length[slot] = self.clean[slot] = length
