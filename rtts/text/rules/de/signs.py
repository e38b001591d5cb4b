"""Signs that have a name: of arithmetic, comparison, paragraphs, and between words."""

import re
import unicodedata

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.de.grammar import left_words
from rtts.text.rules.de.numbers import DASH, GAP, cardinal, digits
from rtts.text.rules.de.units import unit_named
from rtts.text.wordlists import word_set

__all__ = ["SIGN_RULES"]

_OPERAND_BEFORE = re.compile(r"[\w)\]%²³°!]\s?\Z")
_COMPARABLE_BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]|[\d)\]%²³°])\s?\Z")
"""A letter of a formula or a figure; behind a word a figure is only about so large."""
_FIGURE_BEFORE = re.compile(
    r"(?:\d|[½¼¾])[\s\u00a0]?(?:(?!bis|und|oder)[^\W\d_]{1,4}|%|€|\$|°C?)?\.?[\s\u00a0]?\Z|Uhr[\s\u00a0]?\Z|\d\.\s?[^\W\d_]{3,9}\.?[\s\u00a0]?\Z"
)
_CHAINED = re.compile(r"\d-\d{1,9}\Z")
_EACH = word_set(
    "tag woche monat jahr stunde minute sekunde person kopf stück nacht liter kilo kilogramm kind"
    " quartal portion"
)
_MINUS = re.compile(rf"[-−–](?=[€$£]?\d|{GAP}?∞)")
_MONTH = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
_DASH = re.compile(rf"{GAP}?{DASH}(?={GAP}?(?:[-−+]?\d|{_MONTH}))")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SUPER = re.compile(r"(?P<sign>[⁺⁻]?)(?P<d>[⁰¹²³⁴-⁹]{1,6}|ⁿ)")
_CARET = re.compile(r"(?:\^|\*\*)(?=[-−]?[\w(])")
_SUB = re.compile(r"[₀-₉]{1,6}")
_HASH = re.compile(rf"(?:#|№{GAP}?)(?=\d)")
_PARAGRAPH = re.compile(rf"(?P<s>§§?){GAP}?")
_SLASH = re.compile(r"/(?=[^\W\d_]|(?<=\d\./)\d{1,2}\.)")
_SLASHED_UNIT = re.compile(r"/(?P<u>min|h|s|kg|km|l|ml|g|m[²³]|cm[²³])(?![\w²³])")
_GENDER = re.compile(r"(?:[*:_]|/-?)(?P<in>innen|in)(?!\w)")
_ABOUT = re.compile(rf"[~≈∼]{GAP}?(?=[€$£]?\d|[^\W\d_])")
_COMPARE = re.compile(rf"(?P<s><=|>=|!=|==|[<>≤≥≠≙]){GAP}?(?=[-−+]?[€$£]?\d|[^\W\d_](?!\w)|[√π∞])")
_PLUS = re.compile(rf"\+{GAP}?(?=[€$£√π]?\d|[^\W\d_]|[(√π∞])")
_EITHER = re.compile(rf"\+/[-−–](?={GAP}?\d)")
_BORN = re.compile(rf"\*{GAP}?(?=\d)")
_PLUS_BEHIND = re.compile(r"\+(?![\w+])")
_BETWEEN = re.compile(rf"(?P<s>[=×·÷*−-]){GAP}(?=[\w(√π∞+−-])|(?P<t>[=×·÷*])(?=[\w(√π∞−-])")
_DIVIDE = re.compile(rf"/{GAP}(?=\d)|:{GAP}(?=\d)")
_AMPERSAND = re.compile(r"&(?!\w{1,8};)")
_ARROW = re.compile(r"[→⇒➔➜➡]\ufe0f?|->|=>|>(?= [A-ZÄÖÜ][^\W\d_])")
_NAMED = re.compile(r"[√∞∑∫∆Δπ°%‰€$£±∅†↔←∈∩∪♯♭]")
_ALWAYS = {
    "√": "Wurzel aus",
    "∞": "unendlich",
    "∑": "Summe",
    "∫": "Integral",
    "∆": "Delta",
    "Δ": "Delta",
    "π": "Pi",
    "°": "Grad",
    "%": "Prozent",
    "‰": "Promille",
    "€": "Euro",
    "$": "Dollar",
    "£": "Pfund",
    "±": "plus minus",
    "∅": "Durchschnitt",
    "†": "gestorben",
    "∈": "Element von",
    "∩": "geschnitten mit",
    "∪": "vereinigt mit",
}
_OPERATORS = {
    "=": "gleich",
    "×": "mal",
    "·": "mal",
    "*": "mal",
    "÷": "geteilt durch",
    "−": "minus",
    "-": "minus",
}
_RELATIONS = {
    "<=": "kleiner oder gleich",
    "≤": "kleiner oder gleich",
    ">=": "größer oder gleich",
    "≥": "größer oder gleich",
    "!=": "ungleich",
    "≠": "ungleich",
    "==": "gleich",
    "≙": "entspricht",
    "<": "kleiner als",
    ">": "größer als",
}
_PRONOUNS = word_set(
    "er sie ihn ihm ihr sein seine seiner seinen ihre ihrer ihren der die das den dem ein"
    " eine einen einer mein dein ja nein jeder jede"
)


