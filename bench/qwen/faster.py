"""Measures faster-qwen3-tts over a checkpoint folder: `python -m bench.qwen.faster FOLDER`.

It runs where its own packages are found: see `bench.qwen.rivals`. Prints a line of JSON:
milliseconds to the first audio with chunks of one frame, and a frame with chunks of twelve, as
it chooses by itself; both with its codec.
"""

import importlib
import json
import statistics
import sys
import time
from typing import Any

from rtts.engines.qwen.official import import_official

_TEXT = "Hello there, how are you on this fine day?"
_FRAMES = 61
_TURNS = 5


def bring_together() -> None:
    """Give the encoder's configuration what qwen-tts-hf asks of it and late transformers dropped.

    It is not used for speech; without it the checkpoint would not load.
    """
    config = importlib.import_module("transformers").MimiConfig
    if not hasattr(config(), "rope_theta"):
        config.rope_theta = 10000.0


def main(folder: str) -> None:
    """Load, warm up, measure, tell."""
    import_official()  # it asks for packages that nothing here needs
    bring_together()
    package = importlib.import_module("faster_qwen3_tts")
    model = package.FasterQwen3TTS.from_pretrained(folder, device="cuda")
    speaker = min(model.model.get_supported_speakers() or ["ryan"])

    def speak(frames: int, chunk: int) -> tuple[float, float]:
        """Seconds to the first audio, and to the last."""
        began = time.perf_counter()
        arrivals = [
            time.perf_counter() - began
            for _ in model.generate_custom_voice_streaming(
                _TEXT, speaker, "english", max_new_tokens=frames, chunk_size=chunk
            )
        ]
        return arrivals[0], arrivals[-1]

    for chunk in (1, 12):
        speak(25, chunk)
    firsts = [speak(4, 1)[0] * 1000 for _ in range(_TURNS)]
    frames = [(speak(_FRAMES, 12)[1] - speak(13, 12)[1]) / 48 * 1000 for _ in range(_TURNS)]
    told: dict[str, Any] = {
        "version": importlib.import_module("importlib.metadata").version("faster-qwen3-tts"),
        "first_ms": statistics.median(firsts),
        "frame_ms": statistics.median(frames),
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
