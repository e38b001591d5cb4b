"""Ranges, fractions, ratios, places in a row, Roman numerals and plain numbers."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, opens_line, word_before
from rtts.text.rules.en.context import follows, glued, next_word
from rtts.text.rules.en.numbers import (
    DASH,
    NUMBER,
    cardinal,
    fraction,
    grouped_digits,
    number,
    ordinal,
    pairs,
    quantity,
)
from rtts.text.rules.en.words import NAMES_OF_KINGS, SHARED_OUT, SOFTWARE
from rtts.text.rules.numbers import VULGAR, from_roman
from rtts.text.wordlists import word_set

__all__ = [
    "FRACTION_RULES",
    "HUNDRED_RULES",
    "NUMBER_RULES",
    "ORDINAL_RULES",
    "POWER_RULES",
    "RANGE_RULES",
    "ROMAN",
    "ROMAN_RULES",
]

_RANGE = re.compile(
    rf"({NUMBER})(\s?[–—]\s?|[-‑]|\s-\s(?![\d.]{{1,8}}\s?=))({NUMBER})(?:(?=x(?!\w))|(?![-‑/]\d|\w))"
)
_SLASHED = re.compile(r"(?:(\d{1,4})[\s-])?(\d{1,4})\s?([/⁄])\s?(\d{1,4})(?![\d/⁄\w]|[.,]\d)")
_CHAIN = re.compile(r"\d{1,4}(?:/\d{1,4}){2,4}(?![\w/]|[.,]\d)")
_WARS = re.compile(r"WW(II|I|1|2)(?!\w)")
_MARKS_OUT_OF = re.compile(r"(\d{1,3}\.\d{1,2})/(\d{1,4})(?![\w/⁄]|[.,]\d)")
_TENTHS = re.compile(r"(\d{1,3})/(\d{1,4})(?:th|rd|nd)s?(?!\w)")
_MIXED = re.compile(rf"(\d{{1,4}})?\s?([{VULGAR}])(?!\w)")
_RATIO = re.compile(rf"({NUMBER}):(√?{NUMBER})(?::(√?{NUMBER}))?(?![\d:])")
_ORDINAL = re.compile(
    r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})\s?(st|nd|rd|th|ST|ND|RD|TH|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(s)?(?!\w)"
)
ROMAN = r"[IVXLCDM]{2,8}|[VX]|[IVX]{1,5}[-–][IVX]{1,5}"
_ROMANS = re.compile(r"([IVX]{1,5})\s?[-–]\s?([IVX]{1,5})(?![\w’'-])")
_ROMAN = re.compile(r"([IVXLCDM]{2,8}|[VX])(['’]s)?(?![\w’']|[-.]\w)")
_WORLD_WAR = re.compile(r"War I(?![\w’'])")
_NUMBER = re.compile(rf"{NUMBER}")
_DECIMALS = re.compile(r"\.(\d{1,18})(?!\d)")
_HUNDREDS = re.compile(r"(10{1,3}|1,000|10,000|100,000|1,000,000)['’]?s(?!\w)")
_LASTS = re.compile(
    r"(?:\b(?:for|after|about|within|every|wait|hold|a|an|in|is|to|~)\s?|~)\Z", re.IGNORECASE
)
_TIMES = re.compile(rf"({NUMBER})(?:{DASH}({NUMBER}))?[x×](?!\w)")
_RATES = word_set("a an per each every daily weekly")
_COMPARED_BY = word_set(
    "as the that this what how more less fewer better worse faster slower larger bigger smaller"
    " higher lower longer shorter cheaper greater stronger lighter thinner wider taller quicker"
    " heavier brighter farther further deeper cleaner"
)
_SCIENTIFIC = re.compile(r"(\d{1,8}(?:\.\d{1,12})?)[eE]([-−+]?)(\d{1,3})(?!\w|\.\d)")
_ANY_DIGITS = re.compile(r"\d+")

_TRICKY = word_set(
    "CD MD DC XL XX XXL XXX MI CC DM MM LI IV VI MC CM ML CI DI CL LV MIX DIM MDC CV LC V X"
    " DL MV VIM CIV DIV MID LID MIL MILD VI DCI LCD LD MCI"
)
"""These mean something else more often, unless a word that counts stands before them."""
_COUNTED = word_set(
    "chapter part act scene volume vol book article section appendix phase type class stage"
    " level war bowl title grade table figure tier schedule division region amendment"
    " olympiad canto rocky saw fantasy mark series episode quest iii symphony concerto psalm"
    " category vol. ch. pt. sec. art. bk."
)
_SUMS = re.compile(r"\s?=|\s?[+×÷*]\s?\d")
_OUT_OF = word_set("rated rating score scored scores rate")


def _say_range(match: Match) -> str | None:
    """From one number to another; a difference where an equation says so."""
    first, dash, second = match.groups()
    if glued(match) or _SUMS.match(after(match)) or re.search(r"[+×÷*=]\s?\Z", before(match, 3)):
        return None
    if dash == " - " and _value(first) >= _value(second):
        return None
    if (first, second) in {("50", "50"), ("20", "20")}:
        return f"{number(first)} {number(second)}"
    if dash == "-" and word_before(match).lower() in {"fig.", "figure", "table", "exhibit"}:
        return f"{number(first)} dash {number(second)}"
    return f"{number(first)} to {number(second)}"


def _value(text: str) -> float:
    return float(re.sub(r"[,\s]", "", text))


def _say_slashed(match: Match) -> str | None:
    whole, above, bar, below = match.groups()
    up, down = int(above), int(below)
    if glued(match) or (whole and (up >= down or down > 100)):
        return None
    if bar == "⁄" and down > 20:
        return f"{number(above)} over {number(below)}"
    if whole:
        return quantity(f"{whole} {above}/{below}").words
    special = _say_special(match, up, down)
    if special:
        return special
    if down in _USUAL and 0 < up < down and above[0] != "0":
        return _in_front_of_noun(match, fraction(up, down))
    joint = "out of" if 0 <= up <= down and down >= 10 else "over"
    up_words, down_words = (
        pairs(side) if joint == "over" else number(side) for side in (above, below)
    )
    return f"{up_words} {joint} {down_words}"


_USUAL = {*range(2, 10), 12, 16, 20, 32, 64}


def _say_special(match: Match, up: int, down: int) -> str | None:
    """What is no fraction: hours and days, halves of a bet, marks."""
    seen = up == 20 and next_word(match).lower() in {"vision", "eyesight", "hindsight"}
    if seen or (up, down) in {(24, 7), (50, 50), (20, 20), (365, 7)}:
        return f"{number(match[2])} {number(match[4])}"
    if word_before(match).lower() in SOFTWARE:
        return f"{number(match[2])} or {number(match[4])}"
    if " " in match[0]:
        return f"{number(match[2])} divided by {number(match[4])}"
    if re.search(r"\bodds\b", before(match)):
        return f"{number(match[2])} to {number(match[4])}"
    rated = follows(match, _OUT_OF) or next_word(match).lower() in {"stars", "rating", "points"}
    if rated and up <= down:
        return f"{number(match[2])} out of {number(match[4])}"
    return None


def _in_front_of_noun(match: Match, words: str) -> str:
    """A share of what is counted: "half a mile", "three quarters of an hour"."""
    noun = next_word(match)
    if noun not in SHARED_OUT or after(match)[:1] != " ":
        return words
    article = "an" if noun[0] in "aeio" or noun == "hour" else "a"
    if words == "one half":
        return f"half {article}"
    return words if words.startswith("one ") else f"{words} of {article}"


def _say_chain(match: Match) -> str | None:
    """More numbers than a date or a fraction has: "24/7/365"."""
    return None if glued(match) else " ".join(pairs(part) for part in match[0].split("/"))


def _say_marks(match: Match) -> str | None:
    """Marks with decimals: "4.5/5"."""
    return None if glued(match) else f"{number(match[1])} out of {number(match[2])}"


def _say_tenths(match: Match) -> str | None:
    if glued(match) or int(match[2]) < 2:
        return None
    return fraction(int(match[1]), int(match[2]))


def _say_mixed(match: Match) -> str | None:
    if glued(match):
        return None
    said = quantity(match[0].strip())
    return said.words if match[1] else _in_front_of_noun(match, said.words)


def _say_ratio(match: Match) -> str | None:
    if glued(match):
        return None
    return " to ".join(_side(side) for side in match.groups() if side)


def _side(text: str) -> str:
    words = number(text.lstrip("√"))
    return f"the square root of {words}" if text[0] == "√" else words


def _say_ordinal(match: Match) -> str | None:
    plain = match[1].replace(",", "")
    if glued(match) or (plain[0] == "0" and len(plain) > 1):
        return None
    return ordinal(int(plain)) + (match[3] or "")


def _say_roman(match: Match) -> str | None:
    """A Roman numeral, where a name or a word that counts stands before it."""
    value = from_roman(match[1])
    if glued(match) or value is None or value > 100:
        return None
    possessive = match[2] or ""
    word = word_before(match).strip("\"'“”()[]*_")
    if next_word(match).lower() == "century":
        return ordinal(value) + possessive
    if word.lower() in _COUNTED:
        return cardinal(value) + possessive
    if match[1] in {"V", "X"} and word.lower() not in NAMES_OF_KINGS:
        return None
    if _is_person(match) and word[-1:].isalpha():
        return f"the {ordinal(value)}{possessive}"
    if match[1] in _TRICKY:
        return None
    if opens_line(match) and after(match)[:1] in {".", ")"}:
        return cardinal(value)
    return cardinal(value) + possessive if word[:1].isupper() and word.isalpha() else None


def _say_romans(match: Match) -> str | None:
    """A span of Roman numerals, behind a word that counts: "stages I–III"."""
    first, last = from_roman(match[1]), from_roman(match[2])
    word = word_before(match).lower()
    counted = word in _COUNTED or word.removesuffix("s") in _COUNTED
    if glued(match) or not counted or first is None or last is None:
        return None
    return f"{cardinal(first)} to {cardinal(last)}"


def _is_person(match: Match) -> bool:
    words = [word.lower() for word in before(match, 40).split()[-2:]]
    names = [word for word in before(match, 40).split()[-2:] if word[:1].isupper()]
    return bool(names) and any(word in NAMES_OF_KINGS for word in words[-len(names) :])


def _say_world_war(match: Match) -> str | None:
    return "War One" if before(match, 6) == "World " else None


def _say_war(match: Match) -> str | None:
    if glued(match):
        return None
    return f"World War {'Two' if match[1] in {'II', '2'} else 'One'}"


def _say_number(match: Match) -> str:
    if match[0] == "100" and follows(match, frozenset({"a"})):
        return "hundred"
    return number(match[0])


def _say_decimals(match: Match) -> str | None:
    if glued(match):
        return None
    return number(match[0])


def _say_hundreds(match: Match) -> str | None:
    """Tens and thousands of something; seconds where it is told how long something takes."""
    of = re.match(r"\sof\b|[-–—]|\sto\s", after(match))
    if glued(match) or (not of and "0s" in match[0] and _LASTS.search(before(match, 12))):
        return None
    return cardinal(int(match[1].replace(",", ""))).removeprefix("one ") + "s"


def _say_times(match: Match) -> str | None:
    """How often, or how much more: "3x a day", "10x faster"."""
    word = next_word(match).lower()
    rated = re.match(r"/[a-z]", after(match)) is not None
    if glued(match) or not (rated or word in _RATES or word in _COMPARED_BY):
        return None
    words = number(match[1]) + (f" to {number(match[2])}" if match[2] else "")
    return f"{words} {'time' if match[1] == '1' and not match[2] else 'times'}"


def _say_scientific(match: Match) -> str | None:
    """A number with its power of ten: "1.5e-10"."""
    above, sign, power = match.groups()
    if glued(match) or not (sign or "." in above or "e" in match[0]):
        return None
    minus = "minus " if sign in {"-", "−"} else ""
    return f"{number(above)} times ten to the {minus}{ordinal(int(power))}"


def _say_any_digits(match: Match) -> str:
    return grouped_digits(match[0])


POWER_RULES = (
    Rule("decimal", _SCIENTIFIC, _say_scientific),
    Rule("cardinal", _TIMES, _say_times),
)
RANGE_RULES = (Rule("range", _RANGE, _say_range),)
FRACTION_RULES = (
    Rule("fraction", _CHAIN, _say_chain),
    Rule("fraction", _MARKS_OUT_OF, _say_marks),
    Rule("fraction", _TENTHS, _say_tenths),
    Rule("fraction", _SLASHED, _say_slashed),
    Rule("fraction", _MIXED, _say_mixed, Begins.DIGIT | Begins.SIGN),
    Rule("ratio", _RATIO, _say_ratio),
)
ORDINAL_RULES = (Rule("ordinal", _ORDINAL, _say_ordinal),)
ROMAN_RULES = (
    Rule("roman", _ROMANS, _say_romans, Begins.LETTER),
    Rule("roman", _ROMAN, _say_roman, Begins.LETTER),
    Rule("roman", _WARS, _say_war, Begins.LETTER),
    Rule("roman", _WORLD_WAR, _say_world_war, Begins.LETTER),
)
HUNDRED_RULES = (Rule("cardinal", _HUNDREDS, _say_hundreds),)
NUMBER_RULES = (
    Rule("decimal", _DECIMALS, _say_decimals, Begins.SIGN),
    Rule("cardinal", _NUMBER, _say_number),
    Rule("cardinal", _ANY_DIGITS, _say_any_digits),
)
