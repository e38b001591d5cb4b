"""Ranges, fractions, ratios, ordinals, decimals and plain numbers."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows, opens_line
from rtts.text.rules.de.amounts import DECIMAL, spoken_number
from rtts.text.rules.de.grammar import (
    adjective_ending,
    case_of,
    closing_stop,
    half,
    left_words,
    one,
    ordinal_context,
    right_word,
)
from rtts.text.rules.de.nouns import Gender, gender_of
from rtts.text.rules.de.numbers import (
    DASH,
    GAP,
    NUMBER,
    cardinal,
    compound,
    digits,
    fraction_name,
    magnitude,
    number,
    ordinal_stem,
    parsed,
    whole,
    year,
)
from rtts.text.rules.de.units import STOPPED_UNITS, Unit, unit_named
from rtts.text.rules.de.words import MONTH_NUMBERS, STARTERS
from rtts.text.rules.numbers import VULGAR, vulgar
from rtts.text.wordlists import word_set

__all__ = ["CARDINAL_RULES", "COMPOUND_RULES", "FIGURE_RULES"]

_DECIMAL = rf"{NUMBER}(?:,\d+(?!,?\d))?"

_COMPOUND = re.compile(
    rf"(?P<a>{_DECIMAL})(?:[-–](?P<b>\d{{1,3}}))?(?:(?P<dash>[-‑])(?:(?P<unit>[a-zA-Z]{{1,3}}[²³]?|°C|€|%)"
    r"(?P<more>[-‑])(?=[^\W\d_])|(?P<low>[a-zäöüß][^\W\d_]*)|(?P<age>Jährig\w*)|(?=[^\W\d_]))"
    r"|(?P<fold>fach\w*|mal(?!\w)))"
)
_TIMES = re.compile(rf"(?P<a>{_DECIMAL})(?:[-–](?P<b>\d{{1,3}}))?{GAP}?[x×](?![\w²³]|{GAP}?\d)")
_HANGING = re.compile(rf"(?P<a>\d{{1,4}})[-‑](?={GAP}(?:bis|und|oder)(?!\w)|,|/)")
_SUFFIXED = re.compile(r"(?P<a>\d{1,6})-?(?P<end>(?:s?te[mnrs]?)|ter)(?!\w)")
_RANGE = re.compile(
    rf"(?P<a>{_DECIMAL}){GAP}?{DASH}{GAP}?(?P<b>{_DECIMAL})(?![\w:/]|\.\d|{DASH}\d)"
)
_FRACTION = re.compile(
    rf"(?:(?P<w>\d{{1,4}})(?:{GAP}|(?=[{VULGAR}])))?"
    rf"(?:(?P<v>[{VULGAR}])|(?P<n>\d{{1,4}})[/⁄](?P<d>\d{{1,4}})(?![\d/]|[.,]\d))"
    rf"(?:{GAP}?(?P<unit>[^\W\d_]{{1,4}})(?P<stop>\.?)(?![\w-]))?"
)
_RATIO = re.compile(rf"(?P<a>{_DECIMAL}){GAP}?:{GAP}?(?P<b>{_DECIMAL})(?![\d:])")
_PARTS = re.compile(r"\d{1,4}(?::\d{1,4}){2,5}(?![\d:.]\d|\d)")
_SCORE = re.compile(r"(?P<a>\d{1,2})[-–](?P<b>\d{1,2})(?![\d-])")
_ORDINAL = re.compile(r"(?P<a>\d{1,4})\.(?![\w.])")
_LISTED = re.compile(r"(?P<a>\d{1,2})[.)](?=[^\S\n])")
_MAGNITUDE = re.compile(
    rf"(?P<a>{DECIMAL})(?:{GAP}?{DASH}{GAP}?(?P<b>{DECIMAL}))?"
    rf"(?:{GAP}?(?P<mag>Tsd|Mio|Mrd|Bio|Million(?:en)?|Milliarden?|Billion(?:en)?)(?!\w)"
    r"(?P<stop>\.?)|(?P<k>k)(?!\w))"
)
_DOTTED = re.compile(r"(?P<a>\d{1,6})\.(?P<f>\d{1,12})(?![\d.]|,\d)")
_NUMBER = re.compile(_DECIMAL)

_LABELS = word_set(
    "aufgabe ausgang bahnsteig band buch bus ebene etage fall folge frage gate gleis gruppe halle"
    " haus kanal kapitel klasse kurs lektion level linie nr nummer option paragraf paragraph phase"
    " platz position punkt raum regel reihe runde s saal schritt seite spur station stufe tag"
    " tabelle team teil terminal tipp tor typ variante version welle woche zimmer zone plan stock"
    " ebene block größe formel trikotnummer rang regal stand apollo faktor sitz wagen artikel abs"
    " absatz satz art kap bd abb tab gl § ziffer stelle"
)
"""Words whose number is a name: nothing is counted by it."""

_NO_ADJECTIVE = word_set(
    "aber alle alles als ansonsten auseinander bleibe bleiben das der die eine einen einer eines"
    " er es für gute habe haben hatte hätte heute hinter immer in ohne oder seine sehe sie sollte"
    " unter wer werde werden wieder wurde wurden wäre über"
)
_ADJECTIVE = re.compile(
    r"(?:[^\W\d_]*(?:ig|lich|isch|iert|ckt|elt|ert|tet|bar|los|voll|sam|frisch|mittel)|groß|klein"
    r"|ganz|halb|rot|grün|gelb|weiß|schwarz|blau|neu|alt|reif|gut|gestrichen|gehäuft|weiter|frei"
    r"|einzeln|zusätzlich|extra|voll|normal|lang|kurz|dick|dünn|süß|warm|kalt|offen|mittelgroß"
    r"|einfach|doppelt|best|letzt|erst|ander|deutsch)(?P<end>e[nrs]?)"
)
_TO_NOUN = re.compile(
    rf"(?:{GAP}*(?:bis(?: zu[mr])?|und|oder|sowie|,|/|{DASH}){GAP}*\d{{1,3}}\.){{0,3}}{GAP}*(\S+)"
)
_ORDINAL_CUES = word_set("am vom zum beim im zur der den dem des ab jeder jeden jede jedes")
_RANKED = word_set(
    "Platz Preis Rang Runde Etage Stock Liga Bundesliga Halbzeit FC Kapitel OG UG"
    " Obergeschoss Untergeschoss Mannschaft Akt Advent Teil Klasse Stufe Reihe Woche Tag Monat"
    " Jahr"
)
_RANKED_PARTS = ("Jahrhundert", "Weltkrieg", "Advent", "Quartal", "Spieltag", "Semester", "Klasse")
_NEXT_ORDINAL = re.compile(rf"(?:{DASH}|/)\d{{1,3}}\.(?=\s[^\W\d_])")
_TO_NOUN_CHAIN = re.compile(rf"{GAP}*(?:bis|und|oder|sowie|,|/|{DASH})")


def _sticks(match: Match) -> bool:
    """Whether it goes on from digits before it, as the rest of something that no rule knew."""
    left = before(match, 2)
    return left[-1:] in {".", ",", ":", "/"} and left[:1].isdigit()


def _in_word(match: Match) -> bool:
    return before(match, 1).isalnum()


def _say_compound(match: Match) -> str | None:
    """A number as the first part of a word: `5-fach`, `10-km-Lauf`, `2-Zimmer-Wohnung`."""
    if _in_word(match) or _sticks(match):
        return None
    low = match["low"] or match["fold"] or (match["age"] or "").lower()
    stem = _stem(match["a"])
    if match["b"]:
        stem = f"{stem}- bis {_stem(match['b'])}"
    if match["unit"]:
        return _unit_compound(match, stem)
    if not low:
        return stem + "-"
    if low in {"in", "bis", "zu", "und", "oder", "auf", "a", "b", "x", "er", "plus"}:
        return None
    if re.fullmatch(r"(?:s?te[mnrs]?)", low):
        return None
    return stem.replace(" Komma ", "-Komma-") + low


def _unit_compound(match: Match, stem: str) -> str:
    name = match["unit"]
    unit = unit_named(name)
    said = {"€": "Euro", "%": "Prozent"}.get(name) or (_joined_unit(match, unit) if unit else name)
    return f"{stem}-{said}-"


def _joined_unit(match: Match, unit: Unit) -> str:
    return unit.one if match["a"] == "1" else unit.many


def _stem(text: str) -> str:
    found = parsed(text)
    if found.fraction or len(found.digits) > 9 or (found.digits[0] == "0" and found.whole):
        return number(text)
    if len(found.digits) == 4 and 1100 <= found.whole <= 1999 and "." not in text:
        return year(found.whole)
    return compound(found.whole)


def _say_times(match: Match) -> str | None:
    if _in_word(match) or _sticks(match):
        return None
    if _is_formula(match):
        return None
    if match["b"]:
        return f"{_stem(match['a'])}- bis {_stem(match['b'])}mal"
    return f"{_stem(match['a'])}mal"


def _say_hanging(match: Match) -> str | None:
    return None if _in_word(match) or _sticks(match) else compound(int(match["a"])) + "-"


def _say_suffixed(match: Match) -> str | None:
    """`5te`, `20sten`: the ending is written."""
    if _in_word(match):
        return None
    return ordinal_stem(int(match["a"])) + match["end"].lstrip("s").removeprefix("t")


def _say_range(match: Match) -> str | None:
    """Two numbers from one to the other; a difference has its result behind it."""
    if _in_word(match) or _sticks(match) or _is_formula(match):
        return None
    if re.search(r"\d-\Z", before(match, 2)):
        return None
    low, high = parsed(match["a"]), parsed(match["b"])
    spaced = match[0] != match["a"] + match[0][len(match["a"])] + match["b"]
    if low.digits[0] == "0" and len(low.digits) > 1:
        return None
    if high.digits[0] == "0" and len(high.digits) > 1:
        return None
    falling = (low.whole, low.fraction) >= (high.whole, high.fraction)
    if (
        falling
        and (match[0][len(match["a"])] == "-" or spaced)
        and max(low.whole, high.whole) < 1000
    ):
        return None
    return f"{number(match['a'])} bis {number(match['b'])}"


def _is_formula(match: Match) -> bool:
    return re.match(rf"{GAP}?(?:[=+×÷·≠≈<>]|[-−]{GAP})", after(match)) is not None or before(
        match, 2
    ).strip() in {
        "=",
        "+",
        "×",
        "·",
    }


def _say_score(match: Match) -> str | None:
    """What is no range and has a dash: a score, `50-50`."""
    if _in_word(match) or _sticks(match) or _is_formula(match):
        return None
    if match["a"] == match["b"] and match["a"] == "50":
        return "fünfzig fünfzig"
    if int(match["a"]) >= int(match["b"]):
        return f"{whole(match['a'])} zu {whole(match['b'])}"
    return None


def _say_parts(match: Match) -> str | None:
    """The parts of a mixture: `1:2:3`."""
    if _sticks(match) or before(match, 1).isalnum():
        return None
    return " zu ".join(cardinal(int(part)) for part in match[0].split(":"))


def _say_ratio(match: Match) -> str | None:
    if _in_word(match) or _sticks(match):
        return None
    divided = " " in match[0] and _is_formula(match)
    return f"{number(match['a'])} {'geteilt durch' if divided else 'zu'} {number(match['b'])}"


def _say_fraction(match: Match) -> str | None:
    if _in_word(match) or _sticks(match):
        return None
    top, bottom = vulgar(match["v"]) if match["v"] else (int(match["n"]), int(match["d"]))
    word = match["unit"] or ""
    unit = unit_named(word) or (STOPPED_UNITS.get(word) if match["stop"] else None)
    tail = f" {word}{match['stop']}" if word and not unit else ""
    if unit and match["stop"]:
        tail = closing_stop(match)
    if match["w"]:
        if bottom > 12 or top >= bottom:
            return None
        said = _mixed(int(match["w"]), top, bottom)
        return (f"{said} {unit.many}" if unit else said) + tail
    if (top, bottom) == (1, 2):
        if unit:
            return f"{half(unit.gender, case_of(left_words(match)))} {unit.one}{tail}"
        return _half_of(match, word) + tail
    if _is_fraction(match, top, bottom):
        name = fraction_name(bottom)
        count = "ein" if top == 1 else cardinal(top)
        name = "halbe" if name == "Halbe" else name
        return (f"{count} {name} {unit.one}" if unit else f"{count} {name}") + tail
    return None if unit else _slashed(match, top, bottom) + tail


def _half_of(match: Match, word: str) -> str:
    """`1/2` of a noun agrees with it."""
    noun = word or (right_word(match) if after(match)[:1] in " \u00a0\u202f" else "")
    if noun[:1].isupper() and len(noun) > 2 and noun not in STARTERS:
        return half(gender_of(noun), case_of(left_words(match)))
    return "ein halb"


def _mixed(head: int, top: int, bottom: int) -> str:
    if (top, bottom) == (1, 2):
        return f"{compound(head)}einhalb"
    count = "ein" if top == 1 else cardinal(top)
    if bottom == 4:
        return f"{compound(head) if head != 1 else 'ein'}{count}viertel"
    return f"{cardinal(head)} {count} {fraction_name(bottom)}"


def _is_fraction(match: Match, top: int, bottom: int) -> bool:
    if match["v"] or "⁄" in match[0]:
        return bottom > 1
    usual = bottom <= 10 or bottom in {12, 16, 20, 25, 32, 50, 64, 100, 1000}
    scored = bottom in {10, 20, 50, 100} and (top > 1 or right_word(match)[:5] == "Punkt")
    return 0 < top < bottom and usual and top < 13 and not scored and match["n"][0] != "0"


def _slashed(match: Match, top: int, bottom: int) -> str:
    if _is_formula(match) and top >= bottom:
        return f"{cardinal(top)} geteilt durch {cardinal(bottom)}"
    if (top, bottom) == (24, 7) or top == bottom == 50 or (top, bottom) == (9, 11):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if bottom in {5, 6, 10, 15, 20, 50, 100} and top <= bottom:
        return f"{cardinal(top)} von {cardinal(bottom)}"
    if 60 <= top <= 260 and 30 <= bottom < top < 1000:
        return f"{cardinal(top)} zu {cardinal(bottom)}"
    sign = "geteilt durch" if _is_formula(match) else "Schrägstrich"
    return f"{whole(match['n'])} {sign} {whole(match['d'])}"


def _say_listed(match: Match) -> str | None:
    """The number of an item, at the beginning of its line."""
    if not opens_line(match):
        return None
    word = right_word(match)
    if match[0].endswith("."):
        ordinal = word.lower() in MONTH_NUMBERS or word[:1].islower()
        if ordinal or word in _RANKED or word.startswith(_RANKED_PARTS):
            return None
    value = int(match["a"])
    return f"{ordinal_stem(value)}ens," if value else "null,"


def _say_ordinal(match: Match) -> str | None:
    """An ordinal and its ending; a stop that ends a sentence is none of it."""
    if _in_word(match) or _sticks(match):
        return None
    left, coordinated = ordinal_context(match)
    found = follows(match, _TO_NOUN)
    noun = found[1].strip("\"'“”„()[].,;:!?*") if found else ""
    cued = bool(left) and (left[0].lower() in _ORDINAL_CUES)
    stop = _ordinal_stop(match, noun, left, cued=cued or coordinated)
    if stop is None:
        return None
    date = noun.lower() in MONTH_NUMBERS or not noun[:1].isupper()
    gender: Gender = "m" if date else gender_of(noun)
    return ordinal_stem(int(match["a"])) + adjective_ending(left, gender, date=date) + stop


def _ordinal_stop(match: Match, noun: str, left: list[str], *, cued: bool) -> str | None:
    """What is left of an ordinal's stop; None if it is no ordinal at all."""
    rest = after(match)
    if _NEXT_ORDINAL.match(rest):
        return ""
    if not noun or not rest[:1].isspace() or rest.partition("\n")[0].strip() == "":
        ends = not rest.strip() or rest[:1] == "\n"
        return ("." if ends else "") if cued and int(match["a"]) < 1000 else None
    label = bool(left) and left[0].lower().rstrip(".") in _LABELS and before(match, 1) != "("
    if noun[:1].islower():
        return None if label or (len(match["a"]) > 2 and not cued) else ""
    if not noun[:1].isupper():
        return "" if cued else None
    if noun in STARTERS and not _TO_NOUN_CHAIN.match(rest):
        return "." if cued else None
    if label or (len(match["a"]) > 2 and not cued):
        return None
    return ""


