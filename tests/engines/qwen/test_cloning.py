"""Prompts of cloned voices are those of the official package; the codec goes on from them."""

import copy
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.official import Official, import_official, load_official, release
from rtts.engines.qwen.voices.cloning import ClonePrompt, Cloner, identity_of
from rtts.errors import SettingsError
from rtts.voices.files import at_rate
from tests.audio.sounds import speech
from tests.engines.qwen.tiny import SIZES

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
RATE = 24000
TEXT = "Words of before."


@cache
def voice(rate: int = RATE, seconds: float = 2.3) -> NDArray[np.float32]:
    """A recording."""
    return speech(rate, seconds)


def make_codec(official: Official, dtype: torch.dtype = torch.float32) -> Codec:
    """The codec of a checkpoint, with two slots."""
    decoder = official.model.speech_tokenizer.model.decoder
    return Codec.from_official(decoder, slots=2, sample_rate=RATE, device="cpu", dtype=dtype)


def make_cloner(official: Official, dtype: torch.dtype = torch.float32) -> Cloner:
    """A cloner with a codec of its own."""
    return Cloner.from_official(official, make_codec(official, dtype))


def said_officially(official: Official, sound: NDArray[np.float32], text: str) -> Any:
    """What the official package makes of a recording at its own rate."""
    wrapper = import_official().Qwen3TTSModel(official.model, None)
    [item] = wrapper.create_voice_clone_prompt((sound, RATE), text or None, not text)
    return item


def same(one: ClonePrompt, other: ClonePrompt) -> bool:
    """Whether nothing differs but their keys."""
    return (
        one.text == other.text
        and one.tensors.keys() == other.tensors.keys()
        and all(torch.equal(one.tensors[name], other.tensors[name]) for name in one.tensors)
    )


