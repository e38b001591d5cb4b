"""The conversation, pure, under everything that a client may say in any order.

The test is the pipeline: it speaks a message or a frame at a time, of whichever context may be
heard. Beside it stands what a client could know of its contexts, by their handles; every answer
is compared with that.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rtts.audio.packet import Packet
from rtts.context.context import Context, ContextState
from rtts.context.flow import (
    PassEnd,
    SegmentBegan,
    SegmentEnded,
    SegmentFailed,
    SpeakSegment,
    WordsKnown,
)
from rtts.errors import SynthesisFailed
from rtts.protocol.frames import Frame
from rtts.protocol.messages import (
    ContextCancelled,
    ContextDone,
    Error,
    Flushed,
    MarkReached,
    Pong,
    SegmentDone,
    ServerMessage,
    SessionUpdated,
    Warning,
)
from rtts.session.actions import FeedContext, Hangup, OpenContext, Reply, StopContext
from tests.e2e.script import WORDS
from tests.support.talk import Talk, as_written, word_times

LIMITS = {"max_contexts": 3, "max_text_chars": 60, "max_buffer_chars": 100}
NAMES = (None, "a", "b", "c")
OPTIONS: list[dict[str, Any]] = [
    {"on_new_context": "queue"},
    {"on_new_context": "parallel"},
    {"on_new_context": "interrupt"},
    {"timestamps": "word"},
    {"timestamps": "segment"},
    {"split": {"mode": "clause", "min_chars": 0}},
    {"split": {"mode": "none"}},
    {"normalize": "off"},
    {"speed": 99},
    {"voice": "nobody", "language": "de"},
    {"max_ahead_ms": 31_000},
]
REFUSED = OPTIONS[-3:]

names = st.sampled_from(NAMES)


class Machine(RuleBasedStateMachine):
    """A session, its client and its pipelines."""

    @initialize(options=st.sampled_from(OPTIONS[:-3]), grows=st.booleans())
    def begin(self, options: dict[str, Any], *, grows: bool) -> None:
        self.talk = Talk(options, grows=grows, **LIMITS)
        self.contexts: list[Context] = []
        """Of all that were opened; the place is the handle less one."""
        self.texts: dict[Context, str] = defaultdict(str)
        self.ends: dict[Context, list[type]] = defaultdict(list)
        self.asked: dict[Context, list[tuple[str, str]]] = defaultdict(list)
        """Flushes and marks that were not answered yet."""
        self.after: dict[Context, tuple[Context, ...]] = {}
        self.frames: dict[Context, tuple[int, int]] = defaultdict(lambda: (0, 0))
        self.voices: dict[Context, Iterator[None]] = {}
        self.closed: dict[str | None, bool] = {}
        """Names that were cancelled, and whether late text was answered."""
        self.done: list[Context] = []
        """Of which a cancel may still deny that they were heard out."""
        self.spoke: list[ServerMessage] = []
        self.draining = False
        self.over = False
        self._seen = len(self.talk.actions)
        self._ids = 0

    # What a client says.

    @rule(name=names, words=st.lists(st.sampled_from([*WORDS, "x" * 61]), max_size=6))
    def text(self, name: str | None, words: list[str]) -> None:
        text, context, count = "".join(words), self.takes_text(name), len(self.contexts)
        was_closed, was_said = name in self.closed, self.closed.get(name, False)
        replies = self.say("text", context=name, text=text)
        errors = [reply for reply in replies if isinstance(reply, Error)]
        if self.over:
            return
        if errors:
            [error] = replies
            assert error.text_remaining == text
            allowed = {"text_too_long"} if len(text) > 60 else {"text_too_long", "context_limit"}
            assert error.code in allowed | ({"overloaded"} if self.draining else set())
            assert len(self.contexts) == count
        elif was_closed:
            assert [type(reply) for reply in replies] == [Warning] * (not was_said)
            self.closed[name] = True
            assert len(self.contexts) == count
        else:
            assert len(text) <= 60
            assert len(self.contexts) == count + (context is None)
            assert context is None or not replies
            self.closed.pop(name, None)  # it interrupted one of its own name
            self.texts[context or self.contexts[-1]] += text

    @rule(name=names, kind=st.sampled_from(("flush", "mark", "end")))
    def ask(self, name: str | None, kind: str) -> None:
        """An answer at once only where there is nothing to wait for."""
        context, known = self.takes_text(name), self.was(name)
        replies = self.say(kind, context=name, name=f"m{self._ids}")
        if self.over:
            return
        codes = [getattr(reply, "code", "") for reply in replies]
        if context is not None:
            assert codes in ([], ["no_speakable_text"])
            key = f"m{self._ids - 1}" if kind == "mark" else f"r{self._ids}"
            self.asked[context].append((kind, key))
        else:
            assert codes == ["context_closed" if known else "invalid_value"]
        assert all(getattr(reply, "re", "") == f"r{self._ids}" for reply in replies)

    @rule(name=names, played_ms=st.none() | st.integers(0, 2000))
    def cancel(self, name: str | None, played_ms: int | None) -> None:
        """All that may still be heard of it is reported, once; None is everything."""
        targets = [
            each
            for each in self.contexts
            if (name is None or each.name == name) and self.is_audible(each)
        ]
        known = name is None or self.was(name)
        fields = {} if played_ms is None else {"played_ms": played_ms}
        if not targets and played_ms is not None:
            targets = self.denied(name, played_ms)
        replies = self.say("cancel", context=name, **fields)
        if self.over and not replies:
            return
        reports = [reply for reply in replies if isinstance(reply, ContextCancelled)]
        assert len(reports) == len(targets)
        assert all(each.state is ContextState.CANCELLED for each in targets)
        if not targets:
            [refused] = replies
            assert refused.code == ("context_closed" if known else "invalid_value")

    @rule(name=names, played_ms=st.integers(0, 3000))
    def played(self, name: str | None, played_ms: int) -> None:
        known = self.was(name)
        replies = self.say("played", context=name, played_ms=played_ms)
        assert self.over or [type(reply) for reply in replies] == [Error] * (not known)

    @rule(options=st.sampled_from(OPTIONS))
    def update(self, options: dict[str, Any]) -> None:
        """Wholly or not at all."""
        before = self.talk.session.options
        replies = self.say("session.update", session=options)
        if self.over:
            return
        [reply] = replies
        if options in REFUSED:
            assert isinstance(reply, Error)
            assert self.talk.session.options == before
        else:
            assert isinstance(reply, SessionUpdated)
        assert reply.re == f"r{self._ids}"

    @rule()
    def ping(self) -> None:
        replies = self.say("ping", t=self._ids)
        assert replies == ([] if self.over else [Pong(self._ids - 1)])

    @precondition(lambda self: len(self.contexts) > 4)
    @rule()
    def close(self) -> None:
        """Everything is reported, and nothing more is said."""
        self.say("close")
        assert self.over

    # What happens meanwhile.

    @rule(which=st.integers(0, 2), steps=st.integers(1, 12), fails=st.booleans())
    def speak(self, which: int, steps: int, *, fails: bool) -> None:
        """A context that waits for none is heard for a while."""
        ready = [each for each in self.talk.fed if not self.waits(each)]
        if ready:
            for _ in range(steps):
                self._step(ready[which % len(ready)], fails=fails)

    @rule(which=st.integers(0, 2))
    def speak_out(self, which: int) -> None:
        """A context has nothing left to say: then every flush of it was answered."""
        ready = [each for each in self.talk.fed if not self.waits(each)]
        if ready:
            context = ready[which % len(ready)]
            while self.talk.fed.get(context) or context in self.voices:
                self._step(context, fails=False)
            assert "flush" not in {kind for kind, _ in self.asked[context]}

    @rule(seconds=st.sampled_from((0.01, 0.1, 1.0, 10.0, 580.0)))
    def wait(self, seconds: float) -> None:
        """Whatever is due is done when it is due."""
        until, talk, wakes = self.talk.now + seconds, self.talk, 0
        while not self.over and talk.session.wakes_at() <= until:
            talk.now = max(talk.now + 0.001, talk.session.wakes_at())
            talk.take(talk.session.tick(talk.now))
            self._note()
            wakes += 1
            assert wakes < 20, "it is woken for nothing"
        talk.now = max(talk.now, until)

    @precondition(lambda self: len(self.contexts) > 3 and not self.draining)
    @rule()
    def drain(self) -> None:
        self.draining = True
        self.talk.take(self.talk.session.drain(1000))
        self._note()

    @rule(which=st.integers(0, 2))
    def break_down(self, which: int) -> None:
        """A pipeline fails by a fault of ours."""
        running = list(self.talk.fed)
        if which < len(running):
            said: list[Any] = self.talk.take(
                self.talk.session.broken(running[which], self.talk.now)
            )
            error, report = said
            assert error.code == "internal"
            assert error.text_remaining == report.text_remaining
            self._note()

    # What has to hold at every moment.

    @invariant()
    def keeps_its_bounds(self) -> None:
        if not hasattr(self, "talk"):
            return
        running = [each for each in self.contexts if each in self.talk.fed]
        assert len(running) <= LIMITS["max_contexts"]
        now = self.talk.now
        for context in running:
            assert context.unspoken_chars <= LIMITS["max_buffer_chars"]
            assert self.talk.session.ahead_ms(context, now) >= 0
        for context in self.contexts:
            assert 0 <= context.playhead.played_ms(now) <= context.playhead.sent_ms

    def teardown(self) -> None:
        """Every context has ended once, and every request was answered, or cancelled with it."""
        if not hasattr(self, "talk"):
            return
        if not self.over:
            self.cancel(None, None)
        assert not self.talk.fed
        for context in self.contexts:
            ends = self.ends[context]
            assert ends in ([ContextDone], [ContextCancelled], [ContextDone, ContextCancelled])
            if ends[0] is ContextDone:
                assert not self.asked[context], "a request that got no answer"

    # Beside the session.

    def say(self, kind: str, **fields: Any) -> list[Any]:
        """Send a message; its replies. Nothing is said after the end."""
        was_over = self.over
        self._ids += 1
        given = {name: value for name, value in fields.items() if value is not None}
        if kind != "mark":
            given.pop("name", None)
        replies = self.talk.say(type=kind, id=f"r{self._ids}", **given)
        self._note()
        assert not was_over or not replies
        return replies

    def takes_text(self, name: str | None) -> Context | None:
        """The context that a client would mean, if it is open."""
        mine = [each for each in self.contexts if each.name == name and each in self.talk.fed]
        return mine[-1] if mine and mine[-1].state is ContextState.OPEN else None

    def was(self, name: str | None) -> bool:
        return any(each.name == name for each in self.contexts)

    def is_audible(self, context: Context) -> bool:
        """Whether it runs, or is done and not heard out."""
        done = context.state is ContextState.DONE and not context.heard_out(self.talk.now)
        return context in self.talk.fed or done

    def denied(self, name: str | None, played_ms: int) -> list[Context]:
        """What only the clock says to have been heard out: of that, what was done last."""
        done = [each for each in self.done if each.state is ContextState.DONE]
        if not done or name not in (None, done[-1].name):
            return []
        head = done[-1].playhead
        return [done[-1]] if head.reported_ms is None and head.sent_ms - played_ms >= 1 else []

    def waits(self, context: Context) -> bool:
        return any(before in self.talk.fed for before in self.after[context])

    def _note(self) -> None:
        """Take in what the session had done since."""
        new, stopped = self.talk.actions[self._seen :], list[Context]()
        self._seen = len(self.talk.actions)
        for action in new:
            assert not self.over, f"{action} behind the end"
            match action:
                case OpenContext():
                    self.contexts.append(action.context)
                    assert action.context.handle == len(self.contexts)
                    self.after[action.context] = action.after
                case FeedContext():
                    assert ContextCancelled not in self.ends[action.context]
                    assert ContextDone not in self.ends[action.context]
                case StopContext():
                    stopped.append(action.context)
                    self.voices.pop(action.context, None)
                case Reply(ContextCancelled() as report):
                    self._check_report(stopped.pop(), report)
                case Hangup():
                    self.over = True
        assert not stopped, "stopped without a report"

    def _check_report(self, context: Context, report: ContextCancelled) -> None:
        self.ends[context].append(ContextCancelled)
        if context.name is not None:
            self.closed[context.name] = False
        assert report.text_spoken + report.text_remaining == self.texts[context]
        assert report.spoken_chars == len(report.text_spoken)
        assert 0 <= report.played_ms <= report.sent_ms

    def _step(self, context: Context, *, fails: bool) -> None:
        """Speak a message or a frame of a context, if it has anything to say."""
        if context not in self.voices and not self.talk.fed.get(context):
            return
        voice = self.voices.setdefault(context, self._voice(context, fails=fails))
        if next(voice, "over") == "over":
            self.voices.pop(context, None)

    def _voice(self, context: Context, *, fails: bool) -> Iterator[None]:
        """The next item of a context, in steps of a message or a frame."""
        item = self.talk.fed[context].pop(0)
        if isinstance(item, SpeakSegment):
            yield from self._segment(context, item, fails=fails)
            return
        for message in context.note(item):
            self._check_answer(context, message)
        if isinstance(item, PassEnd):
            del self.talk.fed[context]
            self.ends[context].append(ContextDone)
            unheard = [each for each in self.done if not each.heard_out(self.talk.now)]
            self.done = [*unheard, context]
            self.talk.take(self.talk.session.finished(context, self.talk.now))
            self._note()

    def _segment(self, context: Context, item: SpeakSegment, *, fails: bool) -> Iterator[None]:
        context.note(SegmentBegan(item, as_written(item.text)))
        yield
        words = word_times(item.text, 100)
        for at, word in enumerate(words):
            context.note(WordsKnown((word,)))
            yield
            if fails and at == len(words) // 2:
                code = SynthesisFailed.code
                [error] = context.note(SegmentFailed(item, code, "The engine failed."))
                assert isinstance(error, Error)
                assert str(error.text_remaining) in self.texts[context]
                return
            frame = context.frame([Packet(b"\0", 4800)], last=at == len(words) - 1)
            context.frame_sent(frame, self.talk.now)
            self._check_frame(context, frame)
            yield
        done = context.note(SegmentEnded(item, 0.003))[-1]
        assert isinstance(done, SegmentDone)
        assert done.text == self.texts[context][done.start : done.end]

    def _check_frame(self, context: Context, frame: Frame) -> None:
        assert (frame.sequence, frame.pts) == self.frames[context]
        assert frame.handle == context.handle
        self.frames[context] = (frame.sequence + 1, frame.pts + frame.samples)

    def _check_answer(self, context: Context, message: ServerMessage) -> None:
        audio_ms = round(self.frames[context][1] / 48)
        match message:
            case Flushed():
                self.asked[context].remove(("flush", str(message.re)))
            case MarkReached():
                self.asked[context].remove(("mark", message.name))
            case ContextDone():
                [(kind, _)] = [self.asked[context].pop()]
                assert kind == "end"
                assert message.chars == len(self.texts[context])
        assert message.audio_ms == audio_ms  # type: ignore[union-attr]


def test_whatever_is_said_the_conversation_keeps_its_laws() -> None:
    """Order, answers, ends, reports and bounds, at every step."""
    steps = settings(
        max_examples=200,
        stateful_step_count=60,
        derandomize=True,
        deadline=None,
    )
    run_state_machine_as_test(Machine, settings=steps)
