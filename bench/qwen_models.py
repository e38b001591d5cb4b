"""Qwen3-TTS checkpoints of the published sizes with random weights, made in memory.

    python -m bench.qwen_models 0.6b [--kind base] [--ending] [--save FOLDER]

What is measured on them is speed and memory. What they say is noise, and they say its end at
any frame, unless `end_with_text` makes it the likeliest code wherever it may come: then an
utterance in the growing layout lasts one frame for each id of its text. The sizes are those of
the published configurations; the tokenizer is a small one, whose ids stand in the configuration
in place of the published ones.
"""

import argparse
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

import torch
from transformers import EncodecFeatureExtractor, MimiConfig
from transformers.modeling_utils import no_init_weights

from rtts.engines.qwen.checkpoint import Checkpoint, Kind
from rtts.engines.qwen.device import choose_place
from rtts.engines.qwen.languages import by_code
from rtts.engines.qwen.memory import reckon
from rtts.engines.qwen.official import Official, import_official
from tests.engines.qwen.tiny import save_checkpoint, text_tokenizer

__all__ = ["SIZES", "end_with_text", "published", "random_official"]

PREDICTOR = {
    "vocab_size": 2048,
    "hidden_size": 1024,
    "intermediate_size": 3072,
    "num_hidden_layers": 5,
    "num_attention_heads": 16,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "num_code_groups": 16,
    "rope_theta": 1000000,
}
TALKER = {
    "vocab_size": 3072,
    "num_hidden_layers": 28,
    "num_attention_heads": 16,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "num_code_groups": 16,
    "text_hidden_size": 2048,
    "text_vocab_size": 151936,
    "rope_theta": 1000000,
    "rope_scaling": {
        "interleaved": True,
        "mrope_section": [24, 20, 20],
        "rope_type": "default",
        "type": "default",
    },
    "codec_pad_id": 2148,
    "codec_bos_id": 2149,
    "codec_eos_token_id": 2150,
    "codec_think_id": 2154,
    "codec_nothink_id": 2155,
    "codec_think_bos_id": 2156,
    "codec_think_eos_id": 2157,
    "pad_token_id": 2148,
}
LANGUAGES = {"english": 2050, "german": 2053, "spanish": 2054, "chinese": 2055, "french": 2061}
SPEAKERS = {"serena": 3066, "vivian": 3065, "ryan": 3061, "aiden": 2861}
SIZES = {
    "0.6b": ("0b6", {"hidden_size": 1024, "intermediate_size": 3072}),
    "1.7b": ("1b7", {"hidden_size": 2048, "intermediate_size": 6144}),
}
DECODER = {
    "codebook_size": 2048,
    "codebook_dim": 512,
    "latent_dim": 1024,
    "hidden_size": 512,
    "intermediate_size": 1024,
    "head_dim": 64,
}
_CERTAIN = 1e5
"""Times a feature that is 1 before the last norm, and some hundredths behind it at the least."""
POOL = 2**24 - 3
"""So many numbers are drawn; larger tensors repeat them."""


def published(size: str, kind: Kind = "custom_voice") -> Checkpoint:
    """The description of a checkpoint of a published size, `0.6b` or `1.7b`. It has no files."""
    code, widths = SIZES[size]
    speakers = SPEAKERS if kind == "custom_voice" else {}
    talker = TALKER | widths | {"code_predictor_config": PREDICTOR, "spk_id": speakers}
    talker |= {"codec_language_id": LANGUAGES, "spk_is_dialect": dict.fromkeys(speakers, False)}
    ids = {
        "im_start_token_id": "<|im_start|>",
        "im_end_token_id": "<|im_end|>",
        "tts_pad_token_id": "<tts_pad>",
        "tts_bos_token_id": "<tts_text_bos>",
        "tts_eos_token_id": "<tts_text_eod>",
    }
    tokenizer = text_tokenizer()
    config = {
        "model_type": "qwen3_tts",
        "tokenizer_type": "qwen3_tts_tokenizer_12hz",
        "tts_model_size": code,
        "tts_model_type": kind,
        "talker_config": talker,
        "speaker_encoder_config": {"enc_dim": widths["hidden_size"]},
        **{name: tokenizer.convert_tokens_to_ids(token) for name, token in ids.items()},
    }
    return Checkpoint(
        folder=Path(),
        name=f"random-{size}-{kind}",
        kind=kind,
        size=code,
        voices=tuple(speakers),
        languages=by_code(LANGUAGES),
        dialects={},
        config=config,
        codec={
            "output_sample_rate": 24000,
            "encoder_config": MimiConfig(num_quantizers=32).to_dict(),
            "decoder_config": DECODER,
        },
    )


