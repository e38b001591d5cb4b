"""The codec: frame by frame what the official decoder says to the whole utterance at once."""

import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from rtts.audio.pcm import to_int16
from rtts.engines.qwen.codec.decoder import Codec, to_pcm16
from rtts.engines.qwen.codec.weights import CodecKernels, CodecWeights
from rtts.engines.qwen.official import import_official
from rtts.errors import SettingsError
from tests.engines.qwen.tiny import SHAPES

RATE = 24000
NEAR = 1e-5
SLOTS = 4
SCRATCH = SLOTS
# The published sizes: 80 ms a frame, of which a query sees the last 72.
PUBLISHED = {
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
    "sliding_window": 72,
    "upsample_rates": (8, 5, 4, 3),
    "upsampling_ratios": (2, 2),
    "decoder_dim": 1536,
}
DECODERS = {
    **{size: {**shape.decoder, "num_quantizers": shape.groups} for size, shape in SHAPES.items()},
    # Short frames and a long window, three upsamplers, and what the published ones do without:
    # biases, another activation, a scaled rotation.
    "odd": {
        "num_quantizers": 3,
        "codebook_size": 50,
        "codebook_dim": 18,
        "latent_dim": 22,
        "hidden_size": 20,
        "intermediate_size": 28,
        "num_hidden_layers": 2,
        "num_attention_heads": 6,
        "num_key_value_heads": 3,
        "head_dim": 14,
        "sliding_window": 72,
        "attention_bias": True,
        "hidden_act": "gelu",
        "rope_scaling": {"rope_type": "yarn", "factor": 4.0},
        "upsample_rates": (3, 2),
        "upsampling_ratios": (2, 3, 1),
        "decoder_dim": 24,
    },
}


def make_decoder(**config: Any) -> Any:
    """An official decoder of these sizes, its weights as they come."""
    package = import_official()
    module = sys.modules[package.Qwen3TTSTokenizerV2Model.__module__]
    sizes = package.Qwen3TTSTokenizerV2Config(decoder_config=config).decoder_config
    return module.Qwen3TTSTokenizerV2Decoder._from_config(sizes).eval()


@cache
def official(name: str) -> Any:
    """A decoder whose every weight matters, and whose sound is loud but hardly ever clipped."""
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(1)
        decoder = make_decoder(**{"upsampling_ratios": (2, 2), **DECODERS[name]})
        for weight_name, weight in decoder.named_parameters():
            fill(weight_name, weight)
        sounds: list[torch.Tensor] = []
        last = decoder.decoder[-1]
        hook = last.register_forward_hook(lambda _1, _2, sound: sounds.append(sound))
        decoder(some_codes(decoder, 1, 60).transpose(1, 2))
        hook.remove()
        last.conv.bias -= sounds[0].mean()
        for weight in last.parameters():
            weight.mul_(0.25 / sounds[0].std())
    return decoder


def fill(name: str, weight: torch.Tensor) -> None:
    """Draw a weight so that what passes through it neither dies nor grows."""
    if name.endswith("cluster_usage"):
        weight.uniform_(-0.5, 2)  # below the epsilon too
        weight.abs_()[::7] = 0
    elif name.endswith("embedding_sum"):
        weight.normal_()
        weight[::7] *= 1e-5
    elif weight.ndim > 1:
        weight.normal_(0, (0.5 / weight[0].numel()) ** 0.5)
    elif "norm" in name or name.endswith(("scale", "gamma")):
        weight.uniform_(0.3, 1.2)
    else:
        weight.normal_(0, 0.2)


