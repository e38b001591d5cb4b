"""How Japanese says what is not written in its own characters.

Numbers become kanji, and the counters behind them stay, so that engines know how to read both.
"""

import re

from rtts.text.rules.base import Begins, Match, Rule, Rules, after, before
from rtts.text.rules.ja.numbers import digits, number
from rtts.text.rules.ja.speech import JAPANESE
from rtts.text.rules.ja.words import CODE_NAME, COUNTED, KNOWN, LINKING, MODEL_NAME
from rtts.text.rules.ja_ko.addresses import touching
from rtts.text.rules.ja_ko.calendar import date_rules, time_rules
from rtts.text.rules.ja_ko.codes import address_rules, code_rules, model_rules, phone_rules
from rtts.text.rules.ja_ko.figures import is_latin
from rtts.text.rules.ja_ko.numerals import fraction_rules, list_rules, number_rules
from rtts.text.rules.ja_ko.ordinals import ROMAN_WORD, ordinal_rules
from rtts.text.rules.ja_ko.quantities import quantity_rules
from rtts.text.rules.ja_ko.signs import HOT, sign_rules
from rtts.text.rules.ja_ko.speech import Day
from rtts.text.rules.ja_ko.units import CURRENCY_CODES
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.rules.numbers import narrow

__all__ = ["RULES"]

_LINK_WORDS = LinkWords(
    at="アットマーク",
    dot="ドット",
    slash="スラッシュ",
    dash="ハイフン",
    underscore="アンダーバー",
    colon="コロン",
    question="クエスチョン",
    equals="イコール",
    ampersand="アンド",
    plus="プラス",
    hash="シャープ",
    percent="パーセント",
    hashtag="ハッシュタグ",
)

_ROOM = re.compile(r"\d{3,4}(?=号?室)")
_NOUGHT_MINUTES = re.compile(r"(?<=[時时])00分(?![間のほ])")
_HISTORY = re.compile(r"([1-9]\d?)[.・･](\d{1,2})(?=事件|運動|テロ|事変|同時多発|震災)")
_ERA = re.compile(r"([RHS])(\d{1,2})(?:(?=年)|\.(\d{1,2})\.(\d{1,2})(?![\d.]))")
_ERAS = {"R": "令和", "H": "平成", "S": "昭和"}
_KEYS = r"キー|ボタン|マーク|印|を押"
_AVERAGE = re.compile(r"(?:(?<=[打塁勝]率)|(?<=[打塁勝]率は))0?\.(\d{3})(?!\d|[%％])")
_ABBREVIATIONS = {
    "vs": "対",
    "etc": "など",
    "e.g": "例えば",
    "i.e": "つまり",
    "approx": "約",
    "ver": "バージョン",
    "fig": "図",
}
_ABBREVIATION = re.compile(
    r"(vs|VS|Vs|etc|e\.g|i\.e|approx|Ver|ver|Fig|fig)(?![A-Za-z0-9_])(\.?)(?!\w)\s?", re.ASCII
)


def _say_digits(match: Match) -> str:
    return digits(match[0])


def _say_nothing(_match: Match) -> str:
    return ""


def _say_history(match: Match) -> str:
    return digits(match[1]) + digits(match[2])


def _say_era(match: Match) -> str | None:
    """A year of an emperor by the letter of his era."""
    if is_latin(before(match, 1)):
        return None
    era = f"{_ERAS[match[1]]}{number(match[2])}"
    if not match[3]:
        return era
    return f"{era}年{JAPANESE.day(Day('', match[3], match[4]))}"


def _say_average(match: Match) -> str:
    """A batting average: so many tenths, hundredths and thousandths."""
    parts = zip(narrow(match[1]), "割分厘", strict=True)
    return "".join(number(digit) + name for digit, name in parts if digit != "0")


def _say_abbreviation(match: Match) -> str | None:
    left = before(match, 1)
    if is_latin(left) or (left and left in "._-/"):
        return None
    stop = "." if match[2] and not after(match).strip() else ""
    return _ABBREVIATIONS[match[1].lower()] + stop


_OWN_CODES = (
    Rule("fraction", _AVERAGE, _say_average, Begins.DIGIT | Begins.SIGN),
    Rule("date", _ERA, _say_era, Begins.LETTER),
    Rule("code", _ROOM, _say_digits),
    Rule("time", _NOUGHT_MINUTES, _say_nothing),
    Rule("code", _HISTORY, _say_history),
)
_ABBREVIATION_RULES = (Rule("abbreviation", _ABBREVIATION, _say_abbreviation, Begins.LETTER),)

RULES = Rules(
    language="ja",
    rules=(
        *touching(
            link_rules(_LINK_WORDS, digits),
            "ハッシュタグ",
            letters="A-Za-z\u30a1-\u30fa\u4e00-\u9fff",
            keys=_KEYS,
        ),
        *list_rules(JAPANESE),
        *address_rules(JAPANESE),
        *phone_rules(JAPANESE),
        *date_rules(JAPANESE),
        *time_rules(JAPANESE),
        *_OWN_CODES,
        *code_rules(JAPANESE, CODE_NAME, COUNTED),
        *quantity_rules(JAPANESE),
        *fraction_rules(JAPANESE),
        *ordinal_rules(JAPANESE),
        *model_rules(JAPANESE, KNOWN, MODEL_NAME, COUNTED),
        *number_rules(JAPANESE),
        *_ABBREVIATION_RULES,
        *sign_rules(JAPANESE),
    ),
    hot=HOT | CURRENCY_CODES,
    hot_word=ROMAN_WORD,
    linking=LINKING,
    lookahead=3,
    spaced=False,
)