def _say_magnitude(match: Match) -> str | None:
    if _in_word(match) or _sticks(match):
        return None
    stop = closing_stop(match) if match["stop"] else ""
    name = match["mag"] or "k"
    if match["k"] and len(match["a"].replace(".", "")) > 4:
        return None
    if name[0] == "M" and match["a"] == "1" and not match["b"]:
        case = case_of(left_words(match))
        return (
            f"{one('f', case)} {'Million' if name[1] == 'i' and 'o' in name else 'Milliarde'}{stop}"
        )
    low = f"{spoken_number(match['a'])} bis " if match["b"] else ""
    amount = re.sub(r"\.(?=\d\d?\Z)", ",", match["b"] or match["a"])
    return low + magnitude(amount, name) + stop


def _say_dotted(match: Match) -> str | None:
    """A decimal with a stop: digit by digit behind it."""
    grouped = len(match["f"]) == 3 and len(match["a"]) < 4 and match["a"][0] != "0"
    if grouped or _sticks(match) or before(match, 1).isdigit():
        return None
    return f"{whole(match['a'])} Punkt {digits(match['f'])}"


def _say_number(match: Match) -> str | None:
    text = match[0]
    left = before(match, 1)
    if left.isalpha() and len(text) > 3 and text.isdecimal():
        return digits(text)
    if text == "1" and not _in_word(match):
        return _one_of(match)
    if len(text) > 3 and text.isdecimal() and left in {"-", "_"} and before(match, 2)[:1].isalnum():
        return digits(text)
    return number(text)


