"""Codes of frames as bytes, to be given back to an engine that goes on behind them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["pack_codes", "unpack_codes"]


def pack_codes(codes: NDArray[np.integer]) -> bytes:
    """Frames (n, G), or one of them (G,), as 16-bit little-endian integers."""
    return codes.astype("<u2").tobytes()


def unpack_codes(
    traces: Sequence[bytes], groups: int, codebooks: Sequence[int]
) -> NDArray[np.int64]:
    """All frames of some traces, in order: (n, G).

    `codebooks` are the heights of the groups' tables. Raises ValueError for what no engine with
    these tables has written.
    """
    joined = b"".join(traces)
    if len(joined) % (2 * groups):
        raise ValueError(f"Traces of {len(joined)} bytes are no frames of {groups} codes.")
    codes = np.frombuffer(joined, dtype="<u2").astype(np.int64).reshape(-1, groups)
    if (codes >= np.asarray(codebooks)).any():
        raise ValueError("A trace has a code that is in no codebook.")
    return codes
