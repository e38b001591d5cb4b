"""One context's way from text to frames, in virtual time."""

import asyncio
from typing import Any

import pytest

from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.context.flow import PassEnd, PassFlush, PassMark, SpeakSegment
from rtts.context.timings import Timings
from rtts.engines.base import Job
from rtts.pipeline.pipeline import Pipeline
from rtts.protocol.frames import FrameFlag, FrameKind
from rtts.protocol.messages import Error
from rtts.protocol.options import SessionOptions, merge_options
from rtts.text.language import LanguageTracker
from tests.support.pipes import (
    PcmEncoder,
    Recorder,
    SlowSpeaker,
    SlowThreads,
    SlowUtterance,
    service,
)
from tests.support.virtual import pass_time, run_virtual

ENGLISH = LanguageTracker("en", {})

PCM = {"audio": {"codec": "pcm_s16le"}}


def make(
    speaker: SlowSpeaker,
    threads: Any = None,
    patch: dict[str, Any] | None = None,
    after: tuple[Pipeline, ...] = (),
    **limits: float,
) -> tuple[Pipeline, Recorder]:
    """A pipeline and who notes what it delivers."""
    options = merge_options(SessionOptions(voice="v"), PCM | (patch or {}))[0]
    context = Context("a", 1, options, ENGLISH, word_times=True, after=(), now=0.0)
    recorder = Recorder(context=context)
    ahead = context.playhead.ahead_by_clock
    made = Pipeline(
        context, service(speaker, threads or SlowThreads(), **limits), recorder, ahead, after
    )
    return made, recorder


def feed(pipeline: Pipeline, *texts: str, end: bool = True) -> None:
    """Give it segments, as a session would."""
    at = 0
    for index, text in enumerate(texts):
        pipeline.context._transcript.append(text)
        segment = SpeakSegment(index, text, at, at + len(text), "en", at)
        pipeline.feed([segment])
        pipeline.context._agenda.segments += 1
        at += len(text)
    if end:
        pipeline.context.state = type(pipeline.context.state).ENDED
        pipeline.feed([PassEnd(None)])


@pytest.mark.parametrize("segments", [1, 2, 5, 10])
def test_a_segment_is_encoded_while_the_next_is_synthesized(segments: int) -> None:
    """With 50 ms for each, N segments take (N+1) times 50 ms, not 2N."""

    async def scenario() -> float:
        pipeline, recorder = make(SlowSpeaker(delay=0.05), SlowThreads("push", 0.05))
        feed(pipeline, *["word"] * segments)
        await pipeline.run()
        return recorder.frames_at[-1][0]

    assert run_virtual(scenario()) == pytest.approx((segments + 1) * 0.05)


def test_answers_stand_behind_the_audio_of_their_text() -> None:
    """Marks, flushes and the end travel in order with the audio."""

    async def scenario() -> list[str]:
        pipeline, recorder = make(SlowSpeaker())
        feed(pipeline, "one", end=False)
        pipeline.feed([PassMark("m", None), PassFlush("f"), PassEnd(None)])
        await pipeline.run()
        return recorder.order

    assert run_virtual(scenario()) == [
        "ContextStarted",
        "SegmentBegun",
        "audio",
        "SegmentDone",
        "MarkReached",
        "Flushed",
        "ContextDone",
    ]


class StartingSpeaker(SlowSpeaker):
    """Its worker has to be started, which takes 2 s."""

    async def open(self, job: Job) -> SlowUtterance:
        await asyncio.sleep(2.0)
        return await super().open(job)


def test_an_utterance_is_opened_once_there_is_a_worker_for_it() -> None:
    """The start of a worker is no slowness of its engine."""

    async def scenario() -> Timings:
        pipeline, _ = make(StartingSpeaker(delay=0.5))
        feed(pipeline, "one")
        await pipeline.run()
        return pipeline.context.timings

    timings = run_virtual(scenario())
    assert (timings.opened_at, timings.first_chunk_at) == (2.0, 2.5)


