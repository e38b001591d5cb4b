"""How Korean says what is not written in Hangul.

Things are counted with native numbers and measured with those of Chinese origin; it is the
counter that tells which.
"""

import re

from rtts.text.rules.base import Begins, Match, Rule, Rules, after, before
from rtts.text.rules.ja_ko.addresses import touching
from rtts.text.rules.ja_ko.calendar import date_rules, time_rules
from rtts.text.rules.ja_ko.codes import code_rules, model_rules, phone_rules
from rtts.text.rules.ja_ko.figures import is_latin
from rtts.text.rules.ja_ko.numerals import fraction_rules, list_rules, number_rules
from rtts.text.rules.ja_ko.ordinals import ordinal_rules
from rtts.text.rules.ja_ko.quantities import quantity_rules
from rtts.text.rules.ja_ko.signs import HOT, sign_rules
from rtts.text.rules.ja_ko.units import CURRENCY_CODES
from rtts.text.rules.ko.counts import (
    COUNT_RULES,
    OWN_CODE_RULES,
    OWN_DATE_RULES,
    WORD_RULES,
    parted,
)
from rtts.text.rules.ko.numbers import digits
from rtts.text.rules.ko.speech import KOREAN
from rtts.text.rules.ko.words import CODE_NAME, COUNTED, KNOWN, LINKING, MODEL_NAME
from rtts.text.rules.links import LinkWords, link_rules

__all__ = ["RULES"]

_HOT_WORD = re.compile(r"(?:[IVX]{1,6}|π|(?:vs|etc)\.?)[가-힣]{0,4}")
"""These with a particle behind them."""

_LINK_WORDS = LinkWords(
    at="골뱅이",
    dot="점",
    slash="슬래시",
    dash="하이픈",
    underscore="언더바",
    colon="콜론",
    question="물음표",
    equals="등호",
    ampersand="앤드",
    plus="플러스",
    hash="샵",
    percent="퍼센트",
    hashtag="해시태그",
)

_KEYS = r"\s?키|버튼|[을를]\s누"
_ABBREVIATIONS = {
    "vs": "대",
    "etc": "등",
    "e.g": "예를 들어",
    "i.e": "즉",
    "approx": "약",
    "ver": "버전",
    "fig": "그림",
    "dr": "닥터",
    "mr": "미스터",
    "mrs": "미시즈",
    "ms": "미즈",
}
_ABBREVIATION = re.compile(
    r"(?:(vs|VS|Vs|etc|e\.g|i\.e|approx|Ver|ver|Fig|fig)(?![A-Za-z0-9_])(\.?)"
    r"|(Dr|Mr|Mrs|Ms)(\.)(?=\s))(?![A-Za-z0-9])"
)


def _say_abbreviation(match: Match) -> str | None:
    left = before(match, 1)
    if is_latin(left) or (left and left in "._-/"):
        return None
    ends = (match[2] or match[4]) and not after(match).strip()
    return _ABBREVIATIONS[(match[1] or match[3]).lower()] + ("." if ends else "")


_ABBREVIATION_RULES = (Rule("abbreviation", _ABBREVIATION, _say_abbreviation, Begins.LETTER),)

_RULES = (
    *touching(link_rules(_LINK_WORDS, digits), "해시태그", letters="A-Za-z가-힣", keys=_KEYS),
    *OWN_DATE_RULES,
    *date_rules(KOREAN),
    *list_rules(KOREAN),
    *phone_rules(KOREAN),
    *time_rules(KOREAN),
    *OWN_CODE_RULES,
    *code_rules(KOREAN, CODE_NAME, COUNTED),
    *COUNT_RULES,
    *quantity_rules(KOREAN),
    *fraction_rules(KOREAN),
    *ordinal_rules(KOREAN),
    *model_rules(KOREAN, KNOWN, MODEL_NAME, COUNTED),
    *WORD_RULES,
    *number_rules(KOREAN),
    *_ABBREVIATION_RULES,
    *sign_rules(KOREAN),
)

RULES = Rules(
    language="ko",
    rules=tuple(map(parted, _RULES)),
    hot=HOT | CURRENCY_CODES | {"dr.", "mr.", "mrs.", "ms."},
    hot_word=_HOT_WORD,
    linking=LINKING,
)
