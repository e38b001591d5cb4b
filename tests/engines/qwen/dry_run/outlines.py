"""Checkpoints of the published widths, without numbers, and of as many layers as are wanted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import torch
from transformers import EncodecFeatureExtractor
from transformers.modeling_utils import no_init_weights
from transformers.models.mimi.modeling_mimi import MimiConv1d

from bench.qwen_models import published
from rtts.engines.qwen.checkpoint import Checkpoint, Kind
from rtts.engines.qwen.official import Official, import_official
from tests.engines.qwen.tiny import text_tokenizer

__all__ = ["outline", "outlined_official"]

_DRAWN = {"temperature": 0.9, "top_k": 50, "top_p": 1.0}
_DEFAULTS: Mapping[str, Any] = {
    **_DRAWN,
    **{f"subtalker_{name}": value for name, value in _DRAWN.items()},
    "repetition_penalty": 1.05,
    "do_sample": True,
    "subtalker_dosample": True,
}


def outline(size: str, kind: Kind, *, layers: int = 0, groups: int = 0) -> Checkpoint:
    """The description of a published size, or of one with fewer layers and code groups."""
    checkpoint = published(size, kind)
    config: dict[str, Any] = dict(checkpoint.config)
    fewer = {"num_hidden_layers": layers} if layers else {}
    fewer |= {"num_code_groups": groups} if groups else {}
    talker = config["talker_config"] | fewer
    talker["code_predictor_config"] = talker["code_predictor_config"] | fewer
    codec: dict[str, Any] = dict(checkpoint.codec)
    codec["decoder_config"] = codec["decoder_config"] | (
        {"num_hidden_layers": layers} if layers else {}
    )
    if groups:
        codec["decoder_config"] |= {"num_quantizers": groups}
        codec["encoder_valid_num_quantizers"] = groups
    return replace(checkpoint, config=config | {"talker_config": talker}, codec=codec)


def outlined_official(checkpoint: Checkpoint, device: str, dtype: torch.dtype) -> Official:
    """What `load_official` gives of it."""
    package = import_official()
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device), no_init_weights():
            config = package.Qwen3TTSConfig(**checkpoint.config)
            model = package.Qwen3TTSForConditionalGeneration(config)
            codec_config = package.Qwen3TTSTokenizerV2Config(**checkpoint.codec)
            codec = package.Qwen3TTSTokenizerV2Model(codec_config)
    finally:
        torch.set_default_dtype(before)
    for module in (model, codec):
        module.requires_grad_(False)  # noqa: FBT003  # torch's own argument
    _give_strides(codec.encoder)
    speech = package.Qwen3TTSTokenizer()
    speech.model, speech.config, speech.device = codec.eval(), codec.config, codec.device
    speech.feature_extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=24000)
    model.load_speech_tokenizer(speech)
    model.load_generate_config(dict(_DEFAULTS))
    return Official(model.eval(), text_tokenizer(), _DEFAULTS)


def _give_strides(encoder: torch.nn.Module) -> None:
    """Its convolutions read their sizes from the device, to pad: so those have numbers."""
    for part in encoder.modules():
        if isinstance(part, MimiConv1d):
            reach = (part.conv.kernel_size[0] - 1) * part.conv.dilation[0] + 1
            part.stride = torch.tensor(part.conv.stride[0])
            part.kernel_size = torch.tensor(reach)
            part.padding_total = torch.tensor(reach - part.conv.stride[0])
