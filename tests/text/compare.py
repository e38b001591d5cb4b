"""Whether two texts are said alike: case, marks and spacing make no sound."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import cycle
from time import process_time

from rtts.text.normalize import growing, normalize

__all__ = ["growth", "heard", "is_said", "streamed"]

_SILENT = re.compile(r"[^\w\s]|_")
_UNSPACED = ("zh", "ja", "ko")
_ROUNDS = 2
_ATTEMPTS = 5
_SURELY_LINEAR = 2.5
_COARSE_S = 0.002


def heard(text: str, language: str) -> str:
    """A text without what makes no difference to the ear."""
    words = _SILENT.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))
    return ("" if language in _UNSPACED else " ").join(words.split())


def is_said(written: str, accepted: tuple[str, ...], language: str) -> bool:
    """Whether what is said for `written` is one of the accepted forms."""
    return heard(normalize(written, language), language) in {
        heard(form, language) for form in accepted
    }


def streamed(text: str, language: str, sizes: Sequence[int]) -> str:
    """What is said of a text that comes in fragments of these sizes, again and again."""
    work, at, pieces = growing(language), 0, []
    for size in cycle(sizes):
        if at >= len(text):
            break
        pieces += work.push(text[at : at + size])
        at += size
    return "".join(piece.text for piece in pieces + work.finish())


def growth(text: str, language: str) -> float:
    """How many times as long a text takes as its first half: 2 is linear, 4 a square.

    Other work on the machine makes one of the two look slow now and then, so the least of a few
    goes. Where a text takes next to no time, it is compared with some that does.
    """
    ratios = []
    for _ in range(_ATTEMPTS):
        half = min(_seconds(text[: len(text) // 2], language) for _ in range(_ROUNDS))
        ratios.append(_seconds(text, language) / max(half, _COARSE_S))
        if ratios[-1] < _SURELY_LINEAR:
            break
    return min(ratios)


def _seconds(text: str, language: str) -> float:
    began = process_time()
    normalize(text, language)
    return process_time() - began
