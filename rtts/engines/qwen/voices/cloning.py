"""A recorded voice made into what the model takes for one.

The official speaker encoder turns a recording into an embedding, which stands in the prefix
where a preset voice would. If the words of the recording are known, the official speech
tokenizer turns it into codes too, and the model goes on from them as if it had just spoken
them; then the codec has to go on from them as well, so its state behind them is part of it.

Every sum here is the official package's own. Only the resampling is not: it would want librosa.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.audio.recording import check_recording
from rtts.engines.qwen.codec.decoder import Codec, CodecState
from rtts.engines.qwen.official import Official
from rtts.errors import SettingsError
from rtts.voices.files import at_rate

__all__ = ["ClonePrompt", "Cloner", "identity_of", "memory_of"]


@dataclass(frozen=True)
class ClonePrompt:
    """A cloned voice, as the model takes it."""

    speaker_embedding: torch.Tensor  # (H,)
    codes: torch.Tensor | None = None  # (T, G)
    """Of the recording, if its words are known."""
    text: str = ""
    """Those words."""
    codec_state: CodecState | None = None
    """Where the codec stands when it has spoken the codes."""
    key: str = ""
    """Differs between two prompts that are not the same, whatever their voices are called."""

    @property
    def tensors(self) -> dict[str, torch.Tensor]:
        """Everything in it that takes memory, by its name."""
        state = self.codec_state
        every = {
            "speaker_embedding": self.speaker_embedding,
            "codes": self.codes,
            "codec_kv": None if state is None else state.kv,
            "codec_tails": None if state is None else state.tails,
            "codec_position": None if state is None else state.position,
        }
        return {name: tensor for name, tensor in every.items() if tensor is not None}

    @property
    def nbytes(self) -> int:
        """How much that is."""
        return sum(tensor.nbytes for tensor in self.tensors.values())


class Cloner:
    """Makes prompts with one checkpoint, of the kind `base`.

    The scratch slot of the codec is used to get there, so a prompt is made between two steps.
    """

    def __init__(self, official: Official, codec: Codec, identity: str) -> None:
        self.identity = identity
        """Of the weights: prompts made with others do not fit."""
        self._model = official.model
        self._codec = codec

    @classmethod
    def from_official(cls, official: Official, codec: Codec) -> Self:
        """Take a checkpoint whose weights are all there: `release` it afterwards.

        Raises SettingsError if it is of a kind that clones no voices.
        """
        if official.model.speaker_encoder is None:
            raise SettingsError(
                f"A model of the kind {official.model.tts_model_type} clones no voices; take a "
                "base model."
            )
        return cls(official, codec, identity_of(official))

    def prompt(
        self, samples: NDArray[np.float32], rate: int, text: str = "", name: str = "given"
    ) -> ClonePrompt:
        """A prompt of a recording: mono samples in [-1, 1], `rate` of them a second.

        With `text`, which is what is said in it, the model goes on from the recording itself;
        without, it is told of the speaker only. Errors call the recording by its `name`. Raises
        SettingsError if no voice can be told from it.
        """
        check_recording(samples, rate, name)
        wanted = int(self._model.speaker_encoder_sample_rate)
        heard = at_rate(samples, rate, wanted, name)
        embedding = self._model.extract_speaker_embedding(audio=heard, sr=wanted)
        if not torch.isfinite(embedding).all():
            raise SettingsError(f"The model hears no voice in the recording {name}.")
        words = text.strip()
        if not words:
            return ClonePrompt(embedding.cpu())
        tokenizer = self._model.speech_tokenizer
        wanted = int(tokenizer.feature_extractor.sampling_rate)
        heard = at_rate(samples, rate, wanted, name)
        codes = tokenizer.encode(heard, sr=wanted).audio_codes[0]
        return ClonePrompt(embedding.cpu(), codes.cpu(), words, self._after(codes))

    def _after(self, codes: torch.Tensor) -> CodecState:
        """The codec's state when it has spoken these codes (T, G)."""
        codec = self._codec
        with torch.inference_mode():
            codec.reset([codec.slots])
            codec.prime(codes[None], torch.tensor([codec.slots], device=codes.device))
            return codec.save(codec.slots)

    def fits(self, prompt: ClonePrompt) -> bool:
        """Whether a prompt that was kept is of the shapes and types of those made here."""
        config = self._model.config
        embedding, codes, state = prompt.speaker_embedding, prompt.codes, prompt.codec_state
        if embedding.shape != (config.speaker_encoder_config.enc_dim,):
            return False
        if codes is None or state is None:
            return codes is None and state is None and not prompt.text
        groups = config.talker_config.num_code_groups
        if codes.ndim != 2 or codes.shape[1] != groups or codes.dtype != torch.int64:
            return False
        own = ClonePrompt(embedding, codes, codec_state=self._codec.save(self._codec.slots))
        return bool(prompt.text) and all(
            (kept.shape, kept.dtype) == (tensor.shape, tensor.dtype)
            for kept, tensor in zip(prompt.tensors.values(), own.tensors.values(), strict=True)
        )


def identity_of(official: Official) -> str:
    """Names the weights and sizes that a prompt depends on: equal for equal ones, wherever."""
    model, codec = official.model, official.model.speech_tokenizer.model
    digest = hashlib.sha256()
    for config in (model.config.speaker_encoder_config, codec.config):
        digest.update(json.dumps(_sizes(config.to_dict()), sort_keys=True, default=str).encode())
    for part in (model.speaker_encoder, codec):
        for name, tensor in sorted(part.state_dict().items()):
            digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
            digest.update(memory_of(tensor))
    return digest.hexdigest()


def _sizes(config: Any) -> Any:
    """A configuration without what says where it came from and who read it."""
    if not isinstance(config, dict):
        return config
    return {
        str(name): _sizes(value)
        for name, value in config.items()
        if not str(name).startswith("_") and name != "transformers_version"
    }


def memory_of(tensor: torch.Tensor) -> Any:
    """The bytes of a tensor, whatever its type, as an array."""
    return tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy()
