"""Whether two texts are said alike: case, marks and spacing make no sound."""

import re
import unicodedata
from time import process_time

from rtts.text.normalize import normalize

_SILENT = re.compile(r"[^\w\s]|_")
_UNSPACED = ("zh", "ja", "ko")
_ROUNDS = 2
_ATTEMPTS = 5
_SURELY_LINEAR = 2.5
_COARSE_S = 0.004


def heard(text: str, language: str) -> str:
    """A text without what makes no difference to the ear."""
    words = _SILENT.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))
    return ("" if language in _UNSPACED else " ").join(words.split())


def is_said(written: str, accepted: tuple[str, ...], language: str) -> bool:
    """Whether what is said for `written` is one of the accepted forms."""
    return heard(normalize(written, language), language) in {
        heard(form, language) for form in accepted
    }


def growth(text: str, language: str) -> float:
    """How many times as long a text takes as its first half: 2 is linear, 4 a square.

    Other work on the machine makes one of the two look slow now and then, so the least of a few
    goes. Where a text takes next to no time, it is compared with some that does.
    """
    parts = (text[: len(text) // 4], text[: len(text) // 2])
    ratios = []
    for _ in range(_ATTEMPTS):
        half, whole = (min(_seconds(part, language) for _ in range(_ROUNDS)) for part in parts)
        ratios.append(whole / max(half, _COARSE_S))
        if ratios[-1] < _SURELY_LINEAR:
            break
    return min(ratios)


def _seconds(text: str, language: str) -> float:
    began = process_time()
    normalize(text, language)
    return process_time() - began
