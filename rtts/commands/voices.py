"""`rtts voices`: what an engine can speak with, and what is recorded, in lines for people."""

from collections.abc import Iterator
from pathlib import Path

from rtts.engines.base import EngineInfo
from rtts.errors import RttsError
from rtts.voices.files import find_references
from rtts.worker.supervisor import Supervisor
from rtts.worker.wire import WorkerSpec

__all__ = ["describe", "recorded", "render"]


async def describe(engine: str, model: str, options: dict[str, str]) -> EngineInfo:
    """What an engine can do. Raises WorkerUnavailable."""
    supervisor = Supervisor(WorkerSpec(engine=engine, model=model, options=options))
    try:
        return await supervisor.describe()
    finally:
        await supervisor.close()


def render(engine: str, info: EngineInfo, language: str | None) -> Iterator[str]:
    """A line for each voice, or each for a language. Raises RttsError where there is none."""
    listed = [each for each in info.voices if language is None or language in each.languages]
    if not listed:
        known = ", ".join(info.languages)
        raise RttsError(f"No voice of {engine} speaks {language}; it knows {known}.")
    for voice in listed:
        mark = "*" if voice.id == info.default_voice else " "
        yield f"{mark} {voice.id:<24} {', '.join(voice.languages):<24} {voice.name}"
    if info.voice_variants:
        yield f"\nVariants, as in {info.default_voice}+f3: {', '.join(info.voice_variants)}"


def recorded(folder: Path) -> Iterator[str]:
    """A line for each recorded voice: its name, whether its words are known, its file."""
    for name, voice in find_references(folder).items():
        words = "with text" if voice.has_words else "no text"
        yield f"{name:<24} {words:<10} {voice.recording.name}"
