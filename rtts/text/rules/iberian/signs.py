"""Signs between and before numbers: minus and ranges, arithmetic, fractions, exponents."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows, opens_line
from rtts.text.rules.iberian.speech import FIGURE, GAP, Form, Noun, Speech
from rtts.text.rules.numbers import VULGAR, vulgar
from rtts.text.wordlists import any_of

__all__ = ["SYMBOLS", "SignWords", "fraction_rules", "list_rules", "sign_rules", "symbol_rules"]

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_PLAIN = {**{char: str(i) for i, char in enumerate(_SUPERSCRIPTS)}, "⁻": "-"}
_PLAIN |= {char: str(i) for i, char in enumerate(_SUBSCRIPTS)}
_CLAUSE = re.compile(r"[.,;:!?]\s")
_OPERATOR_NEAR = re.compile(r"[=×÷*+√^·]")
_OPERAND_BEFORE = re.compile(r"[\w)%²³°€$π∞]\s{0,2}\Z")
_RANGE_BEFORE = re.compile(r"(?:[\d%€$£ºª°½¼¾]\s?|\d\s?[^\W\d_]{1,4}|°[CF]|m\.\s?)\Z")
_EITHER = re.compile(r"\+/[-−–](?=\s?\d)")
_BASE_BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]|π[^\W\d_]|[=+*×/−-]\s?[a-zA-Z]{2}|\d|\))\Z")
"""Has a power: a letter that is no word's, or letters behind a sign of arithmetic."""

SYMBOLS = {
    "@": "arroba",
    "→": ",",
    "←": ",",
    "⇒": ",",
    "↔": ",",
    "™": "",
    "®": "",
    "©": "copyright",
    "•": "",
    "π": "pi",
    "∞": "infinito",
    "€": "euros",
    "£": "libras",
    "≈": "aproximadamente",
    "‰": "por mil",
    "†": "",
}
"""Those that both languages call alike, or say nothing for."""


class SignWords(NamedTuple):
    """How the signs are called."""

    minus: str
    plus: str
    operators: Mapping[str, str]
    """Between operands: `=`, `×`, `≤`."""
    before_number: Mapping[str, str]
    """In front of a number: `~`, `<`, `≈`."""
    symbols: Mapping[str, str]
    """Anywhere: `&`, `→`, `™`."""
    more_than: str
    """Of "5+" and "+5.000 personas"."""
    powers: Mapping[str, str]
    """Of the exponents that have names."""
    power: str
    over: str
    """Between the parts of a fraction that has no name."""
    out_of: str
    """Between a mark and the best that there is."""
    parts: Mapping[int, tuple[str, str, str]]
    """What a denominator is called: of one, of several, and before a feminine noun."""
    part_ending: tuple[str, str]
    """Of the other denominators."""
    joined: str
    """Between a whole number and its fraction."""
    half_and: Mapping[Form, str]
    """What is said for "and a half", by the noun's form."""


def sign_rules(speech: Speech, words: SignWords) -> tuple[Rule, ...]:
    """The rules for signs before and between numbers. They say the sign alone."""
    teller = _Signs(speech, words)
    money = r"(?:[$€£¥]|R\$|US\$|S/)?\s?"
    coin = r"[$€£¥]\s?|R\$\s?|US\$\s?|S/\s?"
    names = "".join(map(re.escape, words.before_number))
    operators = "".join(map(re.escape, words.operators))
    return (
        Rule("range", re.compile(rf"[-–—‑]\s?(?={money}[\d½¼¾])"), teller.say_range, Begins.SIGN),
        Rule(
            "number", re.compile(rf"[-−–‑](?=(?:{coin})?[\d½¼¾π∞])"), teller.say_minus, Begins.SIGN
        ),
        Rule("symbol", _EITHER, lambda _: words.operators["±"], Begins.SIGN),
        Rule("number", re.compile(rf"\+(?={money}\d)"), teller.say_plus, Begins.SIGN),
        Rule(
            "number",
            re.compile(rf"[{names}]\s?(?={money}[-−+]?\d)"),
            teller.say_before,
            Begins.SIGN,
        ),
        Rule("symbol", re.compile(rf"[{operators}]"), teller.say_operator, Begins.SIGN),
        Rule("symbol", re.compile(r"[-−](?=\s?\w)"), teller.say_letter_minus, Begins.SIGN),
        Rule("symbol", re.compile(r"[x](?=\s\d)"), teller.say_times, Begins.LETTER),
        Rule("number", re.compile(rf"(?P<low>{FIGURE})\+(?![\w+])"), teller.say_more),
        Rule(
            "symbol", re.compile(rf"[⁻]?[{_SUPERSCRIPTS}]{{1,20}}"), teller.say_power, Begins.SIGN
        ),
        Rule(
            "symbol",
            re.compile(r"\^(?P<minus>[-−])?(?P<digits>\d{1,6})"),
            teller.say_caret,
            Begins.SIGN,
        ),
        Rule("symbol", re.compile(rf"[{_SUBSCRIPTS}]{{1,20}}"), teller.say_digits, Begins.SIGN),
    )