def test_a_header_is_sent_at_once_and_is_no_audio(monkeypatch: pytest.MonkeyPatch) -> None:
    """It follows `context.started` before anything was made, and nobody has heard it."""
    monkeypatch.setattr(PcmEncoder, "header", b"header")

    async def scenario() -> tuple[Pipeline, Recorder]:
        pipeline, recorder = make(SlowSpeaker(delay=0.5))
        feed(pipeline, "one", end=False)
        running = asyncio.create_task(pipeline.run())
        await pass_time(0.1)
        running.cancel()
        await asyncio.wait([running])
        return pipeline, recorder

    pipeline, recorder = run_virtual(scenario())
    [(_, header)] = recorder.frames_at
    assert (header.kind, header.flags, header.samples) == (
        FrameKind.CONTAINER_HEADER,
        FrameFlag.FIRST_OF_CONTEXT,
        0,
    )
    assert header.payload == b"header"
    assert recorder.order[:2] == ["ContextStarted", "audio"]
    assert pipeline.context.timings.ttfa_ms is None
    assert pipeline.context.playhead.sent_ms == 0


def test_pts_grow_by_exactly_what_each_frame_covers() -> None:
    """Sequence numbers have no gaps, flags stand where segments begin."""

    async def scenario() -> list[Any]:
        pipeline, recorder = make(SlowSpeaker())
        feed(pipeline, "one", "two")
        await pipeline.run()
        return [frame for _, frame in recorder.frames_at]

    frames = run_virtual(scenario())
    assert [frame.sequence for frame in frames] == list(range(10))
    assert [frame.pts for frame in frames] == [480 * n for n in range(10)]
    assert [frame.segment for frame in frames] == [0] * 5 + [1] * 5
    firsts = [bool(frame.flags & FrameFlag.FIRST_OF_SEGMENT) for frame in frames]
    assert firsts == [True, False, False, False, False] * 2


def test_a_listener_far_behind_stops_the_engine() -> None:
    """At `max_ahead_ms` sending waits, then encoding, then synthesis."""

    async def scenario() -> tuple[int, float]:
        speaker = SlowSpeaker(chunks=10, chunk_ms=100)
        pipeline, _ = make(speaker, patch={"max_ahead_ms": 1000})
        feed(pipeline, *["word"] * 60)
        running = asyncio.create_task(pipeline.run())
        await pass_time(2.0)
        sent_ms = pipeline.context.playhead.sent_ms
        opened = len(speaker.opened)
        running.cancel()
        await asyncio.wait([running])
        return opened, sent_ms

    opened, sent_ms = run_virtual(scenario())
    assert 2900 <= sent_ms <= 3000, "two seconds were heard, one more may be ahead"
    assert opened <= 7, "and two channels of one second each are filled behind it"


def test_realtime_pacing_does_not_drift() -> None:
    """The frame that is due after 30 s leaves after 30 s, less the unpaced start."""

    async def scenario() -> list[float]:
        patch = {"pacing": {"mode": "realtime"}}
        pipeline, recorder = make(SlowSpeaker(chunks=10, chunk_ms=1000), patch=patch)
        feed(pipeline, *["word"] * 4)
        await pipeline.run()
        return [at for at, _ in recorder.frames_at]

    times = run_virtual(scenario())
    assert times[:15] == [0.0] * 15, "the first 300 ms leave at once"
    for number, at in enumerate(times[15:]):
        assert at == pytest.approx((number + 1) * 0.02, abs=0.002)


def test_a_stopped_pipeline_frees_its_utterance_at_once() -> None:
    """The engine is told before anything else is awaited."""

    async def scenario() -> list[tuple[float, str]]:
        speaker = SlowSpeaker(delay=0.05, chunks=100)
        pipeline, _ = make(speaker)
        feed(pipeline, "long")
        running = asyncio.create_task(pipeline.run())
        await pass_time(0.12)
        pipeline.stop()
        cancelled = list(speaker.cancelled)
        running.cancel()
        await asyncio.wait([running])
        return cancelled

    assert run_virtual(scenario()) == [(pytest.approx(0.12), "long")]


