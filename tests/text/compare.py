"""Whether two texts are said alike: case, marks and spacing make no sound."""

import re
import unicodedata

from rtts.text.normalize import normalize

_SILENT = re.compile(r"[^\w\s]|_")
_UNSPACED = ("zh", "ja")


def heard(text: str, language: str) -> str:
    """A text without what makes no difference to the ear."""
    words = _SILENT.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))
    return ("" if language in _UNSPACED else " ").join(words.split())


def is_said(written: str, accepted: tuple[str, ...], language: str) -> bool:
    """Whether what is said for `written` is one of the accepted forms."""
    return heard(normalize(written, language), language) in {
        heard(form, language) for form in accepted
    }
