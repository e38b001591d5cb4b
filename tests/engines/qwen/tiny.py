"""Tiny checkpoints of random weights, made by the official classes, and what those say to them.

Two shapes, as of the published sizes: "0b6", whose predictor is as wide as its talker, and "1b7",
which projects between the two. Nothing else is equal that need not be, so that no size can be
mistaken for another. Weights are spread widely, biases, norms and scales too: what is left out
of a sum is heard.
"""

import contextlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken
from tokenizers.pre_tokenizers import ByteLevel
from transformers import EncodecFeatureExtractor, MimiConfig, Qwen2TokenizerFast

from rtts.engines.qwen.official import Official, import_official
from tests.engines.qwen.shapes import (
    CONTROLS,
    DIALECTS,
    KINDS,
    LANGUAGES,
    MERGES,
    RESERVED,
    SHAPES,
    SIZES,
    SPEAKERS,
    SPECIAL,
    Shape,
)

__all__ = [
    "DIALECTS",
    "KINDS",
    "SHAPES",
    "SIZES",
    "SPEAKERS",
    "SPECIAL",
    "Clone",
    "a_clone",
    "build_tiny",
    "generate_arguments",
    "official_codes",
    "official_prompt",
    "save_checkpoint",
    "text_ids",
    "text_tokenizer",
]


def build_tiny(
    folder: Path, kind: str = "custom_voice", size: str = "1b7", *, groups: int = 0, seed: int = 0
) -> Path:
    """Write a checkpoint into `folder`, in the form of the published ones.

    `groups` replaces the number of code groups of the shape.
    """
    package = import_official()
    shape = SHAPES[size]
    groups = groups or shape.groups
    tokenizer = text_tokenizer()
    with _seeded(seed):
        config = package.Qwen3TTSConfig(**_config(tokenizer, shape, groups, kind, size))
        model = package.Qwen3TTSForConditionalGeneration(config)
        _spread(model)
        codec = package.Qwen3TTSTokenizerV2Model(_codec_config(package, shape, groups))
        _spread(codec)
        _turn_down(codec.decoder)
    speech = package.Qwen3TTSTokenizer()
    speech.model = codec
    speech.feature_extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=24000)
    model.load_speech_tokenizer(speech)
    defaults = {"temperature": 0.8, "top_k": 40, "subtalker_top_k": 30, "max_new_tokens": 64}
    save_checkpoint(Official(model, tokenizer, defaults), folder)
    return folder


def save_checkpoint(official: Official, folder: Path) -> None:
    """Write a checkpoint in the form of the published ones."""
    package = import_official()
    official.model.save_pretrained(folder)
    _mend_config(folder / "config.json", package)
    speech = official.model.speech_tokenizer
    speech.model.save_pretrained(folder / "speech_tokenizer")
    speech.feature_extractor.save_pretrained(folder / "speech_tokenizer")
    package.Qwen3TTSProcessor(tokenizer=official.tokenizer).save_pretrained(folder)
    (folder / "generation_config.json").write_text(json.dumps(dict(official.defaults)))


def _config(tokenizer: Any, shape: Shape, groups: int, kind: str, size: str) -> dict[str, Any]:
    """The keyword arguments of the model's config."""
    ids = {token: tokenizer.convert_tokens_to_ids(token) for token in SPECIAL}
    speakers = SPEAKERS if kind == "custom_voice" else {}
    rope = {"interleaved": True, "rope_type": "default", "type": "default"}
    talker = {
        **shape.talker,
        **{name: shape.codes + offset for name, offset in CONTROLS.items()},
        "rope_scaling": rope | shape.talker["rope_scaling"],
        "code_predictor_config": shape.predictor | {"num_code_groups": groups},
        "vocab_size": shape.codes + RESERVED,
        "text_vocab_size": len(tokenizer) + 8,
        "rope_theta": 1000000,
        "num_code_groups": groups,
        "spk_id": {name: shape.codes + offset for name, offset in speakers.items()},
        "spk_is_dialect": {name: DIALECTS.get(name, False) for name in speakers},
        "codec_language_id": {name: shape.codes + id for name, id in LANGUAGES.items()},
        "pad_token_id": shape.codes + CONTROLS["codec_pad_id"],
    }
    return {
        "talker_config": talker,
        "speaker_encoder_config": shape.speaker
        | {"enc_attention_channels": 10, "enc_res2net_scale": 8, "enc_se_channels": 14},
        "tokenizer_type": "qwen3_tts_tokenizer_12hz",
        "tts_model_size": size,
        "tts_model_type": kind,
        "im_start_token_id": ids["<|im_start|>"],
        "im_end_token_id": ids["<|im_end|>"],
        "tts_pad_token_id": ids["<tts_pad>"],
        "tts_bos_token_id": ids["<tts_text_bos>"],
        "tts_eos_token_id": ids["<tts_text_eod>"],
    }


