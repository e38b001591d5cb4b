"""The bounded hand-off between two stages."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.pipeline.channel import Channel, ChannelClosed
from tests.support.virtual import pass_time, run_virtual


def test_items_come_out_in_the_order_they_went_in() -> None:
    """A channel is a queue, and its close is the end of the iteration."""

    async def scenario() -> list[int]:
        channel: Channel[int] = Channel(10)
        for item in range(5):
            await channel.send(item)
        channel.close()
        return [item async for item in channel]

    assert run_virtual(scenario()) == [0, 1, 2, 3, 4]


def test_a_full_channel_makes_its_sender_wait() -> None:
    """The third of three items goes in only once the first was taken."""

    async def scenario() -> tuple[bool, bool]:
        channel: Channel[int] = Channel(2)
        await channel.send(1)
        await channel.send(2)
        third = asyncio.create_task(channel.send(3))
        await pass_time(1)
        waited = not third.done()
        await channel.receive()
        await third
        return waited, len(channel) == 2

    assert run_virtual(scenario()) == (True, True)


def test_an_item_heavier_than_the_capacity_passes_when_the_channel_is_empty() -> None:
    """What never fits would otherwise wait for ever."""

    async def scenario() -> str:
        channel: Channel[str] = Channel(3, len)
        await channel.send("longer than three")
        return await channel.receive()

    assert run_virtual(scenario()) == "longer than three"


def test_a_heavy_item_that_leaves_makes_room_for_several() -> None:
    """All who fit are let in, in the order in which they came, and no other."""

    async def scenario() -> list[bool]:
        channel: Channel[str] = Channel(3, len)
        await channel.send("long")
        waiting = [asyncio.create_task(channel.send(item)) for item in ("a", "bc", "d")]
        await pass_time()
        await channel.receive()
        await pass_time(1)
        return [each.done() for each in waiting]

    assert run_virtual(scenario()) == [True, True, False]


def test_a_closed_channel_refuses_and_frees_its_senders() -> None:
    """A sender that waits for room learns that none will come."""

    async def scenario() -> None:
        channel: Channel[int] = Channel(1)
        await channel.send(1)
        waiting = asyncio.create_task(channel.send(2))
        await pass_time()
        channel.close()
        with pytest.raises(ChannelClosed):
            await waiting

    run_virtual(scenario())


def test_a_cancelled_sender_leaves_its_room_to_the_next() -> None:
    """A wake-up that reaches a cancelled sender is not lost."""

    async def scenario() -> list[int]:
        channel: Channel[int] = Channel(1)
        await channel.send(1)
        first = asyncio.create_task(channel.send(2))
        second = asyncio.create_task(channel.send(3))
        await pass_time()
        taken = [await channel.receive()]  # wakes the first
        first.cancel()
        await second
        channel.close()
        return taken + [item async for item in channel]

    assert run_virtual(scenario()) == [1, 3]


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(1, 100), st.integers(1, 5))
def test_any_stream_arrives_whole_and_the_bound_holds(
    weights: list[int], capacity: int, senders: int
) -> None:
    """Many senders, one reader: everything arrives, and at most one item is over the bound."""

    async def scenario() -> tuple[list[int], bool]:
        channel: Channel[int] = Channel(capacity, float)
        shares = [weights[at::senders] for at in range(senders)]

        async def send(share: list[int]) -> None:
            for weight in share:
                await channel.send(weight)

        async def send_all() -> None:
            await asyncio.gather(*map(send, shares))
            channel.close()

        sending = asyncio.create_task(send_all())
        arrived, bounded = [], True
        async for weight in channel:
            arrived.append(weight)
            bounded &= channel._held < capacity + max(weights)
        await sending
        return arrived, bounded

    arrived, bounded = run_virtual(scenario())
    assert sorted(arrived) == sorted(weights)
    assert bounded
