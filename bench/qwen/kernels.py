"""How many launches a frame is.

On a GPU they are counted by the profiler, in one replay of what was recorded, or in one step
where nothing is. Anywhere, the operations of a step are counted as torch is asked for them: of the
published sizes too, on torch's meta device, which computes nothing and needs no memory. An
operation that only looks at a tensor otherwise (a view, a slice) launches nothing and is not
counted; of the others some are more than one kernel, so this is the least that they come to.
Launches of our own kernels count one each.
"""

import contextlib
import importlib.util
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from bench.qwen.clocks import is_gpu
from bench.qwen.parts import Run
from bench.qwen.rig import describe_size, machine, stand_at
from bench.qwen.roofline import FrameSize
from bench.qwen.split import one_frame
from bench.qwen.traces import device_work, profiled
from bench.qwen_models import SIZES, random_official
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.codec.weights import CodecKernels, CodecWeights
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules

__all__ = [
    "OutlinedKernels",
    "count_launches",
    "fused_launches",
    "measure_kernels",
    "outline_codec",
    "outline_step",
]

_NO_DEVICE = "meta"
_ROWS, _POSITIONS, _LENGTH = 2, 256, 40
_BATCHES = (1, 8, 64)
"""With the last, no keys are split."""
_LAUNCH_NOTHING = ("aten::empty", "aten::new_empty", "aten::empty_like", "aten::empty_strided")


class _Counting(TorchDispatchMode):  # type: ignore[misc]  # torch is not read
    """Counts what is asked of torch, by name, but for what makes no new numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.paused = False

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> object:
        named = kwargs or {}
        result = func(*args, **named)
        if not self.paused and _launches(func, (*args, *named.values()), result):
            self.found[func.name()] += 1
        return result


def _launches(func: Any, given: tuple[Any, ...], result: Any) -> bool:
    """Whether an operation writes anything."""
    if func.name().startswith(_LAUNCH_NOTHING):
        return False
    if func._schema.is_mutable:  # noqa: SLF001  # it has no other name
        return True
    made = result if isinstance(result, tuple | list) else (result,)
    places = {_storage(each) for each in made if isinstance(each, torch.Tensor)}
    known = {_storage(each) for each in given if isinstance(each, torch.Tensor)}
    return not places <= known


def _storage(tensor: torch.Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)  # noqa: SLF001  # likewise


def count_launches(work: Callable[[], object]) -> Counter[str]:
    """What a piece of work launches, by name: torch's operations, and kernels of our own."""
    counting = _Counting()
    with _own_kernels(counting), counting:
        work()
    return counting.found


@contextlib.contextmanager
def _own_kernels(counting: _Counting) -> Iterator[None]:
    """Count each launch of a Triton kernel, compiled or interpreted, and nothing inside of it."""
    if importlib.util.find_spec("triton") is None:
        yield
        return
    with contextlib.ExitStack() as stack:
        for kind in _launchers():
            stack.enter_context(_counted(kind, counting))
        yield


def _launchers() -> list[type[Any]]:
    """What a kernel is launched by: its `run`."""
    from triton.runtime.interpreter import InterpretedFunction
    from triton.runtime.jit import JITFunction

    return [JITFunction, InterpretedFunction]


@contextlib.contextmanager
def _counted(kind: type[Any], counting: _Counting) -> Iterator[None]:
    before = kind.run

    def launch(kernel: Any, *given: Any, **named: Any) -> Any:
        if not named.get("warmup"):
            counting.found[f"triton::{kernel.fn.__name__}"] += 1
        paused, counting.paused = counting.paused, True
        try:
            return before(kernel, *given, **named)
        finally:
            counting.paused = paused

    kind.run = launch
    try:
        yield
    finally:
        kind.run = before


def measure_kernels(run: Run) -> Mapping[str, Any]:
    """Counted on a size, and reckoned for the published ones."""
    run.note(counted=[])
    wanted: dict[str, Any] = {"positions": _POSITIONS, "warm_up": False}
    place = run.chosen.place()
    batches = _BATCHES if is_gpu(place.device) else (_ROWS,)
    if is_gpu(place.device) or run.chosen.size == "tiny":
        with machine(run.chosen, slots=max(batches), **wanted) as made:
            run.rows("counted", _counted_rows(run, made, batches))
    else:
        run.tell("what a step launches on a CPU is counted on the size tiny only")
    run.rows("reckoned", (_reckoned(run, size) for size in SIZES))
    return run.found


