"""Which rules a language tag asks for."""

from functools import cache

__all__ = ["LANGUAGES", "base_language"]

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh")
"""The languages that are told apart, and whose numbers and signs are said."""

_OTHER_CODES = {"cmn": "zh"}


@cache
def base_language(language: str) -> str:
    """The language of a tag: `pt` of `pt-BR`, `zh` of `cmn`. What is no code is English."""
    base = language.replace("_", "-").partition("-")[0].lower()
    if not base.isascii() or not base.isalpha() or base == "auto":
        return "en"
    return _OTHER_CODES.get(base, base)