def some_codes(decoder: Any, rows: int, frames: int) -> torch.Tensor:
    """Codes out of the air: (rows, frames, G)."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        return torch.randint(
            0, decoder.config.codebook_size, (rows, frames, decoder.config.num_quantizers)
        )


@cache
def spoken(name: str, rows: int = 3, frames: int = 60) -> tuple[torch.Tensor, torch.Tensor]:
    """Codes, and what the official decoder makes of them at once: (rows, samples)."""
    codes = some_codes(official(name), rows, frames)
    with torch.no_grad():
        sound = official(name)(codes.transpose(1, 2))[:, 0]
    assert 0.2 < sound.std() < 0.3
    assert (sound.abs() == 1).float().mean() < 0.01
    return codes, sound


def codec(name: str, dtype: torch.dtype = torch.float32, slots: int = SLOTS) -> Codec:
    """Ours, over the weights of that decoder."""
    return Codec.from_official(
        official(name), slots=slots, sample_rate=RATE, device="cpu", dtype=dtype
    )


def in_pieces(
    ours: Codec, codes: torch.Tensor, slots: Iterable[int], pieces: Iterable[int]
) -> torch.Tensor:
    """The sound of all frames, decoded so many at a time, over and over."""
    rows = torch.tensor(list(slots))
    sizes = list(pieces)
    sizes *= codes.shape[1]
    parts, at = [], 0
    for size in sizes:
        if at >= codes.shape[1]:
            break
        parts.append(ours.decode(codes[:, at : at + size], rows))
        at += size
    return torch.cat(parts, 1)


def apart(one: torch.Tensor, other: torch.Tensor) -> float:
    """How far two sounds are apart where they are furthest apart."""
    assert one.shape == other.shape
    return (one - other).abs().max().item()


def states(ours: Codec) -> list[torch.Tensor]:
    """All that the codec keeps of its streams."""
    return [ours._kv, ours._tails, ours._positions]


# The sound


@pytest.mark.parametrize("pieces", [(1,), (2,), (4,), (1, 1, 2, 4, 9, 13)])
@pytest.mark.parametrize("name", DECODERS)
def test_frames_by_the_piece_sound_as_the_whole(name: str, pieces: tuple[int, ...]) -> None:
    """However many frames at a time, in a batch, it is what the official decoder gives."""
    codes, sound = spoken(name)
    ours = codec(name)
    pieced = in_pieces(ours, codes, [2, 0, 3], pieces)
    assert pieced.dtype == torch.float32
    assert pieced.shape == (3, codes.shape[1] * ours.samples_per_frame)
    assert apart(pieced, sound) < NEAR


@pytest.mark.parametrize("name", ["0b6", "odd"])
def test_it_stays_exact_beyond_half_a_minute(name: str) -> None:
    """After 400 frames, 32 seconds, with the window long passed, nothing has drifted."""
    codes, sound = spoken(name, 1, 400)
    assert apart(in_pieces(codec(name), codes, [1], (4, 1)), sound) < NEAR


def test_a_context_of_25_frames_is_not_exact() -> None:
    """What the official streaming leaves out is heard: the figures above are no accident."""
    codes, sound = spoken("odd")
    with torch.no_grad():
        tail = official("odd")(codes[:, 24:].transpose(1, 2))[:, 0]
    last = tail.shape[1] // 36
    assert apart(tail[:, -last:], sound[:, -last:]) > 10 * NEAR


@pytest.mark.parametrize("name", DECODERS)
def test_streams_at_different_places_share_a_batch(name: str) -> None:
    """Each row goes on from where its own stream is, whatever row it is in."""
    codes, sound = spoken(name)
    ours = codec(name)
    frame = ours.samples_per_frame
    at = [0, 0, 0]
    for step in range(40):
        rows = [row for row in (step % 3, (step + 1) % 3, 2) if at[row] < 50]
        rows = list(dict.fromkeys(rows))
        count = 1 + step % 2
        given = torch.stack([codes[row, at[row] : at[row] + count] for row in rows])
        heard = ours.decode(given, torch.tensor([3 - row for row in rows]))
        for row, samples in zip(rows, heard, strict=True):
            expected = sound[row, at[row] * frame : (at[row] + count) * frame]
            assert apart(samples, expected) < NEAR
            at[row] += count
    assert len(set(at)) == 3


def test_a_slot_taken_again_begins_anew() -> None:
    """After a reset nothing is left of what was in the slot, were it the worst."""
    codes, sound = spoken("0b6")
    ours = codec("0b6")
    for state in states(ours):
        state.fill_(torch.nan if state.is_floating_point() else 1000)
    ours.reset([1, 3, 0])
    assert apart(in_pieces(ours, codes, [1, 3, 0], (4,)), sound) < NEAR


def test_a_reset_leaves_the_others_alone() -> None:
    """Only the slots that are named begin anew."""
    codes, sound = spoken("1b7")
    ours = codec("1b7")
    half = codes.shape[1] // 2
    ours.decode(codes[:, :half], torch.tensor([0, 1, 2]))
    ours.reset([0, 2])
    heard = ours.decode(codes[1:2, half:], torch.tensor([1]))
    assert apart(heard, sound[1:2, half * ours.samples_per_frame :]) < NEAR


def test_rows_that_fill_up_a_batch_change_nothing() -> None:
    """They write to the scratch slot alone, and what is in it reaches nobody."""
    codes, sound = spoken("0b6")
    ours = codec("0b6")
    for state in states(ours):
        state[SCRATCH] = torch.nan if state.is_floating_point() else 77
        state[3] = 5
    full = torch.cat((codes[:2], codes[2:].expand(3, -1, -1)))
    heard = in_pieces(ours, full, [1, 0, SCRATCH, SCRATCH, SCRATCH], (2,))
    assert apart(heard[:2], sound[:2]) < NEAR
    assert all((state[3] == 5).all() for state in states(ours))
    assert all((state[2] == 0).all() for state in states(ours))


def test_a_code_of_no_codebook_is_survived() -> None:
    """The code that ends an utterance may come by: the sound of its frame is anything."""
    ours = codec("0b6")
    ends = torch.full((1, 1, DECODERS["0b6"]["num_quantizers"]), 5000)
    assert ours.decode(ends, torch.tensor([0])).isfinite().all()
    assert ours.decode(-ends, torch.tensor([0])).isfinite().all()


def test_bfloat16_keeps_its_state_so_and_comes_near() -> None:
    """The state takes half the memory, the sound stays float32, and is about the same."""
    codes, sound = spoken("0b6")
    ours = codec("0b6", torch.bfloat16)
    heard = in_pieces(ours, codes, [0, 1, 2], (1,))
    assert heard.dtype == torch.float32
    assert ours._kv.dtype == ours._tails.dtype == torch.bfloat16
    assert ours.bytes_per_slot - 8 == (codec("0b6").bytes_per_slot - 8) // 2
    assert (heard - sound).std() < 0.1 * sound.std()


# What is kept of a stream


def test_a_saved_stream_goes_on_in_any_slot() -> None:
    """What was saved is a copy: it goes on as often as one likes, from where it was."""
    codes, sound = spoken("1b7")
    ours = codec("1b7")
    half = codes.shape[1] // 2
    start = half * ours.samples_per_frame
    ours.decode(codes[:1, :half], torch.tensor([2]))
    saved = ours.save(2)
    for slot in (2, 0, 0):
        ours.restore(slot, saved)
        heard = ours.decode(codes[:1, half:], torch.tensor([slot]))
        assert apart(heard, sound[:1, start:]) < NEAR


@pytest.mark.parametrize("given", [1, 2, 5, 10, 11, 40])
@pytest.mark.parametrize("name", DECODERS)
def test_a_primed_stream_goes_on_as_if_it_had_spoken(name: str, given: int) -> None:
    """Given frames and no sound of them, the sound of the next ones is exact."""
    codes, sound = spoken(name)
    ours = codec(name)
    slots = torch.tensor([0, 3, 1])
    ours.prime(codes[:, :given], slots)
    heard = ours.decode(codes[:, given:], slots)
    assert apart(heard, sound[:, given * ours.samples_per_frame :]) < NEAR


@pytest.mark.parametrize("name", DECODERS)
def test_priming_leaves_the_state_of_decoding(name: str) -> None:
    """Also in the middle of a stream: every number that is kept is the same."""
    codes, _ = spoken(name)
    decoded, primed = codec(name), codec(name)
    slots = torch.tensor([0, 3, 1])
    for start, end in ((0, 7), (7, 30), (30, 31)):
        decoded.decode(codes[:, start:end], slots)
        primed.prime(codes[:, start:end], slots)
    for one, other in zip(states(decoded), states(primed), strict=True):
        assert torch.allclose(one.float(), other.float(), atol=NEAR)


@pytest.mark.parametrize("name", DECODERS)
def test_as_many_frames_are_run_as_reach_into_the_state(name: str) -> None:
    """With one less, something of before would be left in a tail."""
    codes, _ = spoken(name)
    entrance = codec(name)._entrance.elements
    left = []
    for short in (0, 1):
        ours = codec(name)
        ours._tails[:, entrance:] = torch.nan
        frames = ours._reaches[0] - short
        ours.prime(codes[:1, :frames], torch.tensor([0]))
        left.append(bool(ours._tails[0].isnan().any()))
    assert left == [False, True]


# The full size, of which no weight is needed


def published(kernels: CodecKernels | None = None) -> Codec:
    """A codec of the published sizes over no memory: what reads a number there fails."""
    with torch.device("meta"):
        decoder = make_decoder(**PUBLISHED)
        assert sum(p.numel() for p in decoder.parameters()) == pytest.approx(114.3e6, rel=1e-3)
        weights = CodecWeights(decoder, "meta", torch.bfloat16, kernels)
        return Codec(weights, slots=2, groups=16, samples_per_frame=1920, sample_rate=RATE)


def test_a_slot_takes_2_6_megabytes() -> None:
    """1.30 million numbers: 71 positions of keys and values, and 0.14 million of tails."""
    kv, tails = 71 * 8 * 2 * 16 * 64, 141_472
    assert published().bytes_per_slot == 2 * (kv + tails) + 8


@pytest.mark.parametrize(("rows", "frames"), [(1, 1), (5, 4), (2, 90)])
def test_shapes_depend_on_rows_and_frames_alone(rows: int, frames: int) -> None:
    """Nothing is read from the device: there is nothing there to be read."""
    ours = published()
    codes = torch.empty(rows, frames, 16, dtype=torch.int64, device="meta")
    slots = torch.empty(rows, dtype=torch.int64, device="meta")
    assert ours.decode(codes, slots).shape == (rows, frames * 1920)
    ours.prime(codes, slots)
    ours.reset([1])
    ours.restore(0, ours.save(1))


def test_priming_is_a_small_part_of_the_work() -> None:
    """The frames of six seconds cost less than a thirtieth of decoding them."""
    ours = published()
    codes = torch.empty(1, 75, 16, dtype=torch.int64, device="meta")
    slots = torch.empty(1, dtype=torch.int64, device="meta")
    work = []
    for call in (ours.decode, ours.prime):
        with FlopCounterMode(display=False) as counter:
            call(codes, slots)
        work.append(counter.get_total_flops())
    assert work[1] < work[0] / 30


# The rest


def test_the_codec_tells_its_rates() -> None:
    """Samples a frame come from the config, the rate from who loads it."""
    assert codec("odd").samples_per_frame == 36
    assert codec("0b6").samples_per_frame == 1920
    assert codec("0b6").sample_rate == RATE


def test_an_unknown_activation_is_refused() -> None:
    """A checkpoint that would sound wrong is refused with a sentence."""
    decoder = make_decoder(**{**DECODERS["odd"], "hidden_act": "tanh"})
    with pytest.raises(SettingsError, match="hidden_act 'tanh'"):
        Codec.from_official(decoder, slots=1, sample_rate=RATE, device="cpu", dtype=torch.float32)


def test_samples_become_integers_as_elsewhere() -> None:
    """Halves go to the even neighbour and what is too loud is clipped, as on the wire."""
    halves = (torch.arange(-40000, 40000) + 0.5) / 32768
    anything = torch.linspace(-1.1, 1.1, 99_991)
    samples = torch.cat((halves, anything))
    expected = to_int16(samples.numpy())
    assert to_pcm16(samples).dtype == torch.int16
    assert np.array_equal(to_pcm16(samples).numpy(), expected)
    assert to_pcm16(torch.tensor([0.5, 1.5, 2.5]) / 32768).tolist() == [0, 2, 2]