class _Signs:
    """Says signs in one language."""

    def __init__(self, speech: Speech, words: SignWords) -> None:
        self._speech = speech
        self._words = words

    def say_range(self, match: Match) -> str | None:
        left = before(match, 30)
        if not _RANGE_BEFORE.search(left) or re.search(r"(?<!\d)[^\W\d_]\d{1,6}\Z", left):
            return None
        if left[-1:].isspace() and not match[0][-1].isspace():
            return None
        if left[-1:].isspace() and _OPERATOR_NEAR.search(
            _CLAUSE.split(left)[-1] + _CLAUSE.split(after(match))[0]
        ):
            return self._words.minus
        return self._speech.to

    def say_minus(self, match: Match) -> str | None:
        left = before(match, 3)
        if match[0] == "−" or not left or left[-1] in ' \t\n\u00a0\u202f([{=<>≤≥≈~:×*/÷+±,;"“«':
            return self._words.minus
        return None

    def say_plus(self, match: Match) -> str | None:
        left = before(match, 3)
        found = re.match(FIGURE, after(match))
        if left[-1:].strip() == "" and found and not _OPERAND_NUMBER.search(left):
            figure = self._speech.parse(found[0])
            if figure.whole >= 100 and not figure.fraction:
                return self._words.more_than
        return self._words.plus

    def say_before(self, match: Match) -> str | None:
        if _OPERAND_BEFORE.search(before(match, 4)) and match[0][0] in "<>≤≥≈":
            near = before(match, 4).rstrip()
            if near[-1:].isdigit() or (len(near) < 2 or not near[-2:].isalpha()):
                return None
        return self._words.before_number[match[0].strip()]

    def say_operator(self, match: Match) -> str | None:
        if not _OPERAND_BEFORE.search(before(match, 4)) or not after(match).strip():
            return None
        spaced = before(match, 1).isspace() == after(match)[:1].isspace()
        digits = before(match, 1).isdigit() or after(match)[:1].isdigit()
        if match[0] == "/" and not (spaced and before(match, 1).isspace()):
            return None
        if match[0] in "+*/:" and not (spaced and (digits or before(match, 1).isspace())):
            return None
        return self._words.operators[match[0]]

    def say_letter_minus(self, match: Match) -> str | None:
        if _OPERATOR_NEAR.search(before(match, 20) + after(match)) and before(match, 1).isspace():
            return self._words.minus if _OPERAND_BEFORE.search(before(match, 4)) else None
        return self._words.minus if match[0] == "−" else None

    def say_times(self, match: Match) -> str | None:
        left = before(match, 7)
        return self._words.operators["x"] if re.search(r"\d\s?[^\W\d_]{0,3}\s\Z", left) else None

    def say_more(self, match: Match) -> str | None:
        following = after(match).lstrip()
        if following[:1].isdigit() or following.startswith(("=", "(")):
            return None
        figure = self._speech.parse(match["low"])
        number = self._speech.figure(figure, self._speech.form(match, figure))
        return f"{self._words.more_than} {number}"

    def say_power(self, match: Match) -> str | None:
        left = before(match, 8)
        digits = "".join(_PLAIN[char] for char in match[0])
        if _BASE_BEFORE.search(left) and not re.search(r"\w\w\w\w\Z", left):
            return self._exponent(digits)
        return (
            "" if left[-1:].isalpha() or left[-1:] in '.,;:!?)”»"' else self._speech.integer(digits)
        )

    def say_caret(self, match: Match) -> str | None:
        if not re.search(r"[\w)]\Z", before(match, 2)):
            return None
        return self._exponent(("-" if match["minus"] else "") + match["digits"])

    def _exponent(self, digits: str) -> str:
        if digits in self._words.powers:
            return self._words.powers[digits]
        minus = f"{self._words.minus} " if digits[0] == "-" else ""
        plain = digits.lstrip("-") or "0"
        return f"{self._words.power} {minus}{self._speech.integer(plain)}"

    def say_digits(self, match: Match) -> str:
        return self._speech.integer("".join(_PLAIN[char] for char in match[0]))


_NOUN = re.compile(r"\s([^\W\d_]{2,30})")
_OPERAND_NUMBER = re.compile(r"[\d)]\s?\Z")


