"""Launches are counted: what writes, and nothing else."""

from typing import Any

import pytest
import torch

from bench.qwen.kernels import (
    _counted,
    _Counting,
    count_launches,
    fused_launches,
    outline_codec,
    outline_step,
)
from bench.qwen.roofline import FrameSize
from bench.qwen_models import published, random_official

pytestmark = pytest.mark.unmeasured


def test_only_what_writes_is_counted() -> None:
    """Views, and room that nothing was written to, launch nothing."""
    x, out = torch.randn(4, 4), torch.empty(4, 4)

    def work() -> None:
        torch.empty(3)
        x.t()[1:].unsqueeze(0).expand(2, -1, -1).select(0, 1)
        torch.mm(x, x, out=out)
        out.add_(x)
        out.mul(x)
        x.contiguous()
        x.t().contiguous()

    assert count_launches(work) == {
        "aten::mm.out": 1,
        "aten::add_.Tensor": 1,
        "aten::mul.Tensor": 1,
        "aten::clone": 1,
    }


def test_a_kernel_of_our_own_counts_one() -> None:
    """Whatever it does inside: that may be an interpreter's."""

    class Kernel:
        def fn(self) -> None: ...

        def run(self, *given: Any, grid: Any, warmup: bool) -> None:
            torch.ones(3).mul_(2)

    counting, kernel = _Counting(), Kernel()
    with _counted(Kernel, counting), counting:
        kernel.run(grid=(1,), warmup=False)
        kernel.run(grid=(1,), warmup=True)
        torch.ones(3).mul_(2)
    assert counting.found["triton::fn"] == 1
    assert counting.found["aten::mul_.Tensor"] == 1
    assert Kernel.run.__name__ == "run"


@pytest.mark.parametrize(("size", "fused", "few"), [("0.6b", 902, 578), ("1.7b", 903, 579)])
def test_launches_of_our_kernels_are_reckoned(size: str, fused: int, few: int) -> None:
    """From the sizes alone."""
    checkpoint = published(size)
    frame = FrameSize.of(checkpoint.config, checkpoint.codec)
    assert fused_launches(frame) == fused
    assert fused_launches(frame, few=True) == few


def test_published_sizes_are_counted_without_weights() -> None:
    """On the meta device; plain PyTorch launches more than twice as often as our kernels."""
    official = random_official("1.7b", device="meta", dtype=torch.bfloat16)
    plain = outline_step(official)
    assert plain["aten::rms_norm"] == 28 * 3 + 1 + 15 * (5 * 3 + 1)
    assert plain.total() > 2 * 903
    codec, fused = outline_codec(official), outline_codec(official, fused=True)
    assert codec["aten::conv1d"] > 20
    assert not fused["aten::conv1d"]
    by_channel = fused["triton::depthwise_norm"]
    assert fused["triton::convolve"] + by_channel == codec["aten::conv1d"]
    assert fused["triton::attend_window"] == 8
    assert fused.total() == 131 < codec.total() / 3
