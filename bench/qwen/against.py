"""Against the official package, over tiny checkpoints, and whole engines of the published sizes.

Milliseconds a frame of talker and predictor, ours against the official generate, over the same
weights on one thread of the CPU: tiny checkpoints of both shapes with 16 code groups. At such
sizes the number of operations is what is measured. Both are greedy, which is the official's
quickest way and costs ours as much as drawing. The codec, the prompt and what stands before the
first frame are in neither. Times are of the processor, rounds of the two alternate, and the best
of each counts, so that other work of the machine falls out; whether both said the same is shown.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from rtts.engines.base import Chunk, Job
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.device import choose_place
from rtts.engines.qwen.frame import Entry, Frames
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official, load_official
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts, Voicing
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import Rules

GROUPS = 16
BATCHES = (1, 8)
POSITIONS = 512
ROUNDS = 4
WARM_FRAMES = 4
FRAME_S = 0.08
FRAMES = 24
GREEDY = Sampling(0.0, 1.0, 1.05, 0, 0.0, 1.0)
VOICE, LANGUAGE = "ryan", "english"
TEXT = "Hello there, how are you on this fine day?"

Speak = Callable[[int], torch.Tensor]
"""Of a number of frames: their codes (B, n, G). Everything before the frames is done anew."""


def make_frames(official: Official, slots: int) -> Frames:
    """Ours, over the weights of a loaded checkpoint, which goes on working."""
    talker, config = official.model.talker, official.model.config.to_dict()
    tables = Tables.from_official(talker)
    network = Network.from_official(talker, positions=POSITIONS, release=False)
    rules, stack = Rules.from_config(config, official.defaults), network.talker.stack
    state = Slots(
        slots,
        POSITIONS,
        stack.shape,
        codes=rules.codes,
        device=stack.device,
        dtype=stack.dtype,
    )
    return Frames(
        network,
        tables,
        state,
        prompts=Prompts(tables, config, official.tokenizer),
        rules=rules,
        prefixes=PrefixCache(1 << 30),
    )


def ours(frames: Frames, ids: Sequence[int], batch: int) -> Speak:
    """So many utterances at once, stepped."""
    rows = list(range(batch))

    def speak(count: int) -> torch.Tensor:
        start = frames.prompts.whole_text(ids)
        frames.join([Entry(row, Voicing(LANGUAGE, VOICE), start, GREEDY) for row in rows])
        return torch.stack([frames.step(rows) for _ in range(count)], 1)

    return speak


def theirs(official: Official, prompt: torch.Tensor, batch: int) -> Speak:
    """The official generate of as many texts at once, which may not end."""
    unused = official.model.config.talker_config.vocab_size - 1  # an id that is never spoken
    greedy: dict[str, Any] = {}
    for network in ("", "subtalker_"):
        greedy |= {f"{network}{name}": None for name in ("top_k", "top_p", "temperature")}
    arguments = greedy | {"do_sample": False, "subtalker_dosample": False, "eos_token_id": unused}

    def speak(count: int) -> torch.Tensor:
        with torch.inference_mode():
            codes, _ = official.model.generate(
                input_ids=[prompt] * batch,
                languages=[LANGUAGE] * batch,
                speakers=[VOICE] * batch,
                non_streaming_mode=True,
                max_new_tokens=count + 1,
                **arguments,
            )
        # Where the end of speech was said the package cuts off; both went on all the same.
        shortest = min(len(row) for row in codes)
        return torch.stack([row[:shortest] for row in codes])

    return speak


def seconds(speak: Speak, frames: int) -> float:
    """How long the processor takes to speak so many."""
    began = time.process_time()
    speak(frames)
    return time.process_time() - began


def frame_ms(speak: Speak) -> float:
    """Milliseconds a frame: what the frames take beyond the first few."""
    few = seconds(speak, WARM_FRAMES)
    return (seconds(speak, WARM_FRAMES + FRAMES) - few) / FRAMES * 1000


def measure(name: str, official: Official) -> None:
    """A line of the table for each batch size."""
    spoken = f"<|im_start|>assistant\n{TEXT}<|im_end|>\n<|im_start|>assistant\n"
    prompt = official.tokenizer([spoken], return_tensors="pt")["input_ids"]
    ids = prompt[0, 3:-5].tolist()
    frames = make_frames(official, max(BATCHES))
    for batch in BATCHES:
        one, other = ours(frames, ids, batch), theirs(official, prompt, batch)
        said, expected = one(WARM_FRAMES + FRAMES), other(WARM_FRAMES + FRAMES)
        alike = torch.equal(said[:, : expected.shape[1]], expected)
        rounds = [(frame_ms(one), frame_ms(other)) for _ in range(ROUNDS)]
        best, official_best = (min(times) for times in zip(*rounds, strict=True))
        print(
            f"  {name:6} {batch:5} {best:9.2f} {official_best:9.2f} {official_best / best:7.1f}x"
            f"{batch * FRAME_S / best * 1000:13.1f}"
            f"   {f'same codes, {expected.shape[1]} frames' if alike else 'OTHER CODES'}"
        )


def show_tiny() -> None:
    """Tiny checkpoints on the CPU."""
    from tests.engines.qwen.tiny import SIZES, build_tiny

    print(f"tiny checkpoints, {GROUPS} code groups, float32, one thread of the CPU")
    print("  shape  batch   ours ms  official    ratio   audio s/s")
    for size in SIZES:
        with TemporaryDirectory() as folder:
            build_tiny(Path(folder), "custom_voice", size, groups=GROUPS)
            measure(size, load_official(find_checkpoint(folder), "cpu", torch.float32))


def show_full(frames: int) -> None:
    """Checkpoints of the published sizes, loaded and spoken with by the whole engine."""
    from bench.qwen_models import SIZES, published, random_official
    from rtts.engines.qwen.cast_list import describe
    from rtts.engines.qwen.engine import QwenEngine
    from rtts.engines.qwen.machine import assemble

    place = choose_place()
    print(f"published sizes, random weights, {place}, {torch.get_num_threads()} threads")
    print("  size   load s   first ms   ms a frame, with the codec   s of audio")
    options = QwenOptions(slots=2, positions=256, warm_up=False)
    for size in SIZES:
        began = time.perf_counter()
        checkpoint = published(size)
        engine = QwenEngine(checkpoint, options, describe(checkpoint, options))
        official = random_official(size, device=place.device, dtype=place.dtype)
        engine.use(assemble(official, options, place))
        loaded = time.perf_counter()
        engine.open(Job(id=1, voice=VOICE, language="en", seed=1))
        engine.feed(1, TEXT + " ")
        times, samples = [loaded], 0
        while len(times) <= frames and engine.wait() is not None:
            chunks = [event for event in engine.step([1]) if isinstance(event, Chunk)]
            times.append(time.perf_counter())
            samples += sum(len(chunk.pcm) // 2 for chunk in chunks)
        frame_s = (times[-1] - times[1]) / max(len(times) - 2, 1)
        print(
            f"  {size:5} {loaded - began:7.1f} {(times[1] - loaded) * 1000:10.0f}"
            f"{frame_s * 1000:17.0f} {samples / engine.info.sample_rate:24.2f}"
        )