def fraction_rules(speech: Speech, words: SignWords, units: Mapping[str, Noun]) -> tuple[Rule, ...]:
    """The rules for fractions, marks out of ten, ratios and "24/7"."""
    teller = _Fractions(speech, words, units)
    slash = re.compile(
        r"(?<![\d/.,])(?:(?P<whole>\d{1,3})\s)?(?P<top>\d{1,4}(?P<tenth>[.,]\d{1,2})?)[/⁄]"
        r"(?P<bottom>\d{1,4})(?![\d/]|[.,]\d)"
    )
    signs = re.compile(rf"(?:(?P<whole>{FIGURE})\s?)?(?P<sign>[{VULGAR}])")
    noun = r"\s(?P<noun>[^\W\d_]{2,30})(?!\w)"
    parts = r"(?P<top>\d{1,4})[/⁄](?P<bottom>\d{1,4})"
    sign = rf"(?P<number>\d{{1,3}})\s?(?P<sign>[{VULGAR}])"
    mixed = rf"(?<![\d/.,])(?:(?P<whole>\d{{1,3}})\s{parts}|{sign})"
    counted = re.compile(mixed + noun)
    names = any_of(units)
    measure = re.compile(
        rf"(?<![\d/.,])(?:(?P<whole>\d{{1,3}})\s?)??(?:(?<!\d){parts}|(?P<sign>[{VULGAR}]))"
        rf"{GAP}?(?P<unit>{names})(?![\w/²³°])(?:\.(?=\s+[a-záéíóúñãõç(]))?"
    )
    parts_of = re.compile(r"(?<![\d:.,])\d{1,4}(?::\d{1,4}){2,5}(?![\d:])")
    ratio = re.compile(r"(?<![\d:.,])(?P<one>\d{1,4}):(?P<two>\d{1,4})(?![\d:])")
    return (
        Rule("fraction", measure, teller.say_measure, Begins.DIGIT | Begins.SIGN),
        Rule("fraction", counted, teller.say_counted),
        Rule("fraction", slash, teller.say_slash),
        Rule("fraction", signs, teller.say_sign, Begins.DIGIT | Begins.SIGN),
        Rule("ratio", ratio, teller.say_ratio),
        Rule("ratio", parts_of, teller.say_parts),
    )


def _top_and_bottom(match: Match) -> tuple[int, int]:
    """Of the fraction that a match has as a sign, or as figures."""
    sign = match["sign"]
    return vulgar(sign) if sign else (int(match["top"]), int(match["bottom"]))


