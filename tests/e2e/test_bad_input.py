"""What a client must not send: each mistake gets its answer, and the socket stays open."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import structlog
from websockets.exceptions import ConnectionClosed

from rtts import log
from tests.support.aio import run
from tests.support.house import Call, house

VECTORS = Path(__file__).parents[1] / "vectors" / "bad_messages.json"


def after(*messages: str | bytes, query: str = "", **settings: Any) -> Call:
    """Send these as they are; then a good turn has to work."""

    async def scenario() -> Call:
        async with house(**settings) as home, home.call(query) as client:
            for message in messages:
                await client.socket.send(message)
            await client.speak("Hello.", context="good")
            return client

    return run(scenario())


def test_every_bad_message_gets_its_answer_and_the_session_goes_on() -> None:
    """All mistakes of the shared vectors in one session."""
    bad = json.loads(VECTORS.read_text())
    wires = [
        bytes.fromhex(each["wire_hex"]) if "wire_hex" in each else each["wire"] for each in bad
    ]
    texts = [wire for wire in wires if isinstance(wire, bytes) or not has_surrogate(wire)]
    expected = [each["code"] for each, wire in zip(bad, wires, strict=True) if wire in texts]
    client = after(*texts)
    assert [error["code"] for error in client.messages("error")] == expected
    assert not any(error["fatal"] for error in client.messages("error"))


def has_surrogate(text: str) -> bool:
    """Half a pair cannot be sent as UTF-8 by any client."""
    return any(0xD800 <= ord(char) < 0xE000 for char in text)


def test_text_that_is_not_utf8_closes_with_1007() -> None:
    """As RFC 6455 has it."""

    async def scenario() -> int | None:
        async with house() as home, home.call() as client:
            await client.socket.send(b"\xff\xfe", text=True)
            with pytest.raises(ConnectionClosed):
                await client.until("never")
            return client.socket.close_code

    assert run(scenario()) == 1007


def test_a_message_over_the_size_limit_closes_with_1009() -> None:
    """Nothing is decoded that is too big."""

    async def scenario() -> int | None:
        async with house(max_message_bytes=2048) as home, home.call() as client:
            await client.say("text", text="x" * 3000)
            with pytest.raises(ConnectionClosed):
                await client.until("never")
            return client.socket.close_code

    assert run(scenario()) == 1009


def test_ten_thousand_contexts_are_refused_one_by_one() -> None:
    """Each with `context_limit` and its text; the running ones speak on."""
    flood = [json.dumps({"type": "text", "context": f"c{n}", "text": "Hi."}) for n in range(300)]
    cancel = json.dumps({"type": "cancel"})
    client = after(*flood, cancel, max_contexts=3)
    errors = client.messages("error")
    assert len(errors) == 297
    assert {(error["code"], error["text_remaining"]) for error in errors} == {
        ("context_limit", "Hi.")
    }


def test_messages_faster_than_the_limit_are_refused_with_a_time_to_wait() -> None:
    """Their text comes back; only a flood that goes on closes the socket."""

    async def scenario() -> list[dict[str, Any]]:
        async with house(messages_per_second=1, messages_burst=5) as home, home.call() as client:
            for _ in range(10):
                await client.say("text", context="a", text="word ")
            for _ in range(5):
                await client.until("error")
            return client.messages("error")

    for error in run(scenario()):
        assert (error["code"], error["text_remaining"]) == ("rate_limited", "word ")
        assert error["retry_after_ms"] > 0


def test_a_flood_that_goes_on_closes_with_4429() -> None:
    """After thousands of refused messages in a row."""

    async def scenario() -> int | None:
        async with house(messages_per_second=1, messages_burst=5) as home, home.call() as client:
            with pytest.raises(ConnectionClosed):
                await flood(client)
            return client.socket.close_code

    assert run(scenario()) == 4429


async def flood(client: Call) -> None:
    """Send, and read enough not to be taken for a client that does not."""
    for _ in range(200):
        for _ in range(20):
            await client.say("ping")
        await client.next()
    await client.until("never")


@pytest.mark.parametrize("engine", ["tone", "espeak"])
def test_control_characters_and_strange_scripts_are_spoken_over(engine: str) -> None:
    """Nothing a client writes ends a worker."""
    texts = [
        "a\x00b\x07c\x1b[31m",
        "\u202e\u200d\ufeff",
        "🧑‍🚀👩🏽‍🚀",
        "ï" * 50,
        "\n\n\n",
        "<b>&amp;</b>",
    ]

    async def scenario() -> tuple[Call, int]:
        async with house(engine) as home, home.call() as client:
            for number, text in enumerate(texts):
                await client.speak(text, context=f"c{number}")
            await client.speak("Still here.", context="last")
            return client, home.app.supervisor.restarts

    client, restarts = run(scenario())
    assert restarts == 0
    assert len(client.messages("context.done")) == len(texts) + 1
    assert client.messages("segment.done")[-1]["text"] == "Still here."


def test_what_comes_behind_close_is_not_taken() -> None:
    """The contexts are reported, the socket closes with 1000."""

    async def scenario() -> tuple[Call, int | None]:
        async with house() as home, home.call() as client:
            await client.say("text", context="a", text="Hello there, this goes on. ")
            await client.say("close")
            await client.say("text", context="b", text="More. ")
            with pytest.raises(ConnectionClosed):
                await client.until("never")
            return client, client.socket.close_code

    client, code = run(scenario())
    assert code == 1000
    assert [report["context"] for report in client.messages("context.cancelled")] == ["a"]
    assert not [m for m in client.messages("context.started") if m["context"] == "b"]


def test_no_text_reaches_the_log(request: pytest.FixtureRequest) -> None:
    """Nor do names that a client chose as values of what it may not say."""
    lines = io.BytesIO()
    request.addfinalizer(structlog.reset_defaults)
    log.configure("debug", lines)
    secret = "xylophonicsecret"
    after(
        json.dumps({"type": "text", "context": "a", "text": f"{secret} is the word. "}),
        json.dumps({"type": "end", "context": "a"}),
        json.dumps({"type": "text", "text": secret, "session": {"voice": secret}}),
        json.dumps({"type": secret, "text": 3}),
    )
    assert b"context_ended" in lines.getvalue()
    assert secret.encode() not in lines.getvalue()
