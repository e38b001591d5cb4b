"""Play Opus with ffplay, through a pipe.

    rtts serve
    python examples/ffplay_pipe.py "Hello there." [URL]

Opus is what to send over a network: 32 kbit/s instead of 384. Put into Ogg pages of 20 ms
it can be piped into any player.
"""

import subprocess
import sys

from rtts_client import DEFAULT_URL, AudioWriter, connect_sync, open_writer

FFPLAY = "ffplay -loglevel error -nodisp -autoexit -fflags nobuffer -probesize 32 -f ogg -i -"


def main(text: str, url: str = DEFAULT_URL) -> None:
    """Speak the text aloud."""
    with connect_sync(url, codec="opus") as session:
        player = subprocess.Popen(FFPLAY.split(), stdin=subprocess.PIPE, bufsize=0)
        assert player.stdin is not None
        writer: AudioWriter | None = None
        speech = session.speak(text)
        for audio in speech:
            if writer is None:
                assert speech.format is not None
                writer = open_writer(player.stdin, speech.format, page_ms=20)
            writer.write(audio)  # waits while the pipe is full
        if writer is not None:
            writer.close()
    player.stdin.close()
    player.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
