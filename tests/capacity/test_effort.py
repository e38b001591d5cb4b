"""How busy the server's threads are."""

import gc
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from rtts.audio.packet import Packet
from rtts.capacity import effort
from rtts.capacity.effort import Encoders, ThreadTime
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import AudioOptions

RATE = 24000
SECOND = bytes(2 * RATE)
FORMAT = AudioFormat(codec="opus", rate=24000, clock=48000, frame_ms=20, preskip=0)


class StubEncoder:
    """Takes everything, and works as long as counting takes."""

    format = FORMAT
    header = b"header"

    def __init__(self, options: AudioOptions, source_rate: int) -> None:
        self.pushed = 0

    def push(self, pcm: bytes) -> Sequence[Packet]:
        self.pushed += 1
        if not pcm:
            raise ValueError("empty")
        compute()
        return [Packet(b"made", 960)]

    def end_segment(self) -> Sequence[Packet]:
        compute()
        return [Packet(b"last", 960)]


def compute() -> int:
    """Some milliseconds of work."""
    return sum(range(100_000))


@pytest.mark.skipif(not Path(effort._SCHEDULED).exists(), reason="the kernel does not tell")
def test_a_wait_for_a_processor_is_busy_time() -> None:
    """Both of the kernel's figures count."""

    def told() -> float:
        on, waiting, _ = map(int, Path(effort._SCHEDULED).read_text().split())
        return (on + waiting) / 1e9

    before, busy, after = told(), ThreadTime()(), told()
    assert before <= busy <= after or not after  # where nothing is counted


@pytest.mark.parametrize("scheduled", [effort._SCHEDULED, "/no/such/file", "zeros"])
def test_work_takes_time(scheduled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As the kernel has it; and as the interpreter does, where it has nothing or says 0."""
    if scheduled == "zeros":
        path = tmp_path / "schedstat"
        path.write_text("0 0 0\n")
        scheduled = str(path)
    monkeypatch.setattr(effort, "_SCHEDULED", scheduled)
    busy = ThreadTime()
    before = after = busy()
    for _ in range(1000):  # the kernel counts in ticks
        compute()
        after = busy()
        if after > before:
            break
    busy.close()
    busy.close()
    assert 0 <= before < after


def test_the_work_of_other_threads_is_not_counted() -> None:
    """The loop is one thread, and waits while others work."""
    busy = ThreadTime()
    own = busy()
    for _ in range(20):
        compute()
    own = busy() - own
    worker = threading.Thread(target=lambda: [compute() for _ in range(100)])
    worker.start()
    waited = busy()
    worker.join()
    waited = busy() - waited
    busy.close()
    assert waited < 2 * own


def test_an_encoder_is_measured_and_otherwise_itself() -> None:
    """It says and gives what the one inside does; its stream knows how much, and for how long."""
    encoders = Encoders(StubEncoder)
    encoder = encoders(AudioOptions(), RATE)
    (stream,) = encoders.streams()
    assert encoder.format is FORMAT
    assert encoder.header == b"header"
    assert encoder.push(SECOND) == [Packet(b"made", 960)]
    pushed_s = stream.busy_s
    assert encoder.end_segment() == [Packet(b"last", 960)]
    assert stream.made_s == 1.0
    assert 0 < pushed_s < stream.busy_s


def test_an_encoder_that_fails_is_measured_too() -> None:
    """Its error is passed on."""
    encoders = Encoders(StubEncoder)
    encoder = encoders(AudioOptions(), RATE)
    with pytest.raises(ValueError, match="empty"):
        encoder.push(b"")
    (stream,) = encoders.streams()
    assert stream.busy_s > 0


def test_what_was_made_at_the_end_is_counted_once_more() -> None:
    """An encoder that came and went between two looks is not missed, and then forgotten."""
    encoders = Encoders(StubEncoder)
    lasting, brief = encoders(AudioOptions(), RATE), encoders(AudioOptions(), RATE)
    brief.push(SECOND)
    lasting.push(SECOND)
    begun = encoders.begun
    del brief
    gc.collect()
    first = [stream.made_s for stream in encoders.streams()]
    then = [stream.made_s for stream in encoders.streams()]
    assert (begun, encoders.begun) == (2, 0)
    assert (first, then) == ([1.0, 1.0], [1.0])
