"""What a pipeline needs of the rest of the house: an engine, encoders, threads, a clock."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, TypeVarTuple

from rtts.audio.packet import Packet
from rtts.engines.base import Chunk, Job
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import AudioOptions

__all__ = ["AudioEncoder", "Speaker", "SpeechService", "SpokenUtterance", "Threads"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class SpokenUtterance(Protocol):
    """One utterance at the engine; see `rtts.worker.utterance.Utterance`."""

    @property
    def at_worker_s(self) -> float | None: ...
    def feed(self, text: str) -> None: ...
    def finish(self) -> None: ...
    def cancel(self) -> None: ...
    def lead(self, ms: int) -> None: ...
    def __aiter__(self) -> AsyncIterator[Chunk]: ...


class Speaker(Protocol):
    """Where utterances are spoken; see `rtts.worker.client.WorkerClient`."""

    async def open(self, job: Job) -> SpokenUtterance: ...


class AudioEncoder(Protocol):
    """One context's encoder; see `rtts.audio.encoder.Encoder`."""

    @property
    def format(self) -> AudioFormat: ...
    @property
    def header(self) -> bytes: ...
    def push(self, pcm: bytes) -> Sequence[Packet]: ...
    def end_segment(self) -> Sequence[Packet]: ...


class Threads(Protocol):
    """Where audio work is done; see `rtts.pipeline.threads.UrgentThreads`."""

    async def run(self, due: float, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """The function's result; what is due first is done first."""


@dataclass(frozen=True, slots=True)
class SpeechService:
    """What every pipeline of a server shares."""

    speaker: Speaker
    sample_rate: int
    """Of the engine's chunks, in Hz."""
    make_encoder: Callable[[AudioOptions, int], AudioEncoder]
    """Called in a thread: the first call imports the codecs."""
    threads: Threads
    clock: Callable[[], float]
    speech_timeout_s: float = 8.0
    max_audio_s: float = 300.0
    span_letters: int = 0
    """An utterance of so many letters takes no further segment; see `EngineInfo`."""
