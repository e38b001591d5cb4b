"""Lists, fractions, ratios and plain numbers."""

import re
import unicodedata

from rtts.text.rules.base import Begins, Match, Rule, before, follows, opens_line, precedes
from rtts.text.rules.ja_ko.calendar import says_date
from rtts.text.rules.ja_ko.figures import END, NUMBER, TO, is_latin, is_negative, value_of
from rtts.text.rules.ja_ko.signs import is_subtraction
from rtts.text.rules.ja_ko.speech import Day, Speech
from rtts.text.rules.ja_ko.units import unit
from rtts.text.rules.numbers import narrow, vulgar

__all__ = ["fraction_rules", "list_rules", "number_rules"]

_ITEM = re.compile(r"(\d{1,2})(?:[.．]\s|[.．](?![\d\s])|[)）])[^\S\n]{0,3}(?=\S)")
_ITEM_IN_BRACKETS = re.compile(r"[(（]([1-9１-９]\d?)[)）][^\S\n]{0,3}(?=\S)")
_CIRCLED = re.compile(r"[①-⑳]\s?")
_FOOTNOTES = re.compile(
    r"(?<=\S)(?:\[\d{1,3}\]|※\d{1,2}(?=[。、.,]|\Z)){1,8}"
    r"|(?<=[\u3041-\u9fff\uac00-\ud7a3。，」.])[⁰¹²³⁴-⁹]{1,3}"
)

_VULGAR = re.compile(r"(\d{1,4})?\s?([½⅓⅔¼¾⅕-⅞])")
_MIXED = re.compile(r"(\d{1,4})(?:\s|[と와과]\s?)(\d{1,2})[/⁄](\d{1,3})(?![\d/])")
_STROKE = re.compile(
    rf"({NUMBER})\s?([/／⁄])\s?({NUMBER})(?![\d/]|[.,:]\d|(?!mmHg)[A-Za-z])(?:\s?(mmHg|[点점]))?"
)
_ALWAYS = re.compile(r"24[/／]7(?!\d)")
_RATIO = re.compile(
    r"(\d{1,6}(?:\.\d{1,6})?)\s?[:：∶]\s?(\d{1,6}(?:\.\d{1,6})?)(?:\s?[:：∶]\s?(\d{1,6}))?(?![\d:])"
)
_EQUALS = re.compile(r"\s?[=＝≈]")
_PRESSURE = re.compile(r"(?:血圧|혈압)[^\d]{0,8}\Z")
_LATIN_BEFORE = re.compile(r"[A-Za-z]{2}\s?\Z")
_RATED = re.compile(r"(?:評価|点数|スコア|レビュー|評点|평점|별점|점수)[^\d]{0,5}\Z")

_RANGE = re.compile(rf"({NUMBER})({TO})({NUMBER}){END}(?![-–/:：]\d)")
_MATHS = re.compile(r"\s?(?:[=＝×÷*^]|[-+−]\s?\d)")
_MATHS_BEFORE = re.compile(r"[=＝+×÷*/^]\s?\Z")
_SCORE = re.compile(
    r"(?:スコア[はがを]?|に|を|試合は|結果は|スコアは|相手に|[가이]|에|를|을|스코어[는가]?|상대로)\s?\Z"
)
_SCORED = re.compile(
    r"\s?(?:で(?:勝|敗|負|快|圧|大|惜|終|引|リ|逆|下|制|辛|勝利|試)|の(?:勝|敗|引|スコア|逆|完)"
    r"|으?로\s?(?:이|승|졌|패|앞|비|꺾|물|역|완|제압|무|끝|마)|승|패|무승부|완승|역전)"
)
_SCORE_BEFORE = re.compile(r"(\d{1,3})[-–](\d{1,3})[,、]\s?\Z")
_PLACE = re.compile(
    r"(?:[都道府県市区町村通条番]|[^\W\d_]{1,4}[町台丘原山川本南北東西谷]|[동로길읍면리가]|번지|지번)\s?\Z"
)
_FIGURE = re.compile(r"(?:図|表|写真|問|例|式|그림|표|식|예제|문제|사진)\s?\Z")
_SIGNED = re.compile(rf"([-−－–+＋±])({NUMBER})(?!\d|[.,:/]\d)")
_PLAIN = re.compile(NUMBER)
_BELOW_ONE = re.compile(r"\.\d{1,6}(?![\d.])")
_ANY_DIGITS = re.compile(r"\d+")


