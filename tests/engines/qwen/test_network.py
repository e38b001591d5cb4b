"""Talker and predictor against the official modules, number by number."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.qwen.networks.layers import Rope, attend_to, run_layers, spread
from rtts.engines.qwen.networks.network import Network, Run, positions_for
from rtts.engines.qwen.networks.quantized_stack import quantize_stack
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import RING, Slots
from rtts.errors import SettingsError

POSITIONS = 100

Load = Callable[[str], Official]


@pytest.fixture(scope="module")
def load(tiny: Callable[..., Path], official: Callable[[Path], Official]) -> Load:
    """A checkpoint of a size."""
    return lambda size: official(tiny("custom_voice", size))


def assert_close(ours: torch.Tensor, expected: torch.Tensor, within: float = 1e-4) -> None:
    """Every number is the same but for rounding."""
    torch.testing.assert_close(ours, expected, rtol=within, atol=within)


def make_slots(network: Network, count: int) -> Slots:
    """Slots for the talker of a network."""
    stack = network.talker.stack
    return Slots(count, POSITIONS, stack.shape, codes=9, device="cpu", dtype=stack.dtype)


def make_network(talker: Any) -> Network:
    """Take over a talker and leave it as it is."""
    return Network.from_official(talker, positions=POSITIONS, release=False)


def hear_officially(model: Any, x: torch.Tensor) -> torch.Tensor:
    """The normed hidden states of embeddings (n, H)."""
    hidden: torch.Tensor = model(inputs_embeds=x[None], use_cache=False).last_hidden_state[0]
    return hidden


def decode(
    network: Network, slots: Slots, rows: Sequence[int], x: torch.Tensor, at: Sequence[int]
) -> torch.Tensor:
    """One position of each row."""
    extent = slots.extent(max(at) + 1)
    slots.clear_up_to(rows, extent)
    return network.talker.decode(x, slots, slots.rows(rows), torch.tensor(at), extent)


@pytest.mark.parametrize("size", ["0b6", "1b7"])
@torch.inference_mode()
def test_talker(load: Load, size: str) -> None:
    """Ragged runs, prefilled in two parts, then single positions give its hidden states."""
    talker = load(size).model.talker
    network = make_network(talker)
    slots = make_slots(network, 4)
    texts = [torch.randn(n, network.talker.stack.shape.hidden) for n in (70, 12, 31)]
    rows, firsts, seconds = (2, 0, 3), (5, 9, 1), (60, 10, 29)
    runs = [Run(row, 0, x[:a]) for row, x, a in zip(rows, texts, firsts, strict=True)]
    network.talker.prefill(slots, runs)
    parts = zip(rows, texts, firsts, seconds, strict=True)
    network.talker.prefill(slots, [Run(row, a, x[a:b]) for row, x, a, b in parts])
    for step in range(2):
        at = [b + step for b in seconds]
        x = torch.stack([text[place] for text, place in zip(texts, at, strict=True)])
        hidden = decode(network, slots, rows, x, at)
        for row, text in enumerate(texts):
            expected = hear_officially(talker.model, text)[at[row]]
            assert_close(hidden[row], expected)
            logits = network.talker.logits(hidden)[row]
            assert_close(logits, talker.codec_head(expected))


@pytest.mark.parametrize("size", ["0b6", "1b7"])
@torch.inference_mode()
def test_predictor(load: Load, size: str) -> None:
    """Two positions at once, then one at a time, give the logits of every group, batch by batch."""
    official = load(size).model.talker.code_predictor
    predictor = make_network(load(size).model.talker).predictor
    for batch in (1, 8, 3, 8):
        x = torch.randn(batch, predictor.groups, predictor.stack.shape.hidden)
        hidden = official.model(inputs_embeds=x, use_cache=False).last_hidden_state
        logits = [predictor.begin(x[:, :2])]
        logits += [
            predictor.advance(x[:, group + 1], group) for group in range(1, predictor.groups - 1)
        ]
        for group, ours in enumerate(logits):
            expected = official.lm_head[group](hidden[:, group + 1])
            assert_close(ours, expected)


@torch.inference_mode()
def test_room_is_shared(load: Load) -> None:
    """Any number of batch sizes takes no more room than a few do, and none is ever moved."""
    predictor = make_network(load("1b7").model.talker).predictor

    def places() -> list[int]:
        return [predictor._at(batch)[0].keys[0].data_ptr() for batch in range(1, 17)]

    assert len(set(places())) == 5
    assert places() == places()


@pytest.mark.parametrize("size", ["0b6", "1b7"])
@torch.inference_mode()
def test_rope(load: Load, size: str) -> None:
    """Far positions too are turned as the official talker turns them, by all three of its axes."""
    talker = load(size).model.talker
    rope = Rope(make_network(talker).talker.stack, 5000)
    places = torch.arange(5000)
    cos, sin = talker.model.rotary_emb(torch.zeros(1), places.expand(3, 1, -1))
    half = sin.shape[-1] // 2
    assert torch.equal(rope.cos[:, 0], cos[0, 0])
    assert torch.equal(rope.sin[:, 0, half:], sin[0, 0, :, half:])
    assert torch.equal(rope.sin[:, 0, :half], -sin[0, 0, :, :half])


@torch.inference_mode()
def test_biases(load: Load) -> None:
    """A checkpoint whose attention has biases is run with them."""
    official = load("1b7").model.talker
    config = copy.deepcopy(official.config)
    config.attention_bias = True
    biased = type(official)(config).eval()
    for tensor in biased.parameters():
        tensor.data.normal_(0, 0.2)
    network = make_network(biased)
    slots = make_slots(network, 1)
    x = torch.randn(6, network.talker.stack.shape.hidden)
    network.talker.prefill(slots, [Run(0, 0, x[:5])])
    hidden = decode(network, slots, [0], x[5:], [5])
    assert_close(hidden[0], hear_officially(biased.model, x)[5])


@torch.inference_mode()
def test_bfloat16(load: Load) -> None:
    """In bfloat16 the same is computed, as closely as the official modules compute it."""
    official = load("1b7").model.talker
    half = copy.deepcopy(official).bfloat16()
    network = make_network(half)
    slots = make_slots(network, 1)
    x = torch.randn(40, network.talker.stack.shape.hidden)
    network.talker.prefill(slots, [Run(0, 0, x[:39].bfloat16())])
    ours = decode(network, slots, [0], x[39:].bfloat16(), [39])[0]
    exact = hear_officially(official.model, x)[39]
    theirs = hear_officially(half.model, x.bfloat16())[39]
    assert ours.dtype == torch.bfloat16
    assert (ours - exact).norm() < 2 * (theirs - exact).norm()


@torch.inference_mode()
def test_weights_are_kept_once(load: Load) -> None:
    """What is laid together is emptied at the official modules, what is not is shared."""
    official = copy.deepcopy(load("1b7").model.talker)
    held = sum(tensor.numel() for tensor in official.parameters())
    network = Network.from_official(official, positions=POSITIONS)
    layer, ours = official.model.layers[1], network.talker.stack.layers[1]
    for linear in (layer.self_attn.q_proj, layer.mlp.up_proj, official.code_predictor.lm_head[0]):
        assert linear.weight.numel() == 0
    assert ours.down.data_ptr() == layer.mlp.down_proj.weight.data_ptr()
    assert ours.out.data_ptr() == layer.self_attn.o_proj.weight.data_ptr()
    left = sum(tensor.numel() for tensor in official.parameters())
    joined = sum(
        matrix.numel()
        for stack in (network.talker.stack, network.predictor.stack)
        for layer in stack.layers
        for matrix in (layer.qkv, layer.gate_up)
    )
    heads = sum(head.numel() for head in network.predictor.heads)
    assert left + joined + heads == held


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rope_scaling": {"rope_type": "yarn"}}, "yarn"),
        ({"hidden_act": "gelu"}, "gelu"),
        ({"layer_types": ["full_attention", "sliding_attention"]}, "sliding"),
        ({"use_sliding_window": True}, "sliding"),
    ],
)
def test_unsupported(load: Load, change: dict[str, Any], said: str) -> None:
    """A network of another kind is refused in a sentence, not run wrongly."""
    config = copy.deepcopy(load("1b7").model.talker.config)
    for name, value in change.items():
        setattr(config, name, value)
    with pytest.raises(SettingsError, match=said):
        StackShape.from_config(config)


def test_bytes_per_slot(load: Load) -> None:
    """The bytes of a slot are those that its tensors take, with a ring and without."""
    network = make_network(load("0b6").model.talker)
    stack = network.talker.stack
    for groups in (0, 5):
        slots = Slots(
            3, POSITIONS, stack.shape, codes=9, groups=groups, device="cpu", dtype=stack.dtype
        )
        tensors = [
            *(slots.kv, slots.text, slots.counters, slots.sampling),
            *(slots.seen, slots.codec_sum, slots.ring),
        ]
        assert slots.ring.shape == (4, RING, groups)
        taken = sum(tensor.nbytes for tensor in tensors) // 4
        assert Slots.bytes_per_slot(stack.shape, POSITIONS, 9, 4, groups) == taken


# Slots and prefills


def test_one_copy_for_all(load: Load) -> None:
    """Arrays of several kinds and shapes are one copy, and come out as they were."""
    slots = make_slots(make_network(load("0b6").model.talker), 1)
    arrays = [
        np.arange(6).reshape(2, 3),
        np.array([0.5, -2.0, 3.25], dtype=np.float32),
        np.array([], dtype=np.int64),
        np.arange(20, dtype=np.float32).reshape(4, 5),
        np.array([2**62, -1]),
    ]
    found = slots.upload_all(*arrays)
    for array, tensor in zip(arrays, found, strict=True):
        assert torch.equal(tensor, torch.from_numpy(array))
        assert tensor.dtype == torch.from_numpy(array).dtype
    assert len({tensor.untyped_storage().data_ptr() for tensor in found}) == 1


def test_rows_are_filled_again(load: Load) -> None:
    """Lasting rows are what rows of the same slots are, and the scratch slot's beyond them."""
    slots = make_slots(make_network(load("0b6").model.talker), 6)
    rows, scratch = slots.lasting_rows(4), slots.scratch
    places = [rows.index.data_ptr(), rows.advance.data_ptr(), rows.writes.data_ptr()]
    for riding in ((), (5, 0, 1), (2,), (3, 4, 5, 0)):
        if riding:
            slots.fill(rows, riding)
        fresh = slots.rows([*riding, *[scratch] * (4 - len(riding))])
        for name in ("index", "advance", "writes"):
            assert torch.equal(getattr(rows, name), getattr(fresh, name))
        assert rows.advance[:, 0].tolist() == [1] * len(riding) + [0] * (4 - len(riding))
        assert rows.start is None
    assert places == [rows.index.data_ptr(), rows.advance.data_ptr(), rows.writes.data_ptr()]


