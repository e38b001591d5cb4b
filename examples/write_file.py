"""Speak a text into a file.

    rtts serve
    python examples/write_file.py speech.ogg "Hello there." [URL]

`.ogg` and `.opus` hold Opus, `.wav` plain samples.
"""

import sys

from rtts_client import DEFAULT_URL, connect_sync


def main(path: str, text: str, url: str = DEFAULT_URL) -> None:
    """Have the text spoken, and say how long the speech is."""
    with connect_sync(url, codec="pcm_s16le" if path.endswith(".wav") else "opus") as session:
        speech = session.speak(text)
        speech.save(path)
    assert speech.done is not None
    print(f"{path}: {speech.done.audio_ms / 1000:.2f} s of speech")


if __name__ == "__main__":
    main(*sys.argv[1:])