def list_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for the numbers of items, and for those of footnotes."""

    def say_item(match: Match) -> str | None:
        return speech.item(narrow(match[1])) if opens_line(match) else None

    def say_circled(match: Match) -> str:
        text = str(int(unicodedata.numeric(match[0][0])))
        return speech.item(text) if opens_line(match) else speech.number(text) + speech.gap

    def say_nothing(_match: Match) -> str:
        return ""

    return (
        Rule("list", _ITEM, say_item),
        Rule("list", _ITEM_IN_BRACKETS, say_item, Begins.SIGN),
        Rule("list", _CIRCLED, say_circled, Begins.SIGN),
        Rule("list", _FOOTNOTES, say_nothing, Begins.SIGN),
    )


class _Fractions:
    """Says parts, ratios and two numbers with a stroke between them."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def vulgar(self, match: Match) -> str:
        """A fraction that is one character, with the whole number in front of it."""
        said = self.speech.fraction(*map(str, vulgar(match[2])))
        said = self.speech.mixed(match[1], said) if match[1] else said
        return said + self.speech.ends(match)

    def mixed(self, match: Match) -> str | None:
        """A whole number and a fraction."""
        over, under = narrow(match[2]), narrow(match[3])
        if int(over) >= int(under):
            return None
        said = self.speech.fraction(over, under)
        return self.speech.mixed(narrow(match[1]), said) + self.speech.ends(match)

    def stroke(self, match: Match) -> str | None:
        """A fraction, a day, a mark out of so many, or a quotient."""
        over, under, speech = narrow(match[1]), narrow(match[3]), self.speech
        if is_latin(before(match, 1)):
            return None
        if match[4] == "mmHg" or precedes(match, _PRESSURE):
            named = unit(match[4] or "")
            name = speech.name(named) if named else ""
            return speech.number(over) + speech.pause + speech.amount(under, "", name)
        if "." in over + under or match[4] or precedes(match, _RATED):
            return speech.out_of(over, under)
        if precedes(match, _LATIN_BEFORE):
            return speech.pause.join((speech.number(over), speech.number(under)))
        if over == under == "50":
            return speech.words.half_half
        return self._stroke(match, over, under)

    def _stroke(self, match: Match, over: str, under: str) -> str:
        speech = self.speech
        whole = over.isdecimal() and under.isdecimal()
        if not whole or len(over) > 4 or len(under) > 8 or "0" in {over[0], under[0]}:
            return speech.spread(speech.number(over), speech.words.slash, speech.number(under))
        if follows(match, _EQUALS) and int(over) >= int(under):
            return speech.spread(speech.number(over), speech.words.divided, speech.number(under))
        if match[2] != "⁄" and says_date(match, over, under):
            return speech.day(Day("", over, under))
        return speech.fraction(over, under) + speech.ends(match)

    def always(self, match: Match) -> str:
        """Day and night."""
        return self.speech.words.always + self.speech.ends(match)

    def ratio(self, match: Match) -> str | None:
        """So many to so many."""
        if is_latin(before(match, 1)) or before(match, 1) in tuple(".:"):
            return None
        parts = [self.speech.number(part) for part in match.groups() if part]
        return self.speech.words.versus.join(parts)


def fraction_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for parts and ratios."""
    say = _Fractions(speech)
    return (
        Rule("fraction", _ALWAYS, say.always),
        Rule("fraction", _MIXED, say.mixed),
        Rule("fraction", _VULGAR, say.vulgar, Begins.DIGIT | Begins.SIGN),
        Rule("fraction", _STROKE, say.stroke),
        Rule("ratio", _RATIO, say.ratio),
    )


class _Numbers:
    """Says numbers of nothing that is known."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def span(self, match: Match) -> str | None:
        """From one number to another, a score, or parts of a code."""
        low, to, high = narrow(match[1]), match[2].strip(), narrow(match[3])
        speech = self.speech
        if follows(match, _MATHS) or precedes(match, _MATHS_BEFORE, 3):
            return None
        if is_latin(before(match, 1)):
            return None
        if to[0] in "~～〜∼":
            return speech.span(low, high, "", "")
        if precedes(match, _PLACE) or precedes(match, _FIGURE):
            return self._parts(speech.words.dash, low, high)
        return self._dashed(match, low, high)

    def _dashed(self, match: Match, low: str, high: str) -> str:
        speech = self.speech
        rises = value_of(low) < value_of(high)
        small = low.isdecimal() and high.isdecimal() and len(low) <= 3 and len(high) <= 3
        last = precedes(match, _SCORE_BEFORE)
        if small and last and int(last[1]) >= int(last[2]):
            return self._parts(speech.words.versus, low, high)
        if small and (follows(match, _SCORED) or (precedes(match, _SCORE) and not rises)):
            return self._parts(speech.words.versus, low, high)
        if low[0] == "0" and len(low) > 1:
            return speech.grouped([low, high])
        if not rises:
            if small and len(low) <= 2 and len(high) <= 2:
                return self._parts(speech.words.versus, low, high)
            return speech.words.dash.join((speech.digits(low), speech.digits(high)))
        return speech.span(low, high, "", "")

    def _parts(self, between: str, low: str, high: str) -> str:
        return between.join((self.speech.number(low), self.speech.number(high)))

    def signed(self, match: Match) -> str | None:
        """A number below zero, or with a plus."""
        if not is_negative(match):
            return None
        left = before(match).rstrip()
        if is_latin(left[-1:]) and is_subtraction(match, left):
            return None
        words = self.speech.words
        sign = {"+": words.plus, "±": words.either}.get(narrow(match[1]), words.minus)
        return self.speech.spread(sign, self.speech.number(match[2]))

    def plain(self, match: Match) -> str:
        """A number."""
        return self.speech.amount(match[0], "", "")

    def below_one(self, match: Match) -> str | None:
        """A decimal without the nought in front."""
        if is_latin(before(match, 1)):
            return None
        return self.speech.number(f"0{match[0]}")

    def digits(self, match: Match) -> str:
        """Whatever is left."""
        return self.speech.digits(match[0])


def number_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for ranges of numbers and numbers alone."""
    say = _Numbers(speech)
    return (
        Rule("range", _RANGE, say.span),
        Rule("cardinal", _SIGNED, say.signed, Begins.SIGN),
        Rule("cardinal", _PLAIN, say.plain),
        Rule("cardinal", _BELOW_ONE, say.below_one, Begins.SIGN),
        Rule("code", _ANY_DIGITS, say.digits),
    )
