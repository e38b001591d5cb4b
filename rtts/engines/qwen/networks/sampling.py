"""From logits to codes: the official order of things, with random numbers that can be repeated.

In float32: repetition penalty, gate (ids that are no codes, and the end of speech while it may
not come), temperature, top-k, top-p, one draw. That is what `generate` of transformers does for
the official package, except that among equal logits exactly k are kept, the lower ids first,
where it keeps all that equal the last of the k.

Ids with equal logits stand in the order of their ids, everywhere: so temperature 0 is argmax,
which is the first of equals, and a row is drawn alike alone and in any batch. Of bfloat16
networks equal logits are common, and `topk` by itself orders them as it pleases.

The draw inverts the cumulative distribution at one uniform number, which is a function of the
utterance's seed, the frame and the code group alone. Neither a generator's state nor the place
of a row plays a part, so an utterance sounds the same in whatever company, and can be taken up
again at any frame.

Nothing here waits for the device, and no shape depends on a value. V is the size of a
vocabulary, G the number of code groups.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch

__all__ = ["Sampling", "barrier", "gate", "penalize", "sample", "uniforms"]

_INFINITY = float("inf")

# SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014):
# output n of seed s is mix(s + (n + 1) * gamma), modulo 2^64, here in two's complement. Its mix
# is Stafford's variant 13 of the finalizer of MurmurHash3.
_GAMMA = 0x9E3779B97F4A7C15 - 2**64
_MIX_1 = 0xBF58476D1CE4E5B9 - 2**64
_MIX_2 = 0x94D049BB133111EB - 2**64

# The official code forbids the ids above the codes by their number, which no config tells.
_RESERVED_IDS = 1024

# A temperature below which nothing but the first id has any weight left.
_FROZEN = 1e-30
# What an id is worth next to the one before it, in logits: less than the last bit of a float32
# logit from 0.01 on even over 4096 ids, and not lost in float64 up to 2048.
_TIE = 2.0**-42


@dataclass(frozen=True)
class Sampling:
    """How an utterance is drawn. The predictor draws all groups but the first."""

    temperature: float
    """0 is greedy."""
    top_p: float
    """In (0, 1]; 1 keeps all."""
    repetition_penalty: float
    """1 is none. Over each code 0 of the utterance so far."""
    seed: int
    """Any integer of 64 bits with sign."""
    predictor_temperature: float
    predictor_top_p: float


def uniforms(seed: torch.Tensor, frame: torch.Tensor, groups: int) -> torch.Tensor:
    """Numbers in (0, 1) for all groups of a frame: seeds (B,), frames (B,) -> (B, G) float32.

    Seeds and frames are int64. Row by row these are the outputs `frame * groups` … of SplitMix64,
    of each the upper 23 bits and a half: integers until they are scaled, so the same everywhere.
    """
    numbers = torch.arange(1, groups + 1, device=seed.device)  # (G,)
    numbers = torch.add(numbers, frame[:, None], alpha=groups)  # (B, G)
    state = torch.add(seed[:, None], numbers, alpha=_GAMMA)
    state = (state ^ _shifted(state, 30)) * _MIX_1
    state = (state ^ _shifted(state, 27)) * _MIX_2
    # The third step of the mix leaves the upper 33 bits as they are: it is left out.
    return (_shifted(state, 40) | 1).to(torch.float32) * 2.0**-24


def _shifted(state: torch.Tensor, bits: int) -> torch.Tensor:
    """Shift right as if there were no sign."""
    return (state >> bits) & ((1 << (64 - bits)) - 1)


def penalize(logits: torch.Tensor, seen: torch.Tensor, penalty: torch.Tensor) -> torch.Tensor:
    """Make ids that were seen (B, V) less likely, by a factor (B,): logits (B, V) -> (B, V)."""
    factor = penalty[:, None]
    less = torch.where(logits < 0, logits * factor, logits / factor)
    return torch.where(seen, less, logits)


def barrier(vocabulary: int, end: int, device: torch.device | str) -> torch.Tensor:
    """How high each id of code 0 stands: (V,) uint8, for `gate`.

    0 for codes, 1 for the end of speech, 2 for ids that are never spoken.
    """
    heights = torch.zeros(vocabulary, dtype=torch.uint8)
    heights[max(0, vocabulary - _RESERVED_IDS) :] = 2
    heights[end] = 1
    return heights.to(device)


def gate(logits: torch.Tensor, heights: torch.Tensor, may_end: torch.Tensor) -> torch.Tensor:
    """Forbid what is no code, and the end in rows that may not end: logits (B, V) -> (B, V).

    `heights` comes from `barrier`; `may_end` (B,) bool is `frame >= eos_from`.
    """
    return logits.masked_fill(heights > may_end[:, None], -_INFINITY)


def sample(
    logits: torch.Tensor,
    temperature: torch.Tensor,
    top_p: torch.Tensor | None,
    u: torch.Tensor,
    top_k: int,
) -> torch.Tensor:
    """Draw an id from each row: float32 logits (B, V) -> (B,) int64.

    Temperatures, `top_p` and uniform numbers `u` are (B,); a temperature of 0 takes the likeliest
    id, the lowest of several. A `top_p` of None is 1 in all rows, and saves three operations.
    A `top_k` of 0 keeps all ids. An id with a logit of -inf is never drawn. A row of NaNs draws
    some id of the vocabulary, and harms no other.
    """
    mass, kept, ids = _ladder(logits, temperature, top_p, top_k)
    # u < 1, so the step that is looked for lies below the last one kept.
    step = (mass <= u[:, None] * kept).sum(-1, keepdim=True)
    return ids.gather(-1, step)[:, 0]


def _ladder(
    logits: torch.Tensor, temperature: torch.Tensor, top_p: torch.Tensor | None, top_k: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The likeliest ids of each row, and how much of the whole lies on each and those before.

    Returns cumulated masses (B, k) float64, the mass up to the last one that is kept (B, 1), and
    the ids (B, k).
    """
    size = logits.shape[-1]
    ranked, ids = (logits + _ties(size, logits.device)).topk(min(top_k or size, size))
    weights = (ranked / temperature.clamp(min=_FROZEN)[:, None]).softmax(-1)
    mass = weights.cumsum(-1)
    whole = mass[:, -1:]
    if top_p is None:
        return mass, whole, ids
    # The fewest of the likeliest that together reach top_p are kept, so one at least.
    kept = torch.where(mass < top_p[:, None], whole, mass).amin(-1, keepdim=True)
    return mass, kept, ids


@lru_cache(maxsize=8)
def _ties(size: int, device: torch.device) -> torch.Tensor:
    """What puts equal logits in the order of their ids: (V,) float64.

    Made when first asked for: before a graph of operations is captured, not while.
    """
    return torch.arange(size, dtype=torch.float64, device=device) * -_TIE