@torch.inference_mode()
def test_only_what_is_foreign_is_cleared(load: Load) -> None:
    """Up to where is read, all is cleared but what a slot holds, and each stretch once."""
    slots = make_slots(make_network(load("0b6").model.talker), 5)
    slots.kv.fill_(7)
    slots.take(np.array([0, 1, 2, 3]))
    slots.length[1] = 3
    slots.clear_up_to([0, 1, 2], 10)
    kept = slots.kv[0, :, 0, 0, :, 0]
    for slot, holds in ((0, 0), (1, 3), (2, 0)):
        assert kept[slot, :holds].eq(7).all()
        assert not kept[slot, holds:10].any()
        assert kept[slot, 10:].eq(7).all()
    assert kept[3:].eq(7).all()
    slots.kv.fill_(7)
    slots.clear_up_to([0, 1, 2], 10)
    assert kept.eq(7).all()
    slots.clear_up_to([0, 2], 12)
    assert kept[:, :10].eq(7).all()
    assert not kept[[0, 2], 10:12].any()


@torch.inference_mode()
def test_a_prefix_for_many(load: Load) -> None:
    """A kept prefix goes into any number of slots, and into no other."""
    slots = make_slots(make_network(load("0b6").model.talker), 5)
    slots.kv.fill_(7)
    shape = slots.shape
    kv = torch.randn(shape.layers, 2, shape.kv_heads, 6, shape.head_dim)
    for taken in ([4, 0, 2], [1]):
        slots.copy_prefix(taken, torch.tensor(taken), kv)
        for slot in taken:
            assert torch.equal(slots.kv[:, slot, :, :, :6], kv)
            assert slots.kv[:, slot, :, :, 6:].eq(7).all()
            assert slots.length[slot] == 6
    assert slots.kv[:, 3].eq(7).all()


