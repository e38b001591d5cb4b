"""Signs: those of mathematics, of lists and footnotes, and between words."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after
from rtts.text.rules.en.context import (
    NO_NOUNS,
    glued,
    is_capital,
    names_code,
    next_word,
    stop_after,
)
from rtts.text.rules.en.numbers import cardinal, digits, ordinal
from rtts.text.rules.en.words import MONTHS, WEEKDAYS, WEEKDAYS_SHORT
from rtts.text.wordlists import word_set

__all__ = ["HOT", "RULES"]

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "Δ": "delta",
    "ε": "epsilon",
    "η": "eta",
    "θ": "theta",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ρ": "rho",
    "σ": "sigma",
    "Σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "Φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Ω": "omega",
}
_GREEK_LETTER = re.compile(rf"[{''.join(_GREEK)}](?![\u0370-\u03ff\u1f00-\u1fff])")
_SIGNS = {
    "=": "equals",
    "+": "plus",
    "−": "minus",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "∓": "minus or plus",
    "≤": "is less than or equal to",
    "≥": "is greater than or equal to",
    "≈": "is approximately",
    "≠": "does not equal",
    "≡": "is equivalent to",
    "√": "the square root of",
    "∛": "the cube root of",
    "∞": "infinity",
    "π": "pi",
    "∑": "the sum of",
    "∏": "the product of",
    "∫": "the integral of",
    "∂": "partial",
    "∆": "delta",
    "∈": "in",
    "∴": "therefore",
    "°": "degrees",
    "%": "percent",
    "‰": "per mille",
    "&": "and",
    "@": "at",
    "→": "to",
    "⇒": "so",
    "←": "from",
    "↔": "to and from",
    "⇔": "if and only if",
    "§": "section",
    "©": "copyright",
    "^": "to the power of",
    "€": "euros",
    "£": "pounds",
    "⁄": "over",
    "№": "number",
}
_SILENT = "™®†‡•·◦▪|"
_STARS = re.compile(r"(★{1,5})(☆{0,4})")
_ABSOLUTE = re.compile(r"\|(?=[\w.,+−-]{1,12}(?: ?[+−-] ?[\w.]{1,6})?\|(?!\w))")
_CHARGE = re.compile(r"([²³⁴]?)([⁺⁻])(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SIGN = re.compile(f"[{re.escape(''.join(_SIGNS) + _SILENT)}]")
_BEFORE_NUMBER = re.compile(r"[~≈<>≤≥]=?(?=\s?[-−+]?(?:[A-Z]{0,2}[$€£¥₹])?\.?\d)|[∼≅](?=\s?\d)")
_PLUS_OR_MINUS = re.compile(r"\+/?[-−–](?=\s?[.\d])")
_PREFIXED = {
    "~": "about",
    "∼": "about",
    "≅": "about",
    "≈": "about",
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
    "<=": "at most",
    ">=": "at least",
}
_DETERMINED = re.compile(r"(?<![a-z])(?:an?|the|this|that|its|our|your|their)\s\Z", re.IGNORECASE)
"""Behind these nobody says "about"; "roughly" does not go with "an"."""
_COMPARED = {
    "<": "is less than",
    ">": "is greater than",
    "<=": "is less than or equal to",
    ">=": "is greater than or equal to",
    "==": "equals",
    "!=": "does not equal",
    "->": "to",
    "=>": "so",
    "<->": "to and from",
    "<-": "from",
    "&&": "and",
}
_COMPARE = re.compile(r"(?:<->|<-|->|=>|<=|>=|==|!=|&&|<|>)(?=\s|[$\d])")
_MINUS = re.compile(r"[-−–‑](?=(?:[A-Z]{0,2}[$€£¥₹])?\.?\d)|[-−](?=[∞π√a-z](?!\w))")
_LAST_DIGITS = re.compile(r"\d{3,6}(?![\d.,%]*\d|%)")
"""Of a card or an account: "ends in -9821"."""
_BETWEEN = re.compile(r"[–—-](?=\s?(?:[-−]?(?:[A-Z]{0,2}[$€£]\s?)?\d|(?:noon|midnight)\b))")
_ENDS_A_SPAN = re.compile(
    r"(?:\d[%°]?[CFkKM]?|\d0['’]?s|[ap]\.?m\.?|noon|midnight|°[CF]|\bBCE?|\bAD)\Z"
)
_SUM_MINUS = re.compile(r"[-–−](?=\s?[\d(a-z√π])")
_STAR = re.compile(r"[*·⋅∙](?=\s?(?:[\d(]|[a-z](?!\w)|[A-Z]{1,2}\d))")
_CELLS = re.compile(r":(?=\$?[A-Z]{1,3}\$?\d{1,6}(?!\w))")
_EQUATION = re.compile(r"[\d)²³a-z]\s?\Z")
_NUMBER_SIGN = re.compile(r"#\s?(?=\d)")
_HASH_NOTE = re.compile(r"([A-G])#(?!\w)")
_SUPERSCRIPT = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}")
_SUBSCRIPT = re.compile(r"[₀-₉]{1,6}")
_CARET = re.compile(r"\^\s?(?:\(([-−]?\d{1,3})\)|([-−]?\d{1,3}))(?!\w)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CITATION = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3}){0,4}\](?![(\w])")
_SHORT_SLASH = re.compile(
    r"([Ww]/out|[Ww]/in|[Ww]/o|[Ww]/|[Cc]/o|[Bb]/c|[Nn]/[Aa]|p/m|p/w|y/y|m/m|q/q|[Aa]/[Cc]|[Ss]/he|[Yy]/o|[Rr]&[Dd]|[Qq]&[Aa])(?![\w/])\.?(?!\w)"
)
_JOINED = re.compile(r"([A-Z]{1,2})&([A-Z]{1,2})(s?)(?!\w)")
_SIDES = re.compile(r"[x×](?=\s?\d)")
_SHORT_SLASHES = {
    "w/o": "without",
    "w/out": "without",
    "w/in": "within",
    "w/": "with",
    "c/o": "care of",
    "b/c": "because",
    "n/a": "not applicable",
    "y/y": "year over year",
    "m/m": "month over month",
    "q/q": "quarter over quarter",
    "p/m": "per month",
    "p/w": "per week",
    "a/c": "A C",
    "y/o": "year old",
    "s/he": "she or he",
    "r&d": "R and D",
    "q&a": "Q and A",
}
_SLASH = re.compile(r"\s?/\s?(?=([A-Za-z]{1,16})?)")
_DAYS = "|".join((*WEEKDAYS_SHORT, *(name.capitalize() for name in WEEKDAYS)))
_IN_UNITS = re.compile(r"\d\s?(?:°[CF]|lbs?|kg|g|oz|km|mi|cm|in|ft|m|mL|L)\Z")
_WEEKDAYS = re.compile(rf"(?:{_DAYS})(?:/(?:{_DAYS})){{1,6}}")
_PATH_ROOT = re.compile(r"application|audio|font|image|multipart|text|video|[ru]")
"""Of a media type, and of the names of a forum."""
_EITHER = word_set(
    "he him his she her hers they them yes no true false on off pass fail male female"
    " him/her win lose mr mrs"
)
_PERIODS = word_set("second minute hour day night week month quarter year")
_COUNTED = re.compile(r"\d\s[A-Za-z]{2,24}\Z|[A-Za-z]{3}s\Z")
"""So many of something: a number with its noun, or a plural."""
_DIVISOR = re.compile(r"[αβγδεηθλμνπρστφχψωΔΣΩ√]|[a-z](?!\w|\.\w)")
_NAMES_OF_DOTS = re.compile(r"\.(?=[A-Za-z]{2,12}(?!\w))")
_UNDERSCORE = re.compile(r"_+(?=\w)")


def _say_stars(match: Match) -> str | None:
    """Stars behind their number, or as many as they are: "4.5★", "★★★★☆"."""
    full, empty = len(match[1]), len(match[2])
    if empty:
        return f"{cardinal(full)} out of {cardinal(full + empty)} stars"
    noun = next_word(match)
    named = after(match)[:1] == " " and noun.islower() and noun.isalpha() and noun not in NO_NOUNS
    number = re.search(r"(?:^|[^\d.])(\d{0,3}[\d.]?\d)\s?\Z", before(match, 8))
    if number:
        return "star" if named or number[1] == "1" else "stars"
    if full == 1:
        return ""
    return f"{cardinal(full)} {'star' if named else 'stars'}"


def _say_absolute(match: Match) -> str | None:
    return None if glued(match) else "the absolute value of "


def _say_charge(match: Match) -> str | None:
    """The charge of an ion: "Ca²⁺"."""
    if not re.search(r"[A-Za-z)₀-₉]\Z", before(match, 1)):
        return None
    many = f"{cardinal('²³⁴'.index(match[1]) + 2)} " if match[1] else ""
    return many + ("plus" if match[2] == "⁺" else "minus")


def _say_sign(match: Match) -> str | None:
    sign = match[0]
    if sign in _SILENT:
        return "" if sign not in "|·•" or re.match(r"\W|\Z", after(match)) else None
    if sign == "%" and glued(match) and not re.search(r"\d\Z", before(match, 1)):
        return None
    if sign in "&@^=+%" and not _stands(match):
        return None
    return _SIGNS[sign]


def _stands(match: Match) -> bool:
    """Whether a sign has something to stand for: no row of them, no tag, no bracket."""
    left, right = before(match, 1), after(match)[:1]
    if match[0] == "+" and left == "+":
        return re.search(r"\w\+{1,3}\Z", before(match, 4)) is not None
    return left != match[0] and not (left in "<>[{;:" and left) and right not in set("=>}]<")


def _say_before_number(match: Match) -> str | None:
    """A sign in front of a number: about, less than; a comparison where two are compared."""
    left = before(match, 3)
    if match[0][0] in "≤≥≈<>" and re.search(r"(?:(?:^|[^\w'’])\w|[\d)²³])\s?\Z", left):
        return None
    said = _PREFIXED.get(match[0])
    led = _DETERMINED.search(before(match, 8)) if said == "about" else None
    if led:
        return "" if led[0].lower() == "an " else "roughly"
    return said


def _say_compared(match: Match) -> str | None:
    left, ahead = before(match, 40).rstrip(), word_after(match)
    if match[0] == ">" and is_capital(ahead) and re.search(r"(?:^|\W)[A-Z][\w-]{2,24}\Z", left):
        return "then"
    if match[0] in {"<", ">"} and not re.search(r"[\w)]\s?\Z", before(match, 3)):
        return None
    return _COMPARED[match[0]]


def _say_minus(match: Match) -> str | None:
    """A minus in front of a number, where it parts nothing."""
    left = before(match, 2)
    if left and not left[-1].isspace() and left[-1] not in "([{=,:<>~≈±×*/^\"'“‘|≤≥$€£":
        return None
    if _LAST_DIGITS.match(after(match)) and names_code(match):
        return ""
    letter = after(match)[:1].islower()
    if letter and not re.search(r"(?:\A|[=(<>+*/^,≤≥≈×÷])\s?\Z", left):
        return None
    if match[0] == "–" and re.search(r"\w\s\Z", left) and after(match)[:1] == " ":
        return None
    return "minus"


def _say_between(match: Match) -> str | None:
    """A dash between the ends of what no other rule knows as a span."""
    left = before(match, 24)
    dash = match[0].strip()
    if re.search(r"[A-Za-z][-‑]?\d{1,4}\s\Z", left):
        return None
    if re.search(r"\d[%°]\s\Z", left) and re.match(r"\s\d[\d.,]{0,8}[%°]", after(match)):
        return "to"
    if dash == "-" and (left[-1:].isspace() or after(match)[:1].isspace()):
        return None
    left = left.rstrip()
    month = re.search(r"([A-Z][a-z]{2,8})\.?\s\d{1,2}(?:st|nd|rd|th)?\Z", left)
    if month and month[1].lower() in MONTHS:
        return "to"
    return "to" if _ENDS_A_SPAN.search(left) else None


def _say_between_names(match: Match) -> str | None:
    """A dash between a date and a month: "Jan 28 – Feb 3"."""
    left = before(match, 16).rstrip()
    word = word_after(match).strip(".,").lower()
    if not re.search(r"[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?\Z", left):
        return None
    if not any(month.startswith(word[:3]) for month in MONTHS) or len(word) < 3:
        return None
    return "to "


_BETWEEN_NAMES = re.compile(r"[–—-]\s?(?=[A-Z])")


def _say_sum_minus(match: Match) -> str | None:
    """A minus between two terms, where a sum or its result is in sight."""
    left, right = before(match, 24), after(match)[:24]
    if not _EQUATION.search(left) or left[-1:].isspace() != right[:1].isspace():
        return None
    if match[0] == "−":
        return "minus"
    in_sum = re.search(r"[=+×÷*²√]", left) or re.match(r"\s?[\w.,()²³]{1,10}\s?[=+×÷<>≤≥]", right)
    equated = re.match(r"[\d.,]{1,10}\s?=", right)
    return "minus" if equated or (in_sum and left[-1:].isspace()) else None


def _say_star(match: Match) -> str | None:
    left = before(match, 3)
    even = left[-1:].isspace() == after(match)[:1].isspace()
    if even and re.search(r"(?:(?:^|\W)[a-z]|[\d)²³])\s?\Z", left):
        return "times"
    return "star" if match[0] == "*" and left[-1:].isspace() else None


def _say_cells(match: Match) -> str | None:
    """What parts the first cell of a table from the last: "A1:A10"."""
    return " to " if re.search(r"(?<!\w)\$?[A-Z]{1,3}\$?\d{1,6}\Z", before(match, 12)) else None


def _say_number_sign(match: Match) -> str | None:
    return None if re.search(r"[\w#&]\Z", before(match, 1)) else "number "


def _say_greek(match: Match) -> str | None:
    """A Greek letter that is no part of a Greek word."""
    return (
        None if re.search(r"[\u0370-\u03ff\u1f00-\u1fff]\Z", before(match, 1)) else _GREEK[match[0]]
    )


def _say_joined(match: Match) -> str | None:
    """Letters with a sign between them: "AT&T"."""
    if glued(match):
        return None
    return f"{' '.join(match[1])} and {' '.join(match[2])}{match[3]}"


def _say_sides(match: Match) -> str | None:
    """What stands between width and height, each with its unit."""
    sided = re.search(r"\d\s?(?:[\"'″′”’]|ft|in|feet|inches|[cm]?m)\.?\s?\Z", before(match, 12))
    return "by" if sided else None


def _say_note(match: Match) -> str | None:
    return None if glued(match) else f"{match[1]} sharp"


def _say_superscript(match: Match) -> str | None:
    """A power behind what can have one; a footnote behind a word or a mark."""
    text = match[0]
    in_formula = text in "²³" and re.search(r"[=/×+·*]\s?[a-z]{3,16}\Z", before(match, 20))
    base = in_formula or re.search(
        r"(?:(?:^|[^\w]|\d(?!(?:st|nd|rd|th)\Z))[a-zA-Zπθλσ]{1,2}|\d|\)|\b(?:sin|cos|tan|log))\Z",
        before(match, 5),
    )
    if not base:
        return "" if match.start() and not before(match, 1).isspace() else None
    plain = text.lstrip("⁺⁻").translate(_RAISED)
    if text == "²":
        return "squared"
    if text == "³":
        return "cubed"
    sign = "minus " if text[0] == "⁻" else ""
    return f"to the power of {sign}{cardinal(int(plain))}"


def _say_caret(match: Match) -> str | None:
    if not re.search(r"[\w)]\s?\Z", before(match, 2)):
        return None
    power = match[1] or match[2]
    if power in {"2", "3"}:
        return "squared" if power == "2" else "cubed"
    plain = power.lstrip("-−")
    return f"to the {'minus ' if plain != power else ''}{ordinal(int(plain))}"


def _say_subscript(match: Match) -> str:
    return digits(match[0].translate(_LOWERED))


def _say_citation(match: Match) -> str | None:
    """Nothing for the number of a source behind a word."""
    return "" if re.search(r"(?:\w{3}|[.!?\"”’)\]])\Z", before(match, 3)) else None


def _say_short_slash(match: Match) -> str | None:
    if glued(match):
        return None
    return _SHORT_SLASHES[match[1].lower()] + (stop_after(match) if match[0][-1] == "." else "")


def _say_slash(match: Match) -> str | None:
    """What a slash between two words stands for: "or", nothing, or its own name in a path."""
    word = re.sub(r".*\s", "", before(match, 24), flags=re.DOTALL)
    token = word + match[0].strip() + word_after(match)
    if not word and match[0][-1] == " " and re.search(r"=|\d\s\Z", before(match, 60)):
        return "divided by"
    if _WEEKDAYS.fullmatch(token.strip(".,;:!?()")):
        return ", "
    if _is_path(token) or (_PATH_ROOT.fullmatch(word) and match[1]):
        return " slash " if word else "slash "
    return _say_slash_between(match, word)


def _is_path(token: str) -> bool:
    return token.startswith(("/", "./", "~/", "../")) or token.count("/") > 1


def _say_slash_between(match: Match, word: str) -> str | None:
    """The slash between two words or amounts: "or" where one excludes the other."""
    following = match[1] or ""
    if word.isdecimal() and _DIVISOR.match(after(match)):
        return " over "
    is_number = after(match)[:1].isdigit()
    if is_number and _IN_UNITS.search(before(match, 24)):
        return " or "
    if not word or not word[-1].isalnum() or not (following or is_number):
        return None
    if following in _PERIODS and _COUNTED.search(before(match, 40)):
        return " per "
    excluding = word.lower() in _EITHER and following.lower() in _EITHER
    return " or " if excluding else " "


def _say_dot(match: Match) -> str | None:
    """A dot that begins a word: ".NET", ".env"."""
    return "dot " if re.search(r"(?:^|[\s(\"'“‘`/])\Z", before(match, 1)) else None


def _say_underscore(match: Match) -> str | None:
    return " " if re.search(r"\w\Z", before(match, 1)) else None


HOT = frozenset(letter.lower() for letter in _GREEK) | {"π"}
RULES = (
    Rule("symbol", _SHORT_SLASH, _say_short_slash, Begins.LETTER),
    Rule("symbol", _JOINED, _say_joined, Begins.LETTER),
    Rule("measure", _SIDES, _say_sides, Begins.SIGN | Begins.LETTER),
    Rule("symbol", _HASH_NOTE, _say_note, Begins.LETTER),
    Rule("symbol", _STARS, _say_stars, Begins.SIGN),
    Rule("symbol", _ABSOLUTE, _say_absolute, Begins.SIGN),
    Rule("symbol", _CHARGE, _say_charge, Begins.SIGN),
    Rule("symbol", _PLUS_OR_MINUS, lambda _: "plus or minus", Begins.SIGN),
    Rule("symbol", _SUM_MINUS, _say_sum_minus, Begins.SIGN),
    Rule("range", _BETWEEN, _say_between, Begins.SIGN),
    Rule("range", _BETWEEN_NAMES, _say_between_names, Begins.SIGN),
    Rule("symbol", _MINUS, _say_minus, Begins.SIGN),
    Rule("symbol", _BEFORE_NUMBER, _say_before_number, Begins.SIGN),
    Rule("symbol", _COMPARE, _say_compared, Begins.SIGN),
    Rule("symbol", _STAR, _say_star, Begins.SIGN),
    Rule("range", _CELLS, _say_cells, Begins.SIGN),
    Rule("symbol", _NUMBER_SIGN, _say_number_sign, Begins.SIGN),
    Rule("symbol", _SUPERSCRIPT, _say_superscript, Begins.SIGN),
    Rule("symbol", _SUBSCRIPT, _say_subscript, Begins.SIGN),
    Rule("symbol", _CARET, _say_caret, Begins.SIGN),
    Rule("symbol", _CITATION, _say_citation, Begins.SIGN),
    Rule("symbol", _SLASH, _say_slash, Begins.SIGN),
    Rule("symbol", _NAMES_OF_DOTS, _say_dot, Begins.SIGN),
    Rule("symbol", _UNDERSCORE, _say_underscore, Begins.SIGN),
    Rule("symbol", _GREEK_LETTER, _say_greek, Begins.LETTER),
    Rule("symbol", _SIGN, _say_sign, Begins.SIGN | Begins.LETTER),
)
