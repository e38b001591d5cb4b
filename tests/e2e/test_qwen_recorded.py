"""The engine `qwen` with recorded frames, by the plain twin, through the whole house."""

import asyncio
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.aio import run
from tests.support.house import House, house

pytestmark = pytest.mark.unmeasured

if importlib.util.find_spec("qwen_tts") is None:
    # tests/engines/qwen/conftest.py says at the end of the run that the engine was not tested.
    pytest.skip("Qwen3-TTS is not installed", allow_module_level=True)

TEXTS = (
    "Nobody asked who had been there.",
    "The others were in the hall.",
    "So it was.",
)
# Random weights never say the end: what ends an utterance here is that its slot is full.
OPTIONS = {"device": "cpu", "threads": "1", "slots": "2", "positions": "80", "warm_up": "false"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkpoint."""
    from tests.engines.qwen.tiny import build_tiny

    return build_tiny(tmp_path_factory.mktemp("model"), "custom_voice", "0b6")


async def speak(home: House, text: str, seed: int) -> bytes:
    """A text, word by word, as it is heard at the socket."""
    session: dict[str, Any] = {"seed": seed, "language": "en", "max_ahead_ms": 30_000}
    async with home.call("?codec=pcm_s16le") as client:
        for word in text.split():
            await client.say("text", context="a", text=f"{word} ", session=session)
        await client.say("end", context="a")
        await client.until("context.done")
        assert client.messages("error") == []
        return client.pcm()


def heard(model: Path, graphs: str) -> list[bytes]:
    """All texts at once, from a server of its own."""

    async def scenario() -> list[bytes]:
        options = OPTIONS | {"graphs": graphs}
        async with house("qwen", model=str(model), engine_options=options) as home:
            return await asyncio.gather(
                *(speak(home, text, seed) for seed, text in enumerate(TEXTS))
            )

    return run(scenario())


def test_the_same_is_heard_at_the_socket(model: Path) -> None:
    """Three callers of two slots hear what they would without recordings, drawn by their seeds."""
    for recorded, direct in zip(heard(model, "on"), heard(model, "off"), strict=True):
        assert len(recorded) == len(direct) > 20_000
        one, other = (np.frombuffer(each, "<i2").astype(int) for each in (recorded, direct))
        assert np.abs(one - other).max() <= 1
