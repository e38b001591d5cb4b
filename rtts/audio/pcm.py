"""Samples as bytes and as numbers.

Engines and the wire speak signed 16-bit little-endian; filters and codecs want floats in
[-1, 1). The scale is 2**15 in both directions, so that a sample which no filter touched
comes back as it was, bit by bit.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["from_s16le", "to_f32le", "to_int16", "to_s16le"]

_S16LE = np.dtype(np.int16).newbyteorder("<")
_F32LE = np.dtype(np.float32).newbyteorder("<")
_BYTES_PER_SAMPLE = _S16LE.itemsize
_FULL_SCALE = np.float32(32768)
_LOWEST = np.float32(-32768)
_HIGHEST = np.float32(32767)


def from_s16le(pcm: bytes) -> NDArray[np.float32]:
    """Signed 16-bit little-endian samples as floats in [-1, 1). Raises ValueError."""
    if len(pcm) % _BYTES_PER_SAMPLE:
        raise ValueError(
            f"{len(pcm)} bytes of PCM end in the middle of a sample; "
            f"pass whole samples of {_BYTES_PER_SAMPLE} bytes."
        )
    samples = np.frombuffer(pcm, _S16LE).astype(np.float32)
    samples *= 1 / _FULL_SCALE
    return samples


def to_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Floats as 16-bit integers, to the nearest; what lies beyond full scale is clipped."""
    scaled = samples * _FULL_SCALE
    np.rint(scaled, out=scaled)
    np.maximum(scaled, _LOWEST, out=scaled)  # np.clip does the same at several times the cost
    np.minimum(scaled, _HIGHEST, out=scaled)
    return scaled.astype(np.int16)


def to_s16le(samples: NDArray[np.float32]) -> bytes:
    """Floats as signed 16-bit little-endian samples; the inverse of `from_s16le`."""
    return to_int16(samples).astype(_S16LE, copy=False).tobytes()


def to_f32le(samples: NDArray[np.float32]) -> bytes:
    """Floats as 32-bit little-endian samples. Nothing is clipped."""
    return samples.astype(_F32LE, copy=False).tobytes()
