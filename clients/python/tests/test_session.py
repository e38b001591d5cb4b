"""A session over time: options, losses, notices, its end."""

import asyncio
import logging
from typing import get_args

import pytest
from peer import FRAME, Talk, peer, run

import rtts_client
from rtts_client import Event, Notice, ProtocolError, ServerError, SessionClosed, connect


async def greet(talk: Talk) -> None:
    """Let a session stand, and do no more."""
    await talk.ready()


async def take_update(talk: Talk) -> dict[str, object]:
    """Answer a `session.update` as it is; returns what it asked for."""
    update = await talk.hear("session.update")
    await talk.say("session.updated", session=update["session"], re=update["id"])
    session: dict[str, object] = update["session"]
    return session


def test_a_socket_lost_between_two_turns_goes_unnoticed() -> None:
    """The next speech opens a new one, with the options as they were last."""
    again = []

    async def first(talk: Talk) -> None:
        await talk.ready()
        assert await take_update(talk) == {"voice": "a", "audio": {"codec": "mulaw", "rate": 8000}}
        assert await take_update(talk) == {"audio": {"codec": "opus"}, "speed": 2.0}
        await talk.socket.close(4408, "idle")

    async def second(talk: Talk) -> None:
        await talk.ready()
        again.append(await take_update(talk))
        await talk.speak()

    async def main() -> None:
        async with (
            peer(first, second) as served,
            connect(served.url, voice="a", codec="mulaw", rate=8000) as session,
        ):
            await session.update(codec="opus", speed=2.0)
            await asyncio.wait([session._line.link._reader])
            assert [audio.data async for audio in session.speak("Hello.")] == [FRAME]

    run(main())
    assert again == [{"voice": "a", "audio": {"codec": "opus"}, "speed": 2.0}]


def test_updates_hold_and_can_be_refused() -> None:
    """An update returns the options in force; a refused one raises and changes nothing."""

    async def script(talk: Talk) -> None:
        await talk.ready({"voice": "a"})
        await take_update(talk)
        refused = await talk.hear("session.update")
        await talk.say("error", code="invalid_value", message="No.", re=refused["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            assert await session.update(voice="b") == {"voice": "b"}
            with pytest.raises(ServerError, match="No"):
                await session.update(voice="c")
            assert session.options == {"voice": "b"}

    run(main())


def test_a_ping_is_answered() -> None:
    """The way to the server and back takes some time."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            assert await session.ping() > 0

    run(main())


def test_everything_can_be_cancelled_at_once() -> None:
    """Each open context gives its report."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.hear("text")
        for _ in range(2):
            cancel = await talk.hear("cancel")
            await talk.cancelled(cancel["context"], cancel["id"], spoken=cancel["context"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            for name in ("one", "two"):
                await (await session.context(name)).send("Hello")
            reports = await session.cancel()
            assert {report.text_spoken for report in reports} == {"one", "two"}

    run(main())


def test_closing_ends_what_is_open() -> None:
    """Readers learn that the session was closed here; nothing can be opened any more."""

    async def main() -> None:
        async with peer(greet) as served:
            session = await connect(served.url)
            context = await session.context()
            await session.close()
            await session.close()
            with pytest.raises(SessionClosed, match="closed by this program"):
                await anext(context)
            with pytest.raises(SessionClosed, match="closed by this program"):
                await anext(session.speak("Hello"))
            with pytest.raises(SessionClosed):
                await session.ping()

    run(main())


def test_a_fatal_error_says_more_than_the_close() -> None:
    """What the server said before it closed is what is raised."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.say("error", code="rate_limited", message="Far too fast.", fatal=True)
        await talk.socket.close(4429, "rate limit")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            with pytest.raises(ServerError, match="Far too fast"):
                await anext(session.speak("Hello"))

    run(main())


def test_notices_are_passed_on(caplog: pytest.LogCaptureFixture) -> None:
    """What concerns the session as a whole is told, or logged where nobody wants to know."""
    notices: list[Notice] = []

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.say("warning", code="idle_soon", message="30 s left.")
        await talk.say("error", code="internal", message="It failed.", text_remaining="secret")
        await talk.say("error", code="invalid_value", message="It has ended.", context="c7")
        await talk.say("closing", reason="drain", deadline_ms=1000)
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    async def main() -> None:
        async with peer(script) as served:
            async with connect(served.url, on_notice=notices.append) as session:
                await session.ping()
            async with connect(served.url) as session:
                await session.ping()

    with caplog.at_level(logging.WARNING, "rtts_client"):
        run(main())
    assert [type(notice).__name__ for notice in notices] == [
        "WarningMessage",
        "ErrorMessage",
        "Closing",
    ]
    for said in ("30 s left. (idle_soon)", "It failed. (internal)", "it closes (drain)"):
        assert said in caplog.text
    assert "secret" not in caplog.text


def test_a_taker_of_notices_that_fails_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """What a program does wrong in its `on_notice` is logged; the session goes on."""

    def fail(notice: Notice) -> None:
        raise ZeroDivisionError(str(notice))

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.say("closing", reason="drain", deadline_ms=1000)
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url, on_notice=fail) as session:
            await session.ping()

    run(main())
    assert "on_notice raised" in caplog.text


def test_a_server_that_breaks_the_protocol_is_left() -> None:
    """What cannot be read ends the session, with the reason; readers do not hang."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.socket.send(b"\0\0")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context()
            await context.send("Hello")
            with pytest.raises(ProtocolError, match="no audio frame"):
                await anext(context)

    run(main())


def test_sending_over_a_lost_socket_raises() -> None:
    """A sender learns of the loss as a reader does."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        talk.socket.transport.abort()

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context()

            async def send_on() -> None:
                while True:
                    await context.send("Hello ")

            with pytest.raises(SessionClosed, match="lost") as caught:
                await send_on()
            assert caught.value.code == 1006

    run(main())


def test_a_session_that_is_closed_comes_back_to_nobody() -> None:
    """Closing while a new socket is being made for the next turn closes that one too."""
    asked, closed = asyncio.Event(), asyncio.Event()

    async def first(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.socket.close(1001, "going down")

    async def second(talk: Talk) -> None:
        asked.set()
        await closed.wait()
        await talk.ready()
        await talk.socket.wait_closed()

    async def main() -> None:
        async with peer(first, second) as served:
            session = await connect(served.url)
            with pytest.raises(SessionClosed):
                await anext(session.speak(iter(["Hello"])))
            opening = asyncio.create_task(session.context())
            await asked.wait()
            await session.close()
            closed.set()
            with pytest.raises(SessionClosed, match="closed by this program"):
                await opening
        reading = [task for task in asyncio.all_tasks() if task.get_name() == "rtts read"]
        await asyncio.wait_for(asyncio.gather(*reading), 60)

    run(main())


def test_audio_without_time_is_refused() -> None:
    """A clock that does not tick breaks the protocol, and not the arithmetic of the reader."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.start((await talk.hear("text"))["context"], clock=0)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            with pytest.raises(ProtocolError, match=r"audio\.clock"):
                await anext(session.speak("Hello"))

    run(main())


def test_what_a_program_is_given_has_a_name_of_the_package() -> None:
    """Each event and each notice can be told from the others without a look into its modules."""
    given = {*get_args(Event), *get_args(Notice)}
    assert given
    assert {kind.__name__ for kind in given} <= set(rtts_client.__all__)
