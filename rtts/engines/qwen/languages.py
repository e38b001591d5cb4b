"""Languages by the names that checkpoints use for them, and by the codes that we use."""

from collections.abc import Iterable, Mapping

__all__ = ["by_code"]

_CODES = {
    "arabic": "ar",
    "bengali": "bn",
    "cantonese": "yue",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "malay": "ms",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
    "vietnamese": "vi",
}
"""Those that checkpoints speak so far, and the commonest others for those to come."""


def by_code(names: Iterable[str]) -> Mapping[str, str]:
    """Each language's name by its code. Dialects and names that nobody knows are left out."""
    return {_CODES[name]: name for name in names if name in _CODES}
