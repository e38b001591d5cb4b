"""The frame by kernels, run in Triton's interpreter, says what the plain frame says.

A frame takes the interpreter about a second, so what is spoken is short.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from rtts.engines.qwen.frame import Frames
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.quantized_stack import quantize_stack
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules, Step

# It chooses the interpreter, before Triton is imported.
from tests.engines.qwen.kernels.conftest import MISSING, ON_GPU, _interpreted  # noqa: F401
from tests.engines.qwen.speaking import DRAWN, Case, make_frames, speak

pytestmark = pytest.mark.skipif(bool(MISSING) or ON_GPU, reason="is for Triton's interpreter")

GROUPS = 3
MOST_ROWS = 4
SHORT = Case("Hello you.", speaker="ryan")
OTHER = Case("Hello there how are you?", speaker="vivian")
LONG = Case("The rest of it was told to them in another hall.", speaker="ryan", whole=True)
KERNELS = (
    *("norm", "add_norm", "silu_mul", "keep_heads", "attend_slots", "attend_frame"),
    *("normed_product", "gated_product", "add_product"),
    *("draw_code0", "draw_code", "begin_frame", "end_frame"),
)

Load = Callable[[str], Official]
Change = Callable[[Network], None]


@pytest.fixture(scope="module")
def load(tiny: Callable[..., Path], official: Callable[[Path], Official]) -> Load:
    """A checkpoint of a size, with few code groups."""
    return lambda size: official(tiny("custom_voice", size, groups=GROUPS))


@pytest.fixture(scope="module")
def fused() -> ModuleType:
    """The module, which imports Triton."""
    from rtts.engines.qwen import fused_step

    return fused_step


def make(
    loaded: Official,
    fused: ModuleType | None,
    *,
    change: Change = lambda _: None,
    rules: dict[str, int] | None = None,
    few_rows: int = 0,
    positions: int = 100,
) -> Frames:
    """Frames by kernels, if the module is given, over a network that was changed."""

    def make_step(network: Network, tables: Tables, slots: Slots, found: Rules) -> Step:
        change(network)
        ruled = replace(found, **(rules or {}))
        if fused is None:
            return PlainStep(network, tables, slots, ruled)
        step: Step = fused.FusedStep(network, tables, slots, ruled, MOST_ROWS, few_rows=few_rows)
        return step

    return make_frames(loaded, slots=4, positions=positions, make_step=make_step)


def poison(slots: Slots) -> None:
    """Leave no numbers in what no utterance has written."""
    with torch.inference_mode():
        slots.kv.fill_(torch.nan)


def scene(frames: Frames, loaded: Official) -> list[torch.Tensor]:
    """Utterances of several lengths, greedy and drawn, that come and go beside padding rows."""
    poison(frames.slots)
    scratch = frames.slots.scratch
    frames.join([SHORT.entry(2, loaded, frames), OTHER.entry(0, loaded, frames, DRAWN)])
    said = [frames.step([scratch, 0, 2])[1:].clone()]
    frames.join([LONG.entry(1, loaded, frames, replace(DRAWN, seed=5, top_p=1.0))])
    said.append(frames.step([1, 0, 2, scratch])[:3].clone())
    frames.leave(2)
    frames.join([OTHER.entry(2, loaded, frames)])
    said += [frames.step([1, 2]).clone(), frames.step([2, 0]).clone()]
    return said


@pytest.mark.unmeasured
@pytest.mark.parametrize("few_rows", [0, 2, MOST_ROWS])
@pytest.mark.parametrize(("size", "recorded"), [("0b6", True), ("1b7", False)])
def test_the_same_codes(
    load: Load, fused: ModuleType, size: str, few_rows: int, *, recorded: bool
) -> None:
    """All codes are the plain frame's, and so is what the slots hold afterwards.

    By products of few rows, by others, or by both in turns. One of the utterances is so long that
    its keys are split; what is not its own is NaN, and what lives within a frame is too when one
    begins.
    """
    loaded = load(size)
    plain, ours = make(loaded, None), make(loaded, fused, few_rows=few_rows)
    assert ours._step.reads_lengths
    if recorded:
        ours.record([MOST_ROWS])
    step: Any = ours._step
    with torch.inference_mode():
        for room in (step._talker, step._predictor):
            for name in room.__dataclass_fields__:
                getattr(room, name).fill_(torch.nan)
        step._kv.fill_(torch.nan)
    expected = scene(plain, loaded)
    said = scene(ours, loaded)
    assert all(map(torch.equal, said, expected))
    before, after = plain.slots, ours.slots
    assert after.length[1] > 32  # keys of a block
    for name in ("counters", "seen", "ring", "text"):
        assert torch.equal(getattr(after, name)[:4], getattr(before, name)[:4]), name
    torch.testing.assert_close(after.codec_sum[:3], before.codec_sum[:3])
    for slot in range(3):
        length = int(after.length[slot])
        kept, right = (slots.kv[:, slot, :, :, :length] for slots in (after, before))
        torch.testing.assert_close(kept, right, rtol=1e-4, atol=1e-4)


def with_biases(network: Network) -> None:
    """Give attention biases."""
    for part in (network.talker, network.predictor):
        stack, noise = part.stack, torch.Generator().manual_seed(1)
        layers = (
            replace(
                layer,
                qkv_bias=torch.randn(stack.shape.projected, generator=noise),
                out_bias=torch.randn(stack.shape.hidden, generator=noise),
            )
            for layer in stack.layers
        )
        part.stack = replace(stack, layers=tuple(layers))


def in_bytes(network: Network, kind: Any) -> None:
    """Keep the weights of all layers in a byte each."""
    for part in (network.talker, network.predictor):
        part.stack = quantize_stack(part.stack, kind)


@pytest.mark.parametrize("name", ["qkv_bias", "out_bias"])
def test_either_bias_is_one(load: Load, name: str) -> None:
    """Products of few rows add neither, so they are not for a stack in which one layer has it."""
    from rtts.engines.qwen.fused_layers import has_biases

    stack = make(load("0b6"), None).network.talker.stack
    first, *others = stack.layers
    one = replace(first, **{name: torch.zeros(1)})
    assert not has_biases(stack)
    assert has_biases(replace(stack, layers=(*others, one)))


OTHERWISE: dict[str, dict[str, Any]] = {
    "biases": {"change": with_biases},
    "biases, and few rows": {"change": with_biases, "few_rows": 1},
    "fp8": {"change": partial(in_bytes, kind="fp8")},
    "fp8, and few rows": {"change": partial(in_bytes, kind="fp8"), "few_rows": 1},
    "all ids are kept": {"rules": {"top_k": 0, "predictor_top_k": 0}},
    "more are kept than a kernel draws from": {"rules": {"top_k": 50, "predictor_top_k": 65}},
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", OTHERWISE)
def test_otherwise(load: Load, fused: ModuleType, name: str) -> None:
    """Networks with biases or fewer bits, and draws for which there is no kernel, are the same."""
    loaded, said = load("0b6"), []
    for module in (None, fused):
        frames = make(loaded, module, **OTHERWISE[name])
        assert (frames.network.talker.product is fused.product) == (module is fused)  # prefills
        frames.join([SHORT.entry(1, loaded, frames, DRAWN)])
        said.append(speak(frames, [1], 2))
    assert torch.equal(*said)


def test_the_plain_sampler_writes_the_next_input(load: Load, fused: ModuleType) -> None:
    """Where there is a projection between the networks too."""
    loaded, said = load("1b7"), []
    for module in (None, fused):
        frames = make(loaded, module, rules={"top_k": 0})
        frames.join([SHORT.entry(1, loaded, frames, DRAWN)])
        said.append(speak(frames, [1], 1))
    assert torch.equal(*said)


def test_more_rows_than_room(load: Load, fused: ModuleType) -> None:
    """A batch for which no room was made is refused, rather than written beyond it."""
    frames = make(load("0b6"), fused)
    with pytest.raises(ValueError, match="room for 4 rows, not for 5"):
        frames.step([frames.slots.scratch] * 5)


# Launches

VIEWS = {
    *("view", "select", "slice", "unbind", "split", "split_with_sizes", "t", "transpose"),
    *("expand", "unsqueeze", "alias", "detach", "as_strided"),
}


class Launches(TorchDispatchMode):
    """Counts what one frame would launch: kernels, and operations that are no mere views."""

    def __init__(self, fused: ModuleType, patch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self._inside = False
        from rtts.engines.qwen import fused_layers

        for module in (fused, fused_layers):
            for name in vars(module).keys() & set(KERNELS):
                patch.setattr(module, name, partial(self._launch, name, getattr(module, name)))

    def _launch(self, name: str, kernel: Callable[..., None], *given: Any, **named: Any) -> None:
        # Keys that are split take a second launch.
        self.counts[name] += 2 if named.get("room") is not None and name == "attend_slots" else 1
        self._inside = True
        kernel(*given, **named)
        self._inside = False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = str(func).split(".")[1]
        if not self._inside and name not in VIEWS:
            self.counts[name] += 1
        return func(*args, **(kwargs or {}))


def launches(
    layers: int, predictor_layers: int, groups: int, *, wide: bool, split: bool, few: bool
) -> int:
    """What a frame launches, as the module says."""
    talker = (6 if few else 9) * layers + 3 + (layers if split else 0)
    predictor = 5 * predictor_layers + 2 if few else 8 * predictor_layers + 3
    return 2 + talker + (1 if wide else 0) + (groups - 1) * predictor


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    """For what is not to outlive a test."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.unmeasured
@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize(("size", "split"), [("1b7", True), ("0b6", False)])
def test_launches(
    load: Load, fused: ModuleType, patch: pytest.MonkeyPatch, *, size: str, split: bool, few: bool
) -> None:
    """A frame launches a kernel or a product for each thing to do, and nothing else.

    Slots of few positions have no keys to split.
    """
    frames = make(load(size), fused, few_rows=1 if few else 0, positions=100 if split else 40)
    scratch = (frames.slots.scratch,)
    step, rows = frames._step, frames.slots.rows(scratch)
    codes = torch.zeros(1, GROUPS, dtype=torch.int64)
    with torch.inference_mode():
        step(rows, 0, codes)  # makes the views
        with Launches(fused, patch) as seen:
            step(rows, 0, codes)
    network = frames.network
    expected = launches(
        len(network.talker.stack.layers),
        len(network.predictor.stack.layers),
        GROUPS,
        wide=size == "1b7",
        split=split,
        few=few,
    )
    assert seen.counts.total() == expected
    assert set(seen.counts) <= {*KERNELS, "mm", "addmm"}


def test_launches_of_the_published_sizes() -> None:
    """As the module says."""
    sizes = {"layers": 28, "predictor_layers": 5, "groups": 16}
    assert launches(**sizes, wide=True, split=False, few=False) == 903
    assert launches(**sizes, wide=False, split=False, few=False) == 902
    assert launches(**sizes, wide=True, split=False, few=True) == 579
    assert launches(**sizes, wide=True, split=True, few=True) == 607
