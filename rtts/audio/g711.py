"""The two companding laws of the telephone (ITU-T G.711): 16-bit samples in 8 bits.

Python's own `audioop` left in 3.13. There are only 65,536 samples, so both laws are tables:
encoding a packet is one look-up per sample, and equal to `audioop` for every sample.
Each law works on the upper bits of a sample, 14 for µ-law and 13 for A-law: a sign, the
number of the segment (its octave), and four bits of where in the segment.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["encode_alaw", "encode_mulaw"]

# µ-law adds a bias before it looks for the segment, so that segments begin at powers of two.
_MULAW_BIAS = 33
_MULAW_CLIP = (1 << 13) - 1 - _MULAW_BIAS
_MULAW_ENDS = (1 << np.arange(6, 14)) - 1
_ALAW_ENDS = (1 << np.arange(5, 13)) - 1


def encode_mulaw(samples: NDArray[np.int16]) -> NDArray[np.uint8]:
    """µ-law of 16-bit samples, any shape. Silence is 0xFF."""
    return _mulaw_of_sample()[samples.view(np.uint16)]


def encode_alaw(samples: NDArray[np.int16]) -> NDArray[np.uint8]:
    """A-law of 16-bit samples, any shape. Silence is 0xD5."""
    return _alaw_of_sample()[samples.view(np.uint16)]


def _every_sample() -> NDArray[np.int32]:
    """All samples, at the place where a 16-bit pattern read as unsigned finds them."""
    return np.arange(1 << 16, dtype=np.uint16).view(np.int16).astype(np.int32)


@cache
def _mulaw_of_sample() -> NDArray[np.uint8]:
    linear = _every_sample() >> 2
    biased = np.minimum(np.abs(linear), _MULAW_CLIP) + _MULAW_BIAS
    segment = np.searchsorted(_MULAW_ENDS, biased)
    code: NDArray[np.int64] = segment << 4 | biased >> (segment + 1) & 0xF
    return np.where(linear < 0, code ^ 0x7F, code ^ 0xFF).astype(np.uint8)


@cache
def _alaw_of_sample() -> NDArray[np.uint8]:
    linear = _every_sample() >> 3
    magnitude = np.where(linear < 0, ~linear, linear)
    segment = np.searchsorted(_ALAW_ENDS, magnitude)
    # The first two segments are equally wide: together they are the straight line around zero.
    code = segment << 4 | magnitude >> np.maximum(segment, 1) & 0xF
    return np.where(linear < 0, code ^ 0x55, code ^ 0xD5).astype(np.uint8)
