"""Measures the Qwen3-TTS engine, in the project's root: see `python -m bench.qwen --help`."""