def test_a_failed_segment_is_told_with_its_text_and_the_next_is_spoken() -> None:
    """The context goes on and still gets its `context.done`."""

    async def scenario() -> Recorder:
        pipeline, recorder = make(SlowSpeaker())
        feed(pipeline, "good", "fail", "good")
        await pipeline.run()
        return recorder

    recorder = run_virtual(scenario())
    (error,) = [message for message in recorder.said if isinstance(message, Error)]
    assert (error.code, error.text_remaining, error.fatal) == ("synthesis_failed", "fail", False)
    assert recorder.order.count("SegmentDone") == 2
    assert recorder.order[-1] == "ContextDone"


def test_an_engine_that_gives_no_audio_is_given_up_after_its_time() -> None:
    """A `timeout` for the segment; the next one has its turn."""

    async def scenario() -> Recorder:
        pipeline, recorder = make(SlowSpeaker(), speech_timeout_s=8)
        feed(pipeline, "hang", "good")
        await pipeline.run()
        return recorder

    recorder = run_virtual(scenario())
    (error,) = [message for message in recorder.said if isinstance(message, Error)]
    assert (error.code, error.text_remaining) == ("timeout", "hang")
    assert recorder.frames_at[0][0] == pytest.approx(8.0)


def test_a_context_of_endless_audio_is_cut_off() -> None:
    """Beyond its limit segments are refused, with their text."""

    async def scenario() -> Recorder:
        speaker = SlowSpeaker(chunks=10, chunk_ms=1000)
        pipeline, recorder = make(speaker, max_audio_s=15)
        feed(pipeline, "one", "two", "three")
        await pipeline.run()
        return recorder

    recorder = run_virtual(scenario())
    (error,) = [message for message in recorder.said if isinstance(message, Error)]
    assert error.text_remaining == "three"
    assert "limit of 15 s" in error.message


def test_a_queued_context_is_spoken_behind_the_one_before() -> None:
    """Its synthesis starts when the other's has ended, its audio when the other's was sent."""

    async def scenario() -> tuple[float, float, float]:
        speaker = SlowSpeaker(delay=0.05)
        first, heard_first = make(speaker, SlowThreads("push", 0.05))
        second, heard_second = make(speaker, SlowThreads("push", 0.05), after=(first,))
        feed(second, "second")
        feed(first, "first", "first")
        await asyncio.gather(first.run(), second.run())
        (asked_at,) = [at for at, text in speaker.opened if text == "second"]
        return asked_at, heard_first.frames_at[-1][0], heard_second.frames_at[0][0]

    asked_at, first_last, second_first = run_virtual(scenario())
    assert asked_at == pytest.approx(0.1)
    assert first_last <= second_first == pytest.approx(0.2)


def test_bundles_hold_several_packets_where_asked_for() -> None:
    """Each behind its length, in one frame that covers them all."""

    async def scenario() -> list[Any]:
        patch = {"audio": {"codec": "pcm_s16le", "rate": 24000, "bundle": True}}
        pipeline, recorder = make(SlowSpeaker(), patch=patch)
        feed(pipeline, "one")
        await pipeline.run()
        return [frame for _, frame in recorder.frames_at]

    frames = run_virtual(scenario())
    assert sum(frame.samples for frame in frames) == 2400
    assert len(frames) < 5
    assert all(frame.flags & FrameFlag.BUNDLE for frame in frames)
    assert frames[0].payload[:2] == (960).to_bytes(2, "little")


