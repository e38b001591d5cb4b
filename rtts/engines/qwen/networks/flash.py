"""Attention of a frame by flash-attn, where it is installed and the device is a GPU.

Its kernel takes the length of each row on the device and reads no farther, so no mask is made
and no row is gathered. It takes queries that stand at the ends of their rows, which a frame's
do; ragged prefills stay with the reference. The function is `flash_attn_with_kvcache` of
https://github.com/Dao-AILab/flash-attention.
"""

from typing import Any

import torch

from rtts.engines.qwen.networks.layers import Attend, Workspace
from rtts.engines.qwen.slots import Rows, Slots

__all__ = ["attend_by_flash"]


def attend_by_flash(
    kernel: Any, slots: Slots, rows: Rows, position: torch.Tensor, writes: torch.Tensor
) -> Attend:
    """Attention of one query a row, at `position` (B,), over its slot up to there.

    `kernel` is `flash_attn_with_kvcache`; `writes` (B, 1, 2K) says where new keys and values go.
    """
    lengths = (position + 1).int()  # (B,)
    owners = rows.index.int()  # (B,)

    def attend(layer: int, work: Workspace) -> torch.Tensor:
        slots.keep(layer, writes, work.kept)
        keys, values = slots.kv[layer].transpose(2, 3).unbind(1)  # (S + 1, T, K, D) each
        found = kernel(
            work.queries.transpose(1, 2),  # (B, 1, N, D)
            keys,
            values,
            cache_seqlens=lengths,
            cache_batch_idx=owners,
            causal=True,
        )
        return found.transpose(1, 2)  # (B, N, 1, D)

    return attend