def _counted_rows(run: Run, made: Machine, batches: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    for batch in batches:
        told: dict[str, Any] = {"batch": batch}
        if is_gpu(made.place.device):
            rows = list(range(batch))
            stand_at(made.frames, rows, _LENGTH)
            made.frames.step(rows)
            replay = profiled(partial(made.frames.step, rows))
            told["replay"], told["replay_ms"] = device_work(replay)
        frame = one_frame(made.frames, batch, _LENGTH)
        frame()
        operations = count_launches(frame)
        told |= {"step": operations.total(), "commonest": operations.most_common(12)}
        run.tell(f"{batch:6} rows: {told['step']} launches, in a replay {told.get('replay')}")
        yield told


def _reckoned(run: Run, size: str) -> Mapping[str, Any]:
    from bench.qwen.rig import Chosen

    checkpoint = describe_size(Chosen(size))
    official = random_official(size, device=_NO_DEVICE, dtype=torch.bfloat16)
    plain, codec = outline_step(official).total(), outline_codec(official).total()
    frame = FrameSize.of(checkpoint.config, checkpoint.codec)
    fused, few = fused_launches(frame), fused_launches(frame, few=True)
    fused_codec = outline_codec(official, fused=True).total()
    run.tell(
        f"{size}: {plain} launches a frame by plain PyTorch, {fused} by our kernels, {few} with "
        f"few rows; of the codec {codec} and {fused_codec}"
    )
    return {
        "size": size,
        "plain": plain,
        "fused": fused,
        "few": few,
        "codec": codec,
        "fused_codec": fused_codec,
    }


def fused_launches(size: FrameSize, *, few: bool = False) -> int:
    """What a frame launches by our kernels, where keys are not split: see `fused_step.py`.

    Two at the edges; for each layer of the talker nine, with a norm before the first, a head and
    a draw; for each group but the first eight for each layer of the predictor, and those three; and
    the projection between the two. With few rows, of which norms, gates and sums go into the
    products, six and five a layer, and no norm before the predictor's head. Where keys are split
    there is one more for each talker layer.
    """
    bridge = 1 if size.bridge else 0
    talker = (6 if few else 9) * size.talker.layers + 3
    layers = size.predictor.layers
    predictor = (size.groups - 1) * (5 * layers + 2 if few else 8 * layers + 3)
    return 2 + talker + bridge + predictor


def outline_step(official: Official) -> Counter[str]:
    """Of a step by plain PyTorch, without numbers: of a model that lies on no device."""
    talker, config = official.model.talker, official.model.config.to_dict()
    tables = Tables.from_official(talker)
    network = Network.from_official(talker, positions=_POSITIONS, release=False)
    rules = Rules.from_config(config, official.defaults)
    slots = Slots(
        _ROWS,
        _POSITIONS,
        network.talker.stack.shape,
        codes=rules.codes,
        groups=tables.groups,
        device=_NO_DEVICE,
        dtype=torch.bfloat16,
    )
    with torch.inference_mode():
        step = PlainStep(network, tables, slots, rules)
        rows = slots.rows([1, 0])  # not neighbours: so are most
        codes = torch.zeros((_ROWS, tables.groups), dtype=torch.int64, device=_NO_DEVICE)
        extent = slots.extent(_LENGTH)
        step(rows, extent, codes)
        return count_launches(lambda: step(rows, extent, codes))


class OutlinedKernels:
    """The codec's kernels, of which nothing is there but that they are launched."""

    def __init__(self) -> None:
        self.launched: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Callable[..., None]:
        def launch(*_given: object, **_named: object) -> None:
            self.launched[f"triton::{name}"] += 1

        return launch


def outline_codec(official: Official, *, fused: bool = False, frames: int = 1) -> Counter[str]:
    """Of decoding so many frames, likewise: by plain PyTorch, or by our kernels."""
    decoder = official.model.speech_tokenizer.model.decoder
    kernels, groups = OutlinedKernels(), decoder.config.num_quantizers
    chosen = cast("CodecKernels", kernels) if fused else None
    codec = Codec(
        CodecWeights(decoder, _NO_DEVICE, torch.bfloat16, chosen),
        slots=_ROWS,
        groups=groups,
        samples_per_frame=int(decoder.total_upsample),
        sample_rate=24000,
    )
    codes = torch.zeros((_ROWS, frames, groups), dtype=torch.int64, device=_NO_DEVICE)
    index = torch.zeros(_ROWS, dtype=torch.int64, device=_NO_DEVICE)
    with torch.inference_mode():
        found = count_launches(lambda: codec.decode(codes, index))
    return found + kernels.launched