class _Fractions:
    """Says fractions in one language."""

    def __init__(self, speech: Speech, words: SignWords, units: Mapping[str, Noun]) -> None:
        self._speech = speech
        self._words = words
        self._units = units

    def say_measure(self, match: Match) -> str | None:
        """A fraction with a unit's sign: "medio kilo", "un cuarto de hora"."""
        unit = self._units[match["unit"]]
        top, bottom = _top_and_bottom(match)
        if not 0 < top < bottom <= 16:
            if match["whole"] or not bottom:
                return None
            sides = f"{self._speech.integer(match['top'])} {self._words.over}"
            return f"{sides} {self._speech.integer(match['bottom'])} {unit.many}"
        half = self._words.half_and[unit.form]
        if (top, bottom) != (1, 2):
            half = f"{self._words.joined} {self._part(top, bottom)}"
        if match["whole"]:
            whole = self._speech.parse(match["whole"])
            return f"{self._speech.counted(whole, unit)} {half}"
        if (top, bottom) == (1, 2):
            return f"{half.partition(' ')[2]} {unit.one}"
        return f"{self._part(top, bottom)} {self._speech.of} {unit.one}"

    def _part(self, top: int, bottom: int) -> str:
        one, many, _ = self._words.parts.get(bottom) or self._other_part(bottom)
        return f"{self._speech.cardinal(top, 'm')} {one if top == 1 else many}"

    def say_counted(self, match: Match) -> str | None:
        """A whole number and a fraction with what they count: "una taza y media"."""
        noun = match["noun"]
        if not noun.islower() or noun in self._speech.no_nouns:
            return None
        top, bottom = _top_and_bottom(match)
        if not 0 < top < bottom <= 16:
            return None
        form = self._speech.gender(noun)
        half = self._words.half_and[form]
        if (top, bottom) != (1, 2):
            half = f"{self._words.joined} {self._fraction(match, top, bottom)}"
        whole = int(match["whole"] or match["number"])
        if whole == 1:
            noun = noun.replace("veces", "vez").replace("vezes", "vez").removesuffix("s")
        return f"{self._speech.cardinal(whole, form)} {noun} {half}"

    def say_slash(self, match: Match) -> str | None:
        if match["tenth"]:
            mark = self._speech.figure(self._speech.parse(match["top"]))
            return f"{mark} {self._words.out_of} {self._speech.integer(match['bottom'])}"
        top, bottom = int(match["top"]), int(match["bottom"])
        if match["whole"]:
            if not 0 < top < bottom <= 16:
                return None
            return self._mixed(match, match["whole"], top, bottom)
        if (top, bottom) in {(24, 7), (50, 50)}:
            return f"{self._speech.integer(match['top'])} {self._speech.integer(match['bottom'])}"
        if 0 < top < bottom and bottom not in {10, 100} and (bottom <= 20 or bottom == 1000):
            return self._part_of_noun(match, top, bottom)
        between = self._words.out_of if top <= bottom else self._words.over
        sides = (self._speech.integer(match[side]) for side in ("top", "bottom"))
        return f" {between} ".join(sides)

    def _part_of_noun(self, match: Match, top: int, bottom: int) -> str:
        """A fraction, and the "de" before what it is of where nobody wrote it."""
        said = self._fraction(match, top, bottom)
        found = follows(match, _NOUN)
        noun = found[1] if found else ""
        if not noun or not noun.islower() or noun in self._speech.no_nouns or bottom == 2:
            return said
        if noun == "partes" and bottom > 2:
            return f"{self._speech.cardinal(top, 'f')} {self._speech.ordinal(bottom, 'f')}s"
        if bottom == 5 and noun.endswith("s"):
            sides = (self._speech.cardinal(side, "alone") for side in (top, bottom))
            return f" {self._words.out_of} ".join(sides)
        return f"{said} {self._speech.of}"

    def say_sign(self, match: Match) -> str:
        top, bottom = vulgar(match["sign"])
        if match["whole"]:
            return self._mixed(match, match["whole"], top, bottom)
        return self._part_of_noun(match, top, bottom)

    def _mixed(self, match: Match, whole: str, top: int, bottom: int) -> str:
        figure = self._speech.parse(whole)
        form = self._form(match)
        if (top, bottom) == (1, 2):
            half = self._words.half_and[form]
        else:
            half = f"{self._words.joined} {self._fraction(match, top, bottom)}"
        return f"{self._speech.figure(figure, form)} {half}"

    def _form(self, match: Match) -> Form:
        found = re.compile(r"\s(?:de\s)?([^\W\d_]{2,30})").match(
            match.string, match.end(), match.endpos
        )
        if not found or found[1].lower() in self._speech.no_nouns:
            return "alone"
        return self._speech.gender(found[1].lower())

    def _fraction(self, match: Match, top: int, bottom: int) -> str:
        if (top, bottom) == (1, 2):
            one, _, feminine = self._words.parts[2]
            form = self._form(match)
            return {"f": feminine, "m": one, "alone": f"{self._speech.cardinal(1, 'm')} {one}"}[
                form
            ]
        return self._part(top, bottom)

    def _other_part(self, bottom: int) -> tuple[str, str, str]:
        name, ending = self._speech.cardinal(bottom, "alone"), self._words.part_ending
        return name + ending[0], name + ending[1], name + ending[1]

    def say_parts(self, match: Match) -> str:
        """The parts of a mixture: "1:2:3"."""
        return f" {self._speech.to} ".join(map(self._speech.integer, match[0].split(":")))

    def say_ratio(self, match: Match) -> str:
        """A ratio, or minutes and seconds."""
        sides = (self._speech.integer(match[side]) for side in ("one", "two"))
        timed = len(match["one"]) == len(match["two"]) == 2
        return " ".join(sides) if timed else f" {self._speech.to} ".join(sides)


def symbol_rules(words: SignWords) -> tuple[Rule, ...]:
    """The rules for signs that stand for words, and for citations and items of a list."""
    signs = "".join(map(re.escape, words.symbols))
    return (
        Rule("symbol", re.compile(r"(?<=[\w.,;:!?)»”])\[\d{1,3}\]"), lambda _: "", Begins.SIGN),
        Rule(
            "symbol",
            re.compile(rf"[{signs}]"),
            lambda match: words.symbols[match[0]],
            Begins.SIGN | Begins.LETTER,
        ),
    )


def list_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rule for the items of a list: "1) Abre"."""

    def say_item(match: Match) -> str | None:
        return f"{speech.integer(match['digits'])}." if opens_line(match) else None

    return (Rule("list", re.compile(r"(?P<digits>\d{1,3})[)](?=\s)"), say_item),)
