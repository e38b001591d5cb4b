"""A GPU that one test has broken is not held against the others."""

import pytest

from tests.engines.qwen import on_gpu
from tests.engines.qwen.on_gpu import answering


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
