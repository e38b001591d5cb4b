"""Speak a text into a file.

    rtts serve
    python examples/write_file.py speech.ogg "Hello there." [URL]

`.ogg` and `.opus` hold Opus, `.wav` plain samples, `.mp3` and `.aac` what they say.
"""

import sys
from pathlib import Path

from rtts_client import DEFAULT_URL, Codec, connect_sync

CODECS: dict[str, Codec] = {
    ".ogg": "opus",
    ".opus": "opus",
    ".wav": "pcm_s16le",
    ".mp3": "mp3",
    ".aac": "aac",
}


def main(path: str, text: str, url: str = DEFAULT_URL) -> None:
    """Have the text spoken, and say how long the speech is."""
    codec = CODECS.get(Path(path).suffix)
    if codec is None:
        sys.exit(f"{path} has a suffix that says no codec; use one of {', '.join(CODECS)}.")
    with connect_sync(url, codec=codec) as session:
        speech = session.speak(text)
        speech.save(path)
    assert speech.done is not None
    print(f"{path}: {speech.done.audio_ms / 1000:.2f} s of speech")


if __name__ == "__main__":
    main(*sys.argv[1:])
