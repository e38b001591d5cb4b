"""What the engine can do with a checkpoint, told before it is loaded. Imports no torch."""

from collections.abc import Sequence

from rtts.engines.base import EngineInfo, Voice
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.options import QwenOptions, expected_slots
from rtts.errors import SettingsError

__all__ = ["DESIGNED", "describe"]

DESIGNED = "designed"
"""The one voice of a checkpoint that is told what a voice is like."""

_SPAN_LETTERS = 180
"""Some 13 s. The streaming layout speaks faster and faster: by 17 % in 25 s (Qwen3-TTS, 239)."""


def describe(
    checkpoint: Checkpoint,
    options: QwenOptions,
    registered: Sequence[str] = (),
    *,
    reads_ahead: bool = False,
) -> EngineInfo:
    """The engine's info; `registered` are the ids of reference voices.

    `reads_ahead` says that some of them need an utterance's whole text before they speak: so
    none goes on with a further sentence, for which the first one would wait.

    Raises SettingsError for a checkpoint that has no voice to speak with.
    """
    languages = tuple(sorted(checkpoint.languages))
    voices = tuple(_voices(checkpoint, languages, registered))
    if not voices:
        raise SettingsError(
            f"The model {checkpoint.name} speaks as a recording does, and there is none: name a "
            "folder of them, as in --engine-option voices=/srv/voices"
        )
    return EngineInfo(
        name="qwen",
        model=checkpoint.name,
        sample_rate=checkpoint.sample_rate,
        default_voice=voices[0].id,
        voices=voices,
        languages=languages,
        grows=options.layout == "growing",
        span_letters=_SPAN_LETTERS if options.layout == "growing" and not reads_ahead else 0,
        takes_instructions=checkpoint.takes_instructions,
        clones_voices=checkpoint.kind == "base",
        designs_voices=checkpoint.kind == "voice_design",
        slots=expected_slots(options),
    )


def _voices(
    checkpoint: Checkpoint, languages: tuple[str, ...], registered: Sequence[str]
) -> list[Voice]:
    if checkpoint.kind == "voice_design":
        about = "As `instructions` describe it."
        return [Voice(DESIGNED, "Designed", languages, description=about)]
    if checkpoint.kind == "base":
        return [Voice(id, id, languages, description="Cloned.") for id in registered]
    return [Voice(id, id.replace("_", " ").title(), languages) for id in checkpoint.voices]
