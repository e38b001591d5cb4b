"""The crowd that measures a server under load judges as a listener would."""

import asyncio

import pytest

from bench.crowd import Crowd, Turn, Wish
from tests.support.aio import run, until
from tests.support.house import house


class Clock:
    """A time that is put on by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def crowd_at(clock: Clock) -> Crowd:
    """A crowd that counts from now on, and was never late."""
    crowd = Crowd("ws://127.0.0.1:1/v1/stream", "Hello.", clock)
    crowd._since, crowd._until = clock.now, clock.now + 10
    return crowd


def heard(*arrivals: tuple[float, float]) -> Turn:
    """A turn asked for at 100 s: when audio came, and how much."""
    turn = Turn(100.0)
    for moment, audio_s in arrivals:
        turn.hear(audio_s, moment)
    return turn


@pytest.mark.parametrize(
    ("fact", "turn", "outcome"),
    [
        ("all at once", heard((100.1, 3.0)), "good"),
        ("just in time", heard((100.1, 1.0), (101.1, 1.0), (102.1, 1.0)), "good"),
        ("a pause", heard((100.1, 1.0), (101.2, 1.0)), "interrupted"),
        ("begun too late", heard((101.1, 3.0)), "late"),
        ("begun too late, and with a pause", heard((101.1, 1.0), (103.0, 1.0)), "interrupted"),
        ("never begun", heard(), "late"),
    ],
)
def test_a_turn_is_judged(fact: str, turn: Turn, outcome: str) -> None:
    """By its first audio and its pauses; a listener has no buffer of its own."""
    crowd = crowd_at(Clock())
    crowd.ended(turn)
    found = {name: getattr(crowd.result, name) for name in ("good", "late", "interrupted")}
    assert found == {"good": 0, "late": 0, "interrupted": 0, outcome: 1}, fact


@pytest.mark.parametrize(
    ("late_at", "unjudged"), [(101.0, 1), (103.0, 0)], ids=["that second", "another"]
)
def test_a_pause_while_the_crowd_itself_was_late_is_not_judged(
    late_at: float, unjudged: int
) -> None:
    """Nobody knows whose fault it was."""
    crowd = crowd_at(Clock())
    crowd.late._late.add(int(late_at))
    crowd.ended(heard((100.1, 1.0), (101.2, 1.0)))
    assert (crowd.result.unjudged, crowd.result.interrupted) == (unjudged, 1 - unjudged)


def test_what_was_asked_for_before_is_not_counted() -> None:
    """While the crowd gathers, the load is not what it will be."""
    clock = Clock()
    crowd = crowd_at(clock)
    crowd._since = 100.5
    crowd.ended(heard((100.1, 3.0)))
    assert crowd.result.admitted == 0


def test_a_real_server_is_heard_to_the_end() -> None:
    """Each session asks on as long as it is counted; all speech arrives, and none is refused."""

    async def scenario() -> Crowd:
        async with house(preload=True) as home:
            async with home.call() as client:
                await client.speak("Hello.")
            crowd = Crowd(home.url, "Hello.")
            await crowd.run(3, 0.1, 0.6)
            return crowd

    result = run(scenario()).result
    assert result.admitted + result.unjudged >= 3
    assert result.refused == 0
    assert result.audio_s >= 3 * 0.3


def test_a_crowd_speaks_and_is_spoken_to_as_it_wishes() -> None:
    """Its text comes in tokens, its audio in a codec of another clock: it lasts as long."""
    text = "Hello, all of you."

    async def scenario() -> tuple[float, int]:
        async with house(preload=True) as home:
            async with home.call() as client:
                await client.speak("Hello.")
            crowd = Crowd(home.url, text, wish=Wish({"codec": "mulaw"}, token_s=0.001))
            result = await crowd.run(1, 0.0, 0.3)
            await until(lambda: not home.app.server.sessions)
            turns = result.admitted + result.unjudged
            return result.audio_s / turns, home.app.metrics.now.received_bytes

    turn_s, received_bytes = run(scenario())
    assert turn_s == pytest.approx(0.05 * len(text), abs=0.02)
    assert received_bytes > 6 * len('{"type":"text","context":"t1","text":""}')


def test_who_is_refused_comes_back_when_told() -> None:
    """At the door and in a session: each refusal is counted, and nobody asks before its time."""

    async def scenario(*, at_the_door: bool) -> tuple[Crowd, list[float]]:
        asked: list[float] = []
        loop = asyncio.get_running_loop()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append(loop.time())
            await reader.readuntil(b"\r\n\r\n")
            if at_the_door:
                writer.write(b"HTTP/1.1 503 Busy\r\nRetry-After: 0.3\r\n\r\nbusy")
            else:
                ready = b'{"type":"ready"}'
                no = b'{"type":"error","code":"overloaded","retry_after_ms":300}'
                head = b"HTTP/1.1 101 Yes\r\n\r\n"
                writer.write(head + bytes((0x81, len(ready))) + ready)
                for _ in range(2):
                    await reader.readexactly(1)
                    asked.append(loop.time())
                    await reader.read(1000)
                    writer.write(bytes((0x81, len(no))) + no)
            await writer.drain()
            await reader.read()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        crowd = Crowd(f"ws://127.0.0.1:{port}/", "Hello.")
        await crowd.run(1, 0.0, 0.5)
        server.close()
        return crowd, asked

    for at_the_door in (True, False):
        crowd, asked = run(scenario(at_the_door=at_the_door))
        moments = asked if at_the_door else asked[1:]
        assert crowd.result.refused == 2
        assert moments[1] - moments[0] >= 0.29
