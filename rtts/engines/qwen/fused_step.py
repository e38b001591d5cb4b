"""The frame by kernels of its own: as few launches as one frame of the model takes.

What a layer does between two matrix products is one launch, so are the draw of a code and its
way into the predictor, and the frame's first and last moves in the slots. Nothing is allocated:
all that lives within a frame lies in room for the most rows, of which smaller batches use the
first. So their recordings must not overlap; those of one lane do not.

Launches of a frame, with L layers of the talker, L' of the predictor and G groups: 2 at the
edges, 9 L + 3 for the talker, one for the projection between the two if there is one, and
(G - 1) (8 L' + 3) for the predictor. That is 903 for the published 1.7B. With few rows it is
6 L + 3 and (G - 1) (5 L' + 2): 579; and L more where their keys are split: 607. On a GPU that
projection may be two: its bias is laid down first.

In float32 this is `PlainStep` but for rounding; in bfloat16, with many rows, a branch is rounded
once more before it is added.
"""

from dataclasses import dataclass
from typing import Final

import torch

from rtts.engines.qwen.fused_layers import Attend, Room, has_biases, run_few, run_stack
from rtts.engines.qwen.kernels.attention import SplitRoom, attend_slots, splits_for
from rtts.engines.qwen.kernels.edges import begin_frame, end_frame
from rtts.engines.qwen.kernels.heads import keep_heads
from rtts.engines.qwen.kernels.matmul import Norm, normed_product, product
from rtts.engines.qwen.kernels.norm import norm
from rtts.engines.qwen.kernels.predictor import attend_frame
from rtts.engines.qwen.kernels.sampler import MOST_KEPT, SamplerRoom, draw_code, draw_code0
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.sampling import barrier
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.slots import Rows, Slots
from rtts.engines.qwen.step import Draws, Rules

__all__ = ["FusedStep"]


@dataclass(frozen=True)
class Views:
    """All that a frame of so many rows writes to, made once."""

    talker: Room
    position: torch.Tensor  # (B,)
    hidden: torch.Tensor  # (B, H): where the talker's last norm goes
    logits: torch.Tensor  # (B, V)
    splits: SplitRoom | None
    pair: Room  # of the predictor's positions 0 and 1, row by row
    single: Room
    kv: tuple[torch.Tensor, ...]  # a layer's (B, 2, K, G, D)
    code_logits: torch.Tensor  # (B, V')
    is_few: bool
    """Whether norms, gates and sums go into the products."""


