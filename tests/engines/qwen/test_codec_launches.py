"""The codec by kernels, as PyTorch would do them: the same sound, by fewer launches."""

from typing import cast

import pytest
import torch
from torch.nn import functional

from bench.qwen.kernels import OutlinedKernels, count_launches
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.codec.layers import Tails
from rtts.engines.qwen.codec.weights import CodecKernels, CodecWeights
from tests.engines.qwen.test_codec import (
    DECODERS,
    NEAR,
    RATE,
    SLOTS,
    apart,
    codec,
    in_pieces,
    official,
    published,
    spoken,
    states,
)


class PlainKernels:
    """What the kernels do, by PyTorch, each counted as the one launch that it is."""

    launches = 0

    def extend(self, x: torch.Tensor, onward: Onward) -> None:
        self.launches += 1
        assert x.is_contiguous()
        self._send(x, onward)

    def overlap(
        self, given: torch.Tensor, tail: Tail | None, *, out: torch.Tensor, onward: Onward
    ) -> None:
        self.launches += 1
        assert given.is_contiguous()
        assert tail is None or tail.before.numel()
        count, size = given.shape[1], out.shape[1] // given.shape[1] * out.shape[2]
        later = 0 if tail is None else tail.before.shape[1]
        blocks = given.unflatten(2, (later + 1, size))
        whole = given.new_zeros(len(given), later + count, size)
        if tail is not None:
            whole[:, :later] += tail.before
        for block in range(later + 1):
            whole[:, block : block + count] += blocks[:, :, block]
        if tail is not None:
            tail.after.copy_(whole[:, count:])
        out.copy_(whole[:, :count].reshape(out.shape))
        self._send(out, onward)

    def convolve(
        self,
        x: torch.Tensor,
        weight: torch.Tensor,
        bias: torch.Tensor,
        *,
        dilation: int,
        residual: torch.Tensor | None,
        out: torch.Tensor | None,
        onward: Onward | None,
    ) -> None:
        self.launches += 1
        assert x.is_contiguous()
        assert weight.is_contiguous()
        kernels = weight.transpose(1, 2)
        y = functional.conv1d(x.transpose(1, 2), kernels, bias, dilation=dilation).transpose(1, 2)
        y = y if residual is None else y + residual
        if out is not None:
            out.copy_(y)
        if onward is not None:
            self._send(y, onward)

    def depthwise_norm(
        self,
        x: torch.Tensor,
        tail: Tail,
        weight: torch.Tensor,
        bias: torch.Tensor,
        norm: tuple[torch.Tensor, torch.Tensor, float],
        *,
        out: torch.Tensor,
    ) -> None:
        self.launches += 1
        assert x.is_contiguous()
        assert weight.is_contiguous()
        whole = torch.cat((tail.before, x), 1)
        tail.after.copy_(whole[:, x.shape[1] :])
        y = sum(whole[:, k : k + x.shape[1]] * each for k, each in enumerate(weight)) + bias
        scale, shift, epsilon = norm
        out.copy_(functional.layer_norm(y, (x.shape[2],), scale, shift, epsilon))

    def _send(self, x: torch.Tensor, onward: Onward) -> None:
        """What goes on, behind its tail."""
        assert onward.tail is None or onward.tail.before.numel()
        if onward.snake is not None:
            alpha, inverse_beta = onward.snake
            x = x + (x * alpha).sin().square() * inverse_beta
        before = x[:, :0] if onward.tail is None else onward.tail.before
        torch.cat((before, x), 1, out=onward.out)
        if onward.tail is not None:
            onward.tail.after.copy_(onward.out[:, x.shape[1] :])

    def norm(
        self, x: torch.Tensor, weight: torch.Tensor, epsilon: float, *, out: torch.Tensor
    ) -> None:
        self.launches += 1
        mean = x.float().square().mean(-1, keepdim=True)
        out.copy_(x.float() / (mean + epsilon).sqrt() * weight)

    def add_norm(
        self,
        x: torch.Tensor,
        branch: torch.Tensor,
        weight: torch.Tensor,
        epsilon: float,
        *,
        out: torch.Tensor,
    ) -> None:
        x += branch
        self.norm(x, weight, epsilon, out=out)

    def silu_mul(self, gate_up: torch.Tensor, *, out: torch.Tensor) -> None:
        self.launches += 1
        gate, up = gate_up.chunk(2, -1)
        out.copy_(gate * gate.sigmoid() * up)

    def attend_window(
        self,
        qkv: torch.Tensor,
        kv: torch.Tensor,
        slots: torch.Tensor,
        positions: torch.Tensor,
        turn: tuple[torch.Tensor, torch.Tensor],
        *,
        heads: int,
        out: torch.Tensor,
    ) -> None:
        """One position after the other: it sees the ring and itself, and is put into the ring."""
        self.launches += 1
        places, kv_heads, size = kv.shape[1], kv.shape[3], kv.shape[4]
        projected = qkv.unflatten(1, (-1, size))
        low, high = projected[:, : heads + kv_heads].float().chunk(2, -1)
        cosine, sine = (each[:, None] for each in turn)
        turned = torch.cat((low * cosine - high * sine, high * cosine + low * sine), -1)
        turned = turned.to(qkv.dtype)
        count = len(qkv) // len(slots)
        for row in range(len(qkv)):
            slot, at = int(slots[row // count]), int(positions[row // count]) + row % count
            own = torch.stack((turned[row, heads:], projected[row, heads + kv_heads :]))
            seen = [kv[slot, older % places] for older in range(max(0, at - places), at)]
            keys, values = torch.stack([*seen, own], 2).float()  # (KVH, seen, D) each
            queries = turned[row, :heads].float().view(kv_heads, -1, size)
            weights = (queries @ keys.transpose(1, 2) * size**-0.5).softmax(-1)
            out[row] = (weights @ values).flatten()
            kv[slot, at % places] = own


def fused(name: str, kernels: PlainKernels) -> Codec:
    """Ours by kernels, over the weights of that decoder."""
    decoder = official(name)
    return Codec(
        CodecWeights(decoder, "cpu", torch.float32, kernels),
        slots=SLOTS,
        groups=decoder.config.num_quantizers,
        samples_per_frame=int(decoder.total_upsample),
        sample_rate=RATE,
    )


@pytest.mark.parametrize("by_kernels", [False, True])
@pytest.mark.parametrize("name", DECODERS)
def test_any_mix_of_pieces_is_the_same_for_every_row(*, name: str, by_kernels: bool) -> None:
    """Each stream by a sequence of its own of one to four frames, batched with whoever fits."""
    codes, sound = spoken(name)
    ours = fused(name, PlainKernels()) if by_kernels else codec(name)
    frame = ours.samples_per_frame
    pieces = [[1, 2, 3, 4], [4, 1, 1, 3, 2], [2, 4, 3]]
    at, turns = [0, 0, 0], [0, 0, 0]
    for step in range(60):
        sizes = [each[turn % len(each)] for each, turn in zip(pieces, turns, strict=True)]
        count = sizes[step % 3]
        rows = [row for row in range(3) if sizes[row] == count and at[row] + count <= 60]
        if not rows:
            continue
        given = torch.stack([codes[row, at[row] : at[row] + count] for row in rows])
        heard = ours.decode(given, torch.tensor([3 - row for row in rows]))
        for row, samples in zip(rows, heard, strict=True):
            expected = sound[row, at[row] * frame : (at[row] + count) * frame]
            assert apart(samples, expected) < NEAR
            at[row], turns[row] = at[row] + count, turns[row] + 1
    assert min(at) > 40


@pytest.mark.parametrize("name", DECODERS)
def test_a_codec_by_kernels_sounds_as_the_whole(name: str) -> None:
    """Decoded and primed, it is what the official decoder gives."""
    codes, sound = spoken(name)
    ours = fused(name, kernels := PlainKernels())
    slots = torch.tensor([2, 0, 3])
    assert apart(in_pieces(ours, codes, slots.tolist(), (1, 4, 13)), sound) < NEAR
    assert ours._reaches[0] == codec(name)._reaches[0]  # priming runs no more than it needs
    assert kernels.launches
    ours.reset(slots)
    kernels.launches = 0
    ours.prime(codes[:, :31], slots)
    assert not kernels.launches  # each would be compiled for a length that may not come again
    start = 31 * ours.samples_per_frame
    assert apart(ours.decode(codes[:, 31:], slots), sound[:, start:]) < NEAR


def test_kernels_are_looked_for_when_they_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them nothing of Triton is imported; with them, theirs is what the layers use."""
    kernels, asked = PlainKernels(), []

    def find(name: str) -> PlainKernels:
        asked.append(name)
        return kernels

    monkeypatch.setattr("rtts.engines.qwen.codec.decoder.importlib.import_module", find)
    codes, sound = spoken("odd")
    for chosen in (False, True):
        ours = Codec.from_official(
            official("odd"),
            slots=SLOTS,
            sample_rate=RATE,
            device="cpu",
            dtype=torch.float32,
            kernels=chosen,
        )
        assert apart(in_pieces(ours, codes, [0, 1, 2], (20,)), sound) < NEAR
        assert bool(kernels.launches) == chosen
    assert asked == ["rtts.engines.qwen.kernels.codec"]


@pytest.mark.parametrize("again", [[1, 3, 0], [2], [1, 2], [2, 1, 2], []])
@pytest.mark.parametrize("as_tensor", [False, True])
def test_a_reset_is_one_operation_for_each_state(*, again: list[int], as_tensor: bool) -> None:
    """However many slots, beside each other or not, as numbers or as a tensor."""
    ours = codec("0b6")
    for state in states(ours):
        state.fill_(7)
    slots = torch.tensor(again, dtype=torch.int64) if as_tensor else again
    launched = count_launches(lambda: ours.reset(slots))
    assert launched.total() <= len(states(ours)) * bool(again) + 1  # 1: numbers become a tensor
    for state in states(ours):
        assert (state[again] == 0).all()
        assert all((state[slot] == 7).all() for slot in set(range(SLOTS + 1)) - set(again))


def gathered(ours: Codec, slots: torch.Tensor) -> Tails:
    """What streams go on from, and where they leave it."""
    rows = ours._tails.index_select(0, slots)
    return Tails(rows, torch.empty_like(rows))


def launches(*, fused: bool, frames: int = 1) -> tuple[int, int]:
    """Of the published sizes up to and with the transformer, and behind it."""
    kernels = OutlinedKernels()
    ours = published(cast("CodecKernels", kernels) if fused else None)
    codes = torch.empty(4, frames, 16, dtype=torch.int64, device="meta")
    slots = torch.empty(4, dtype=torch.int64, device="meta")
    counts = []
    for work in (
        lambda: ours.decode(codes, slots),
        lambda: ours._latents(codes, slots, gathered(ours, slots), fused=fused),
    ):
        kernels.launched.clear()
        counts.append(count_launches(work).total() + kernels.launched.total())
    return counts[1], counts[0] - counts[1]


def test_kernels_spare_most_of_what_follows_the_transformer() -> None:
    """A launch for a convolution and all that stands around it, where it was a dozen."""
    assert launches(fused=True)[1] < launches(fused=False)[1] / 4


@pytest.mark.parametrize("frames", [1, 2, 4])
def test_a_layer_of_the_transformer_is_eight_launches(frames: int) -> None:
    """Four products, attention, two norms and a gate; a dozen more for all that is before it."""
    fused = launches(fused=True, frames=frames)[0]
    plain = launches(fused=False, frames=frames)[0]
    assert fused < 8 * 8 + 24
    assert fused < plain / 4
