"""What a real socket holds of speech that its client does not read."""

import socket
import sys
from pathlib import Path

import pytest

from rtts.server import websocket
from tests.support.aio import run, turn, until
from tests.support.house import call_unix, house

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what it has not sent")
KERNEL_BYTES = 16 * 1024
SENTENCE = "A sentence of some length for the pipe. "


@LINUX
@pytest.mark.parametrize("codec", ["opus", "pcm_s16le"])
def test_little_is_unsent_where_a_client_reads_nothing(codec: str) -> None:
    """What lies in the kernel can no longer be recalled by a cancel."""

    async def scenario() -> int:
        async with house() as home, home.call(f"?codec={codec}&rate=48000", max_queue=1) as client:
            bitrate = {"bitrate": 256_000} if codec == "opus" else {}
            await client.say("session.update", session={"max_ahead_ms": 30000, "audio": bitrate})
            (served,) = home.app.server._sockets
            for number in range(8):
                for _ in range(12):
                    await client.say("text", context=f"t{number}", text=SENTENCE)
                await client.say("end", context=f"t{number}")
            await until(lambda: served.congested)
            most = served._unsent
            for _ in range(50):
                await turn()
                most = max(most, served._unsent)
            client.socket.transport.abort()
            return most

    assert 0 < run(scenario()) <= KERNEL_BYTES


@LINUX
def test_the_kernel_is_asked_only_where_much_may_be_unsent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each time another thread may take the interpreter: not for every chunk."""
    asked: list[int] = []
    ask = websocket._unsent_in_kernel

    def note(sock: object) -> int:
        asked.append(ask(sock))
        return asked[-1]

    monkeypatch.setattr(websocket, "_unsent_in_kernel", note)

    async def scenario() -> tuple[int, int]:
        options = {"chunk_ms": "20", "pace": "10"}
        async with house(engine_options=options) as home, home.call() as client:
            (served,) = home.app.server._sockets
            await client.speak(SENTENCE)
            return len(asked), served.sent_bytes

    times, sent_bytes = run(scenario())
    assert times <= sent_bytes // 4096


@LINUX
def test_an_accepted_socket_sends_at_once_holds_little_and_notices_a_peer_that_vanished() -> None:
    """Else small packets wait for each other, and a dead line is held for a quarter of an hour."""

    async def scenario() -> list[int]:
        async with house() as home, home.call():
            (served,) = home.app.server._sockets
            sock = served.transport.get_extra_info("socket")
            names = (socket.TCP_NODELAY, socket.TCP_NOTSENT_LOWAT, socket.TCP_USER_TIMEOUT)
            return [sock.getsockopt(socket.IPPROTO_TCP, name) for name in names]

    assert run(scenario()) == [1, 8192, 15_000]


@LINUX
def test_an_accepted_unix_socket_holds_little(tmp_path: Path) -> None:
    """There the kernel counts what is not read, and doubles what it is asked to hold."""

    async def scenario() -> int:
        path = tmp_path / "rtts.sock"
        async with house(socket=path) as home, call_unix(str(path)):
            (served,) = home.app.server._sockets
            sock = served.transport.get_extra_info("socket")
            return sock.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)

    assert run(scenario()) <= KERNEL_BYTES
