"""Tells text that has a sound from marks and spaces, which have none."""

import re

__all__ = ["is_speakable"]

_SPEAKABLE = re.compile("[^\\W_]|[$%&@§°©®™№‰¢£¤¥฿\u20a0-\u20cf]")


def is_speakable(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether there is anything to say: a letter, a digit or a sign that is read out ("%")."""
    return _SPEAKABLE.search(text, start, len(text) if end is None else end) is not None