def _one_of(match: Match) -> str:
    """`eins`, or the article that agrees with the noun behind it."""
    rest = after(match)
    left, right = left_words(match), right_word(match)
    label = bool(left) and (left[0].lower().rstrip(".,:") in _LABELS or _is_name(left[0]))
    if not right or rest[:1] not in " \u00a0\u202f" or label:
        return "eins"
    case = case_of(left, right)
    if right in STARTERS:
        return "eins"
    if right[0].isupper():
        gender = gender_of(right)
        return one(gender, case_of(left, _second_word(match)))
    adjective = _ADJECTIVE.fullmatch(right)
    if adjective is None or right in _NO_ADJECTIVE:
        return "ein" if right == "mal" else "eins"
    noun = _second_word(match)
    if noun[:1].isupper():
        return one(gender_of(noun), case)
    if case == "dat":
        return "einer" if adjective["end"] == "er" or not right.endswith("n") else "einem"
    return {"e": "eine", "er": "ein", "es": "ein", "en": "einen"}[adjective["end"]]


def _second_word(match: Match) -> str:
    words = after(match).split(None, 2)
    return words[1].strip(".,;:!?") if len(words) > 1 else ""


def _is_name(word: str) -> bool:
    """Whether a word in front of a number is a name that the number belongs to."""
    return len(word) > 1 and word.isupper() and word.isalpha()


COMPOUND_RULES = (
    Rule("compound", _SUFFIXED, _say_suffixed),
    Rule("compound", _COMPOUND, _say_compound),
    Rule("compound", _HANGING, _say_hanging),
    Rule("compound", _TIMES, _say_times),
)
FIGURE_RULES = (
    Rule("ordinal", _LISTED, _say_listed),
    Rule("cardinal", _MAGNITUDE, _say_magnitude),
    Rule("range", _RANGE, _say_range),
    Rule("ratio", _SCORE, _say_score),
    Rule("ratio", _PARTS, _say_parts),
    Rule("ratio", _RATIO, _say_ratio),
    Rule("fraction", _FRACTION, _say_fraction, Begins.DIGIT | Begins.SIGN),
    Rule("ordinal", _ORDINAL, _say_ordinal),
    Rule("decimal", _DOTTED, _say_dotted),
)
CARDINAL_RULES = (Rule("cardinal", _NUMBER, _say_number),)