class FusedStep:
    """The frame by kernels, for batches of up to `most_rows`. The slots must have a ring.

    `few_rows` says up to how many rows norms, gates and sums go into the products.
    """

    reads_lengths: Final = True

    def __init__(
        self,
        network: Network,
        tables: Tables,
        slots: Slots,
        rules: Rules,
        most_rows: int,
        *,
        few_rows: int = 0,
    ) -> None:
        self.network, self.tables, self.slots, self.rules = network, tables, slots, rules
        network.talker.product = product  # prefills too
        self.groups = network.predictor.groups
        self._most_rows = most_rows
        stacks = (network.talker.stack, network.predictor.stack)
        self._few_rows = 0 if any(map(has_biases, stacks)) else few_rows
        self.heights = barrier(rules.codes, rules.codec_eos, slots.device)
        talker, stack = stacks
        shape, kind = stack.shape, {"device": stack.device, "dtype": stack.dtype}
        codes = network.predictor.heads[0].shape[1]
        self._talker = Room.of(talker, most_rows)
        self._predictor = Room.of(stack, 2 * most_rows)
        self._position = torch.empty(most_rows, dtype=torch.int64, device=stack.device)
        self._logits = torch.empty(most_rows, rules.codes, **kind)
        self._code_logits = torch.empty(most_rows, codes, **kind)
        self._sampler = SamplerRoom(most_rows, slots.device)
        self._kv = torch.empty(
            shape.layers, most_rows, 2, shape.kv_heads, self.groups, shape.head_dim, **kind
        )
        self._views: dict[int, Views] = {}

    def __call__(self, rows: Rows, extent: int, codes: torch.Tensor) -> None:
        del extent
        slots, tables, index = self.slots, self.tables, rows.index
        views, talker = self._at(len(rows.slots)), self.network.talker
        begin_frame(slots, index, tables.text, x=views.talker.x, position=views.position)
        self._run_talker(views, index)
        product(views.hidden, talker.head, out=views.logits)
        draws = self._twin(index)
        self._draw_code0(views, index, codes, draws)
        first = views.pair.x[0::2]
        if views.hidden.data_ptr() != first.data_ptr():
            tables.project_hidden_into(views.hidden, first)
        for group in range(1, self.groups):
            self._run_predictor(views, group)
            self._draw_code(views, index, codes, group, draws)
        end_frame(slots, index, codes, tables.codes, tables.starts, rows.advance)

    # The two stacks.

    def _run_talker(self, views: Views, index: torch.Tensor) -> None:
        """Make the hidden state of each row."""
        stack, attend = self.network.talker.stack, self._attend_in_slots(views, index)
        if views.is_few:
            run_few(stack, views.talker, attend)
            norm(views.talker.x, stack.norm, stack.shape.epsilon, out=views.hidden)
        else:
            run_stack(stack, views.talker, attend, views.hidden)

    def _attend_in_slots(self, views: Views, index: torch.Tensor) -> Attend:
        """How the talker attends: each row over its slot, as far as it has come."""
        talker, slots, position = self.network.talker, self.slots, views.position
        layers, shape, rope = talker.stack.layers, talker.stack.shape, talker.rope

        def attend(number: int, room: Room) -> None:
            kv, norms = slots.kv[number], layers[number].head_norms
            keep_heads(
                room.qkv,
                norms,
                rope.cos,
                rope.sin,
                kv,
                index,
                position,
                heads=shape.heads,
                epsilon=shape.epsilon,
            )
            attend_slots(
                room.qkv,
                kv,
                index,
                position,
                heads=shape.heads,
                out=room.attended,
                room=views.splits,
            )

        return attend

    def _run_predictor(self, views: Views, group: int) -> None:
        """Make the logits of a group: of the first two positions for group 1, else of one."""
        predictor = self.network.predictor
        stack, rope = predictor.stack, predictor.rope
        first, count, room = (0, 2, views.pair) if group == 1 else (group, 1, views.single)

        def attend(number: int, room: Room) -> None:
            attend_frame(
                room.qkv,
                stack.layers[number].head_norms,
                rope.cos,
                rope.sin,
                views.kv[number],
                first=first,
                count=count,
                heads=stack.shape.heads,
                epsilon=stack.shape.epsilon,
                out=room.attended,
            )

        last, head = slice(count - 1, None, count), predictor.heads[group - 1]
        if views.is_few:
            run_few(stack, room, attend)
            normed = Norm(stack.norm, stack.shape.epsilon)
            normed_product(room.x[last], normed, head, out=views.code_logits)
        else:
            run_stack(stack, room, attend, room.normed)
            product(room.normed[last], head, out=views.code_logits)

    # Codes.

    def _twin(self, index: torch.Tensor) -> Draws | None:
        """What draws where one of the kernels cannot."""
        if all(0 < k <= MOST_KEPT for k in (self.rules.top_k, self.rules.predictor_top_k)):
            return None
        return Draws(self.slots, index, self.rules, self.groups)

    def _draw_code0(
        self, views: Views, index: torch.Tensor, codes: torch.Tensor, draws: Draws | None
    ) -> None:
        """Draw code 0, which is the predictor's position 1."""
        following = views.pair.x[1::2]
        if draws is None:
            draw_code0(
                views.logits,
                self.slots,
                index,
                self.heights,
                top_k=self.rules.top_k,
                codes=codes,
                room=self._sampler,
                table=self.tables.inputs[0],
                following=following,
            )
        else:
            codes[:, 0] = draws.code0(views.logits.float(), self.heights)
            following.copy_(self.tables.predictor_input(0, codes[:, 0]))

    def _draw_code(
        self,
        views: Views,
        index: torch.Tensor,
        codes: torch.Tensor,
        group: int,
        draws: Draws | None,
    ) -> None:
        """Draw the code of another group, which is the predictor's next position, if any."""
        is_last = group + 1 == self.groups
        if draws is None:
            draw_code(
                views.code_logits,
                self.slots,
                index,
                group=group,
                top_k=self.rules.predictor_top_k,
                codes=codes,
                room=self._sampler,
                table=None if is_last else self.tables.inputs[group],
                following=None if is_last else views.single.x,
            )
        else:
            codes[:, group] = draws.code(views.code_logits.float(), group)
            if not is_last:
                views.single.x.copy_(self.tables.predictor_input(group, codes[:, group]))

    # Room.

    def _at(self, rows: int) -> Views:
        """The views of a batch size. Raises ValueError if there is no room for it."""
        if rows > self._most_rows:
            raise ValueError(f"There is room for {self._most_rows} rows, not for {rows}")
        if rows not in self._views:
            self._views[rows] = self._make_views(rows)
        return self._views[rows]

    def _make_views(self, rows: int) -> Views:
        shape = self.network.talker.stack.shape
        splits = splits_for(rows, shape.kv_heads, self.slots.positions)
        room = SplitRoom(rows, shape.heads, shape.head_dim, splits, device=self.slots.device)
        talker, pair = self._talker.first(rows), self._predictor.first(2 * rows)
        return Views(
            talker=talker,
            position=self._position[:rows],
            # Where nothing is projected, the hidden state is the predictor's position 0.
            hidden=talker.normed if self.tables.is_projecting else pair.x[0::2],
            logits=self._logits[:rows],
            splits=room if splits > 1 else None,
            pair=pair,
            single=self._predictor.first(rows),
            kv=tuple(layer[:rows] for layer in self._kv),
            code_logits=self._code_logits[:rows],
            is_few=rows <= self._few_rows,
        )
