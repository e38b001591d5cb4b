"""The sizes and ids of the tiny checkpoints."""

from dataclasses import dataclass
from typing import Any

KINDS = ("custom_voice", "voice_design", "base")
SIZES = ("0b6", "1b7")

SPECIAL = [
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|audio_start|>",
    "<|audio_end|>",
    "<tts_pad>",
    "<tts_text_bos>",
    "<tts_text_bos_single>",
    "<tts_text_eod>",
]
# Each pair is one more token. The first make `assistant` and `user` one token each, as the
# official prompt takes for granted.
MERGES = """
    a s|as s|i s|ass is|t a|ta n|tan t|assis tant|u s|us e|use r
    Ġ t|h e|Ġt he|i n|e r|l o|l lo|e llo|h ello|o u|Ġ w|Ġ a|Ġ s|in g|e d|Ġt o|r e|a n|an d
    å ¥|ä ½|ä½ ł|ã ģ|Ĩ ħ
"""
# Where the ids lie above the codes, in the last 1024 ids of the vocabulary.
LANGUAGES = {
    "english": 2,
    "german": 5,
    "spanish": 6,
    "chinese": 7,
    "japanese": 10,
    "french": 13,
    "sichuan_dialect": 14,
    "korean": 16,
    "russian": 21,
    "italian": 22,
    "portuguese": 23,
    "beijing_dialect": 26,
}
SPEAKERS = {"vivian": 1017, "serena": 1018, "ryan": 1013, "aiden": 813, "eric": 827, "dylan": 830}
DIALECTS = {"eric": "sichuan_dialect", "dylan": "beijing_dialect"}
CONTROLS = {
    "codec_pad_id": 100,
    "codec_bos_id": 101,
    "codec_eos_token_id": 102,
    "codec_think_id": 106,
    "codec_nothink_id": 107,
    "codec_think_bos_id": 108,
    "codec_think_eos_id": 109,
}
RESERVED = 1024


@dataclass(frozen=True)
class Shape:
    """The sizes of one tiny checkpoint."""

    groups: int
    codes: int
    """How many values code 0 has."""
    talker: dict[str, Any]
    predictor: dict[str, Any]
    speaker: dict[str, Any]
    decoder: dict[str, Any]
    encoder: dict[str, Any]


SHAPES = {
    "0b6": Shape(
        groups=6,
        codes=160,
        talker={
            "hidden_size": 44,
            "intermediate_size": 92,
            "num_hidden_layers": 3,
            "num_attention_heads": 6,
            "num_key_value_heads": 2,
            "head_dim": 12,
            "rope_scaling": {"mrope_section": [2, 2, 2]},
            "text_hidden_size": 52,
        },
        predictor={
            "vocab_size": 150,
            "hidden_size": 44,
            "intermediate_size": 76,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 1,
            "head_dim": 14,
            "rope_theta": 50000,
        },
        speaker={"enc_dim": 44, "enc_channels": [16, 16, 16, 16, 48]},
        decoder={
            "codebook_size": 170,
            "codebook_dim": 20,
            "latent_dim": 28,
            "hidden_size": 36,
            "intermediate_size": 60,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 10,
            "sliding_window": 11,
            "upsample_rates": (8, 5, 4, 3),
            "decoder_dim": 48,
        },
        encoder={"upsampling_ratios": [8, 6, 5, 4]},
    ),
    "1b7": Shape(
        groups=5,
        codes=144,
        talker={
            "hidden_size": 56,
            "intermediate_size": 100,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "rope_scaling": {"mrope_section": [4, 2, 2]},
            "text_hidden_size": 68,
        },
        predictor={
            "vocab_size": 130,
            "hidden_size": 40,
            "intermediate_size": 84,
            "num_hidden_layers": 3,
            "num_attention_heads": 6,
            "num_key_value_heads": 3,
            "head_dim": 8,
            "rope_theta": 20000,
        },
        speaker={"enc_dim": 56, "enc_channels": [24, 24, 24, 24, 72]},
        decoder={
            "codebook_size": 156,
            "codebook_dim": 24,
            "latent_dim": 32,
            "hidden_size": 44,
            "intermediate_size": 52,
            "num_hidden_layers": 3,
            "num_attention_heads": 3,
            "num_key_value_heads": 3,
            "head_dim": 12,
            "sliding_window": 9,
            "upsample_rates": (6, 5, 4, 4),
            "decoder_dim": 64,
        },
        encoder={"upsampling_ratios": [6, 5, 4, 8]},
    ),
}
