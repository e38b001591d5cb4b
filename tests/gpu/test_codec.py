"""The codec in recorded batches and a lane of its own sounds as it does when it is called."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.codec.batches import GROUPS_OF_FRAMES, CodecBatches
from rtts.engines.qwen.codec.decoder import Codec, to_pcm16
from rtts.engines.qwen.lanes import make_lane
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import RING

pytestmark = pytest.mark.gpu

Load = Callable[[Path], Official]
SLOTS = 8


def make_codec(official: Official, *, kernels: bool = False) -> Codec:
    """With states of its own."""
    return Codec.from_official(
        official.model.speech_tokenizer.model.decoder,
        slots=SLOTS,
        sample_rate=24000,
        device="cuda",
        dtype=torch.float32,
        kernels=kernels,
    )


@pytest.mark.parametrize("kernels", [False, True])
def test_batches_sound_as_calls_do(
    tiny: Callable[..., Path], official: Load, *, kernels: bool
) -> None:
    """One, two and four frames at once, of any rows, in any order of slots, by either way."""
    loaded = official(tiny("custom_voice", "1b7"))
    groups = loaded.model.config.talker_config.num_code_groups
    ring = torch.zeros(SLOTS + 1, RING, groups, dtype=torch.int64, device="cuda")
    called, codec = make_codec(loaded), make_codec(loaded, kernels=kernels)
    batches = CodecBatches(codec, ring, lane=make_lane("cuda"), buckets=buckets_up_to(SLOTS))
    batches.record(lambda *_, **__: None)
    for each in (called, codec):
        with torch.inference_mode():
            each.reset(range(SLOTS + 1))
    torch.cuda.synchronize()
    generator = random.Random(0)
    at = [0] * SLOTS
    for _ in range(60):
        frames = generator.choice(GROUPS_OF_FRAMES)
        slots = generator.sample(range(SLOTS), generator.randrange(1, SLOTS + 1))
        codes = torch.randint(0, 100, (len(slots), frames, groups), device="cuda")
        for row, slot in enumerate(slots):
            for frame in range(frames):
                ring[slot, (at[slot] + frame) % RING] = codes[row, frame]
        with torch.inference_mode():
            expected = to_pcm16(called.decode(codes, torch.tensor(slots, device="cuda")))
        torch.cuda.synchronize()
        found = batches.decode(slots, [at[slot] for slot in slots], frames)
        batches.lane.mark().wait()
        assert (
            found.int() - expected.int()
        ).abs().max() <= 2  # products are summed in another order
        torch.cuda.synchronize()
        for slot in slots:
            at[slot] += frames