def test_the_end_of_a_segment_is_marked_on_its_last_frame_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where its last packets go out together."""
    rest = [Packet(b"rest", 480)] * 3
    monkeypatch.setattr(PcmEncoder, "end_segment", lambda _encoder: rest)

    async def scenario() -> list[bool]:
        pipeline, recorder = make(SlowSpeaker(chunks=2))
        feed(pipeline, "one", "two")
        await pipeline.run()
        return [bool(frame.flags & FrameFlag.LAST_OF_SEGMENT) for _, frame in recorder.frames_at]

    assert run_virtual(scenario()) == ([False] * 12 + [True]) * 2


BUNDLES = {"audio": {"codec": "opus", "bundle": True}, "max_ahead_ms": 30_000}


@pytest.mark.parametrize(
    ("fact", "packet_bytes", "packets"),
    [
        ("a frame cannot say that it covers more than 65,535 ticks", 3, 68),
        ("what was handed over cannot be recalled: 4 KiB at a time", 300, 13),
        ("one packet goes, however large", 9000, 1),
    ],
)
def test_a_bundle_has_its_bounds(
    monkeypatch: pytest.MonkeyPatch, fact: str, packet_bytes: int, packets: int
) -> None:
    """In ticks and in bytes, and it holds as many packets as they allow."""
    many = [Packet(bytes(packet_bytes), 960)] * 200
    monkeypatch.setattr(PcmEncoder, "push", lambda _encoder, _pcm: many)

    async def scenario() -> list[int]:
        pipeline, recorder = make(SlowSpeaker(), patch=BUNDLES)
        feed(pipeline, "one")
        await pipeline.run()
        return [len(frame.payload) // (packet_bytes + 2) for _, frame in recorder.frames_at]

    counts = run_virtual(scenario())
    assert sum(counts) == 200
    assert max(counts) == packets, fact


def test_who_waits_for_a_listener_that_got_on_looks_once_and_waits_again() -> None:
    """A report that makes no room is not asked for again and again."""

    async def scenario() -> int:
        pipeline, _ = make(SlowSpeaker(chunks=30), patch={"max_ahead_ms": 1000})
        asked, ahead = 0, pipeline._ahead_ms

        def counting(now: float) -> float:
            nonlocal asked
            asked += 1
            assert asked < 1000, "it asks without an end"
            return ahead(now)

        pipeline._ahead_ms = counting
        feed(pipeline, "word")
        running = asyncio.create_task(pipeline.run())
        await pass_time(0.01)
        before = asked
        pipeline.listened()
        await pass_time(0.01)
        looked = asked - before
        await running
        return looked

    assert run_virtual(scenario()) == 1


def test_the_engine_is_told_how_long_its_listener_can_wait() -> None:
    """So that the hungriest are served first."""

    async def scenario() -> list[int]:
        leads: list[int] = []
        speaker = SlowSpeaker(chunks=20, chunk_ms=100, delay=0.001)
        pipeline, _ = make(speaker)
        opened = speaker.open

        async def noting(job: Any) -> Any:
            utterance = await opened(job)
            leads_of.append(utterance)
            return utterance

        leads_of: list[Any] = []
        speaker.open = noting  # type: ignore[method-assign]
        feed(pipeline, "long")
        await pipeline.run()
        leads += leads_of[0].leads
        return leads

    leads = run_virtual(scenario())
    assert leads == sorted(leads)
    assert leads[-1] > 1500


def test_a_segment_of_which_a_lexicon_leaves_nothing_is_not_sent_to_the_engine() -> None:
    """It begins and ends without audio, and the next one is spoken."""

    async def scenario() -> tuple[list[Any], list[str]]:
        speaker = SlowSpeaker()
        patch = {"lexicon": [{"match": "hush", "say": ""}]}
        pipeline, recorder = make(speaker, patch=patch)
        feed(pipeline, "hush", "good")
        await pipeline.run()
        return speaker.opened, recorder.order

    opened, order = run_virtual(scenario())
    assert [text for _, text in opened] == ["good"]
    assert order.count("SegmentDone") == 2


def test_a_pipeline_that_is_stopped_ends_by_itself_and_lets_the_next_one_speak() -> None:
    """Whether or not anybody cancels the task that runs it."""

    async def scenario() -> Recorder:
        speaker = SlowSpeaker(delay=0.05, chunks=100)
        first, heard = make(speaker)
        second, _ = make(speaker, after=(first,))
        feed(first, "long")
        feed(second, "next")
        both = asyncio.gather(first.run(), second.run())
        await pass_time(0.12)
        first.stop()
        await both
        assert speaker.opened[1] == (pytest.approx(0.12), "next")
        return heard

    assert "SegmentDone" not in run_virtual(scenario()).order
