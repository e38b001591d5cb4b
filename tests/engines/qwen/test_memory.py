"""What a checkpoint takes is known before it is loaded."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import torch

from bench.qwen_models import published
from rtts.engines.qwen import memory
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.memory import available, check_memory, fitting, measure, reckon
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.quantized_stack import quantize_stack
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official, load_official, release
from rtts.errors import SettingsError
from tests.engines.qwen.speaking import make_frames
from tests.engines.qwen.tiny import KINDS, SIZES

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
CPU = Place("cpu", torch.float32, "sdpa")


def held(*owners: object) -> int:
    """Bytes of all storages that can be reached from these, each counted once."""
    storages: dict[int, int] = {}
    # Kept, since the id of what is gone may be given to another.
    seen: dict[int, object] = {}

    def visit(value: object) -> None:
        if id(value) in seen:
            return
        seen[id(value)] = value
        for part in parts(value):
            visit(part)
        if isinstance(value, torch.Tensor):
            storage = value.untyped_storage()
            storages[storage.data_ptr()] = storage.nbytes()

    def parts(value: object) -> Iterable[object]:
        if isinstance(value, torch.nn.Module):
            return (*value.parameters(), *value.buffers())
        if isinstance(value, list | tuple):
            return value
        if isinstance(value, dict):
            return value.values()
        ours = type(value).__module__.startswith("rtts.")
        return vars(value).values() if ours else ()

    visit(owners)
    return sum(storages.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_weights_take_what_was_reckoned(tiny: Tiny, kind: str, size: str) -> None:
    """While they are taken over no more than was said, and then what was said, within 3 %."""
    checkpoint = find_checkpoint(str(tiny(kind, size)))
    need = reckon(checkpoint, torch.float32, slots=1, positions=8)
    official = load_official(checkpoint, "cpu", torch.float32)
    talker, codec = official.model.talker, official.model.speech_tokenizer.model
    tables = Tables.from_official(talker)
    decoder = Codec.from_official(
        codec.decoder, slots=1, sample_rate=24000, device="cpu", dtype=torch.float32
    )
    state = 2 * decoder.bytes_per_slot
    everything = (official.model, codec, tables, decoder)
    network = Network.from_official(talker, positions=8)
    assert 0.9 * need.loading < held(*everything, network) - state < need.loading
    release(official)
    assert held(*everything, network) - state == pytest.approx(need.weights, rel=0.03)


@pytest.mark.parametrize("size", SIZES)
def test_quantized_weights_take_what_was_reckoned(tiny: Tiny, size: str) -> None:
    """While both kinds of matrices are there no more than was said, and then what was said."""
    checkpoint = find_checkpoint(str(tiny("custom_voice", size)))
    need = measure(checkpoint, torch.float32, 8, "int8").need(1)
    official = load_official(checkpoint, "cpu", torch.float32)
    codec = official.model.speech_tokenizer.model
    tables = Tables.from_official(official.model.talker)
    network = Network.from_official(official.model.talker, positions=8)
    exact, talker = network.talker.stack, network.talker
    talker.stack = quantize_stack(exact, "int8")
    everything = (official.model, codec, tables, network)
    assert 0.9 * need.changing < held(*everything, exact) < need.changing
    del exact
    decoder = Codec.from_official(
        codec.decoder, slots=1, sample_rate=24000, device="cpu", dtype=torch.float32
    )
    state = 2 * decoder.bytes_per_slot
    assert 0.9 * need.loading < held(*everything, decoder) - state < need.loading
    release(official)
    assert held(*everything, decoder) - state == pytest.approx(need.weights, rel=0.03)


def test_slots_are_laid_out_before_all_is_taken_over() -> None:
    """So they stand beside what loading takes at most."""
    need = measure(published("1.7b"), torch.bfloat16, 1024).need(4)
    assert need.loading > need.weights + need.work
    assert need.total > need.loading + need.state


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_slots_take_what_was_reckoned(tiny: Tiny, official: Load, dtype: torch.dtype) -> None:
    """A slot more takes the same again, and a position more its keys and values."""
    checkpoint = find_checkpoint(str(tiny()))
    config = checkpoint.config["talker_config"]
    one, two, longer = (
        reckon(checkpoint, dtype, slots=slots, positions=positions).state
        for slots, positions in ((1, 64), (2, 64), (1, 65))
    )
    assert one % 2 == 0
    assert two - one == one // 2
    heads = 2 * config["num_hidden_layers"] * config["num_key_value_heads"] * config["head_dim"]
    assert longer - one == 2 * (heads * dtype.itemsize + 8)
    codec = Codec.from_official(
        official(tiny()).model.speech_tokenizer.model.decoder,
        slots=1,
        sample_rate=24000,
        device="cpu",
        dtype=dtype,
    )
    assert one > 2 * codec.bytes_per_slot


@pytest.mark.parametrize(
    ("size", "official_elements", "kv"), [("0.6b", 1.06e9, 112), ("1.7b", 2.08e9, 112)]
)
def test_the_published_sizes(size: str, official_elements: float, kv: int) -> None:
    """Parameters as published; 112 KiB of keys and values a position."""
    checkpoint = published(size)
    short, long = (
        reckon(checkpoint, torch.bfloat16, slots=0, positions=positions) for positions in (1, 1001)
    )
    assert long.state - short.state == pytest.approx(1000 * kv * 1024, rel=0.001)
    assert short.weights < 2 * official_elements < short.loading
    # The codec's 1.30 million elements are nearly all of a slot that has no positions.
    assert short.state == pytest.approx(2 * 1.30e6, rel=0.2)


@pytest.mark.parametrize("graphs", [False, True])
def test_a_step_has_room(tiny: Tiny, graphs: bool) -> None:  # noqa: FBT001
    """What the rooms of all sizes of a batch take in fact, once each was used."""
    checkpoint = find_checkpoint(str(tiny()))
    need = reckon(checkpoint, torch.float32, slots=8, positions=64, graphs=graphs)
    official = load_official(checkpoint, "cpu", torch.float32)
    frames = make_frames(official, slots=8, positions=64)
    before = held(frames)
    for rows in (1, 2, 4, 8) if graphs else (8,):
        frames.step([frames.slots.scratch] * rows)
    assert 0 < held(frames) - before < need.work
    assert need.total > need.weights + need.state + need.work


def test_recordings_are_counted(tiny: Tiny) -> None:
    """Each size of a batch is one of the frame and one of the codec."""
    checkpoint = find_checkpoint(str(tiny()))
    direct, recorded = (
        reckon(checkpoint, torch.float32, slots=8, positions=64, graphs=graphs).work
        for graphs in (False, True)
    )
    assert recorded - direct > 2 * len(buckets_up_to(8)) * 2**20


@pytest.mark.parametrize("graphs", [False, True])
def test_as_many_slots_as_fit(graphs: bool) -> None:  # noqa: FBT001
    """One more would not; 512 at most, where there is room for any number; never none."""
    sizes = measure(published("1.7b"), torch.bfloat16, 1024)
    slots = fitting(sizes, 24 * 10**9, graphs=graphs)
    assert sizes.need(slots, graphs=graphs).total <= 24 * 10**9
    assert sizes.need(slots + 1, graphs=graphs).total > 24 * 10**9
    assert fitting(sizes, 10**12, graphs=graphs) == 512
    assert fitting(sizes, 0, graphs=graphs) == 1


def test_slots_are_chosen_for_what_is_free(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a GPU; a tenth of it, and what prefixes may take, is left alone. On a CPU 32."""
    checkpoint = find_checkpoint(str(tiny()))
    sizes = measure(checkpoint, torch.bfloat16, 1024)
    free = sizes.need(100, graphs=True).total
    monkeypatch.setattr(memory, "available", lambda _: (free + 1000) * 10 // 9 + 9)
    gpu = Place("cuda", torch.bfloat16, "triton", graphs=True)
    assert check_memory(checkpoint, gpu, slots=0, positions=1024, prefixes=1000).slots == 100
    assert check_memory(checkpoint, gpu, slots=7, positions=1024).slots == 7
    assert check_memory(checkpoint, CPU, slots=0, positions=64).slots == 32
    monkeypatch.setattr(memory, "available", lambda _: 10**8)
    with pytest.raises(SettingsError, match="with 1 slots needs"):
        check_memory(checkpoint, gpu, slots=0, positions=1024)


def test_too_little_memory_is_told_with_both_figures(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is needed and what is free; with more free nothing is said."""
    checkpoint = find_checkpoint(str(tiny()))
    need = check_memory(checkpoint, CPU, slots=2, positions=64)
    monkeypatch.setattr(memory, "available", lambda _: need.total + 999)
    assert check_memory(checkpoint, CPU, slots=2, positions=64, prefixes=999) == need
    with pytest.raises(SettingsError):
        check_memory(checkpoint, CPU, slots=2, positions=64, prefixes=1000)
    monkeypatch.setattr(memory, "available", lambda _: 10**8)
    with pytest.raises(SettingsError) as error:
        check_memory(checkpoint, CPU, slots=2, positions=64)
    figures = r"with 2 slots needs 0\.5 GB .* on this machine .*0\.1 GB are free"
    assert re.search(figures, str(error.value))


def test_memory_of_a_gpu_is_asked_of_the_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver knows what is free, whoever took the rest."""
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (len(device), 99))
    assert available("cuda:7") == len("cuda:7")


def test_a_container_may_take_less_than_the_machine_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The smaller of both counts, and a container without a bound forbids nothing."""
    machine = tmp_path / "meminfo"
    machine.write_text("MemTotal: 4000 kB\nMemAvailable: 3000 kB\n")
    monkeypatch.setattr(memory, "_MEMINFO", machine)
    monkeypatch.setattr(memory, "_CGROUP", tmp_path)
    assert available("cpu") == 3000 * 1024
    (tmp_path / "memory.current").write_text("100000\n")
    for bound, free in [("max\n", 3000 * 1024), ("150000\n", 50000), ("90000\n", 0)]:
        (tmp_path / "memory.max").write_text(bound)
        assert available("cpu") == free
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "nowhere")
    (tmp_path / "memory.max").unlink()
    assert available("cpu") > 10**8
