"""Talker and predictor against the official modules, number by number."""

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from rtts.engines.qwen.layers import Rope
from rtts.engines.qwen.network import Network, Run
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.weights import StackShape
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
    """The bytes of a slot are those that its tensors take."""
    network = make_network(load("0b6").model.talker)
    slots = make_slots(network, 3)
    tensors = (slots.kv, slots.text, slots.counters, slots.sampling, slots.seen, slots.codec_sum)
    shape = network.talker.stack.shape
    taken = sum(tensor.nbytes for tensor in tensors) // 4
    assert Slots.bytes_per_slot(shape, POSITIONS, 9, 4) == taken
