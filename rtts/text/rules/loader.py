"""Finds the rules of a language, and imports them when they are first needed."""

from importlib import import_module

from rtts.text.codes import LANGUAGES, base_language
from rtts.text.rules.base import Rules

__all__ = ["is_loaded", "load"]

_loaded: dict[str, Rules] = {}


def load(language: str) -> Rules | None:
    """The rules of a language such as `pt-br`; None if nobody wrote any.

    The first call for a language takes tens of ms: it imports the rules.
    """
    code = base_language(language)
    if code not in LANGUAGES:
        return None
    if code not in _loaded:
        _loaded[code] = import_module(f"rtts.text.rules.{code}").RULES
    return _loaded[code]


def is_loaded(language: str) -> bool:
    """Whether `load` would answer at once."""
    code = base_language(language)
    return code in _loaded or code not in LANGUAGES