@pytest.mark.parametrize(("heads", "shared"), [(4, 2), (6, 2), (3, 3)])
def test_heads_that_are_shared(heads: int, shared: int) -> None:
    """Behind a mask a GPU is given each for itself; attention is the same."""
    queries = torch.randn(2, heads, 3, 8)
    keys, values = torch.randn(2, 2, shared, 5, 8).unbind(0)
    mask = torch.zeros(2, 1, 3, 5).masked_fill_(torch.rand(2, 1, 3, 5) < 0.3, -torch.inf)
    mask[..., 0] = 0
    alone = attend_to(queries, spread(keys, heads), spread(values, heads), mask)
    assert_close(alone, attend_to(queries, keys, values, mask))


@torch.inference_mode()
def test_padded_prefills(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefills that are filled up to few shapes give the same, and touch no other slot."""
    network = make_network(load("1b7").model.talker)
    hidden = network.talker.stack.shape.hidden
    shapes: dict[bool, set[torch.Size]] = {False: set(), True: set()}

    def watch(x: torch.Tensor, *given: Any) -> torch.Tensor:
        shapes[network.talker.pads].add(x.shape)
        return run_layers(x, *given)

    monkeypatch.setattr("rtts.engines.qwen.networks.network.run_layers", watch)
    assert not network.talker.pads  # of a CPU
    for lengths in ((3,), (16, 2, 9), (11,), (5, 12, 1, 14), (70, 1), (30, 40), (66, 99)):
        runs = [Run(slot + 1, 0, torch.randn(n, hidden)) for slot, n in enumerate(lengths)]
        kept = []
        for pads in (False, True):
            network.talker.pads = pads
            slots = make_slots(network, 6)
            slots.kv.fill_(torch.nan)
            network.talker.prefill(slots, runs)
            kept.append(slots)
        for slot, n in enumerate(lengths):
            ours, plain = (slots.kv[:, slot + 1, :, :, :n] for slots in reversed(kept))
            assert_close(ours, plain)
        for slots in kept:
            assert slots.length.tolist() == [0, *lengths, *[0] * (6 - len(lengths))]
            assert slots.kv[:, [0, len(lengths) + 1]].isnan().all()
    assert shapes[True] == {
        torch.Size((rows * positions, hidden))
        for rows, positions in ((1, 16), (4, 16), (2, 128), (2, 64))
    }
    assert len(shapes[False]) == 7


@pytest.mark.parametrize(
    ("longest", "positions"),
    [(1, 16), (16, 16), (17, 32), (33, 64), (65, 128), (129, 192), (192, 192), (193, 256)],
)
def test_few_shapes(longest: int, positions: int) -> None:
    """To how many positions a prefill is filled up: never twice as many, beyond the shortest."""
    assert positions_for(longest) == positions


@pytest.mark.parametrize("kind", ["int8", "fp8"])
@torch.inference_mode()
def test_matrices_of_fewer_bits(load: Load, kind: Any) -> None:
    """A stack with matrices in a byte each is one of the matrices that they stand for."""
    network = make_network(load("1b7").model.talker)
    shape = network.talker.stack.shape
    stack = quantize_stack(network.talker.stack, kind)
    biased = {"qkv_bias": torch.randn(shape.projected), "out_bias": torch.randn(shape.hidden)}
    stack = replace(stack, layers=tuple(replace(layer, **biased) for layer in stack.layers))
    written_out = [
        replace(
            layer,
            **{
                name: getattr(layer, name).dequantized()
                for name in ("qkv", "out", "gate_up", "down")
            },
        )
        for layer in stack.layers
    ]
    x, hidden = torch.randn(20, shape.hidden), []
    for layers in (stack.layers, tuple(written_out)):
        network.talker.stack = replace(stack, layers=layers)
        slots = make_slots(network, 1)
        network.talker.prefill(slots, [Run(0, 0, x[:19])])
        hidden.append(decode(network, slots, [0], x[19:], [19]))
    assert_close(*hidden)
