"""The library espeak-ng, one portion of speech at a time.

The library speaks a whole text in one call and hands out samples through a callback. It has
one state for the whole process, and is entered by one thread only: a second one aborts the
process. So `Library` may exist once, and `Synthesizer` runs it in a thread of its own that
stops inside the callback whenever a portion is ready, until the next one is asked for. Of
that thread and its caller, one always waits for the other.

API: https://github.com/espeak-ng/espeak-ng/blob/1.52.0/src/include/espeak-ng/speak_lib.h
"""

import ctypes as c
import os
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

__all__ = [
    "LONGEST_WORD",
    "SAMPLE_RATE",
    "Library",
    "LibraryError",
    "Mark",
    "Portion",
    "Request",
    "Synthesizer",
]

SAMPLE_RATE = 22050
_SYNCHRONOUS = 2
_BUFFER_MS = 20
"""Asked for; the callback comes every 60 ms of audio all the same."""
_DO_NOT_EXIT = 0x8000
_RATE_PARAMETER = 1
_BY_CHARACTER = 1
_UTF8_WITH_END_PAUSE = 1 | 0x1000
_NO_MORE_EVENTS = 0
_WORD_EVENT = 1
_SEED = 1
"""Of breath, which else would differ each time."""
LONGEST_WORD = SAMPLE_RATE
"""Samples that are awaited for a word's end. The beginning of a longer one goes out before."""


class LibraryError(Exception):
    """The library did not do what it was asked."""


class Mark(NamedTuple):
    """The library begins a word."""

    offset: int
    """Code points into the text, roughly."""
    sample: int
    """From the first of the utterance."""


class Request(NamedTuple):
    """What to speak, and how."""

    text: str
    voice: str
    """As the data folder calls it."""
    words_per_minute: int


class Portion(NamedTuple):
    """What the library made since the last one."""

    pcm: bytes
    """As in `Chunk`."""
    marks: list[Mark]
    ended: bool
    error: Exception | None = None


class _EventId(c.Union):
    _fields_ = (("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8))


class _Event(c.Structure):
    _fields_ = (
        ("type", c.c_int),
        ("unique_identifier", c.c_uint),
        ("text_position", c.c_int),
        ("length", c.c_int),
        ("audio_position", c.c_int),
        ("sample", c.c_int),
        ("user_data", c.c_void_p),
        ("id", _EventId),
    )


_Callback = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int, c.POINTER(_Event))
_Listener = Callable[[bytes, list[Mark]], bool]

_in_use = threading.Lock()


class Library:
    """The library, ready to speak. Only one may be open in a process."""

    def __init__(self, library: Path, data: Path) -> None:
        """Raises LibraryError if another is open, or if the library cannot use the data."""
        if not _in_use.acquire(blocking=False):
            raise LibraryError("espeak can be open once in a process; close the other engine.")
        try:
            self._start(library, data)
        except BaseException:
            _in_use.release()
            raise

    def _start(self, library: Path, data: Path) -> None:
        self._calls = c.CDLL(str(library))
        self._calls.espeak_Synth.argtypes = (
            *(c.c_char_p, c.c_size_t, c.c_uint, c.c_int, c.c_uint, c.c_uint),
            *(c.c_void_p, c.c_void_p),
        )
        self._calls.espeak_ng_SetRandSeed.argtypes = (c.c_long,)
        path = os.fsencode(data)
        rate = self._calls.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, path, _DO_NOT_EXIT)
        if rate != SAMPLE_RATE:
            raise LibraryError(f"espeak cannot use its data: it has a rate of {rate} Hz.")
        self._callback = _Callback(self._called)  # the library keeps no reference to it
        self._calls.espeak_SetSynthCallback(self._callback)
        self._voice = ""
        self._listener: _Listener = lambda _pcm, _marks: False
        self._raised: BaseException | None = None

    def speak(self, request: Request, listener: _Listener) -> None:
        """Speak a text; the listener hears every 60 ms of it, and returns False to stop.

        Raises LibraryError, and whatever the listener raises.
        """
        self._listener = listener
        self._raised = None
        self._set_voice(request.voice)
        self._calls.espeak_SetParameter(_RATE_PARAMETER, request.words_per_minute, 0)
        self._calls.espeak_ng_SetRandSeed(_SEED)
        text = request.text.encode() + b"\0"
        status = self._calls.espeak_Synth(
            text, len(text), 0, _BY_CHARACTER, 0, _UTF8_WITH_END_PAUSE, None, None
        )
        if self._raised is not None:
            raise self._raised
        if status != 0:
            raise LibraryError(f"espeak refused to speak, with status {status}.")

    def close(self) -> None:
        """Give back what the library holds. Another may be opened then."""
        self._calls.espeak_Terminate()
        _in_use.release()

    def _set_voice(self, voice: str) -> None:
        """Setting a voice reads its dictionary, which may take milliseconds: once is enough."""
        if voice == self._voice:
            return
        self._voice = ""
        if self._calls.espeak_SetVoiceByName(os.fsencode(voice)) != 0:
            raise LibraryError("espeak has no such voice.")
        self._voice = voice

    def _called(self, samples: int | None, count: int, events: "c._Pointer[_Event]") -> int:
        """The callback. No exception may leave it, and its arguments die with it."""
        try:
            pcm = c.string_at(samples, count * 2) if samples and count > 0 else b""
            return 0 if self._listener(pcm, _read_marks(events)) else 1
        except BaseException as error:  # noqa: BLE001  raised again by `speak`
            self._raised = error
            return 1


