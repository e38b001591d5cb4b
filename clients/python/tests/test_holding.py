"""What is held until the program takes it, and when the socket is read no further."""

import asyncio

from peer import FRAME, Talk, peer, run

from rtts_client import Audio, connect
from rtts_client.inbox import Gate, Inbox


def audio(ms: int) -> Audio:
    """A packet of that length."""
    return Audio(b"", 0, ms, 1000, 0)


def test_a_full_inbox_shuts_the_gate_until_it_is_emptied() -> None:
    """The socket rests while audio of the limit is held, and goes on when some was taken."""

    async def main() -> None:
        gate = Gate()
        inbox = Inbox(gate, 100)
        inbox.put(audio(60))
        assert "open" in repr(gate)
        inbox.put(audio(60))
        assert "shut" in repr(gate)
        await inbox.take()
        await gate.passed()
        inbox.put(audio(60))
        inbox.clear()
        await gate.passed()

    run(main())


def test_whoever_waits_opens_the_gate() -> None:
    """What somebody waits for may stand behind the audio that nobody takes."""

    async def main() -> None:
        gate = Gate()
        Inbox(gate, 100).put(audio(200))
        hungry = Inbox(gate, 100)
        taking = asyncio.create_task(hungry.take())
        await gate.passed()
        hungry.put(audio(10))
        await taking
        assert "shut" in repr(gate)

    run(main())


def test_a_program_that_rests_makes_the_server_wait() -> None:
    """Audio that nobody takes stays in the socket; all of it comes once it is asked for."""
    count = 400  # 8 s of audio in 20 MB: more than the buffers between the two ends hold
    payload = b"\1" * 50_000

    async def main() -> None:
        sent = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.ready()
            await talk.hear_until("end")
            await talk.start("c")
            for _ in range(count):
                await talk.frame(payload, samples=160)
            sent.set()
            await talk.done("c")

        async with peer(script) as served, connect(served.url, max_held_ms=1000) as session:
            context = await session.context("c")
            await context.send("Hello")
            await context.end()
            await anext(context)
            waiting = asyncio.create_task(sent.wait())
            await asyncio.wait([waiting], timeout=0.5)
            assert not waiting.done()
            assert context._inbox.held_ms <= 1020
            packets = [event async for event in context if isinstance(event, Audio)]
            assert len(packets) == count
            await waiting

    run(main())


def test_unread_audio_keeps_no_cancel_from_its_answer() -> None:
    """One context that nobody reads does not stand in the way of another."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.hear("text")
        await talk.start("unread", 1)
        await talk.start("other", 2)
        for _ in range(100):
            await talk.frame(FRAME, handle=1)
        await talk.frame(FRAME, handle=2)
        cancel = await talk.hear("cancel")
        await talk.cancelled("other", cancel["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url, max_held_ms=100) as session:
            unread = await session.context("unread")
            await unread.send("Hello")
            other = await session.context("other", on_new_context="parallel")
            await other.send("Hello")
            async for event in other:
                if isinstance(event, Audio):
                    break
            assert (await other.cancel()).text_spoken == "Hello"
            await anext(unread)
            assert sum([isinstance(await anext(unread), Audio) for _ in range(100)]) == 100

    run(main())
