"""Which segments an utterance speaks, and what of it is whose.

An engine that takes growing text need not stop at the end of a sentence: voice and melody carry
over when the next one is fed to the same utterance. Clients, however, are told of segments.
So an utterance has parts, one for each segment, and its audio and its words are shared out
among them by how far into the text it has come.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from rtts.context.flow import GrowSegment, SpeakSegment, WordTime
from rtts.engines.base import Chunk, Word
from rtts.errors import SynthesisFailed
from rtts.pipeline.speech import SpokenUtterance
from rtts.text.audible import is_speakable
from rtts.text.growing import GrowingText
from rtts.text.offsets import Piece, Spoken
from rtts.text.scripts import letters

__all__ = ["Part", "RunningUtterance"]

_UNSPACED = frozenset({"ja", "zh"})
"""Languages that put no space between sentences."""


class Part:
    """A segment on its way to the engine."""

    def __init__(self, segment: GrowSegment | SpeakSegment, text: GrowingText) -> None:
        self.segment = segment
        """As much of it as is known."""
        self.whole: SpeakSegment | None = None
        self.spoken = Spoken()
        self.utterance: RunningUtterance | None = None
        """What speaks it, once there is something to say."""
        self.failure: Exception | None = None
        """Why nothing could speak it."""
        self.decided = asyncio.Event()
        """It has an utterance, a failure, or is whole and silent."""
        self._completed = asyncio.Event()
        self._text = text
        self._taken = 0

    def __repr__(self) -> str:
        return f"<Part {self.segment.number} whole={self.whole is not None}>"

    def grow(self, more: GrowSegment) -> str:
        """Take in more of the segment; returns what is to be said for it by now."""
        self._taken += len(more.text)
        return self._append(self._text.push(more.text))

    def complete(self, whole: SpeakSegment) -> str:
        """Take in the rest of the segment; returns what is still to be said for it."""
        self.segment = self.whole = whole
        self._completed.set()
        rest = whole.text[self._taken :]
        return self._append(self._text.push(rest) + self._text.finish())

    async def completed(self) -> SpeakSegment:
        """The segment, once it is written to its end."""
        await self._completed.wait()
        assert self.whole is not None
        return self.whole

    @property
    def is_audible(self) -> bool:
        """Whether there is something to say for it, which a lexicon may leave nothing of."""
        return is_speakable(self.spoken.text)

    def _append(self, pieces: list[Piece]) -> str:
        for piece in pieces:
            self.spoken.append(piece)
        return "".join(piece.text for piece in pieces)


class RunningUtterance:
    """An utterance at the engine, from its opening to its last chunk.

    One coroutine writes: it adds parts and feeds them. One listens, to one part after the other.
    """

    def __init__(self, utterance: SpokenUtterance, language: str) -> None:
        self.language = language
        self.finished = False
        self.failure: Exception | None = None
        """Why it ended before its end. All its parts share that fate."""
        self.over = asyncio.Event()
        """All its chunks were taken, or nobody wants them."""
        self._utterance = utterance
        self._chunks: AsyncIterator[Chunk] = aiter(utterance)
        self._waiting: Chunk | None = None
        """Taken, and of the next part."""
        self._words: deque[Word] = deque()
        """Of parts that are still to come."""
        self._starts: list[int] = []
        """Where each part begins in the text that was fed."""
        self._ends: list[int] = []
        """Where each part ends that others follow."""
        self._heard = -1
        """The part that is listened to."""
        self._chars = 0
        self._needs_space = False
        """What was fed last needs a space behind it."""
        self._letters = 0
        self._reached = 0
        self._samples = 0
        self._first_sample = 0

    def __repr__(self) -> str:
        return f"<RunningUtterance parts={len(self._starts)} chars={self._chars}>"

    @property
    def at_worker_s(self) -> float | None:
        """For how long an engine has it; None while none has."""
        return self._utterance.at_worker_s

    # For the one who writes.

    def begin_part(self, text: str) -> None:
        """Feed the beginning of a further segment."""
        if self._starts:
            self._ends.append(self._chars)
            if self._needs_space and self.language not in _UNSPACED:
                self.feed(" ")
        self._starts.append(self._chars)
        self.feed(text)

    def feed(self, text: str) -> None:
        """Append text to the part that began last."""
        if text:
            self._utterance.feed(text)
            self._needs_space = not text[-1].isspace()
            self._chars += len(text)
            self._letters += letters(text)

    def has_room(self, language: str, span_letters: int) -> bool:
        """Whether it can take one more segment, which is in such a language."""
        open_to_more = not self.finished and not self.over.is_set()
        return open_to_more and language == self.language and self._letters < span_letters

    def finish(self) -> None:
        """Say that nothing more will be fed."""
        if not self.finished:
            self.finished = True
            self._utterance.finish()

    def lead(self, ms: int) -> None:
        """Tell the engine how much audio lies ahead of the listener."""
        self._utterance.lead(ms)

    def drop(self) -> None:
        """Free what the engine holds of it."""
        self._utterance.cancel()
        self.over.set()

    def fail(self, error: Exception) -> None:
        """Drop it because of a failure."""
        self.failure = error
        self.drop()

    # For the one who listens.

    def hear_part(self) -> None:
        """Listen to the next part from now on. Raises what the utterance failed with."""
        if self.failure is not None:
            raise self.failure
        self._heard += 1
        self._first_sample = self._samples

    @property
    def reached(self) -> int:
        """How far into the part's text speech has come, as far as the engine can tell."""
        return max(self._reached - self._starts[self._heard], 0)

    async def next(self) -> Chunk | None:
        """The next chunk of the part; None at its end.

        Raises SynthesisFailed where the engine ended before its text did: what was fed to it
        afterwards was spoken by nobody.
        """
        if self._waiting is None and not self._is_past:
            self._waiting = await anext(self._chunks, None)
            if self._waiting is None:
                if not self.finished:
                    raise SynthesisFailed("The engine ended this before its text was whole.")
                self.drop()
        if self._waiting is None or self._is_past:
            return None
        chunk, self._waiting = self._waiting, None
        self._samples += len(chunk.pcm) // 2
        self._reached = max(self._reached, chunk.reached)
        self._words.extend(chunk.words)
        return chunk

    @property
    def _is_past(self) -> bool:
        """Whether what comes next is of a later part."""
        return self._heard < len(self._ends) and self._reached >= self._ends[self._heard]

    def words(self, per_ms: float) -> tuple[WordTime, ...]:
        """Words of the part that came to be known; `per_ms` are samples."""
        base = self._starts[self._heard]
        words: list[WordTime] = []
        while self._words and not self._is_later(self._words[0]):
            word = self._words.popleft()
            if word.end <= base:
                continue  # it was told too late: its segment is over
            first = max(word.first_sample - self._first_sample, 0)
            last = max(word.last_sample - self._first_sample, first)
            end = min([word.end, *self._ends[self._heard : self._heard + 1]]) - base
            words.append(WordTime(max(word.start - base, 0), end, first / per_ms, last / per_ms))
        return tuple(words)

    def _is_later(self, word: Word) -> bool:
        return self._heard < len(self._ends) and word.start >= self._ends[self._heard]
