"""What is said for a text: its numbers, amounts, dates, links and abbreviations as words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rtts.text.growing import GrowingText
from rtts.text.lexicon import Lexicon
from rtts.text.offsets import Spoken
from rtts.text.rules.loader import load

__all__ = ["Mode", "Pairs", "growing", "normalize", "speak"]

Mode = Literal["auto", "off"]
Pairs = Sequence[tuple[str, str]]


def normalize(text: str, language: str, lexicon: Pairs = ()) -> str:
    """Turn what was written into what is to be said.

    `language` is a code such as `en` or `pt-br`; a text of a language without rules stays as it
    is. `lexicon` holds pairs (match, say) of literal strings and goes before everything else.
    """
    return speak(text, language, lexicon).text


def speak(text: str, language: str, lexicon: Pairs = (), *, mode: Mode = "auto") -> Spoken:
    """The same, with the way back from what is said to what was written.

    `mode` `off` leaves all but the lexicon, which the user asked for by name.
    """
    text_in_work = growing(language, lexicon, mode=mode)
    return Spoken(text_in_work.push(text) + text_in_work.finish())


def growing(language: str, lexicon: Pairs = (), *, mode: Mode = "auto") -> GrowingText:
    """The same again for a text that is still being written: pieces that, joined, are it."""
    rules = load(language) if mode == "auto" else None
    return GrowingText(rules, _lexicon(tuple(lexicon)))


@lru_cache(maxsize=256)
def _lexicon(pairs: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon(pairs)
