"""Both telephone laws, for every sample there is."""

import importlib
import warnings
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from rtts.audio.g711 import encode_alaw, encode_mulaw
from tests.audio.sounds import decode_g711

EVERY_SAMPLE = np.arange(-32768, 32768).astype(np.int16)
EVERY_CODE = bytes(range(256))


@pytest.mark.parametrize(
    ("sample", "mulaw", "alaw"),
    [
        (0, 255, 213),
        (8, 254, 213),
        (-1, 126, 85),
        (100, 242, 211),
        (-100, 114, 83),
        (1000, 206, 250),
        (-1000, 78, 122),
        (8000, 160, 138),
        (-8000, 32, 10),
        (32767, 128, 170),
        (-32768, 0, 42),
    ],
)
def test_samples_have_the_codes_of_the_standard(sample: int, mulaw: int, alaw: int) -> None:
    """Silence, both signs and both ends of the scale have the codes that telephones know."""
    samples = np.array([sample], np.int16)
    assert (encode_mulaw(samples)[0], encode_alaw(samples)[0]) == (mulaw, alaw)


def test_whole_tables_are_those_of_audioop() -> None:
    """Checksums of every sample, taken from Python 3.12's audioop."""
    tables = encode_mulaw(EVERY_SAMPLE), encode_alaw(EVERY_SAMPLE)
    assert [zlib.crc32(table.tobytes()) for table in tables] == [997997118, 2436069742]


def test_audioop_agrees_where_python_still_has_it() -> None:
    """Every sample, against the original."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            audioop = importlib.import_module("audioop")
        except ImportError:
            pytest.skip("audioop left in Python 3.13")
    linear = EVERY_SAMPLE.tobytes()
    assert encode_mulaw(EVERY_SAMPLE).tobytes() == audioop.lin2ulaw(linear, 2)
    assert encode_alaw(EVERY_SAMPLE).tobytes() == audioop.lin2alaw(linear, 2)


def test_codes_survive_decoding_and_encoding() -> None:
    """A code stands for a sample that has that code; µ-law's second zero becomes its first."""
    assert encode_alaw(decode_g711("alaw", EVERY_CODE)).tobytes() == EVERY_CODE
    again = encode_mulaw(decode_g711("mulaw", EVERY_CODE)).tobytes()
    assert again == EVERY_CODE.replace(b"\x7f", b"\xff")


@pytest.mark.parametrize(("codec", "encode"), [("mulaw", encode_mulaw), ("alaw", encode_alaw)])
def test_error_is_a_small_part_of_the_sample(
    codec: str, encode: Callable[[NDArray[np.int16]], NDArray[np.uint8]]
) -> None:
    """With four bits within its octave a sample is off by a thirty-second of its size.

    Both laws end a little below full scale; what is louder becomes the loudest they have.
    """
    wanted = np.clip(EVERY_SAMPLE.astype(np.int32), -32124, 32124)
    error = np.abs(decode_g711(codec, encode(EVERY_SAMPLE).tobytes()) - wanted)
    assert (error <= np.abs(wanted) / 31 + 8).all()
