"""Powers, and signs that stand between words and numbers."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows
from rtts.text.rules.ja_ko.figures import is_latin, is_negative
from rtts.text.rules.ja_ko.speech import Speech
from rtts.text.rules.ja_ko.units import unit

__all__ = ["HOT", "is_subtraction", "sign_rules"]

HOT = frozenset(
    ["π", "am", "pm", "no.", "vs", "etc.", "approx.", "ver.", "fig.", "p.", "pp.", "vol."]
)
"""Words of letters at which a rule of both languages begins."""

_POWER = re.compile(r"[⁺⁻]?[⁰¹²³⁴-⁹ⁿ]{1,6}")
_CARET = re.compile(r"\^\{?([-−]?\d{1,6}|[a-zA-Z])\}?")
_INDEX = re.compile(r"[₀-₉]{1,6}")
_UNIT_ALONE = re.compile(r"[\u3371-\u337a\u3380-\u33df℃℉%％‰]")

_SIGN = re.compile(
    r"\s?(<=|>=|!=|==|=>|->|<->|[=＝+＋×✕÷≤≥≦≧<>＜＞≈≒≠±→⇒⇔↔&＆/／⁄~～〜*−–—\-@＠#＃√∞π°])[^\S\n]?"
)
_EXPRESSION = re.compile(r"[\w\s.+\-−*×÷/()]{0,40}[=＝≈≒<>＜＞≤≥]")
_EXPRESSED = re.compile(r"[=＝≈+×÷][\w\s.()]{0,12}\Z")
_MEASURED = re.compile(r"\d\s?([%％°℃]|[A-Za-zμ]{1,6}[²³]?)\Z")
_SPAN_END = re.compile(
    r"[年月日号時分秒円個人度階頁回歳曜火水木金土前後年월일호시분초원개명도층쪽회세℃%％°]\Z"
)
_TIME_OR_AMOUNT = re.compile(r"\d(?:[:：]\d\d|[年月日時分円人名歳個년월일시분원명세개%％])\Z")
"""Behind it a wave is a beginning even with a space behind the wave."""
_NEGATED = re.compile(r"[A-Za-z](?![A-Za-z])|[√π(（]")
_MONEY = tuple("¥$€£￥₩")
_SPAN_WORD = re.compile(
    r"[翌同来月火水木金土日午次朝昼夜]|오[전후]|익일|다음\s?날|[월화수목금토일]요일"
)
_HALF_DAY = re.compile(r"[AaPp][Mm]\s?\d")
_QUOTES = " \"'“”‘’「」『』《》【】[]"
_ONE_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z]\Z")


def is_subtraction(match: Match, left: str) -> bool:
    """Whether a dash is a minus: it stands in an equation."""
    return bool(follows(match, _EXPRESSION) or _EXPRESSED.search(left))


class _Sides(NamedTuple):
    """A sign, and what stands on both of its sides."""

    match: Match
    left: str
    right: str

    @property
    def sign(self) -> str:
        """The sign without the spaces around it."""
        return self.match[1]

    @property
    def is_tight(self) -> bool:
        """No space is around it."""
        return self.match[0] == self.sign

    @property
    def joins_values(self) -> bool:
        """Whether both neighbours may be operands, or words."""
        return _is_value(self.left[-1:]) and _is_value(self.right[:1])

    @property
    def joins_operands(self) -> bool:
        """Whether both neighbours are digits or Latin letters."""
        return _is_operand(self.left[-1:]) and _is_operand(self.right[:1])


def _is_value(char: str) -> bool:
    return bool(char) and (char.isalnum() or char in ")(（）%％℃°²³√∞-−¥$€π₩")


def _is_operand(char: str) -> bool:
    return is_latin(char) or char in {")", "(", "²", "³", "√", "π"}


def _is_measured(left: str) -> bool:
    measured = _MEASURED.search(left)
    return measured is not None and unit(measured[1]) is not None


class _Signs:
    """Says signs in one of the languages."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.says: dict[str, Callable[[_Sides], str | None]] = {
            **dict.fromkeys(("+", "＋"), self._plus),
            **dict.fromkeys(("<", ">", "＜", "＞"), self._greater),
            **dict.fromkeys(("→", "⇒", "=>", "->", "↔", "<->", "⇔"), self._arrow),
            **dict.fromkeys(("&", "＆"), self._and),
            **dict.fromkeys(("/", "／"), self._slash),
            **dict.fromkeys(("~", "～", "〜"), self._wave),
            **dict.fromkeys(("−", "–", "—", "-"), self._dash),
            **dict.fromkeys(("@", "＠"), self._at),
            **dict.fromkeys(("#", "＃"), self._hash),
            **dict.fromkeys(("=", "＝", "=="), self._equals),
            **dict.fromkeys(("≤", "≦", "<="), self._bound),
            **dict.fromkeys(("≥", "≧", ">="), self._bound),
            **dict.fromkeys(("≈", "≒"), self._about),
            **dict.fromkeys(("×", "✕"), self._times),
            **dict.fromkeys(("≠", "!="), self._unequal),
            "*": self._star,
            "÷": self._divided,
            "⁄": self._divided,
            "±": self._either,
            "°": self._degrees,
            "√": self._alone,
            "∞": self._alone,
            "π": self._alone,
        }

    def sign(self, match: Match) -> str | None:
        """A sign, if something is said for it where it stands."""
        sides = _Sides(match, before(match, 40).rstrip(), after(match))
        said = self.says[sides.sign](sides)
        return said.lstrip(" ") if said and before(match, 1).isspace() else said

    def power(self, match: Match) -> str | None:
        """A raised number."""
        left = before(match, 1)
        if not left or not (is_latin(left) or left in ")）π"):
            return None
        power = unicodedata.normalize("NFKC", match[0]).replace("−", "-").lstrip("+")
        return self.speech.raised(power)

    def caret(self, match: Match) -> str | None:
        """The same with a sign in front."""
        left = before(match, 1)
        if not is_latin(left) and left != ")":
            return None
        return self.speech.raised(match[1].replace("−", "-"))

    def index(self, match: Match) -> str:
        """A lowered number."""
        said = self.speech.number(unicodedata.normalize("NFKC", match[0]))
        return f"{self.speech.gap}{said}{self.speech.gap}"

    def unit(self, match: Match) -> str | None:
        """A unit of one character that no number is in front of."""
        named = unit(match[0])
        left = before(match, 1)
        return None if named is None or is_latin(left) else self.speech.name(named)

    def _between(self, word: str) -> str:
        gap = self.speech.gap
        return f"{gap}{word}{gap}"

    def _plus(self, at: _Sides) -> str | None:
        if _is_measured(at.left) and not is_latin(at.right[:1]):
            return self.speech.gap + self.speech.words.at_least
        if at.joins_operands and (at.left[-1].isdecimal() and at.right[0].isdecimal()):
            return self._between(self.speech.words.add)
        return self._between(self.speech.words.plus) if at.joins_values else None

    def _greater(self, at: _Sides) -> str | None:
        if at.is_tight or not (_is_value(at.right[:1]) or at.right[:1] in tuple(_QUOTES)):
            return None
        if at.joins_operands and (at.left[-1].isdecimal() or at.right[0].isdecimal()):
            words = self.speech.words
            return self._between(words.over if at.sign in ">＞" else words.under)
        return self.speech.pause if at.sign in ">＞" else None

    def _arrow(self, at: _Sides) -> str:
        return self.speech.pause if at.left else ""

    def _and(self, at: _Sides) -> str | None:
        if not (at.left[-1:].isalnum() and at.right[:1].isalnum()):
            return None
        return self._between(self.speech.words.joined)

    def _slash(self, at: _Sides) -> str | None:
        if _ONE_LETTER.search(at.left) and _ONE_LETTER.match(at.right[:1]) and "=" in at.right:
            return self._between(self.speech.words.divided)
        if at.left[-1:].isdecimal() and at.right[:1].isdecimal():
            return self._between(self.speech.words.slash)
        return self.speech.pause if at.left[-1:].isalnum() and at.right[:1].isalnum() else None

    def _wave(self, at: _Sides) -> str | None:
        if self._is_range(at):
            return self.speech.words.to + self.speech.gap
        if at.right[:1].isdecimal() or at.right.startswith(_MONEY):
            return self.speech.words.about + self.speech.gap
        is_tight = at.is_tight or (
            at.match[0].startswith(at.sign) and _TIME_OR_AMOUNT.search(at.left) is not None
        )
        is_tight = is_tight and not before(at.match, 1).isspace()
        return self.speech.wave(at.left, at.right) if is_tight else None

    @staticmethod
    def _is_range(at: _Sides) -> bool:
        if not at.left:
            return False
        ends = (
            at.left.rstrip(".")[-1:].isdecimal()
            or _SPAN_END.search(at.left)
            or _is_measured(at.left)
        )
        if at.right[:1].isdecimal() or _HALF_DAY.match(at.right):
            return bool(ends)
        if at.right.startswith(("-", "−", *_MONEY)):
            return bool(ends)
        return bool(ends) and _SPAN_WORD.match(at.right) is not None

    def _dash(self, at: _Sides) -> str | None:
        operands = at.joins_operands and (at.left[-1].isdecimal() or at.right[0].isdecimal())
        if operands and (at.sign == "−" or is_subtraction(at.match, at.left)):
            return self._between(self.speech.words.subtract)
        opens = not at.left or at.left[-1] in "=＝(（×÷*/⁄<>≤≥≠≈±,"
        if opens and at.sign == "−" and _NEGATED.match(at.right):
            return self.speech.words.minus + self.speech.gap
        if not at.left or is_negative(at.match):
            return None
        latin = at.left[-1].isascii() and at.left[-1].isalpha()
        if self._is_range(at) and not latin:
            return self.speech.words.to + self.speech.gap
        return None

    def _at(self, at: _Sides) -> str | None:
        if not (at.right[:1].isalnum() and at.match[0].endswith(at.sign)):
            return None
        return self._between(self.speech.words.at).lstrip()

    def _hash(self, at: _Sides) -> str | None:
        if at.left[-1:] in {"C", "F"} and at.match[0].startswith(at.sign):
            end = self.speech.gap if at.match[0][-1].isspace() else self.speech.ends(at.match)
            return f"{self.speech.gap}{self.speech.words.sharp}{end}"
        if at.left[-1:].isalnum() and is_latin(at.left[-1]):
            return None
        return self.speech.words.hash if self.speech.is_key(at.right) else None

    def _equals(self, at: _Sides) -> str | None:
        if not at.joins_values:
            return None
        return self.speech.equals(at.left) + self.speech.gap

    def _bound(self, at: _Sides) -> str | None:
        words = self.speech.words
        if not at.joins_values:
            return None
        bound = words.over_or_equal if at.sign in {"≥", "≧", ">="} else words.under_or_equal
        return self._between(bound)

    def _about(self, at: _Sides) -> str | None:
        if not _is_value(at.right[:1]):
            return None
        if _is_operand(at.left[-1:]):
            return self.speech.topic(at.left) + self._between(self.speech.words.about)
        return self.speech.words.about + self.speech.gap

    def _times(self, at: _Sides) -> str | None:
        if at.joins_operands:
            return self._between(self.speech.words.times)
        return self._between(self.speech.words.cross) if at.joins_values else None

    def _star(self, at: _Sides) -> str | None:
        if self.speech.is_key(at.right):
            return self.speech.words.star
        return self._between(self.speech.words.times) if at.joins_operands else None

    def _divided(self, at: _Sides) -> str | None:
        return self._between(self.speech.words.divided) if at.joins_values else None

    def _either(self, at: _Sides) -> str | None:
        return self._between(self.speech.words.either) if _is_value(at.right[:1]) else None

    def _unequal(self, at: _Sides) -> str | None:
        return self._between(self.speech.words.unequal) if at.joins_values else None

    def _degrees(self, at: _Sides) -> str | None:
        return self.speech.gap + self.speech.words.degrees if at.left[-1:].isdecimal() else None

    def _alone(self, at: _Sides) -> str:
        words = self.speech.words
        said = {"√": words.root, "∞": words.infinite, "π": words.pi}[at.sign]
        left = self.speech.gap if at.left[-1:].isalnum() or at.match[0][0].isspace() else ""
        return left + said + (self.speech.gap if _is_value(at.right[:1]) else "")


def sign_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for signs."""
    say = _Signs(speech)
    return (
        Rule("symbol", _POWER, say.power, Begins.SIGN),
        Rule("symbol", _CARET, say.caret, Begins.SIGN),
        Rule("symbol", _INDEX, say.index, Begins.SIGN),
        Rule("symbol", _SIGN, say.sign, Begins.SIGN | Begins.LETTER),
        Rule("symbol", _UNIT_ALONE, say.unit, Begins.SIGN),
    )