def _codec_config(package: Any, shape: Shape, groups: int) -> Any:
    """The config of a codec of these sizes."""
    encoder = MimiConfig(
        hidden_size=26,
        num_filters=4,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=12,
        intermediate_size=50,
        codebook_size=128,
        codebook_dim=18,
        vector_quantization_hidden_dimension=18,
        num_quantizers=groups + 3,
        num_semantic_quantizers=1,
        upsample_groups=26,
        sliding_window=250,
        **shape.encoder,
    )
    decoder = shape.decoder | {"num_quantizers": groups, "upsampling_ratios": (2, 2)}
    return package.Qwen3TTSTokenizerV2Config(
        encoder_config=encoder.to_dict(),
        decoder_config=decoder,
        encoder_valid_num_quantizers=groups,
    )


def _spread(model: torch.nn.Module) -> None:
    """Fill every tensor with numbers that matter: activations stay near 1, whatever the depth."""
    with torch.no_grad():
        for name, tensor in (*model.named_parameters(), *model.named_buffers()):
            if not tensor.is_floating_point() or name.endswith("inv_freq"):
                continue
            if name.endswith("cluster_usage"):
                tensor.uniform_(0.5, 2)
            elif "embedding" in name or "embed_sum" in name or "embed" in name.split("."):
                tensor.normal_()
            elif tensor.ndim > 1:
                tensor.normal_(0, tensor[0].numel() ** -0.5)
            elif "norm" in name and name.endswith("weight"):
                tensor.uniform_(0.6, 1.4)
            elif name.endswith(("scale", "gamma")):
                tensor.uniform_(0.2, 0.6)
            elif tensor.ndim:
                tensor.normal_(0, 0.2)


def _turn_down(decoder: Any) -> None:
    """Scale the last layer, so that what the decoder says is loud and nowhere clipped."""
    last = decoder.decoder[-1].conv
    loudest: list[torch.Tensor] = []
    hook = last.register_forward_hook(lambda *given: loudest.append(given[2].abs().max()))
    config = decoder.config
    codes = torch.randint(0, config.codebook_size, (1, config.num_quantizers, 40))
    with torch.no_grad():
        decoder(codes)
        hook.remove()
        for tensor in last.parameters():
            tensor.div_(2 * loudest[0])


