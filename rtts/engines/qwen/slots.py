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

What the host writes is collected into one copy, out of pinned memory on a GPU: nobody waits for
it, and torch lends that memory again only when the copy is done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from rtts.engines.qwen.lanes import staged, upload
from rtts.engines.qwen.networks.weights import StackShape

__all__ = ["COUNTERS", "EXTENT_STEP", "RING", "SAMPLING", "Rows", "Slots"]

EXTENT_STEP = 64
"""How far is read is a multiple of this, so that few shapes occur."""

RING = 8
"""Frames of a slot whose codes are kept: frame f at f modulo this."""

COUNTERS = ("position", "frame", "eos_from", "seed")
SAMPLING = ("temperature", "top_p", "penalty", "predictor_temperature", "predictor_top_p")


@dataclass(frozen=True, eq=False)
class Rows:
    """The slots that ride in a batch, row by row. Made once and kept while they stay the same.

    Its tensors are views of one, so that other slots are put in their place by one copy.
    """

    slots: tuple[int, ...]
    start: int | None
    """The first slot where the rows are neighbours: then they are read where they lie."""
    packed: torch.Tensor  # (B * (1 + 4 + 2K),) int64: all that follows
    index: torch.Tensor  # (B,)
    advance: torch.Tensor  # (B, 4): what a frame adds to the counters; nothing for scratch
    writes: torch.Tensor  # (B, 1, 2K): where position 0 of each head lies in the flat cache


