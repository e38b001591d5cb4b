"""The least that a frame can cost, against figures that were reckoned by hand."""

import pytest
import torch

from bench.qwen.frames import batches_that_fit
from bench.qwen.roofline import Ceilings, FrameSize, StackSize, least, least_networks
from bench.qwen_models import published
from rtts.engines.qwen.device import Place

TABLE = {
    "0.6b": {
        1: (0.84, 0.85),
        8: (0.92, 1.01),
        32: (1.21, 1.56),
        128: (2.38, 3.76),
        256: (3.94, 6.69),
    },
    "1.7b": {
        1: (1.29, 1.30),
        8: (1.37, 1.48),
        32: (1.66, 2.09),
        128: (2.83, 4.52),
        256: (4.39, 7.77),
    },
}
"""Milliseconds on an H200 with 256 positions in each slot: overlapped and summed."""


def size_of(name: str) -> FrameSize:
    """Of a published size."""
    checkpoint = published(name)
    return FrameSize.of(checkpoint.config, checkpoint.codec)


@pytest.mark.parametrize(
    ("name", "batch"), [(name, batch) for name in TABLE for batch in TABLE[name]]
)
def test_published_sizes(name: str, batch: int) -> None:
    """Within two hundredths of what others reckoned from the same facts."""
    found = least(size_of(name), batch, 256)
    assert (found.overlapped_ms, found.summed_ms) == pytest.approx(TABLE[name][batch], rel=0.02)


def test_sizes_of_the_published_networks() -> None:
    """Parameters and state, as the official classes have them."""
    small, large = size_of("0.6b"), size_of("1.7b")
    assert small.talker.weights == pytest.approx(440.5e6, rel=0.001)
    assert large.talker.weights == pytest.approx(1409.4e6, rel=0.001)
    assert small.talker.token_bytes == large.talker.token_bytes == 112 * 1024
    assert small.codec.state_bytes / 2 == pytest.approx(1.30e6, rel=0.01)
    assert (small.bridge, large.bridge) == (0, 2048 * 1024)


def test_a_network_small_enough_to_reckon_in_the_head() -> None:
    """One layer of width 4, one head of size 2, and a predictor like it, for two groups."""
    stack = StackSize(layers=1, hidden=4, intermediate=3, heads=1, kv_heads=1, head_dim=2)
    assert stack.weights == 4 * 2 * 4 + 3 * 4 * 3  # queries, keys, values, out; the gated MLP
    assert stack.token_bytes == 2 * 2 * 2
    assert stack.attention(10) == 4 * 2 * 10
    small = size_of("0.6b")
    size = FrameSize(stack, stack, small.codec, groups=2, codes=5, predictor_codes=7)
    found = least_networks(size, 3, 10, Ceilings(1.0, 1.0))
    # One pass of the predictor over two positions, one head; eleven positions of the talker's.
    assert found.bytes == 2 * (68 + 20 + 68 + 28) + 3 * (8 * 11 + 8 * (2 + 2))
    assert found.operations == 3 * (2 * (68 + 20 + 2 * 68 + 28) + 80 + 4 * 2 * 2)
    assert found.summed_ms == pytest.approx(found.memory_ms + found.arithmetic_ms)
    assert found.overlapped_ms == max(found.memory_ms, found.arithmetic_ms)


def test_batches_are_left_out_that_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the keys and values of all their slots, in the type that is used."""
    size, batches = size_of("1.7b"), (1, 8, 64, 512)
    slot = size.talker.token_bytes * 1024 + size.codec.state_bytes
    for item, dtype in ((2, torch.bfloat16), (4, torch.float32)):
        room = 10 * slot * item // 2 / 0.3
        monkeypatch.setattr("bench.qwen.frames.available", lambda _device, room=room: room)
        place = Place("cpu", dtype, "sdpa")
        assert batches_that_fit(size, 1024, place, batches) == [1, 8]
