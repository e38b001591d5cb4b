"""From the text a client sends to the text an engine speaks."""

__all__ = ["speakable"]


def speakable(text: str, language: str = "auto") -> str:
    """What is said for a text; see `rtts.text.whole.speakable`.

    The rules are imported with the first call: most users of this package need a part of it.
    """
    from rtts.text import whole

    return whole.speakable(text, language)
