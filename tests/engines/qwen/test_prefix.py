"""Prefixes are kept between utterances, within bounds, and prefilled together."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.official import Official
from rtts.engines.qwen.prefix import PrefixCache
from tests.engines.qwen.speaking import Case, make_frames, speak

RYAN = Case("Hello you.", speaker="ryan", language="english")
SERENA = Case("And then?", speaker="serena", instruct="Angrily, and ever so loud.")
AIDEN = Case("The end.", speaker="aiden")


@pytest.fixture(scope="module")
def loaded(tiny: Callable[..., Path], official: Callable[[Path], Official]) -> Official:
    """A checkpoint of preset voices."""
    return official(tiny("custom_voice", "1b7"))


def alone(loaded: Official, case: Case) -> torch.Tensor:
    """What an utterance says when nothing was heard before."""
    frames = make_frames(loaded, slots=1)
    frames.join([case.entry(0, loaded, frames)])
    return speak(frames, [0], 20)[:, 0]


def a_prefix(positions: int) -> torch.Tensor:
    """256 bytes a position."""
    return torch.zeros(2, 2, 2, positions, 8)


def test_hit_is_no_prefill(loaded: Official) -> None:
    """A voicing that was heard before joins without a prefill, and says the same."""
    frames = make_frames(loaded)
    talker = frames.network.talker
    frames.join([RYAN.entry(0, loaded, frames)])
    assert talker.forwards == 1
    frames.join([replace(RYAN, text=SERENA.text).entry(1, loaded, frames)])
    frames.join([RYAN.entry(2, loaded, frames)])
    assert talker.forwards == 1
    said = speak(frames, [0, 2], 20)
    assert torch.equal(said[:, 1], alone(loaded, RYAN))
    assert torch.equal(said[:, 0], said[:, 1])


def test_missing_together(loaded: Official) -> None:
    """Prefixes that are missing are one prefill, and a voicing that joins twice is made once."""
    frames = make_frames(loaded)
    cases = [RYAN, SERENA, AIDEN, SERENA]
    frames.join([case.entry(slot, loaded, frames) for slot, case in enumerate(cases)])
    assert frames.network.talker.forwards == 1
    assert len(frames.prefixes) == 3
    said = speak(frames, [0, 1, 2, 3], 20)
    for row, case in enumerate(cases):
        assert torch.equal(said[:, row], alone(loaded, case))


def test_hits_beside_misses(loaded: Official) -> None:
    """Blocks of utterances with and without a kept prefix are one prefill."""
    frames = make_frames(loaded)
    frames.join([RYAN.entry(0, loaded, frames)])
    whole = [replace(case, whole=True) for case in (SERENA, RYAN)]
    frames.join(
        [case.entry(slot, loaded, frames) for slot, case in zip((2, 1), whole, strict=True)]
    )
    assert frames.network.talker.forwards == 3
    said = speak(frames, [2, 1], 20)
    for row, case in enumerate(whole):
        assert torch.equal(said[:, row], alone(loaded, case))


def test_too_large_to_keep(loaded: Official) -> None:
    """Where nothing can be kept, every utterance is prefilled, and speaks all the same."""
    frames = make_frames(loaded, prefix_bytes=0)
    for slot in range(2):
        frames.join([RYAN.entry(slot, loaded, frames)])
    assert frames.network.talker.forwards == 2
    assert torch.equal(speak(frames, [1], 20)[:, 0], alone(loaded, RYAN))


def test_bounded_by_bytes() -> None:
    """What was not asked for the longest goes, as much as is needed."""
    cache = PrefixCache(limit_bytes=10 * 256)
    for name in "abc":
        cache.put(name, a_prefix(3))
    assert cache.bytes == 9 * 256
    assert cache.get("a") is not None
    cache.put("d", a_prefix(5))
    assert [name for name in "abcd" if name in cache] == ["a", "d"]
    assert cache.bytes == 8 * 256


def test_put_again_and_forget() -> None:
    """One that is put again or forgotten is not counted twice."""
    cache = PrefixCache(limit_bytes=10 * 256)
    cache.put("a", a_prefix(3))
    cache.put("a", a_prefix(5))
    assert cache.bytes == 5 * 256
    cache.put("b", a_prefix(11))
    assert "b" not in cache
    assert "a" in cache
    cache.forget("a")
    cache.forget("a")
    assert (cache.bytes, len(cache), cache.get("a")) == (0, 0, None)