def random_official(
    size: str, kind: Kind = "custom_voice", *, device: str = "cpu", dtype: torch.dtype
) -> Official:
    """A checkpoint of a published size, its random weights made where they are used."""
    package = import_official()
    checkpoint = published(size, kind)
    with _made_on(device, dtype), no_init_weights():
        model = package.Qwen3TTSForConditionalGeneration(
            package.Qwen3TTSConfig(**checkpoint.config)
        )
        codec = package.Qwen3TTSTokenizerV2Model(
            package.Qwen3TTSTokenizerV2Config(**checkpoint.codec)
        )
    _fill(model, device, dtype)
    _fill(codec, device, dtype)
    speech = package.Qwen3TTSTokenizer()
    speech.model, speech.config, speech.device = codec.eval(), codec.config, codec.device
    speech.feature_extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=24000)
    model.load_speech_tokenizer(speech)
    defaults = {"temperature": 0.9, "top_k": 50, "top_p": 1.0, "repetition_penalty": 1.05}
    defaults |= {f"subtalker_{name}": defaults[name] for name in ("temperature", "top_k", "top_p")}
    defaults |= {"do_sample": True, "subtalker_dosample": True}
    model.load_generate_config(defaults)
    return Official(model.eval(), text_tokenizer(), defaults)


def end_with_text(official: Official, *, ever: bool = True) -> None:
    """Let the end of speech be drawn at the first frame at which it may be; or not `ever`.

    The first feature of the hidden state is 1 in every text id and 0 in every code, and no layer
    touches it: so behind the last norm it is positive, whatever was read. The end's row of the
    head looks at that feature alone, and the other rows at all but it.
    """
    talker = official.model.talker
    final = talker.text_projection.linear_fc2
    tables = (talker.get_input_embeddings(), *talker.code_predictor.get_input_embeddings())
    with torch.no_grad():
        for table in tables:
            table.weight[:, 0] = 0
        final.weight[0] = 0
        final.bias[0] = 1
        for layer in talker.model.layers:
            for product in (layer.self_attn.o_proj, layer.mlp.down_proj):
                product.weight[0] = 0
                if product.bias is not None:
                    product.bias[0] = 0
        talker.model.norm.weight[0] = 1
        head = talker.codec_head.weight
        head[:, 0] = 0
        end = official.model.config.talker_config.codec_eos_token_id
        head[end] = 0
        head[end, 0] = _CERTAIN if ever else -_CERTAIN


@contextlib.contextmanager
def _made_on(device: str, dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            yield
    finally:
        torch.set_default_dtype(before)


def _fill(module: Any, device: str, dtype: torch.dtype) -> None:
    """Give every tensor numbers, so that activations stay near 1."""
    pool = torch.randn(POOL, device=device).to(dtype)
    module.requires_grad_(False)  # noqa: FBT003
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        if not tensor.is_floating_point() or name.endswith("inv_freq"):
            continue
        if tensor.ndim < 2:
            tensor.fill_(0.0 if name.endswith(("bias", "alpha", "beta")) else 1.0)
            continue
        scale = 1.0 if "embed" in name else tensor[0].numel() ** -0.5
        flat = tensor.view(-1)
        for start in range(0, len(flat), POOL):
            piece = flat[start : start + POOL]
            torch.mul(pool[: len(piece)], scale, out=piece)


def main() -> None:
    """Make one, and tell what it took beside what was reckoned."""
    parser = argparse.ArgumentParser(description="Make a random checkpoint of a published size.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--kind", choices=get_args(Kind), default="custom_voice")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--save", type=Path, help="a folder to write it into")
    parser.add_argument("--ending", action="store_true", help="speak no longer than the text")
    given = parser.parse_args()
    place = choose_place(given.device, given.dtype)
    kind = cast("Kind", given.kind)
    need = reckon(published(given.size, kind), place.dtype, slots=0, positions=1)
    began = time.perf_counter()
    official = random_official(given.size, kind, device=place.device, dtype=place.dtype)
    print(f"{given.size} {kind} on {place} in {time.perf_counter() - began:.1f} s")
    parts = {
        "talker": official.model.talker,
        "of it the predictor": official.model.talker.code_predictor,
        "codec decoder": official.model.speech_tokenizer.model.decoder,
        "codec encoder": official.model.speech_tokenizer.model.encoder,
        "speaker encoder": official.model.speaker_encoder,
    }
    for name, part in parts.items():
        print(f"  {name:20} {_gigabytes(part):6.3f} GB")
    print(f"  reckoned: {need.weights / 1e9:.3f} GB, at most {need.loading / 1e9:.3f} GB")
    if given.ending:
        end_with_text(official)
    if given.save:
        began = time.perf_counter()
        save_checkpoint(official, given.save)
        print(f"  written to {given.save} in {time.perf_counter() - began:.1f} s")


def _gigabytes(module: Any) -> float:
    if module is None:
        return 0.0
    tensors = (*module.parameters(), *module.buffers())
    return float(sum(tensor.numel() * tensor.element_size() for tensor in tensors) / 1e9)


if __name__ == "__main__":
    main()
