"""The codec in batches says what it says alone."""

import pytest
import torch

from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.codec.decoder import Codec, to_pcm16
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.lanes import HostLane
from tests.engines.qwen.engines import Tiny, assert_alike, make_engine, stage
from tests.engines.qwen.stand_in import GROUPS, SAMPLES, StandInCodec

SLOTS = 100
RING = 8


def make_batches(slots: int = SLOTS) -> tuple[CodecBatches, StandInCodec, torch.Tensor]:
    """Over a codec of whole numbers, and a ring that is full of codes."""
    codec = StandInCodec(slots)
    ring = torch.randint(0, 900, (slots + 1, RING, GROUPS))
    lane = HostLane()
    return CodecBatches(codec, ring, lane=lane, buckets=buckets_up_to(slots)), codec, ring  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [1, 2, 3, 48, 50, 64, 65, 100])
@pytest.mark.parametrize("frames", [1, 2, 4])
@pytest.mark.parametrize("first", [0, 5, 7, 800])
def test_a_batch_takes_codes_from_the_ring(rows: int, frames: int, first: int) -> None:
    """Of each row its own frames, whatever the size of the batch; rows that pad it hear nothing."""
    batches, codec, ring = make_batches()
    if rows > batches.most_rows(frames):
        assert frames > 1
        return
    slots = torch.randperm(SLOTS)[:rows].tolist()
    firsts = [first + row % 5 for row in range(rows)]
    alone = StandInCodec(SLOTS)
    codec.state.copy_(torch.arange(SLOTS + 1))
    alone.state.copy_(codec.state)
    codes = torch.stack(
        [
            torch.stack([ring[slot, (at + step) % RING] for step in range(frames)])
            for slot, at in zip(slots, firsts, strict=True)
        ]
    )
    expected = to_pcm16(alone.decode(codes, torch.tensor(slots)))
    given = batches.decode(slots, firsts, frames)
    assert given.shape == (rows, frames * SAMPLES)
    assert torch.equal(given, expected)
    assert torch.equal(codec.state[:SLOTS], alone.state[:SLOTS])


@pytest.mark.parametrize("frames", [1, 2, 4])
def test_kernels_can_read_what_a_batch_is_given(frames: int) -> None:
    """They take slots to lie end to end: of others they would read the wrong ones, and write."""
    batches, codec, _ = make_batches()
    lies: list[bool] = []
    decode = codec.decode

    def look(codes: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        lies.append(slots.is_contiguous())
        return decode(codes, slots)

    codec.decode = look  # type: ignore[method-assign]
    batches.decode([3, 4, 5], [0, 1, 2], frames)
    assert lies
    assert all(lies)


def test_a_rehearsal_is_that_of_the_scratch_slot() -> None:
    """All others are where they were."""
    batches, codec, _ = make_batches()
    codec.state.copy_(torch.arange(1, SLOTS + 2))
    batches.rehearse()
    assert torch.equal(codec.state[:SLOTS], torch.arange(1, SLOTS + 1))
    assert codec.state[SLOTS] != SLOTS + 1


def test_what_is_recorded_is_told_the_largest_first() -> None:
    """The smaller fit into the memory of the larger; nothing is left to be recorded later."""
    batches, _, _ = make_batches()
    told: list[dict[str, int]] = []
    batches.record(lambda _event, **fields: told.append(fields))
    samples = [each["frames"] * each["rows"] for each in told]
    assert samples == sorted(samples, reverse=True)
    assert [each["done"] for each in told] == list(range(1, told[0]["of"] + 1))
    assert {(each["frames"], each["rows"]) for each in told} == set(batches.sizes())
    assert max(each["rows"] for each in told if each["frames"] > 1) == 64
    assert max(each["rows"] for each in told) >= SLOTS
    before = dict(batches._made)
    batches.decode([3, 4, 5], [0, 1, 2], 2)
    assert batches._made == before


@pytest.fixture
def engine(tiny: Tiny) -> QwenEngine:
    """One with a codec of a tiny checkpoint."""
    return make_engine(tiny("custom_voice", "0b6"), slots=4)


def test_frames_at_once_sound_as_one_by_one(engine: QwenEngine) -> None:
    """With the real layers: a stream in pieces of one, two and four frames is the same stream."""
    machine = stage(engine).machine
    codec: Codec = machine.codec
    ring = machine.frames.slots.ring
    ring[:4] = torch.randint(0, 20, ring[:4].shape)
    batches = CodecBatches(codec, ring, lane=HostLane(), buckets=(1, 2, 4))
    heard = []
    for parts in ((1,) * 8, (4, 2, 1, 1), (2, 4, 2)):
        with torch.inference_mode():
            codec.reset([1, 2])
        at, sound = 0, b""
        for frames in parts:
            sound += batches.decode([2], [at], frames).numpy().tobytes()
            batches.decode([1], [0], 1)
            at += frames
        heard.append(sound)
    assert_alike(heard[1], heard[0])
    assert_alike(heard[2], heard[0])
