"""A session in a test: what goes in, what comes out, and an engine that says what it can."""

from typing import Any, TypeVar

from msgspec.structs import replace

from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.context.flow import (
    FormatKnown,
    GrowSegment,
    PassEnd,
    PassFlush,
    PassMark,
    PauseText,
    SegmentBegan,
    SegmentEnded,
    SpeakSegment,
    WordsKnown,
    WordTime,
)
from rtts.engines.base import EngineInfo, Voice
from rtts.protocol.messages import (
    AudioFormat,
    ClientMessage,
    Limits,
    Ready,
    ServerMessage,
)
from rtts.protocol.native import Native
from rtts.session.actions import Action, FeedContext, OpenContext, Reply, StopContext
from rtts.session.session import Session, Welcome
from rtts.text.offsets import Piece, Spoken

M = TypeVar("M")

ENGINE = EngineInfo(
    name="tone",
    model="tone",
    sample_rate=24000,
    default_voice="en-us",
    voices=(
        Voice("en-us", "American English", ("en-us", "en")),
        Voice("de", "German", ("de",)),
    ),
    voice_variants=("f3",),
    languages=("en-us", "en", "de"),
    word_times=True,
)


def welcome(*, grows: bool = False, **limits: Any) -> Welcome:
    """What a session of the test engine is born with."""
    return Welcome("s1", "rtts/test", "rtts.v1", replace(ENGINE, grows=grows), Limits(**limits))


def as_written(text: str) -> Spoken:
    """A text that is said as it is written."""
    return Spoken([Piece(text, 0, len(text), plain=True)])


class Talk:
    """A session driven by hand. Its pipeline is the test: `speak` makes its audio.

    Also where the engine `grows` a segment is spoken when it is whole.
    """

    def __init__(
        self, patch: dict[str, Any] | None = None, *, grows: bool = False, **limits: Any
    ) -> None:
        self.now = 100.0
        self.session = Session(welcome(grows=grows, **limits), self.now)
        self.actions: list[Action] = []
        self.fed: dict[Context, list[Any]] = {}
        self.take(self.session.start(patch or {}))

    @property
    def ready(self) -> Ready:
        return self.only(Ready)

    def say(self, **message: Any) -> list[ServerMessage]:
        """Send one message, as a client writes it; returns the immediate replies."""
        import msgspec

        decoded: list[ClientMessage] = Native().decode(msgspec.json.encode(message).decode())
        replies: list[ServerMessage] = []
        for each in decoded:
            replies += self.take(self.session.receive(each, self.now))
        return replies

    def take(self, actions: list[Action]) -> list[ServerMessage]:
        """Do what the session says, as a connection would."""
        self.actions += actions
        for action in actions:
            if isinstance(action, OpenContext):
                self.fed[action.context] = []
                action.context.note(FormatKnown(FORMAT))
            elif isinstance(action, FeedContext):
                self.fed[action.context] += [
                    item for item in action.items if not isinstance(item, GrowSegment | PauseText)
                ]
            elif isinstance(action, StopContext):
                self.fed.pop(action.context, None)
        return [action.message for action in actions if isinstance(action, Reply)]

    def replies(self, kind: type[M]) -> list[M]:
        """All messages of a kind so far."""
        messages = (action.message for action in self.actions if isinstance(action, Reply))
        return [message for message in messages if isinstance(message, kind)]

    def only(self, kind: type[M]) -> M:
        """The one message of a kind."""
        (message,) = self.replies(kind)
        return message

    def segments(self) -> list[SpeakSegment]:
        """All segments that wait to be spoken."""
        return [
            item for items in self.fed.values() for item in items if isinstance(item, SpeakSegment)
        ]

    def speak(self, ms_a_word: int = 100) -> list[ServerMessage]:
        """Speak everything that was fed: each word lasts as long, and is sent at once."""
        said: list[ServerMessage] = []
        for context, items in list(self.fed.items()):
            for item in list(items):
                items.remove(item)
                said += self._speak_item(context, item, ms_a_word)
                if isinstance(item, PassEnd):
                    del self.fed[context]
                    self.take(self.session.finished(context, self.now))
        return said

    def _speak_item(self, context: Context, item: Any, ms_a_word: int) -> list[ServerMessage]:
        if isinstance(item, PassMark | PassFlush | PassEnd):
            return context.note(item)
        said = context.note(SegmentBegan(item, as_written(item.text)))
        words = word_times(item.text, ms_a_word)
        said += context.note(WordsKnown(words))
        for at, _ in enumerate(words):
            packet = Packet(b"\0", 48 * ms_a_word)
            frame = context.frame([packet], last=at == len(words) - 1)
            context.frame_sent(frame, self.now)
        return said + context.note(SegmentEnded(item, 0.003))


FORMAT = AudioFormat(codec="opus", rate=24000, clock=48000, frame_ms=20, preskip=312)


def word_times(text: str, ms_a_word: int) -> tuple[WordTime, ...]:
    """Every word as long as the next, without pauses."""
    words, at = [], 0
    for index, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        words.append(WordTime(start, at, index * ms_a_word, (index + 1) * ms_a_word))
    return tuple(words)
