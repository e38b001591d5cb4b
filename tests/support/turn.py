"""One context of a growing engine, in virtual time: text goes in, speech is noted."""

import asyncio
from collections.abc import Callable
from typing import Any

from rtts.context.context import Context
from rtts.context.flow import PassMark
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.pipeline.pipeline import Pipeline
from rtts.protocol.options import SessionOptions, merge_options
from rtts.text.language import LanguageTracker
from tests.support.pipes import Recorder, SlowThreads, service
from tests.support.stepped import SteppedSpeaker, SteppedUtterance

PCM = {"audio": {"codec": "pcm_s16le"}, "timestamps": "word"}
LONGEST_S = 300


class Turn:
    """One context of a growing engine: text goes in as it is written, speech is noted."""

    def __init__(
        self,
        patch: dict[str, Any] | None = None,
        *,
        make: type[ToneEngine] = ToneEngine,
        word_times: bool = True,
        tracker: LanguageTracker | None = None,
        **options: Any,
    ) -> None:
        loop = asyncio.get_running_loop()
        engine = make(
            ToneOptions(**{"grows": True, "chunk_ms": 50} | options),
            clock=loop.time,
            sleep=lambda _s: None,
        )
        self.speaker = SteppedSpeaker(engine)
        wish = merge_options(SessionOptions(voice="tone"), PCM | (patch or {}))[0]
        self.context = Context(
            "a",
            1,
            wish,
            tracker or LanguageTracker("en", {}),
            word_times=word_times,
            grows=True,
            after=(),
            now=0.0,
        )
        self.recorder = Recorder(context=self.context)
        pipes = service(self.speaker, SlowThreads(), span_letters=options.get("span_letters", 0))
        ahead = self.context.playhead.ahead_by_clock
        self.pipeline = Pipeline(self.context, pipes, self.recorder, ahead)
        self._clockwork = [asyncio.create_task(self.speaker.run())]
        self._runs = asyncio.create_task(self.pipeline.run())

    def write(self, text: str) -> None:
        """As a session does with a client's message."""
        now = asyncio.get_running_loop().time()
        self.pipeline.feed(self.context.write(text, now))

    def flush(self, request: str) -> None:
        """As a session does with a client's flush."""
        items, _ = self.context.flush(request, asyncio.get_running_loop().time())
        self.pipeline.feed(items)

    def mark(self, mark: PassMark) -> None:
        """As a session does with a client's mark."""
        self.pipeline.feed(self.context.mark(mark))

    def keep_time(self) -> None:
        """From now on stalls are noticed, as a session notices them."""
        self._clockwork.append(asyncio.create_task(self._ring()))

    async def _ring(self) -> None:
        while True:
            await asyncio.sleep(0.01)
            due = self.context.stalls_at
            if due is not None and due <= asyncio.get_running_loop().time():
                self.stall()

    def stall(self) -> None:
        """As a session does when nothing came for `max_delay_ms`."""
        self.pipeline.feed(self.context.stall(asyncio.get_running_loop().time()))

    async def end(self) -> None:
        """End the context and wait until it is spoken."""
        items, _ = self.context.end(None, asyncio.get_running_loop().time())
        self.pipeline.feed(items)
        await asyncio.wait([self._runs], timeout=LONGEST_S)
        over = self._runs.done()
        self.drop()
        assert over, f"after {LONGEST_S} s it is not over: {self.pipeline!r}"
        self._runs.result()

    async def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Let time pass until something holds."""
        for _ in range(round(seconds / 0.05)):
            if condition():
                return
            await asyncio.sleep(0.05)
        self.drop()
        raise AssertionError(f"not within {seconds} s: {self.pipeline!r}")

    def drop(self) -> None:
        """Stop everything."""
        for task in self._clockwork:
            task.cancel()
        if not self._runs.done():
            self.pipeline.stop()
            self._runs.cancel()

    def said(self, kind: type) -> list[Any]:
        """The messages of a kind."""
        return [message for message in self.recorder.said if isinstance(message, kind)]

    @property
    def utterances(self) -> list[SteppedUtterance]:
        """Those that were opened."""
        return self.speaker.opened
