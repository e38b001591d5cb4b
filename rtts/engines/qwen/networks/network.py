"""The talker and its code predictor, run over tensors of ours.

The talker says code 0 of a frame from all that came before; its keys and values lie in the slots.
The predictor says the other codes of the frame, one after the other, from the talker's hidden
state and the codes before. It begins anew in every frame, so its few positions need no slot, and
all rows stand at the same one: nothing is masked and every view of it is made once for a batch
size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch

from rtts.engines.qwen.networks.flash import attend_by_flash
from rtts.engines.qwen.networks.layers import (
    Attend,
    Product,
    Rope,
    Turn,
    Workspace,
    attend_to,
    run_layers,
)
from rtts.engines.qwen.networks.quantize import product_plain
from rtts.engines.qwen.networks.weights import Stack, join_weights, take_stack
from rtts.engines.qwen.slots import Rows, Slots

__all__ = ["Network", "Predictor", "Run", "Talker", "positions_for", "room_for"]

_SHORTEST, _STRETCH = 16, 64
"""Positions of the shortest prefill that is filled up, and by how many longer ones grow."""


@dataclass(frozen=True)
class Run:
    """Positions that are given: they go into a slot at once, from position `start` on."""

    slot: int
    start: int
    embeddings: torch.Tensor  # (P, H)


class Talker:
    """The stack that says code 0."""

    def __init__(self, stack: Stack, head: torch.Tensor, positions: int) -> None:
        self.stack = stack
        self.head = head  # (H, V)
        self.rope = Rope(stack, positions)
        self.forwards = 0
        """How often the layers were run, for frames and for prefills."""
        self.flash: Any | None = None
        """`flash_attn_with_kvcache`, to attend by in frames; without it the reference does."""
        self.product: Product = product_plain
        """By which matrices of fewer bits are multiplied; a kernel takes the plain one's place."""
        self.pads = stack.device.type == "cuda"
        """Whether prefills are filled up to few shapes: a GPU's libraries choose how to multiply
        for each shape that they meet. On a CPU the padding would cost more than it gives."""
        self._rooms: dict[int, Workspace] = {}
        self._works: dict[int, Workspace] = {}

    def decode(
        self, x: torch.Tensor, slots: Slots, rows: Rows, position: torch.Tensor, extent: int
    ) -> torch.Tensor:
        """One position of every row: x (B, H) at `position` (B,) gives hidden (B, H)."""
        at = position[:, None]  # (B, 1)
        writes = rows.writes + at[:, :, None]
        if self.flash is not None:
            attend = attend_by_flash(self.flash, slots, rows, position, writes)
        else:
            attend = attend_in_slots(slots, rows, at, writes, extent)
        self.forwards += 1
        turn = self.rope.at(position)
        return run_layers(x, self.stack, self._work(len(x)), turn, attend, self.product)

    def _work(self, rows: int) -> Workspace:
        """The workspace of a batch size."""
        if rows not in self._works:
            most = room_for(rows)
            if most not in self._rooms:
                self._rooms[most] = Workspace.of(self.stack, most, 1)
            self._works[rows] = self._rooms[most].first(rows, self.stack.shape)
        return self._works[rows]

    def prefill(self, slots: Slots, runs: Sequence[Run]) -> None:
        """Write the keys and values of ragged runs, each of another slot, all at once."""
        lengths = np.array([len(run.embeddings) for run in runs])
        starts = np.array([run.start for run in runs])
        taken = np.array([run.slot for run in runs])
        count, longest = len(runs), int(lengths.max())
        if self.pads:
            count, longest = room_for(count), positions_for(longest)
        more = (0, count - len(runs))  # rows of the scratch slot, all padding
        begins = np.pad(starts, more)[:, None]
        owners = np.pad(taken, more, constant_values=slots.scratch)[:, None]
        steps = np.arange(longest)
        padding = steps >= np.pad(lengths, more)[:, None]  # (B, P)
        # Padding stands where the row begins, so that it sees something, and is kept nowhere.
        positions = np.where(padding, begins, begins + steps)
        kept_at = slots.flat_index(
            np.where(padding, slots.scratch, owners), np.where(padding, 0, positions)
        )
        writes, at, places = slots.upload_all(kept_at, positions, np.flatnonzero(~padding))
        rows = slots.rows(owners[:, 0].tolist())
        extent = slots.extent(int((starts + lengths).max()))
        slots.clear_up_to(rows.slots, extent)
        shape = (count * longest, self.stack.shape.hidden)
        x = torch.zeros(shape, device=self.stack.device, dtype=self.stack.dtype)
        x.index_copy_(0, places, torch.cat([run.embeddings for run in runs]))
        work = Workspace.of(self.stack, count, longest)
        attend = attend_in_slots(slots, rows, at, writes, extent)
        self.forwards += 1
        run_layers(x, self.stack, work, self.rope.at(at.flatten()), attend, self.product)
        slots.length[taken] = starts + lengths

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Of hidden (B, H): (B, V) in float32."""
        return torch.mm(hidden, self.head).float()


def room_for(rows: int) -> int:
    """How many rows share their room with a batch of so many: a power of two.

    Room is never moved: what was recorded over it can be played again.
    """
    return 1 << (rows - 1).bit_length()


def positions_for(longest: int) -> int:
    """To how many positions a prefill is filled up: 16, 32, 64, then multiples of 64."""
    if longest > _STRETCH:
        return -(-longest // _STRETCH) * _STRETCH
    return max(room_for(longest), _SHORTEST)


def attend_in_slots(
    slots: Slots, rows: Rows, positions: torch.Tensor, writes: torch.Tensor, extent: int
) -> Attend:
    """Attention over what the slots of the rows hold, up to each query's position (B, P).

    The reference that runs on any device. It reads `extent` positions of every row and masks
    what a query may not see; a kernel that knows the positions can take its place.
    """
    mask = slots.mask(positions, extent)

    def attend(layer: int, work: Workspace) -> torch.Tensor:
        slots.keep(layer, writes, work.kept)
        keys, values = slots.read(layer, rows, extent)
        return attend_to(work.queries, keys, values, mask)

    return attend


class Room(NamedTuple):
    """What a frame of so many rows needs."""

    kv: torch.Tensor  # (Lp, B, 2, K, G, D)
    pair: Workspace
    single: Workspace


@dataclass(frozen=True)
class Place:
    """A position of the predictor, or its first two, for a batch size: all views made once."""

    causal: bool
    """Two positions, of which the first does not see the second."""
    work: Workspace
    turn: Turn
    writes: tuple[torch.Tensor, ...]  # a layer's (B, P, 2K, D)
    keys: tuple[torch.Tensor, ...]  # a layer's (B, K, p + 1, D)
    values: tuple[torch.Tensor, ...]


class Predictor:
    """The stack that says the codes of a frame after code 0."""

    def __init__(self, stack: Stack, heads: torch.Tensor) -> None:
        self.stack = stack
        self.heads = tuple(heads)  # (G - 1) of (Hp, V')
        self.groups = len(self.heads) + 1
        self.rope = Rope(stack, self.groups)
        self._rooms: dict[int, Room] = {}
        self._places: dict[int, list[Place]] = {}

    def begin(self, pair: torch.Tensor) -> torch.Tensor:
        """Positions 0 and 1, (B, 2, Hp): logits of group 1, (B, V') in float32."""
        hidden = self._run(pair.flatten(0, 1), self._at(pair.shape[0])[0])
        return torch.mm(hidden[1::2], self.heads[0]).float()

    def advance(self, x: torch.Tensor, group: int) -> torch.Tensor:
        """The code of `group`, as input (B, Hp): logits of the group after it, (B, V')."""
        hidden = self._run(x, self._at(x.shape[0])[group])
        return torch.mm(hidden, self.heads[group]).float()

    def _run(self, x: torch.Tensor, place: Place) -> torch.Tensor:
        """Run rows x (n, Hp) at a place."""

        def attend(layer: int, work: Workspace) -> torch.Tensor:
            place.writes[layer].copy_(work.kept)
            keys, values = place.keys[layer], place.values[layer]
            return attend_to(work.queries, keys, values, causal=place.causal)

        return run_layers(x, self.stack, place.work, place.turn, attend)

    def _at(self, rows: int) -> list[Place]:
        """The places of a batch size: the first two positions are the first place."""
        if rows not in self._places:
            room, shape = self._room(rows), self.stack.shape
            kv = room.kv[:, :rows]
            single = room.single.first(rows, shape)
            first = self._place(kv, room.pair.first(rows, shape), 0, 2)
            rest = [self._place(kv, single, at, at + 1) for at in range(2, self.groups)]
            self._places[rows] = [first, *rest]
        return self._places[rows]

    def _room(self, rows: int) -> Room:
        """Room for a batch, which it shares with others."""
        most = room_for(rows)
        if most not in self._rooms:
            shape = self.stack.shape
            kv = torch.empty(
                (shape.layers, most, 2, shape.kv_heads, self.groups, shape.head_dim),
                device=self.stack.device,
                dtype=self.stack.dtype,
            )
            self._rooms[most] = Room(kv, *(Workspace.of(self.stack, most, n) for n in (2, 1)))
        return self._rooms[most]

    def _place(self, kv: torch.Tensor, work: Workspace, first: int, end: int) -> Place:
        causal = end - first > 1
        times = kv.shape[1] if causal else 1
        turn = (table[first:end].repeat(times, 1, 1) for table in (self.rope.cos, self.rope.sin))
        return Place(
            causal=causal,
            work=work,
            turn=Turn(*turn),
            writes=tuple(kv.flatten(2, 3)[:, :, :, first:end].transpose(2, 3)),
            keys=tuple(kv[:, :, 0, :, :end]),
            values=tuple(kv[:, :, 1, :, :end]),
        )


class Network:
    """Talker and predictor of a checkpoint."""

    def __init__(self, talker: Talker, predictor: Predictor) -> None:
        self.talker = talker
        self.predictor = predictor

    @classmethod
    def from_official(cls, talker: Any, *, positions: int, release: bool = True) -> "Network":
        """Take over the weights of the official talker, for slots of so many positions.

        With `release`, what had to be copied is emptied there: the official talker cannot run
        any more.
        """
        with torch.inference_mode():
            predictor = talker.code_predictor
            heads = join_weights(list(predictor.lm_head), release=release)
            heads = heads.view(len(predictor.lm_head), -1, heads.shape[-1]).transpose(1, 2)
            head = talker.codec_head.weight.detach().t()
            return cls(
                Talker(take_stack(talker.model, release=release), head, positions),
                Predictor(take_stack(predictor.model, release=release), heads),
            )