class Slots:
    """The state of all slots, of the talker's `shape`.

    `codes` is the height of the table of code 0, `groups` the number of codes of a frame that
    the ring keeps; with 0 there is no ring.
    """

    def __init__(
        self,
        count: int,
        positions: int,
        shape: StackShape,
        *,
        codes: int,
        groups: int = 0,
        device: torch.device | str,
        dtype: torch.dtype,
    ) -> None:
        self.count, self.scratch = count, count
        self.positions, self.shape, self.groups = positions, shape, groups
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
        self.ring = torch.zeros(rows, RING, groups, dtype=torch.int64, device=device)
        # What the host counts.
        self.length = np.zeros(rows, dtype=np.int64)  # positions with keys and values
        self.frame = np.zeros(rows, dtype=np.int64)
        self.written = np.zeros(rows, dtype=np.int64)  # text ids
        self.until = np.zeros(rows, dtype=np.int64)  # frames for which the text is known
        self.clean = np.zeros(rows, dtype=np.int64)  # positions that hold nothing foreign
        self.takings = 0
        """How often slots were taken: while it stays the same, what was cleared stays clean."""
        self._texts: list[tuple[int, tuple[int, ...]]] = []
        self._ends: dict[int, int] = {}
        self._flat = [layer.view(-1, shape.head_dim) for layer in self.kv]
        self._windows: dict[int, list[torch.Tensor]] = {}
        self._key_positions = torch.arange(positions, device=device)

    @staticmethod
    def bytes_per_slot(
        shape: StackShape, positions: int, codes: int, item: int, groups: int = 0
    ) -> int:
        """Bytes that one slot takes, of elements of `item` bytes."""
        kv = shape.layers * 2 * shape.kv_heads * positions * shape.head_dim * item
        words = positions + len(COUNTERS) + RING * groups
        return kv + words * 8 + len(SAMPLING) * 4 + codes + shape.hidden * item

    # From the host to the device.

    def upload(self, values: Sequence[int] | np.ndarray) -> torch.Tensor:
        """Integers of the host, on the device. Nobody waits for the copy."""
        return upload(np.asarray(values, dtype=np.int64), self.device)

    def upload_all(self, *arrays: np.ndarray) -> list[torch.Tensor]:
        """Several arrays of any kinds, by one copy."""
        words = [as_words(array) for array in arrays]
        parts = self.upload(np.concatenate(words)).split([len(part) for part in words])
        return [
            part.view(torch.from_numpy(array).dtype)[: array.size].view(array.shape)
            for part, array in zip(parts, arrays, strict=True)
        ]

    # Rows.

    def rows(self, slots: Sequence[int]) -> Rows:
        """Prepare a batch of these slots. The scratch slot may be among them, any number."""
        host = np.asarray(slots, dtype=np.int64)
        beside = bool((np.diff(host) == 1).all())
        return self._rows(tuple(slots), int(host[0]) if beside else None, self._packed(host))

    def lasting_rows(self, count: int) -> Rows:
        """Rows of so many, to be filled again and again: the scratch slot's until then."""
        slots = (self.scratch,) * count
        return self._rows(slots, None, self._packed(np.array(slots)).clone())

    def fill(self, rows: Rows, slots: Sequence[int]) -> None:
        """Put slots into lasting rows, and the scratch slot into what is left of them."""
        host = np.full(len(rows.slots), self.scratch)
        host[: len(slots)] = slots
        rows.packed.copy_(staged(self._pack(host), self.device), non_blocking=True)

    def _packed(self, slots: np.ndarray) -> torch.Tensor:
        return self.upload(self._pack(slots))

    def _pack(self, slots: np.ndarray) -> np.ndarray:
        """What rows of these slots hold, one after the other: see `Rows`."""
        advance = np.zeros((len(slots), len(COUNTERS)), dtype=np.int64)
        advance[slots != self.scratch, :2] = 1
        writes = self.flat_index(slots, np.zeros_like(slots))
        return np.concatenate([slots, advance.ravel(), writes.ravel()])

    def _rows(self, slots: tuple[int, ...], start: int | None, packed: torch.Tensor) -> Rows:
        count = len(slots)
        index, advance, writes = packed.tensor_split([count, count * (1 + len(COUNTERS))])
        return Rows(
            slots=slots,
            start=start,
            packed=packed,
            index=index,
            advance=advance.view(count, -1),
            writes=writes.view(count, 1, -1),
        )

    # Text.

    def write_text(self, slot: int, begin: int, ids: Sequence[int]) -> None:
        """Let `ids` be the text from id `begin` on; on the device when `flush` is called."""
        self._texts.append((slot * self.positions + begin, tuple(ids)))

    def write_end(self, slot: int, frame: int) -> None:
        """Let the utterance end from this frame on; likewise."""
        self._ends[slot] = frame

    def flush(self) -> None:
        """Put on the device what was written of all slots' texts, by one copy."""
        if not self._texts and not self._ends:
            return
        places = [np.arange(begin, begin + len(ids)) for begin, ids in self._texts]
        ids = [np.asarray(ids, dtype=np.int64) for _, ids in self._texts]
        ends = np.array(list(self._ends.items()), dtype=np.int64).reshape(-1, 2)
        ended = ends[:, 0] * len(COUNTERS) + COUNTERS.index("eos_from")
        counts = [sum(map(len, ids)), sum(map(len, ids)), len(ends), len(ends)]
        packed = self.upload(np.concatenate([*places, *ids, ended, ends[:, 1]]))
        at, values, ending, frames = packed.split(counts)
        if self._texts:
            self.text.view(-1).index_copy_(0, at, values)
        if self._ends:
            self.counters.view(-1).index_copy_(0, ending, frames)
        self._texts, self._ends = [], {}

    # Keys and values.

    def take(self, slots: np.ndarray) -> None:
        """Begin with slots anew: they hold nothing, and what was written of their text is void."""
        self.length[slots] = self.clean[slots] = 0
        self.takings += 1
        taken = set(slots.tolist())
        self._texts = [text for text in self._texts if text[0] // self.positions not in taken]
        self._ends = {slot: end for slot, end in self._ends.items() if slot not in taken}

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
        alike: dict[int, list[int]] = {}
        for slot in slots:
            begin = int(max(self.clean[slot], self.length[slot]))
            if begin < extent:
                alike.setdefault(begin, []).append(slot)
                self.clean[slot] = extent
        for begin, those in alike.items():
            stretch = self.kv[:, :, :, :, begin:extent]
            if len(those) == 1:
                stretch[:, those[0]].zero_()
            else:
                stretch.index_fill_(1, self.upload(those), 0)

    def prefix(self, slot: int) -> torch.Tensor:
        """A copy of the keys and values that a slot holds: (L, 2, K, n, D)."""
        return self.kv[:, slot, :, :, : int(self.length[slot])].clone()

    def copy_prefix(self, slots: Sequence[int], index: torch.Tensor, kv: torch.Tensor) -> None:
        """Begin slots, which are also `index` (n,), with kept keys and values (L, 2, K, n, D)."""
        length = kv.shape[3]
        window = self.kv[:, :, :, :, :length]
        if len(slots) == 1:
            window[:, slots[0]].copy_(kv)
        else:
            source = kv[:, None].expand(-1, len(slots), -1, -1, -1, -1)
            window.index_copy_(1, index, source)
        taken = np.asarray(slots)
        self.length[taken] = self.clean[taken] = length


def as_words(array: np.ndarray) -> np.ndarray:
    """The bytes of an array as integers of 64 bits, filled up with zeros."""
    flat = np.ascontiguousarray(array).reshape(-1)
    if flat.dtype == np.int64:
        return flat
    room = np.zeros(-(-flat.nbytes // 8), dtype=np.int64)
    room.view(flat.dtype)[: flat.size] = flat
    return room
