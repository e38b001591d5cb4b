"""Phone numbers, ranges, fractions and plain numbers in Italian."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after, word_before
from rtts.text.rules.fr_it.figures import SPACES, Unit, read
from rtts.text.rules.fr_it.plain import (
    CARDINAL,
    RANGE,
    Fraction,
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
from rtts.text.rules.it.numbers import ITALIAN, article_one, is_feminine, is_noun, ordinal
from rtts.text.rules.it.words import UNITS

__all__ = ["FRACTION_RULES", "NUMBER_RULES", "PHONE_RULES", "RANGE_RULES"]

_SEP = f"[{SPACES}./-]?"
_PHONE = re.compile(
    rf"(?<![\w.,])(?!\d{{3}}(?:\.\d{{3}}){{2}}(?!\d)|\d{{3}}[{SPACES}]\d{{3}}[{SPACES}]000)"
    rf"(?:(?P<plus>\+|00)39{_SEP})?"
    rf"(?:(?P<area>0\d{{1,3}}){_SEP}"
    rf"(?P<line>\d{{5,8}}|\d{{2,4}}(?:[{SPACES}.-]\d{{2,4}}){{1,3}})"
    rf"|(?P<mobile>3\d\d){_SEP}"
    rf"(?P<rest>\d{{3}}{_SEP}\d{{3,4}}|\d\d{_SEP}\d\d{_SEP}\d{{2,3}})"
    rf"|(?P<free>800){_SEP}"
    rf"(?P<tail>\d{{3}}{_SEP}\d{{3}}|\d\d{_SEP}\d\d{_SEP}\d\d))(?!\d|[.,]\d)"
)
_EMERGENCY = {
    "112": "uno uno due",
    "113": "uno uno tre",
    "115": "uno uno cinque",
    "118": "uno uno otto",
}
_CALLS = re.compile(
    r"\b(?:chiam|contatt|telefon|compon|emergenza|emergenze|numero|allert)[^\W\d_]{0,8} "
    r"(?:unico )?(?:il |subito il |al |l['’])?\Z",
    re.IGNORECASE,
)
_THREE = re.compile(r"(?<![\w.,])11[2358](?![\w%]|[.,]\d)")
_SCORE_NEXT = re.compile(
    r"\s*(?:\Z|[.,;!?)]|(?:per|contro|contra|con|al|alla|allo|a|il|la|ai|in|nel|dopo|e|sul|sulla|grazie|su|all['’]\w+)\s)"
)
_PAGES = re.compile(
    r"\b(?:pagg?|pp|pagine|capp|capitoli|artt|articoli|nn|numeri)\.? ?\Z", re.IGNORECASE
)
_NAMES_CODE = re.compile(
    r"(?:\bn[°º.]|\b(?:numero|codice|riferimento|ordine|pratica|rif\.)) \Z", re.IGNORECASE
)
"""Behind these, a hyphen parts the groups of a code."""
_CIPHERS = re.compile(r"cifre:? \Z", re.IGNORECASE)
_CODE_CUE = re.compile(
    r"\b(?:codice|pin|ordine|riferimento|rif\.?|pratica|password|ticket|prenotazione|pacco|fattura"
    r"|contratto|cliente|postale|cap|serie|spedizione|polizza|tessera"
    r"|(?:carta|conto|visa|mastercard) (?:\w{1,12} ){0,2}(?:termina(?:nte)?|finisce)"
    r" (?:con|in|per))"
    r"(?: (?:n\.|numero|n°|nº|postale|è|cliente"
    r"|pin|segreto|di (?:ordine|conferma|prenotazione|spedizione|sicurezza|verifica|accesso)))"
    r"{0,2} ?[ :#\u00a0-]{1,3}(?:è )?(?:n\. ?|numero |n° ?|il )?\Z",
    re.IGNORECASE,
)
_ONE_LEFT = re.compile(
    r"\b(?:pagina|capitolo|numero|n\.|camera|sala|porta|linea|passo|livello|articolo|opzione|punto"
    r"|versione|domanda|esercizio|parte|binario|volume|atto|figura|stagione|episodio|canale|gate"
    r"|tasto|categoria|tipo|gruppo|tavolo|posto|terminal|fase|uscita|zona|interno|di|il|al|del"
    r"|piano|step|tasti|formula|classe|passaggio|autobus|metro|tram) ?\Z",
    re.IGNORECASE,
)


def _say_phone(match: Match) -> str | None:
    code = ""
    if match["plus"]:
        code = "più trentanove, " if match["plus"] == "+" else "zero zero trentanove, "
    first = match["area"] or match["mobile"] or match["free"]
    rest = match["line"] or match["rest"] or match["tail"]
    if match["area"] and not code and not 8 <= len(digits_of(match[0])) <= 11:
        return None
    lead = "ottocento" if match["free"] else ITALIAN.spelled(first)
    groups = re.findall(r"\d+", rest)
    return f"{code}{lead}, " + ", ".join(_group(group) for group in groups)


def _group(digits: str) -> str:
    """Digits of a phone number, in threes where they are many."""
    if len(digits) < 5:
        return ITALIAN.spelled(digits)
    head = len(digits) % 3 or 3
    head = head + 3 if head == 1 else head
    parts = [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
    return ", ".join(ITALIAN.spelled(part) for part in parts)


def _say_emergency(match: Match) -> str | None:
    return _EMERGENCY[match[0]] if _CALLS.search(before(match, 40)) else None


def _say_range(match: Match) -> str | None:
    low, high = match["low"], match["high"]
    if _NAMES_CODE.search(before(match, 24)):
        return code_groups(ITALIAN, match)
    if is_no_range(match):
        return None
    first, last = read(low), read(high)
    words = ITALIAN.number(first), ITALIAN.number(last)
    small = low.isdecimal() and high.isdecimal() and max(first.whole, last.whole) <= 10
    if _PAGES.search(before(match, 12)):
        small = False
    if first.whole < last.whole and word_before(match).lower() in {"del", "nel"}:
        return " ".join(words)
    if small and (first.whole >= last.whole or _SCORE_NEXT.match(after(match))):
        return f"{words[0]} a {words[1]}"
    if first.whole > 999 and last.whole > 999 and "." not in low and " " not in low:
        return _years(*words, match)
    return ITALIAN.span(*words, match)


def _years(first: str, last: str, match: Match) -> str:
    left = word_before(match).lower().strip("(")
    plain = left in {"il", "nel", "biennio", "triennio", "stagione", "periodo", "anni", "del"}
    return f"{first} {last}" if plain else f"dal {first} al {last}"


def _part(top: int, bottom: int) -> str:
    """A fraction by its names."""
    name = "mezzo" if bottom == 2 else ordinal(bottom)
    if top == 1:
        return f"un {name}"
    return f"{ITALIAN.cardinal(top)} {name[:-1]}i"


def _half_of(match: Match) -> str:
    """Half a thing: `mezza tazza`, or by itself `un mezzo`."""
    noun = word_after(match)
    if (
        not is_noun(noun)
        or not noun.strip(".,;:").islower()
        or after(match)[:1] not in tuple(SPACES)
    ):
        return "un mezzo"
    return "mezza" if is_feminine(noun) else "mezzo"


def _say_mixed(match: Match) -> str:
    """Two cups and a half; and only then what follows."""
    fraction = fraction_in(match)
    noun, whole = match["noun"], match["whole"]
    if not noun or not (noun in UNITS or is_noun(noun)):
        words = f"{ITALIAN.whole(whole)} e {_half_or(fraction)}"
        return f"{words} {noun}" if noun else words
    number = read(whole)
    half = "mezza" if fraction == (1, 2) and noun.endswith("e") else _half_or(fraction)
    if noun in UNITS:
        said = ITALIAN.counted(number, UNITS[noun])
    elif number.whole == 1:
        said = article_one(noun, feminine=is_feminine(noun)) + noun
    else:
        said = f"{ITALIAN.number(number)} {noun}"
    return f"{said} e {half}"


def _half_or(fraction: Fraction) -> str:
    return "mezzo" if fraction == (1, 2) else _part(*fraction)


def _half_unit(unit: Unit) -> str:
    return f"{'mezza' if unit.feminine else 'mezzo'} {unit.one}"


def _say_number(match: Match) -> str:
    text = match["number"]
    if _CIPHERS.search(before(match, 12)):
        return ITALIAN.spelled(read(text).digits)
    if text.isdecimal():
        left = before(match, 50)
        if is_code_like(text) or (len(text) > 3 and _CODE_CUE.search(left)):
            return ITALIAN.spelled(text)
    return ITALIAN.number(read(text))


_ONE = re.compile(rf"(?<![\w.,/])(?<![^\W_][-'’])1[{SPACES}](?=[^\W\d_]{{2}})")


def _say_one(match: Match) -> str | None:
    """One of a noun takes its gender, and sometimes the space behind it."""
    noun = word_after(match)
    if not is_noun(noun) or _ONE_LEFT.search(before(match, 16)):
        return None
    bare = noun.strip("«»\"“”().,;:!?…’'")
    if bare.isupper() or bare[-1:] in "iìò" or bare in UNITS:
        return None
    return article_one(noun, feminine=is_feminine(noun))


_FRACTION_WORDS = FractionWords(
    part=_part,
    half_of=_half_of,
    half_unit=_half_unit,
    mixed=_say_mixed,
    divided="diviso",
    over="su",
    even="cinquanta e cinquanta",
)
PHONE_RULES = (
    Rule("phone", _PHONE, _say_phone, Begins.DIGIT | Begins.SIGN),
    international_rule(ITALIAN, "più", _group),
    Rule("phone", _THREE, _say_emergency),
)
RANGE_RULES = (Rule("range", RANGE, _say_range),)
FRACTION_RULES = (
    *fraction_rules(ITALIAN, _FRACTION_WORDS),
    *ratio_rules(ITALIAN, "a", {"16:9": "sedici noni", "4:3": "quattro terzi"}),
)
NUMBER_RULES = (
    Rule("cardinal", _ONE, _say_one),
    *decimal_rules(ITALIAN),
    Rule("cardinal", CARDINAL, _say_number),
)
