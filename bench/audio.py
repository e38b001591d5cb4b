"""What encoding costs: processor time for each 20 ms of speech.

    python bench/audio.py

The speech-like signal and the sizes of the chunks are those of a real engine. Every figure is
the best of several rounds, since other work on the machine only ever adds; cpu/wall above 1
would mean that the linear algebra library has woken its threads.
"""

import time
from collections.abc import Callable

import numpy as np

from rtts.audio.encoder import Encoder
from rtts.audio.pcm import from_s16le, to_s16le
from rtts.audio.resample import Resampler
from rtts.protocol.options import AudioOptions

SOURCE_RATE = 22_050
CHUNKS_MS = (60, 250, 500)
SECONDS = 12
ROUNDS = 9
TARGETS = (8000, 24000, 48000)
OUTPUTS = (
    AudioOptions(codec="opus", rate=24000),
    AudioOptions(codec="opus", rate=48000),
    AudioOptions(codec="opus", rate=24000, fec=True),
    AudioOptions(codec="mulaw", rate=8000),
    AudioOptions(codec="pcm_s16le", rate=24000),
    AudioOptions(codec="pcm_f32le", rate=24000),
)


def speech_like(seconds: float, rate: int) -> bytes:
    """A buzz with formants and a melody in syllables, and a little breath: s16le."""
    time_s = np.arange(int(seconds * rate)) / rate
    pitch = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.7 * time_s)) / rate
    voice = sum(
        np.sin(k * pitch) * np.exp(-(((k * 120 - formant) / 400) ** 2)) / (i + 1)
        for k in range(1, 60)
        for i, formant in enumerate((500, 1500, 2600))
    )
    breath = np.random.default_rng(0).standard_normal(len(time_s)) * 0.05
    syllables = np.maximum(0, np.sin(2 * np.pi * 4 * time_s)) ** 0.5
    sound = (voice + breath) * syllables
    return to_s16le((0.5 * sound / np.abs(sound).max()).astype(np.float32))


def cost(work: Callable[[], None]) -> tuple[float, float]:
    """Processor microseconds for each 20 ms of speech, and processor over wall time."""
    best, ratio = float("inf"), 0.0
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        processor = time.process_time() - processor
        wall = time.perf_counter() - wall
        if processor < best:
            best, ratio = processor, processor / wall
    return best * 1e6 / (SECONDS * 50), ratio


def in_chunks(pcm: bytes, chunk_ms: int) -> list[bytes]:
    """The samples in pieces of that length, as an engine hands them over."""
    size = 2 * (SOURCE_RATE * chunk_ms // 1000)
    return [pcm[i : i + size] for i in range(0, len(pcm), size)]


def resampling(target: int, chunks: list[bytes]) -> Callable[[], None]:
    """Resample all chunks as one stream."""
    samples = [from_s16le(chunk) for chunk in chunks]

    def work() -> None:
        resampler = Resampler(SOURCE_RATE, target)
        for piece in samples:
            resampler.push(piece)
        resampler.flush()

    return work


def encoding(options: AudioOptions, chunks: list[bytes]) -> Callable[[], None]:
    """Encode all chunks as one segment of a context."""

    def work() -> None:
        encoder = Encoder(options, SOURCE_RATE)
        for chunk in chunks:
            encoder.push(chunk)
        encoder.end_segment()

    return work


def show(name: str, works: list[Callable[[], None]]) -> None:
    """Print one line: what each piece of work costs."""
    cells = (f"{micros:8.1f}  {ratio:.2f}" for micros, ratio in map(cost, works))
    print(f"{name:34}" + "  ".join(cells))


def main() -> None:
    """Print the table."""
    pcm = speech_like(SECONDS, SOURCE_RATE)
    chunks = [in_chunks(pcm, chunk_ms) for chunk_ms in CHUNKS_MS]
    heads = "  ".join(f"{f'{ms} ms chunks':>14}" for ms in CHUNKS_MS)
    print(f"{'us per 20 ms, and cpu/wall':34}{heads}")
    for target in TARGETS:
        show(f"resample {SOURCE_RATE} to {target}", [resampling(target, c) for c in chunks])
    for options in OUTPUTS:
        name = f"{options.codec} {options.rate}" + (" with fec" if options.fec else "")
        show(f"encode to {name}", [encoding(options, c) for c in chunks])


if __name__ == "__main__":
    main()
