"""Scripts that have wide characters, and how much a text in them says."""

import re

__all__ = ["HAN", "HANGUL", "KANA", "WIDE", "WIDE_LETTERS", "letters"]

HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
"""A character of Chinese or Japanese, where no spaces part words; their marks too."""

WIDE_LETTERS = 3
"""A character of Chinese, Japanese or Korean says as much as this many letters."""


def letters(text: str) -> int:
    """How much a text says: its letters, the wide ones counted as several."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    wide = len(HAN.findall(text)) + len(KANA.findall(text)) + len(HANGUL.findall(text))
    return wide * (WIDE_LETTERS - 1) + sum(map(str.isalpha, text))
