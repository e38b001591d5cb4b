"""Ordinals, numbers of pages and volumes, and Roman numerals."""

import re
import unicodedata

from rtts.text.rules.base import Begins, Match, Rule, before, follows, precedes
from rtts.text.rules.ja_ko.figures import is_latin
from rtts.text.rules.ja_ko.speech import Speech
from rtts.text.rules.numbers import from_roman, narrow

__all__ = ["ROMAN_WORD", "ordinal_rules"]

_ENGLISH_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)(?![A-Za-z0-9])")
_NUMBERED = re.compile(
    r"(?:(?:No|NO|no|Nr)\.\s?|№\s?|#|＃)(\d{1,6}(?:-\d{1,6})?)(?![\d.,]\d|\d|[A-Za-z])"
)
_VOLUME = re.compile(r"(?:Vol|vol|VOL)\.?\s?(\d{1,4})(?!\d)")
_PAGES = re.compile(r"[Pp]{1,2}\.\s?(\d{1,4})(?:[-–~〜～](\d{1,4}))?(?![A-Za-z0-9]|[-.]\d)")
ROMAN_WORD = re.compile(r"[IVX]{1,6}")
_ROMAN = re.compile(r"[IVX]{1,6}(?!\.?[A-Za-z0-9_])|[Ⅰ-Ⅻ]")
_CLASS = re.compile(
    r"\s?(?:世(?![界論代話])|型|章|部|期|巻|編|級|類|相|度房|세(?![계트상기])|형|장|부|권|편|급|차|기(?!\w{3}))"
)
_SURE = frozenset(["II", "III", "VII", "VIII", "XII", "XIII", "XIV", "XVI", "XVII", "XVIII"])
_LIKELY = frozenset(["IV", "VI", "IX", "XI", "XV", "XIX"])
_NAME_BEFORE = re.compile(
    r"[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]\s?\Z|[A-Z][a-z]+ \Z|[A-Z]{2,} \Z"
)
_PREFIX = re.compile(r"(?:第|제|フェーズ|パート|レベル|タイプ|파트|레벨|타입)\s?\Z")


class _Ordinals:
    """Says what stands in an order, in one of the languages."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def english(self, match: Match) -> str:
        """1st, 2nd."""
        return self.speech.ordinal(narrow(match[1]))

    def numbered(self, match: Match) -> str | None:
        """A number with its sign; a long one behind # is a code."""
        speech = self.speech
        if is_latin(before(match, 1)):
            return None
        is_hash = match[0][0] in "#＃"
        say = speech.digits if is_hash and len(match[1]) > 2 else speech.number
        said = speech.pause.join(say(part) for part in match[1].split("-"))
        return speech.spread(speech.words.hash if is_hash else speech.words.number, said)

    def pages(self, match: Match) -> str | None:
        """A page, or from one page to another."""
        if is_latin(before(match, 1)):
            return None
        name = self.speech.words.page
        if match[2]:
            return self.speech.span(match[1], match[2], "", name)
        return self.speech.amount(match[1], "", name)

    def volume(self, match: Match) -> str | None:
        """One of several books."""
        if is_latin(before(match, 1)):
            return None
        return self.speech.spread(self.speech.words.volume, self.speech.number(match[1]))

    def roman(self, match: Match) -> str | None:
        """A Roman numeral, if it is hardly a word and what is around it asks for a number."""
        text = unicodedata.normalize("NFKC", match[0])
        left = before(match, 1)
        if left.isascii() and (left.isalnum() or (left and left in "_.'&+-/")):
            return None
        value = from_roman(text)
        sure = text != match[0] or text in _SURE or precedes(match, _PREFIX)
        likely = text in _LIKELY and precedes(match, _NAME_BEFORE)
        if value is None or not (sure or likely or follows(match, _CLASS)):
            return None
        return self.speech.number(str(value)) + self.speech.ends(match)


def ordinal_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for ordinals and Roman numerals."""
    say = _Ordinals(speech)
    signs = Begins.LETTER | Begins.SIGN
    return (
        Rule("ordinal", _ENGLISH_ORDINAL, say.english),
        Rule("ordinal", _NUMBERED, say.numbered, signs),
        Rule("ordinal", _VOLUME, say.volume, Begins.LETTER),
        Rule("ordinal", _PAGES, say.pages, Begins.LETTER),
        Rule("roman", _ROMAN, say.roman, signs),
    )
