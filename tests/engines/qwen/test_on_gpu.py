"""Twins are exact on a GPU, and one that a test has broken is not held against the others."""

from collections.abc import Iterator

import pytest
import torch

from tests.engines.qwen import on_gpu
from tests.engines.qwen.on_gpu import answering, be_exact


@pytest.fixture
def broken_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of this test alone."""
    found: list[str] = []
    monkeypatch.setattr(on_gpu, "_broken_by", found)
    return found


def fail() -> None:
    """As CUDA does, of what it was asked before."""
    raise RuntimeError("CUDA error: an illegal memory access was encountered")


def test_those_behind_are_skipped_and_say_why(broken_by: list[str]) -> None:
    """The test that did it fails with CUDA's own words."""
    with answering("test_fine", lambda: None):
        pass
    with pytest.raises(RuntimeError, match="illegal"), answering("test_bad", fail):
        pass
    with pytest.raises(pytest.skip.Exception, match="since test_bad"), answering("test_next", fail):
        pytest.fail("it ran")
    assert broken_by == ["test_bad"]


@pytest.fixture
def _put_back() -> Iterator[None]:
    """How exact torch is, behind the test as before."""
    before = torch.get_float32_matmul_precision(), torch.backends.cudnn.allow_tf32
    yield
    torch.set_float32_matmul_precision(before[0])
    torch.backends.cudnn.allow_tf32 = before[1]


@pytest.mark.usefixtures("_put_back")
def test_nothing_is_done_in_tf32() -> None:
    """Neither products nor convolutions, though cuDNN would by itself."""
    torch.backends.cudnn.allow_tf32 = True
    be_exact()
    assert torch.get_float32_matmul_precision() == "highest"
    assert not torch.backends.cudnn.allow_tf32
    assert not torch.backends.cuda.matmul.allow_tf32
