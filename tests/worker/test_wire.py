"""Messages of the pipe, there and back."""

import msgspec
import pytest

from rtts.engines.base import Chunk, Ended, EngineInfo, Failed, Job, Voice, Word
from rtts.worker.wire import (
    Cancel,
    Described,
    Feed,
    Finish,
    Lead,
    Leaving,
    Load,
    Loaded,
    Open,
    Ping,
    Pulse,
    Shutdown,
    WorkerSpec,
    decode_from_server,
    decode_from_supervisor,
    decode_from_worker,
)

JOB = Job(id=3, voice="tone", language="en", speed=1.5, seed=7, instructions="calm")
INFO = EngineInfo(
    name="tone",
    model="",
    sample_rate=24000,
    default_voice="tone",
    voices=(Voice("tone", "Tone", ("en",)),),
    languages=("en",),
)
FROM_SERVER = [
    Open(JOB, (b"\0one", b"two")),
    Feed(3, "naïve 🙂"),
    Finish(3),
    Cancel(3),
    Lead(3, 1200),
]
FROM_WORKER = [
    Described(INFO),
    Loaded(),
    Load(2, 48000, 0.5),
    Pulse(1.5, 0.25),
    Leaving(),
    Chunk(3, b"\x01\x80", (Word(0, 5, 0, 1),), b"trace"),
    Ended(3),
    Failed(3, "It cannot be spoken."),
]


@pytest.mark.parametrize("message", FROM_SERVER, ids=lambda message: type(message).__name__)
def test_from_server(message: msgspec.Struct) -> None:
    """What a server sends arrives as it was."""
    assert decode_from_server(msgspec.msgpack.encode(message)) == message


@pytest.mark.parametrize("message", FROM_WORKER, ids=lambda message: type(message).__name__)
def test_from_worker(message: msgspec.Struct) -> None:
    """What a worker sends arrives as it was."""
    assert decode_from_worker(msgspec.msgpack.encode(message)) == message


def test_the_supervisor_alone_ends_a_worker() -> None:
    """No server can say so: the message is none of theirs."""
    shutdown = msgspec.msgpack.encode(Shutdown())
    assert decode_from_supervisor(shutdown) == Shutdown()
    assert decode_from_supervisor(msgspec.msgpack.encode(Ping())) == Ping()
    with pytest.raises(msgspec.ValidationError):
        decode_from_server(shutdown)


def test_spec_is_strict() -> None:
    """A worker that is started by another version says so and does not guess."""
    spec = WorkerSpec(engine="tone", options={"pace": "1"})
    assert msgspec.json.decode(msgspec.json.encode(spec), type=WorkerSpec) == spec
    with pytest.raises(msgspec.ValidationError, match="unknown field `colour`"):
        msgspec.json.decode(b'{"engine":"tone","colour":"red"}', type=WorkerSpec)