def _read_marks(events: "c._Pointer[_Event]") -> list[Mark]:
    marks, index = [], 0
    while (event := events[index]).type != _NO_MORE_EVENTS:
        if event.type == _WORD_EVENT:
            marks.append(Mark(event.text_position - 1, event.sample))
        index += 1
    return marks


class Synthesizer:
    """Runs a library in a thread of its own. All methods are called from one other thread.

    A portion ends with the first word that begins at or behind the sample that was asked
    for, so that all words before it are whole; or a second later, for words that never end.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        self._goals: SimpleQueue[int | None] = SimpleQueue()
        self._portions: SimpleQueue[Portion] = SimpleQueue()
        self._paused = False
        """In the middle of a text."""
        self._goal: int | None = 0
        self._pcm = bytearray()
        self._marks: list[Mark] = []
        self._made = 0
        self._thread = threading.Thread(target=self._run, name="espeak", daemon=True)
        self._thread.start()

    def begin(self, request: Request, goal: int) -> Portion:
        """Begin a text, and speak up to the sample `goal`."""
        self._goal, self._made = goal, 0
        self._requests.put(request)
        return self._receive()

    def resume(self, goal: int) -> Portion:
        """Go on with the text, up to the sample `goal`."""
        self._goals.put(goal)
        return self._receive()

    def abandon(self) -> None:
        """Say no more of the text."""
        if self._paused:
            self._goals.put(None)
            self._receive()

    def close(self) -> None:
        """End the thread, then the library."""
        self.abandon()
        self._requests.put(None)
        self._thread.join()
        self._library.close()

    def _receive(self) -> Portion:
        portion = self._portions.get()
        self._paused = not portion.ended
        return portion

    # Below is what the library's thread does.

    def _run(self) -> None:
        while (request := self._requests.get()) is not None:
            error = None
            try:
                self._library.speak(request, self._listen)
            except Exception as raised:  # noqa: BLE001  goes to the other thread
                error = raised
            self._portions.put(self._take(ended=True, error=error))

    def _listen(self, pcm: bytes, marks: list[Mark]) -> bool:
        self._pcm += pcm
        self._made += len(pcm) // 2
        # Of very fast speech the library announces words whose samples it has yet to hand out.
        self._marks += [Mark(mark.offset, min(mark.sample, self._made)) for mark in marks]
        if self._goal is not None and self._is_reached(self._goal):
            self._portions.put(self._take(ended=False))
            self._goal = self._goals.get()
        return self._goal is not None

    def _is_reached(self, goal: int) -> bool:
        marked = bool(self._marks) and self._marks[-1].sample >= goal
        return marked or self._made >= goal + LONGEST_WORD

    def _take(self, *, ended: bool, error: Exception | None = None) -> Portion:
        portion = Portion(bytes(self._pcm), self._marks, ended, error)
        self._pcm, self._marks = bytearray(), []
        return portion