def _operand_before(match: Match) -> bool:
    return _OPERAND_BEFORE.search(before(match, 3)) is not None


def _say_minus(match: Match) -> str | None:
    left = before(match, 1)
    if before(match, 10).lower().endswith("durchwahl "):
        return ""
    if left and not (left.isspace() or left in '([{=<>≤≥:,;/„"×÷·+~≈^±'):
        return None
    if _FIGURE_BEFORE.search(before(match, 12)) and not _calculates(match):
        return None
    return "minus"


def _calculates(match: Match) -> bool:
    """Whether a sign is one of a calculation: its result, or another operation, is near."""
    near = before(match, 30).rpartition("\n")[2] + "\n" + after(match).partition("\n")[0][:40]
    return any(sign in near for sign in "=+×÷√≈")


def _say_dash(match: Match) -> str | None:
    """A dash between figures: `9 Uhr – 17 Uhr`."""
    chained = _CHAINED.search(before(match, 12)) or re.match(r"\d{1,9}-\d", after(match)[:12])
    if match[0][0].isspace() or chained or not _FIGURE_BEFORE.search(before(match, 16)):
        return None
    spaced = before(match, 1).isspace()
    if _calculates(match) and spaced:
        return "minus"
    return "bis"


def _say_super(match: Match) -> str | None:
    left = before(match, 3)
    sign = {"⁻": "minus ", "⁺": "plus "}.get(match["sign"], "")
    power = "n" if match["d"] == "ⁿ" else cardinal(int(match["d"].translate(_SUPERSCRIPTS)))
    if left[-1:].isdigit() or left[-1:] in {")", "]", "π"}:
        return f"hoch {sign}{power}"
    if left[-1:].isalpha() and not left.isalpha():
        return f"hoch {sign}{power}"
    if left.isalpha() and len(left) < 3:
        return f"hoch {sign}{power}"
    return "" if left and not left[-1].isspace() else None


def _say_caret(match: Match) -> str | None:
    left = before(match, 1)
    if not (left.isalnum() or left in {")", "]"}) or (match[0] == "**" and not left.isdigit()):
        return None
    return "hoch"


def _say_sub(match: Match) -> str | None:
    if not before(match, 1).isalpha():
        return None
    return (
        digits(match[0].translate(_SUPERSCRIPTS))
        if match[0][0] == "₀"
        else cardinal(int(match[0].translate(_SUPERSCRIPTS)))
    )


def _say_hash(match: Match) -> str | None:
    return "Nummer " if not before(match, 1).isalnum() else None


def _say_paragraph(match: Match) -> str:
    return "Paragrafen " if match["s"] == "§§" else "Paragraf "


def _say_slash(match: Match) -> str | None:
    """Between words; what it means depends on them."""
    left, right = words_around(match)
    if not left and re.search(r"\d\.\Z", before(match, 2)):
        return " und "
    if not left:
        return " " if before(match, 1).isdigit() else None
    if right.lower() in _EACH and right[0].isupper() and _is_counted(match, left):
        return " pro "
    if left.lower() in _PRONOUNS and right.lower() in _PRONOUNS:
        return " oder "
    return " "


def _is_counted(match: Match, left: str) -> bool:
    """Whether so many of `left` come to each of what follows: not so of `Tag/Nacht`."""
    if left in {"x", "mal"}:
        return before(match, 8).removesuffix(left)[-1:].isdecimal()
    if left.lower() in _EACH:
        return re.search(r"\d\s?\Z", before(match, 40).removesuffix(left)) is not None
    return left[0].isupper()


def _say_slashed_unit(match: Match) -> str | None:
    """What a word is counted in: `Schläge/min`."""
    unit = unit_named(match["u"])
    if unit is None or not re.search(r"[^\W\d_]{3}\Z", before(match, 3)):
        return None
    return f" pro {unit.one}"


def words_around(match: Match) -> tuple[str, str]:
    """The letters that touch a match on either side."""
    left = re.search(r"[^\W\d_]*\Z", before(match, 40))
    right = re.match(r"[^\W\d_]*", after(match)[:40])
    return (left[0] if left else "", right[0] if right else "")


