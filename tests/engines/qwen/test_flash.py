"""Frames whose attention is flash-attn's.

The package needs a GPU, so a stand-in does here what its documentation says of the arguments
that are given; the kernel itself is not run.
"""

from typing import Any

import torch
from torch.nn import functional

from tests.engines.qwen.speaking import Case, make_frames, speak


def flash_attn_with_kvcache(
    q: torch.Tensor,
    k_cache: torch.Tensor,
    v_cache: torch.Tensor,
    *,
    cache_seqlens: torch.Tensor,
    cache_batch_idx: torch.Tensor,
    causal: bool,
) -> torch.Tensor:
    """Queries (B, 1, N, D) at the ends of rows of the caches (S, T, K, D): (B, 1, N, D)."""
    assert causal
    assert cache_seqlens.dtype == cache_batch_idx.dtype == torch.int32
    assert k_cache.stride(-1) == v_cache.stride(-1) == 1
    found = []
    for query, length, owner in zip(q, cache_seqlens, cache_batch_idx, strict=True):
        keys, values = (cache[owner, :length].transpose(0, 1) for cache in (k_cache, v_cache))
        found.append(
            functional.scaled_dot_product_attention(
                query.transpose(0, 1)[None], keys[None], values[None], enable_gqa=True
            )[0].transpose(0, 1)
        )
    return torch.stack(found)


def test_it_gives_the_same_codes(tiny: Any, official: Any) -> None:
    """In a ragged batch whose rows are no neighbours, a full slot's rest is not read."""
    loaded = official(tiny("custom_voice", "1b7"))
    cases = [
        Case("Hello there, how are you?", speaker="ryan", language="english"),
        Case("Hi.", speaker="vivian"),
        Case("A longer text, of some more words.", speaker="ryan", instruct="calm"),
    ]
    said = []
    for kernel in (None, flash_attn_with_kvcache):
        frames = make_frames(loaded, slots=6)
        frames.network.talker.flash = kernel
        rows = [4, 1, 3]
        frames.join(
            [case.entry(row, loaded, frames) for case, row in zip(cases, rows, strict=True)]
        )
        said.append(speak(frames, rows, 40))
    assert torch.equal(*said)
