"""Who may call the bridge, what it prints, how it hears; and the fake that calls it."""

import asyncio
import base64
import hashlib
import hmac
import json
import os
import sys
from typing import Any

import numpy as np
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.audio.sounds import decode_g711
from tests.examples.phones import EXAMPLES, PHONE, SILENCE, SPEECH, Agent, bridged, parts, phone
from tests.examples.twilio import INVALID, MALFORMED, Twilio, calling, warning
from tests.support.aio import run, until
from tests.support.house import house

# The door, and what is said to no one


TOKEN, PLACE = "a-twilio-token", "wss://phones.example.com/call"


def signed(url: str, token: str = TOKEN) -> str:
    """As Twilio signs a WebSocket: HMAC-SHA1 of the whole URL."""
    return base64.b64encode(hmac.digest(token.encode(), url.encode(), hashlib.sha1)).decode()


@pytest.mark.parametrize(
    ("signature", "status"),
    [
        (signed(PLACE), 101),
        (signed(PLACE, "another-token"), 403),
        (signed(PLACE + "/"), 403),
        ("", 403),
        ("é", 403),
    ],
)
def test_only_twilio_may_come_in(
    monkeypatch: pytest.MonkeyPatch, signature: str, status: int
) -> None:
    """With Twilio's token set, a request has to be signed with it, for the address it was told."""
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("TWILIO_STREAM_URL", PLACE)

    async def scenario() -> int:
        async with bridged("ws://127.0.0.1:1", Agent()) as port:
            headers = {"X-Twilio-Signature": signature}
            url = f"ws://127.0.0.1:{port}/call"
            try:
                async with connect(url, additional_headers=headers, proxy=None):
                    return 101
            except InvalidStatus as refused:
                return refused.response.status_code

    assert run(scenario()) == status


def test_the_address_is_that_of_the_request_where_nobody_says() -> None:
    """A tunnel that passes `Host` on needs no further setting."""

    async def scenario() -> None:
        async with bridged("ws://127.0.0.1:1", Agent()) as port:
            headers = {"X-Twilio-Signature": signed(f"wss://127.0.0.1:{port}/call")}
            async with connect(
                f"ws://127.0.0.1:{port}/call", additional_headers=headers, proxy=None
            ):
                pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
        run(scenario())


def test_the_example_runs_as_it_is_printed_and_keeps_its_secrets() -> None:
    """A call to the process: greeting, key, hang-up. No credential is in what it prints."""
    key = "an-rtts-key-nobody-may-see"

    async def scenario() -> tuple[Twilio, str]:
        async with house(api_keys=(key,), **PHONE) as home:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(EXAMPLES / "twilio_bridge.py"),
                home.url,
                "0",
                stderr=asyncio.subprocess.PIPE,
                env=os.environ | {"RTTS_API_KEY": key},
            )
            assert process.stderr is not None
            said = await process.stderr.readline()
            async with calling(int(said.split()[-1]), plays=True) as twilio:
                greeting = phone("Hello.")
                await until(lambda: len(twilio.heard) > len(greeting))
                await twilio.press("5")
                await until(lambda: phone("You pressed five.") in bytes(twilio.heard))
                await twilio.hang_up()
                await until(lambda: twilio.closed)
            process.terminate()
            return twilio, (said + await process.stderr.read()).decode()

    twilio, said = run(scenario())
    assert bytes(twilio.heard)[: len(phone("Hello."))] == phone("Hello.")
    assert key not in said
    assert twilio.call in said
    assert twilio.warnings == []


# The ear, and the fake


@pytest.mark.parametrize(
    ("packets", "events"),
    [
        ([SPEECH] * 6, ["speech"]),
        ([SPEECH] * 5 + [SILENCE] + [SPEECH] * 5, []),
        ([SPEECH] * 20 + [SILENCE] * 29 + [SPEECH] + [SILENCE] * 29, ["speech"]),
        ([SPEECH] * 20 + [SILENCE] * 30, ["speech", "pause"]),
        ([SILENCE, b""] * 50, []),
    ],
)
def test_speech_is_120_ms_of_sound_and_a_pause_600_ms_without(
    packets: list[bytes], events: list[str]
) -> None:
    """Neither a click nor a breath changes anything."""
    ear = parts.Ear()
    assert [change for change in map(ear.hear, packets) if change] == events


def test_the_loudness_of_a_byte_is_that_of_its_sample() -> None:
    """As a decoder of µ-law has it."""
    samples = np.abs(decode_g711("mulaw", bytes(range(256))).astype(int))
    assert list(parts.Ear.LEVELS) == samples.tolist()


GOOD = {"event": "media", "streamSid": "MZ1", "media": {"payload": "//8="}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (GOOD, 0),
        ({"event": "mark", "streamSid": "MZ1", "mark": {"name": "a"}}, 0),
        ({"event": "clear", "streamSid": "MZ1"}, 0),
        (b"audio", MALFORMED),
        ("{", INVALID),
        ([], INVALID),
        (GOOD | {"streamSid": "MZ2"}, INVALID),
        (GOOD | {"id": "1"}, INVALID),
        (GOOD | {"event": "play"}, INVALID),
        (GOOD | {"media": {"payload": "//8=", "track": "outbound"}}, INVALID),
        (GOOD | {"media": {"payload": "no base64"}}, INVALID),
        (GOOD | {"media": {"payload": ""}}, INVALID),
        ({"event": "mark", "streamSid": "MZ1"}, INVALID),
        ({"event": "clear", "streamSid": "MZ1", "clear": {}}, INVALID),
    ],
)
def test_the_fake_warns_of_what_twilio_warns_of(message: Any, code: int) -> None:
    """Three messages with just their fields, for the stream at hand."""
    raw = message if isinstance(message, str | bytes) else json.dumps(message)
    assert warning(raw, "MZ1") == code
