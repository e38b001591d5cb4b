"""How Mandarin says what is not written in characters.

What is said is in simplified characters; traditional ones around it are understood. Of two
ways of saying a thing the everyday one is taken: 两百 for 200, 公里 for km.
"""

import re

from rtts.text.rules.base import Begins, Match, Rule, Rules, after
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.rules.zh.amounts import AMOUNT_RULES
from rtts.text.rules.zh.codes import CODE_RULES, MODEL_RULES, PHONE_RULES
from rtts.text.rules.zh.dates import DATE_RULES, TIME_RULES, YEAR_RULES
from rtts.text.rules.zh.numbers import digits
from rtts.text.rules.zh.numerals import FRACTION_RULES, LIST_RULES, NUMBER_RULES, ROMAN_WORD
from rtts.text.rules.zh.signs import SIGN_RULES
from rtts.text.rules.zh.words import CURRENCY_CODES, LINKING

__all__ = ["RULES"]

_LINK_WORDS = LinkWords(
    at="艾特",
    dot="点",
    slash="斜杠",
    dash="杠",
    underscore="下划线",
    colon="冒号",
    question="问号",
    equals="等号",
    ampersand="and",
    plus="加号",
    hash="井号",
    percent="百分号",
    hashtag="话题",
)

_ABBREVIATIONS = {"vs": "对", "etc": "等等", "e.g": "例如", "i.e": "即", "approx": "约"}
_ABBREVIATION = re.compile(
    r"(vs|VS|Vs|etc|e\.g|i\.e|approx)(?![A-Za-z0-9_])(\.?)(?!\w)\s?", re.ASCII
)


def _say_abbreviation(match: Match) -> str | None:
    left = match.string[max(match.start() - 1, 0) : match.start()]
    if left.isascii() and (left.isalnum() or (left and left in "._-/")):
        return None
    stop = "." if match[2] and not after(match).strip() else ""
    return _ABBREVIATIONS[match[1].lower()] + stop


_ABBREVIATION_RULES = (Rule("abbreviation", _ABBREVIATION, _say_abbreviation, Begins.LETTER),)

RULES = Rules(
    language="zh",
    rules=(
        *link_rules(_LINK_WORDS, digits),
        *LIST_RULES,
        *PHONE_RULES,
        *DATE_RULES,
        *TIME_RULES,
        *CODE_RULES,
        *AMOUNT_RULES,
        *FRACTION_RULES,
        *MODEL_RULES,
        *YEAR_RULES,
        *NUMBER_RULES,
        *_ABBREVIATION_RULES,
        *SIGN_RULES,
    ),
    hot=frozenset({*CURRENCY_CODES, *"周週期π", "no.", "vs", "etc.", "approx."}),
    hot_word=ROMAN_WORD,
    linking=LINKING,
    lookahead=2,
    spaced=False,
)