def text_tokenizer() -> Any:
    """A byte-level BPE in which `assistant` and `user` are one token each."""
    vocabulary = {char: id for id, char in enumerate(sorted(ByteLevel.alphabet()))}
    merges = [pair for line in MERGES.split("\n") for pair in line.strip().split("|") if pair]
    for pair in merges:
        vocabulary[pair.replace(" ", "")] = len(vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        vocab_file, merges_file = Path(folder, "vocab.json"), Path(folder, "merges.txt")
        vocab_file.write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
        merges_file.write_text("#version: 0.2\n" + "\n".join(merges) + "\n", "utf-8")
        tokenizer = Qwen2TokenizerFast(
            vocab_file=str(vocab_file),
            merges_file=str(merges_file),
            unk_token=None,
            eos_token="<|im_end|>",
            pad_token="<|endoftext|>",
        )
    special = [AddedToken(token, special=True, normalized=False) for token in SPECIAL]
    tokenizer.add_special_tokens({"additional_special_tokens": special})
    return tokenizer


def _mend_config(path: Path, package: Any) -> None:
    """Take out what saving adds to the speaker encoder's config and its class does not take."""
    config = json.loads(path.read_text())
    known = set(package.Qwen3TTSConfig().speaker_encoder_config.__dict__)
    fields = {"mel_dim", "sample_rate"} | {name for name in known if name.startswith("enc_")}
    encoder = config["speaker_encoder_config"]
    config["speaker_encoder_config"] = {k: v for k, v in encoder.items() if k in fields}
    path.write_text(json.dumps(config, indent=1))


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Draw from this seed, and leave the generator of others as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


# What the official generate is given, and what it says.


@dataclass(frozen=True)
class Clone:
    """A reference voice: without codes only its embedding is used, else the codes too."""

    embedding: torch.Tensor
    """(H,)"""
    codes: torch.Tensor | None = None
    """(T, G)"""
    text: str = ""


def a_clone(official: Official, frames: int = 0, text: str = "Words of before.") -> Clone:
    """A made-up reference voice of so many frames; of none, its embedding alone."""
    config = official.model.config.talker_config
    highest = min(config.code_predictor_config.vocab_size, config.vocab_size - RESERVED)
    with _seeded(frames + 1):
        embedding = torch.randn(config.hidden_size)
        codes = torch.randint(0, highest, (frames, config.num_code_groups))
    return Clone(embedding, codes if frames else None, text)


def text_ids(official: Official, text: str) -> list[int]:
    """The ids of the text alone, as the official prompt has them."""
    ids: list[int] = _prompt_ids(official, _spoken(text))[0].tolist()
    return ids[3:-5]


def generate_arguments(
    official: Official,
    text: str,
    *,
    language: str = "auto",
    speaker: str | None = None,
    instruct: str | None = None,
    clone: Clone | None = None,
    whole: bool = False,
) -> dict[str, Any]:
    """The arguments of the official model's `generate`, greedy, as its package would give them.

    `whole` is its `non_streaming_mode`.
    """
    greedy = {"do_sample": False, "top_k": None, "top_p": None, "temperature": None}
    arguments: dict[str, Any] = {
        "input_ids": [_prompt_ids(official, _spoken(text))],
        "languages": [language],
        "non_streaming_mode": whole,
        "subtalker_dosample": False,
        **greedy,
        **{f"subtalker_{name}": None for name in greedy if name != "do_sample"},
    }
    if clone is None:
        arguments["speakers"] = [speaker]
        asked = f"<|im_start|>user\n{instruct}<|im_end|>\n"
        arguments["instruct_ids"] = [_prompt_ids(official, asked) if instruct else None]
        return arguments
    arguments["voice_clone_prompt"] = {
        "ref_code": [clone.codes],
        "ref_spk_embedding": [clone.embedding],
        "x_vector_only_mode": [clone.codes is None],
        "icl_mode": [clone.codes is not None],
    }
    reference = f"<|im_start|>assistant\n{clone.text}<|im_end|>\n"
    arguments["ref_ids"] = [_prompt_ids(official, reference) if clone.text else None]
    return arguments


def official_codes(official: Official, text: str, *, frames: int, **how: Any) -> torch.Tensor:
    """What the official generate says greedily if it may not end: codes (frames, G).

    `how` is as for `generate_arguments`.
    """
    arguments = generate_arguments(official, text, **how)
    with _endless(official.model), torch.inference_mode():
        # The last token that it draws is never turned into a frame.
        codes, _ = official.model.generate(**arguments, max_new_tokens=frames + 1)
    assert codes[0].shape == (frames, official.model.config.talker_config.num_code_groups)
    return codes[0]


def official_prompt(official: Official, text: str, **how: Any) -> dict[str, Any]:
    """What the official prompt builder hands to its talker.

    `inputs_embeds` (1, P, H), `trailing_text_hidden` (1, N, H), `tts_pad_embed` (1, 1, H), …;
    `how` is as for `generate_arguments`.
    """
    talker = official.model.talker
    grabbed: list[dict[str, Any]] = []

    def grab(**arguments: Any) -> None:
        grabbed.append(arguments)
        raise _GrabbedError

    with _replaced(talker, grab), contextlib.suppress(_GrabbedError), torch.inference_mode():
        official.model.generate(**generate_arguments(official, text, **how))
    return grabbed[0]


class _GrabbedError(Exception):
    """Ends `generate` where its talker would begin."""


@contextlib.contextmanager
def _endless(model: Any) -> Iterator[None]:
    """Forbid the end of speech."""
    talker = model.talker
    generate = talker.generate

    def unending(**arguments: Any) -> Any:
        suppressed: Sequence[int] = arguments.pop("suppress_tokens")
        end = model.config.talker_config.codec_eos_token_id
        return generate(**arguments, suppress_tokens=[*suppressed, end])

    with _replaced(talker, unending):
        yield


@contextlib.contextmanager
def _replaced(talker: Any, generate: Any) -> Iterator[None]:
    """Put another `generate` before the talker's own."""
    talker.__dict__["generate"] = generate
    try:
        yield
    finally:
        del talker.__dict__["generate"]


def _spoken(text: str) -> str:
    return f"<|im_start|>assistant\n{text}<|im_end|>\n<|im_start|>assistant\n"


def _prompt_ids(official: Official, prompt: str) -> torch.Tensor:
    ids: torch.Tensor = official.tokenizer([prompt], return_tensors="pt")["input_ids"]
    return ids.to(official.model.device)
