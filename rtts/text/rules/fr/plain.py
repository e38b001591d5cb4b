"""Phone numbers, ranges, fractions and plain numbers in French."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after, word_before
from rtts.text.rules.fr.numbers import FRENCH, is_feminine, ordinal
from rtts.text.rules.fr.words import UNITS
from rtts.text.rules.fr_it.figures import SPACE, SPACES, Unit, read
from rtts.text.rules.fr_it.plain import (
    CARDINAL,
    RANGE,
    FractionWords,
    code_groups,
    decimal_rules,
    digits_of,
    fraction_in,
    fraction_rules,
    international_rule,
    is_code_like,
    is_no_range,
    ratio_rules,
)

__all__ = ["FRACTION_RULES", "NUMBER_RULES", "PHONE_RULES", "RANGE_RULES"]

_PAIRS = re.compile(
    rf"(?<![\w.,+])(?P<prefix>(?:\+|00)\d{{2,3}}[{SPACES}.-]?(?:\(0\))?[{SPACES}.-]?[1-9]|0[1-9])"
    rf"(?P<pairs>(?:[{SPACES}.-]?\d\d){{4}})(?!\d)"
)
_FREEPHONE = re.compile(rf"(?<![\w.,+])0{SPACE}8\d\d(?:[{SPACES}.]?\d{{3}}){{2}}(?!\d)")
_FOUR = re.compile(rf"(?<![\w.,])(?P<a>3[0-9]|10){SPACE}(?P<b>\d\d)(?!\d|[,.]\d)")
_CALLS = re.compile(
    r"(?:appel|compos|contact|joign|joindre|téléphon|numéro|tél)[^\W\d_]{0,8}[ .:]", re.IGNORECASE
)
_NAMES_CODE = re.compile(
    r"(?:n[°º]|\b(?:numéro|code|référence|commande|dossier|réf\.)) \Z", re.IGNORECASE
)
"""Behind these, a hyphen parts the groups of a code."""
_CIPHERS = re.compile(r"chiffres\s?:? \Z", re.IGNORECASE)
_WARS = {"14-18", "39-45"}

_CODE_CUE = re.compile(
    r"\b(?:code|pin|commande|référence|réf\.?|dossier|mot de passe|ticket|réservation|colis|facture"
    r"|contrat|client|postal|cp|série|siret|siren|suivi"
    r"|(?:terminant|finissant|se termine|finit) par)(?: (?:n°|numéro|nº|postal|est|client|pin"
    r"|secret|de (?:commande|dossier|réservation|suivi|série|validation|sécurité"
    r"|vérification))){0,2}"
    r" ?[ :#\u00a0-]{1,3}(?:est )?(?:(?:le )?n° ?|numéro |nº ?|le )?\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:page|chapitre|numéro|n°|chambre|salle|porte|ligne|étape|niveau|article|option|version"
    r"|point|question|exercice|partie|quai|voie|tome|acte|figure|saison|épisode|canal|top|bouton"
    r"|catégorie|type|groupe|classe|table|siège|terminal|place|bus|tram|le|du|au|chaîne|wagon"
    r"|voiture|est|contre|à) ?\Z",
    re.IGNORECASE,
)
"""Behind these, a one is a name and agrees with nothing."""
_SHORT_YEAR = re.compile(r"['’](?P<digits>\d\d)(?!\d)")

_LAW = re.compile(r"(?:\b[Aa]rt(?:icles?|\.) |['’ ])[LRDA]\. ?\Z")
"""Before the number of an article of law: `L. 121-1`."""


def _pair(digits: str) -> str:
    return FRENCH.spelled(digits) if digits[0] == "0" else FRENCH.whole(digits)


def _say_phone(match: Match) -> str:
    prefix, tail = match["prefix"], digits_of(match["pairs"])
    pairs = ", ".join(_pair(tail[at : at + 2]) for at in range(0, len(tail), 2))
    digits = digits_of(prefix.replace("(0)", ""))
    if len(digits) == 2:
        return f"{FRENCH.spelled(digits)}, {pairs}"
    opening = "zéro zéro" if prefix[0] == "0" else "plus"
    country = FRENCH.whole(digits[:-1].removeprefix("00"))
    return f"{opening} {country}, {FRENCH.whole(digits[-1])}, {pairs}"


def _say_freephone(match: Match) -> str:
    digits = digits_of(match[0])
    groups = (digits[1:4], digits[4:7], digits[7:])
    return "zéro " + ", ".join(_pair(group) for group in groups)


def _say_four(match: Match) -> str | None:
    if not _CALLS.search(before(match, 40)):
        return None
    return f"{FRENCH.whole(match['a'])} {_pair(match['b'])}"


def _say_range(match: Match) -> str | None:
    if _NAMES_CODE.search(before(match, 24)):
        return code_groups(FRENCH, match)
    if is_no_range(match):
        return None
    if _LAW.search(before(match, 12)):
        return f"{FRENCH.whole(match['low'])} tiret {FRENCH.whole(match['high'])}"
    feminine = is_feminine(word_after(match))
    first = FRENCH.number(read(match["low"]), feminine=feminine)
    last = FRENCH.number(read(match["high"]), feminine=feminine)
    if match[0].replace("–", "-") in _WARS and word_before(match).lower() in {"guerre", "de"}:
        return f"{first} {last}"
    return FRENCH.span(first, last, match)


def _part(top: int, bottom: int) -> str:
    """A fraction by its names."""
    name = {2: "demi", 3: "tiers", 4: "quart"}.get(bottom) or ordinal(bottom)
    plural = "s" if top > 1 and bottom != 3 else ""
    return f"{FRENCH.cardinal(top)} {name}{plural}"


def _half_of(match: Match) -> str:
    """Half a thing: `une demi-tasse` or, by itself, `un demi`."""
    return "une demi" if is_feminine(word_after(match)) else "un demi"


def _say_mixed(match: Match) -> str:
    """Two cups and a half; and only then what follows."""
    fraction = fraction_in(match)
    noun, tail = match["noun"], ""
    if noun in UNITS:
        unit = UNITS[noun]
        feminine, tail = unit.feminine, unit.many if int(match["whole"]) > 1 else unit.one
    elif noun and (len(noun) > 4 or is_feminine(noun)):
        feminine, tail = is_feminine(noun), noun
    else:
        feminine = False
    half = "demie" if feminine else "demi"
    part = half if fraction == (1, 2) else _part(*fraction)
    words = [FRENCH.whole(match["whole"], feminine=feminine), tail, "et", part]
    if noun and not tail:
        words.append(noun)
    return " ".join(filter(None, words))


def _half_unit(unit: Unit) -> str:
    return f"{'une' if unit.feminine else 'un'} demi-{unit.one}"


def _say_number(match: Match) -> str | None:
    text, number = match["number"], read(match["number"])
    if _CIPHERS.search(before(match, 12)):
        return FRENCH.spelled(number.digits)
    if text.isdecimal():
        left = before(match, 50)
        if is_code_like(text):
            return _postal(text) if len(text) == 5 else FRENCH.spelled(text)
        if len(text) > 3 and _CODE_CUE.search(left):
            return _postal(text) if "postal" in left.lower() else FRENCH.spelled(text)
    return FRENCH.number(number, feminine=_agrees(match, number.digits))


def _agrees(match: Match, digits: str) -> bool:
    """Whether the one at the end of a number takes the feminine of the noun behind it."""
    if digits[-1:] != "1" or after(match)[:1] not in tuple(SPACES):
        return False
    named = digits == "1" and _NUMBERED.search(before(match, 16))
    return not named and is_feminine(word_after(match))


def _postal(digits: str) -> str:
    """The department, and the rest."""
    if len(digits) != 5:
        return FRENCH.spelled(digits)
    tail = FRENCH.spelled(digits[2:]) if digits[2] == "0" else FRENCH.whole(digits[2:])
    return f"{_pair(digits[:2])} {tail}"


def _say_short_year(match: Match) -> str | None:
    if not word_before(match) or before(match, 1).strip():
        return None
    return FRENCH.whole(match["digits"])


_FRACTION_WORDS = FractionWords(
    part=_part,
    half_of=_half_of,
    half_unit=_half_unit,
    mixed=_say_mixed,
    divided="divisé par",
    over="sur",
    even="cinquante cinquante",
)
PHONE_RULES = (
    Rule("phone", _PAIRS, _say_phone, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _FREEPHONE, _say_freephone),
    international_rule(FRENCH, "plus", FRENCH.spelled),
    Rule("phone", _FOUR, _say_four),
)
RANGE_RULES = (Rule("range", RANGE, _say_range),)
FRACTION_RULES = (
    *fraction_rules(FRENCH, _FRACTION_WORDS),
    *ratio_rules(FRENCH, "à", {"16:9": "seize neuvièmes", "4:3": "quatre tiers"}),
)
NUMBER_RULES = (
    Rule("year", _SHORT_YEAR, _say_short_year, Begins.SIGN),
    *decimal_rules(FRENCH),
    Rule("cardinal", CARDINAL, _say_number),
)