@pytest.mark.parametrize("text", ["", TEXT])
@pytest.mark.parametrize("size", SIZES)
def test_a_prompt_is_the_official_one(tiny: Tiny, official: Load, size: str, text: str) -> None:
    """With and without the words: the same embedding and codes, bit by bit."""
    source = official(tiny("base", size))
    prompt = make_cloner(source).prompt(voice(), RATE, text)
    expected = said_officially(source, voice(), text)
    assert torch.equal(prompt.speaker_embedding, expected.ref_spk_embedding)
    assert prompt.speaker_embedding.std() > 0
    assert prompt.text == (expected.ref_text or "")
    if text:
        assert torch.equal(prompt.codes, expected.ref_code)
        frame = source.model.speech_tokenizer.get_encode_downsample_rate()
        assert prompt.codes is not None
        assert prompt.codes.shape == (
            -(-len(voice()) // frame),
            source.model.config.talker_config.num_code_groups,
        )
        assert len(prompt.codes.unique()) > 10
    else:
        assert expected.ref_code is None
        assert prompt.codes is prompt.codec_state is None


def test_a_prompt_in_half_precision_is_the_official_one(tiny: Tiny) -> None:
    """Each part in the type that the official package has it in."""
    source = load_official(find_checkpoint(str(tiny("base"))), "cpu", torch.bfloat16)
    prompt = make_cloner(source, torch.bfloat16).prompt(voice(), RATE, TEXT)
    expected = said_officially(source, voice(), TEXT)
    assert prompt.speaker_embedding.dtype == torch.bfloat16
    assert torch.equal(prompt.speaker_embedding, expected.ref_spk_embedding)
    assert torch.equal(prompt.codes, expected.ref_code)


@pytest.mark.parametrize("rate", [16000, 44100, 48000])
def test_another_rate_is_converted(tiny: Tiny, official: Load, rate: int) -> None:
    """By the resampler of the house; then it is the official prompt of that."""
    source = official(tiny("base"))
    prompt = make_cloner(source).prompt(voice(rate), rate, TEXT)
    converted = at_rate(voice(rate), rate, RATE, "a")
    expected = said_officially(source, converted, TEXT)
    assert torch.equal(prompt.speaker_embedding, expected.ref_spk_embedding)
    assert torch.equal(prompt.codes, expected.ref_code)


def test_the_mel_filters_are_those_of_the_paper() -> None:
    """What stands in for librosa: triangles on Slaney's scale, each of the same area.

    Slaney, Auditory Toolbox (1998): linear to 1 kHz with 3 mels in 200 Hz, then 27 mels for every
    factor of 6.4.
    """
    package = import_official()
    module = sys.modules[package.Qwen3TTSForConditionalGeneration.__module__]
    made = module.librosa_mel_fn(sr=24000, n_fft=1024, n_mels=128, fmin=0, fmax=12000)
    top = 15 + 27 * np.log(12000 / 1000) / np.log(6.4)
    mels = np.linspace(0, top, 130)
    corners = np.where(mels < 15, mels * 200 / 3, 1000 * 6.4 ** ((mels - 15) / 27))
    frequencies = np.arange(513) * 24000 / 1024
    expected = [
        np.interp(frequencies, (low, peak, high), (0, 2 / (high - low), 0))
        for low, peak, high in zip(corners, corners[1:], corners[2:], strict=False)
    ]
    assert made.shape == (128, 513)
    np.testing.assert_allclose(made, expected, atol=1e-7)


def test_the_codec_goes_on_from_the_recording(tiny: Tiny, official: Load) -> None:
    """Its state behind the reference makes the next frames what the whole decode makes them."""
    source = official(tiny("base"))
    codec = make_codec(source)
    cloner = Cloner.from_official(source, codec)
    cloner.prompt(voice(seconds=1.5), RATE, TEXT)
    prompt = cloner.prompt(voice(), RATE, TEXT)
    assert prompt.codes is not None
    assert prompt.codec_state is not None
    decoder = source.model.speech_tokenizer.model.decoder
    codes = torch.cat((prompt.codes, prompt.codes[:7].flip(0)))
    with torch.inference_mode():
        whole = decoder(codes.T[None])[0, 0]
        codec.restore(1, prompt.codec_state)
        heard = codec.decode(codes[None, len(prompt.codes) :], torch.tensor([1]))[0]
    expected = whole[-len(heard) :]
    assert expected.std() > 0.01
    torch.testing.assert_close(heard, expected.clamp(-1, 1), atol=5e-5, rtol=0)


def test_making_a_prompt_touches_no_stream(tiny: Tiny, official: Load) -> None:
    """It happens in the scratch slot."""
    source = official(tiny("base"))
    codec = make_codec(source)
    codes = torch.ones(2, 3, source.model.config.talker_config.num_code_groups, dtype=torch.int64)
    with torch.inference_mode():
        codec.decode(codes, torch.tensor([0, 1]))
        before = [codec.save(slot) for slot in (0, 1)]
        Cloner.from_official(source, codec).prompt(voice(), RATE, TEXT)
        after = [codec.save(slot) for slot in (0, 1)]
    for one, other in zip(before, after, strict=True):
        assert torch.equal(one.kv, other.kv)
        assert torch.equal(one.tails, other.tails)
        assert torch.equal(one.position, other.position)


def test_it_works_when_the_speaking_weights_are_released(tiny: Tiny, official: Load) -> None:
    """What the engine lets go of is not needed for it."""
    folder = tiny("base")
    expected = make_cloner(official(folder)).prompt(voice(), RATE, TEXT)
    source = load_official(find_checkpoint(str(folder)), "cpu", torch.float32)
    cloner = make_cloner(source)
    release(source)
    assert same(cloner.prompt(voice(), RATE, TEXT), expected)


def test_equal_weights_have_equal_names(tiny: Tiny, official: Load, tmp_path: Path) -> None:
    """Wherever they are; others have another name, be it for one number or their type."""
    folder = tiny("base")
    identity = identity_of(official(folder))
    moved = shutil.copytree(folder, tmp_path / "moved")
    checkpoint = find_checkpoint(str(moved))
    again = load_official(checkpoint, "cpu", torch.float32)
    assert identity_of(again) == identity
    rounded = load_official(checkpoint, "cpu", torch.bfloat16)
    assert identity_of(rounded) != identity
    codec = again.model.speech_tokenizer.model
    for part in (again.model.speaker_encoder, codec.encoder, codec.decoder):
        weight = next(part.parameters())
        kept = copy.deepcopy(weight.data)
        weight.data.reshape(-1)[-1] += 1
        assert identity_of(again) != identity
        weight.data.copy_(kept)
    assert identity_of(again) == identity


def test_other_kinds_clone_nothing(tiny: Tiny, official: Load) -> None:
    """Their checkpoints have no speaker encoder, and that is told."""
    with pytest.raises(SettingsError, match="custom_voice clones no voices"):
        make_cloner(official(tiny()))


def test_a_bad_recording_is_told_by_its_name(tiny: Tiny, official: Load) -> None:
    """As the file it came from is called."""
    cloner = make_cloner(official(tiny("base")))
    for sound in (voice()[: RATE // 2], voice() * 0):
        with pytest.raises(SettingsError, match=r"^The recording anna\.wav "):
            cloner.prompt(sound, RATE, TEXT, "anna.wav")
    with pytest.raises(SettingsError, match="usual rate"):
        cloner.prompt(voice(), 24001, TEXT)


def test_white_space_is_no_text(tiny: Tiny, official: Load) -> None:
    """Then the speaker is all that is known."""
    assert make_cloner(official(tiny("base"))).prompt(voice(), RATE, " \n").codes is None


def test_what_fits_is_of_the_same_shapes(tiny: Tiny, official: Load) -> None:
    """A prompt of another checkpoint, or half of one, is not taken."""
    one, other = (make_cloner(official(tiny("base", size))) for size in SIZES)
    spoken, told = one.prompt(voice(), RATE, TEXT), one.prompt(voice(), RATE)
    assert one.fits(spoken)
    assert one.fits(told)
    assert not other.fits(spoken)
    assert not other.fits(told)
    assert spoken.codes is not None
    assert spoken.codec_state is not None
    state = spoken.codec_state
    for wrong in (
        replace(spoken, codec_state=None),
        replace(spoken, codes=None),
        replace(spoken, text=""),
        replace(spoken, codes=spoken.codes[:, 1:]),
        replace(spoken, codes=spoken.codes.float()),
        replace(spoken, codec_state=replace(state, tails=state.tails.half())),
        replace(spoken, codec_state=replace(state, kv=state.kv[1:])),
        replace(told, text=TEXT),
    ):
        assert not one.fits(wrong)
    assert spoken.nbytes == sum(tensor.nbytes for tensor in spoken.tensors.values())
    assert len(spoken.tensors) == 5
