"""How busy a server is: its event loop, and the threads that encode for it.

Busy is who works, and who would work if there were a processor, or the interpreter, for it: on a
machine that is shared, time spent waiting for one is as lost as time at work. For a thread that
encodes that is the time from the call to its return. For the loop, whose waits for something to
do are not to be counted, the kernel has both.
"""

import contextlib
import os
import time
import weakref
from collections import deque
from collections.abc import Callable, Sequence

from rtts.audio.packet import Packet
from rtts.capacity.strain import Stream
from rtts.pipeline.speech import AudioEncoder
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import AudioOptions

__all__ = ["Encoders", "ThreadTime"]

MakeEncoder = Callable[[AudioOptions, int], AudioEncoder]

_SCHEDULED = "/proc/thread-self/schedstat"
"""Linux: nanoseconds on a processor, nanoseconds waiting for one, and how often."""
_BYTES = 64


class ThreadTime:
    """How long the thread that made it has been busy. Call it in that thread."""

    def __init__(self) -> None:
        self._file: int | None = None
        with contextlib.suppress(OSError):
            self._file = os.open(_SCHEDULED, os.O_RDONLY | os.O_CLOEXEC)

    def __call__(self) -> float:
        """Seconds, from any beginning; without the waits where the kernel does not tell them."""
        if self._file is not None:
            with contextlib.suppress(OSError, ValueError):
                on, waiting, _ = map(int, os.pread(self._file, _BYTES, 0).split())
                if on:
                    return (on + waiting) / 1e9
            self.close()  # a kernel that does not count it says 0
        return time.thread_time()

    def close(self) -> None:
        """Give the file back. Again is harmless."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _Measured:
    """An encoder, and how much it encodes in which time."""

    def __init__(self, encoder: AudioEncoder, source_rate: int) -> None:
        self.stream = Stream()
        self._encoder = encoder
        self._bytes_per_s = 2 * source_rate

    @property
    def format(self) -> AudioFormat:
        return self._encoder.format

    @property
    def header(self) -> bytes:
        return self._encoder.header

    def push(self, pcm: bytes) -> Sequence[Packet]:
        began = time.perf_counter()
        try:
            return self._encoder.push(pcm)
        finally:
            self.stream.made_s += len(pcm) / self._bytes_per_s
            self.stream.busy_s += time.perf_counter() - began

    def end_segment(self) -> Sequence[Packet]:
        began = time.perf_counter()
        try:
            return self._encoder.end_segment()
        finally:
            self.stream.busy_s += time.perf_counter() - began


class Encoders:
    """Makes encoders, and knows the streams of those that are in use."""

    def __init__(self, make: MakeEncoder) -> None:
        self._make = make
        self._begun: deque[tuple[Stream, weakref.ref[_Measured]]] = deque()
        """Since the last look. Made in any thread."""
        self._in_use: list[tuple[Stream, weakref.ref[_Measured]]] = []

    def __repr__(self) -> str:
        return f"<Encoders {len(self._in_use)}>"

    def __call__(self, options: AudioOptions, source_rate: int) -> AudioEncoder:
        """An encoder whose work is counted for as long as somebody has it."""
        encoder = _Measured(self._make(options, source_rate), source_rate)
        self._begun.append((encoder.stream, weakref.ref(encoder)))
        return encoder

    @property
    def begun(self) -> int:
        """How many were made since `streams` was last asked for."""
        return len(self._begun)

    def streams(self) -> list[Stream]:
        """Those of all encoders that are in use, and of those that ended since the last time."""
        while self._begun:
            self._in_use.append(self._begun.popleft())
        streams = [stream for stream, _ in self._in_use]
        self._in_use = [each for each in self._in_use if each[1]() is not None]
        return streams
