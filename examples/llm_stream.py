"""Speak what a language model writes, while it writes.

    rtts serve
    python examples/llm_stream.py [URL]

The audio goes nowhere here; what is shown is when it comes. `live_player.py` plays it.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator

from rtts_client import DEFAULT_URL, connect

ANSWER = (
    "Good question. The parcel left our warehouse on Monday, and it should be with you on "
    "Thursday. If it is not there by Friday evening, just call again, and we will send "
    "another one."
)


async def tokens() -> AsyncIterator[str]:
    """Tokens at the pace of a model, 40 a second. Put your own here, such as this one.

    async for event in await openai.responses.create(model=…, input=…, stream=True):
        if event.type == "response.output_text.delta":
            yield event.delta
    """
    for word in ANSWER.split(" "):
        yield f"{word} "
        await asyncio.sleep(0.025)
    print("the model has written all of it")


async def main(url: str = DEFAULT_URL) -> None:
    """Speak the tokens, and say when the audio of each sentence comes."""
    async with connect(url) as session:
        begun_at = time.perf_counter()
        speech = session.speak(tokens())
        async for audio in speech:
            if audio.first_of_segment:
                after = time.perf_counter() - begun_at
                print(f"{after:5.2f} s: the first audio of sentence {audio.segment + 1}")
    assert speech.done is not None
    print(f"{speech.done.audio_ms / 1000:5.2f} s of speech in all")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