def _say_gender(match: Match) -> str | None:
    return f"-{match['in']}" if re.search(r"[a-zäöüß]{2}\Z", before(match, 2)) else None


def _say_about(match: Match) -> str | None:
    if before(match, 1).isalnum():
        return "ungefähr" if match[0][0] == "≈" else None
    if _COMPARABLE_BEFORE.search(before(match, 4)):
        return "ungefähr gleich"
    return "etwa" if after(match)[:2].strip("€$£")[:1].isdigit() else None


def _say_born(match: Match) -> str | None:
    """The star before a date of birth, in brackets."""
    return "geboren " if before(match, 1) == "(" else None


def _say_compare(match: Match) -> str | None:
    sign = match["s"]
    if sign in "<>" and not _operand_before(match):
        return {"<": "weniger als", ">": "mehr als"}[sign]
    return _RELATIONS[sign]


def _say_plus(match: Match) -> str | None:
    left = before(match, 1)
    if left == "+" or after(match)[:1] == "+":
        return None
    return "plus" if not left or not left.isalpha() or after(match)[:1].isalnum() else None


def _say_plus_behind(match: Match) -> str | None:
    return "plus" if before(match, 1).isdigit() else None


def _say_between(match: Match) -> str | None:
    """An operator with an operand on both sides."""
    sign = match["s"] or match["t"]
    if not _operand_before(match):
        return None
    if sign in "*-−" and not _arithmetic(match, sign):
        return None
    return _OPERATORS[sign]


def _arithmetic(match: Match, sign: str) -> bool:
    left = before(match, 3).rstrip()
    figures = left[-1:].isdigit() or left[-1:] in {")", "²", "³"}
    right = after(match).lstrip()[:1]
    if sign == "*":
        return figures and (right.isdigit() or right == "(")
    lone = re.search(r"(?:^|[\s(=])[^\W\d_]\s?\Z", before(match, 4)) is not None
    return (figures or lone) and before(match, 1).isspace() and _calculates(match)


def _say_divide(match: Match) -> str | None:
    return "geteilt durch" if re.search(r"\d\s\Z", before(match, 2)) else None


def _say_ampersand(match: Match) -> str:
    del match
    return "und"


def _say_arrow(match: Match) -> str | None:
    words = left_words(match, 30)
    if match[0] == ">" and not (words and words[0].isalpha() and before(match, 1) == " "):
        return None
    return "," if words else None


def _say_named(match: Match) -> str | None:
    sign = match[0]
    if sign == "°" and not before(match, 1).isdigit() and not before(match, 2).strip().isdigit():
        return None
    if sign in "€$£" and before(match, 1).isalpha():
        return None
    if unicodedata.category(sign) == "Sc" and after(match)[:1].isalpha():
        return None
    return _ALWAYS.get(sign)


_ANY = Begins.SIGN | Begins.LETTER

SIGN_RULES = (
    Rule("symbol", _MINUS, _say_minus, Begins.SIGN),
    Rule("range", _DASH, _say_dash, Begins.SIGN),
    Rule("symbol", _SUPER, _say_super, _ANY),
    Rule("symbol", _SUB, _say_sub, Begins.SIGN),
    Rule("symbol", _CARET, _say_caret, Begins.SIGN),
    Rule("symbol", _HASH, _say_hash, Begins.SIGN),
    Rule("symbol", _PARAGRAPH, _say_paragraph, Begins.SIGN),
    Rule("symbol", _GENDER, _say_gender, Begins.SIGN),
    Rule("measure", _SLASHED_UNIT, _say_slashed_unit, Begins.SIGN),
    Rule("symbol", _EITHER, lambda _: "plus minus", Begins.SIGN),
    Rule("symbol", _SLASH, _say_slash, Begins.SIGN),
    Rule("symbol", _ARROW, _say_arrow, Begins.SIGN),
    Rule("symbol", _ABOUT, _say_about, Begins.SIGN),
    Rule("symbol", _BORN, _say_born, Begins.SIGN),
    Rule("symbol", _COMPARE, _say_compare, Begins.SIGN),
    Rule("symbol", _PLUS, _say_plus, Begins.SIGN),
    Rule("symbol", _PLUS_BEHIND, _say_plus_behind, Begins.SIGN),
    Rule("symbol", _BETWEEN, _say_between, Begins.SIGN),
    Rule("symbol", _DIVIDE, _say_divide, Begins.SIGN),
    Rule("symbol", _AMPERSAND, _say_ampersand, Begins.SIGN),
    Rule("symbol", _NAMED, _say_named, _ANY),
    Rule("symbol", re.compile("−"), lambda _: "minus", Begins.SIGN),
)
