"""Play speech as it comes, and barge in with Enter.

rtts serve
pip install sounddevice
python examples/live_player.py [URL]
"""

import asyncio
import sys
import time

import sounddevice  # type: ignore[import-untyped]

from rtts_client import DEFAULT_URL, connect

TEXT = (
    "I will go on talking until you press Enter. Then I stop at once, in the middle of a word "
    "if need be, and the server tells us how much of this you have heard. That is what an "
    "agent has to know when its listener barges in."
)
RATE = 24000


async def main(url: str = DEFAULT_URL) -> None:
    """Speak the text until it ends or Enter is pressed."""
    enter = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    stream = sounddevice.RawOutputStream(RATE, channels=1, dtype="int16", latency="low")
    async with connect(url, codec="pcm_s16le", rate=RATE) as session:
        stream.start()
        speech = session.speak(TEXT)
        begun_at = 0.0
        async for audio in speech:
            begun_at = begun_at or time.monotonic() + stream.latency
            await asyncio.to_thread(stream.write, audio.data)  # waits while the device is full
            if enter.done():
                stream.abort()  # be silent first, then tell the server
                report = await speech.cancel(round((time.monotonic() - begun_at) * 1000))
                print(f"heard:     {report.text_spoken}\nnot heard: {report.text_remaining}")
                return
    await asyncio.to_thread(stream.stop)  # waits until all of it was heard
    print("Spoken to the end; press Enter.")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
