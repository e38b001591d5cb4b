"""Engines: what turns text into samples. Start with `base`."""
