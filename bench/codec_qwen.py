"""What the codec of Qwen3-TTS costs: processor milliseconds a frame of 80 ms, on one thread.

    python bench/codec_qwen.py
    python bench/codec_qwen.py --full

The decoder is one of random weights, tiny, or with --full of the published sizes. Ours goes on
from its state; the official one decodes 25 frames of context anew each time, as its own
streaming does. Ways take turns, so that each meets the same machine, and each figure is the
best of its turns, since other work on the machine only ever adds.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from rtts.engines.qwen.codec.decoder import Codec, to_pcm16
from rtts.engines.qwen.official import import_official

TINY = {
    "num_quantizers": 6,
    "codebook_size": 170,
    "codebook_dim": 20,
    "latent_dim": 28,
    "hidden_size": 36,
    "intermediate_size": 60,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 10,
    "decoder_dim": 48,
}
FULL = {
    "num_quantizers": 16,
    "codebook_size": 2048,
    "codebook_dim": 512,
    "latent_dim": 1024,
    "hidden_size": 512,
    "intermediate_size": 1024,
    "num_hidden_layers": 8,
    "num_attention_heads": 16,
    "num_key_value_heads": 16,
    "head_dim": 64,
    "decoder_dim": 1536,
}
CONTEXT = 25
PIECES = (1, 4)
BATCH = 4
PRIMED = 40


def official(sizes: dict[str, Any]) -> Any:
    """An official decoder whose weights are random, and whose codebooks are not empty."""
    package = import_official()
    module = sys.modules[package.Qwen3TTSTokenizerV2Model.__module__]
    config = package.Qwen3TTSTokenizerV2Config(decoder_config=sizes).decoder_config
    decoder = module.Qwen3TTSTokenizerV2Decoder._from_config(config).eval()  # noqa: SLF001
    with torch.no_grad():
        for name, weight in decoder.named_parameters():
            if name.endswith("embedding_sum"):
                weight.normal_()
            elif weight.ndim > 1:
                weight.normal_(0, (0.5 / weight[0].numel()) ** 0.5)
    return decoder


def ways(decoder: Any) -> dict[str, tuple[int, Callable[[], object]]]:
    """By name: the frames that one call is for, and the call."""
    config = decoder.config
    shape = (BATCH, CONTEXT + PRIMED, config.num_quantizers)
    codes = torch.randint(0, config.codebook_size, shape)
    ours = Codec.from_official(
        decoder, slots=BATCH, sample_rate=24000, device="cpu", dtype=torch.float32
    )
    slots = torch.arange(BATCH)
    found: dict[str, tuple[int, Callable[[], object]]] = {}

    def anew(count: int) -> torch.Tensor:
        with torch.inference_mode():
            sound = decoder(codes[:1, : CONTEXT + count].transpose(1, 2))
        return to_pcm16(sound[..., -count * ours.samples_per_frame :])

    def going_on(rows: int, count: int) -> torch.Tensor:
        with torch.inference_mode():
            return to_pcm16(ours.decode(codes[:rows, :count], slots[:rows]))

    for count in PIECES:
        several = count * BATCH
        found[f"official, {count} at a time"] = count, partial(anew, count)
        found[f"ours, {count} at a time"] = count, partial(going_on, 1, count)
        found[f"ours, {count} at a time, {BATCH} streams"] = (
            several,
            partial(going_on, BATCH, count),
        )
    primed = partial(ours.prime, codes[:1, :PRIMED], slots[:1])
    found[f"ours, priming {PRIMED}"] = PRIMED, primed
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="the published sizes")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each way")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    decoder = official(FULL if arguments.full else TINY)
    best: dict[str, float] = {}
    works = ways(decoder)
    for _ in range(1 + arguments.rounds):  # the first turn warms up
        for name, (frames, work) in works.items():
            started = time.process_time()
            work()
            cost = (time.process_time() - started) * 1000 / frames
            best[name] = min(best.get(name, cost), cost)
    print(f"{'ms a frame of one stream':34}{'ms':>9}{'to the official':>18}")
    for name, cost in best.items():
        base = best[f"official, {4 if ' 4 at' in name else 1} at a time"]
        print(f"{name:34}{cost:9.2f}{base / cost:17.1f}x")


if __name__ == "__main__":
    main()
