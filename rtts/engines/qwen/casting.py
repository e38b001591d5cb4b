"""Who speaks: what a job's voice, language and instructions are to the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from rtts.engines.base import Job
from rtts.engines.qwen.cast_list import DESIGNED
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.codec.decoder import CodecState
from rtts.engines.qwen.prompt import Voicing
from rtts.engines.qwen.tokens import encode_text, instruction_ids
from rtts.errors import SettingsError

if TYPE_CHECKING:
    from rtts.engines.qwen.voices.cloning import ClonePrompt

__all__ = ["Casting", "Recording", "Role"]


@dataclass(frozen=True)
class Recording:
    """A reference that the model goes on from, as if it had just spoken it."""

    text_ids: tuple[int, ...]
    codes: torch.Tensor  # (T, G)
    codec_state: CodecState | None
    """Where the codec stands behind them, if that is known."""


@dataclass(frozen=True)
class Role:
    """One utterance's part."""

    voicing: Voicing
    recording: Recording | None = None
    """Of a cloned voice whose words are known; without it the voice is its embedding alone."""

    @property
    def tensors(self) -> list[torch.Tensor]:
        """What the networks read of a cloned voice."""
        codes = None if self.recording is None else self.recording.codes
        given = (self.voicing.speaker_embedding, codes)
        return [tensor for tensor in given if tensor is not None]


class Casting:
    """Gives roles to jobs. `find_clone` knows the voices that were registered, by their ids."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        tokenizer: Any,
        find_clone: "Callable[[str], ClonePrompt]",
    ) -> None:
        self._checkpoint = checkpoint
        self._tokenizer = tokenizer
        self._find_clone = find_clone

    def role(self, job: Job) -> Role:
        """What the model is asked for. Raises SettingsError for what the checkpoint has not."""
        checkpoint = self._checkpoint
        language = checkpoint.language(job.language)
        if job.instructions and not checkpoint.takes_instructions:
            raise SettingsError(f"The model {checkpoint.name} takes no instructions.")
        asked: Sequence[int] = instruction_ids(self._tokenizer, job.instructions)
        if checkpoint.kind == "custom_voice":
            return Role(Voicing(language, checkpoint.speaker(job.voice), tuple(asked)))
        if checkpoint.kind == "voice_design":
            if job.voice != DESIGNED:
                raise SettingsError(
                    f"The model {checkpoint.name} has no voice {job.voice}; it speaks as "
                    f"{DESIGNED}, and `instructions` describe how that sounds."
                )
            return Role(Voicing(language, instructions_ids=tuple(asked)))
        return self._cloned(job.voice, language)

    def _cloned(self, voice: str, language: str | None) -> Role:
        clone = self._find_clone(voice)
        key = clone.key or voice
        voicing = Voicing(language, speaker_embedding=clone.speaker_embedding, key=key)
        if clone.codes is None:
            return Role(voicing)
        text_ids = tuple(encode_text(self._tokenizer, clone.text))
        return Role(voicing, Recording(text_ids, clone.codes, clone.codec_state))
