"""Titles and abbreviations of French."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.fr.numbers import FRENCH
from rtts.text.rules.fr.words import ABBREVIATIONS, TITLES
from rtts.text.rules.fr_it.figures import SPACE, sentence_stop
from rtts.text.wordlists import any_of, word_set

__all__ = ["ABBREVIATION_RULES", "HOT"]

_TITLE = re.compile(rf"(?<![\w.'’-])(?P<title>{any_of(TITLES)})(?![^\W_]|[-'’])")
_INITIAL = re.compile(r"\b[A-ZÀ-Ý]\.\s?\Z")
_ALONE = frozenset(("Mme", "Mlle", "Mmes", "Mlles", "MM.", "Dr"))
"""These are titles without a name, too."""
_NAME_NEXT = re.compile(
    r"\s{1,3}(?:(?:et|ou|le|la|les|l['’]|de|du|d['’])\s?)?[A-ZÀ-Ý]|\s{1,3}(?:et|ou|le|la)(?!\w)"
)
_SHORT_FORMS = {
    **{short[0].upper() + short[1:]: said for short, said in ABBREVIATIONS.items()},
    **ABBREVIATIONS,
}
"""As they are written, and with a capital where they open a sentence."""
_ABBREVIATION = re.compile(
    rf"(?<![\w.-])(?P<short>{any_of(_SHORT_FORMS)})(?:(?<=\.)(?![^\W\d_])|(?<!\.)(?![^\W_]))(?!-\w)"
)
_SAINT = re.compile(r"(?<![\w.-])(?P<saint>Ste?)-(?=[A-ZÀ-Ý])")
_NUMBER = re.compile(
    rf"(?<!\w)(?P<plural>[nN](?:°s|ᵒˢ))|(?<!\w)[nN](?:°|º|ᵒ|o(?=\s?\d)){SPACE}(?=[\dA-Z]|d['’e])"
)
_PAGES = re.compile(rf"(?<![\w.'’])(?P<short>pp?)\.{SPACE}(?=\d)")
_AVENUE = re.compile(
    r"(?<![\w.])av\.?(?=\s(?:(?:de|du|des|la|le|d['’])\s?)?[A-ZÀ-Ý])", re.IGNORECASE
)
_NEEDS_NUMBER = frozenset(
    ("al.", "chap.", "vol.", "fig.", "art.", "min.", "max.", "pers.", "hab.", "éd.", "th.", "arr.")
)
_LEADS_EXAMPLE = re.compile(r"(?:\A|[(:;,]\s?|\bpar\s|\n)\Z", re.IGNORECASE)
_COUNTS = frozenset(("min.", "max.", "pers.", "hab.", "arr."))
"""Of these the number stands in front."""
_COUNTED = re.compile(r"[\d%€] ?[^\s\d]{0,6}\s?\Z")
_NUMBER_NEXT = re.compile(r"\s?[\dIVX]")
_NEEDS_NAME = frozenset(("bd", "bld"))
_ENDERS = word_set("etc. j.-c. min. max. pers. hab. arr. env.") | {
    "av. j.-c.",
    "apr. j.-c.",
    "ap. j.-c.",
}
"""These may stand at the end of a sentence."""
_DAYS = re.compile(r"(?<!\w)J(?P<sign>[-−+])(?P<days>\d{1,3})(?!\w)")

HOT = word_set(
    "m. mm. mr mr. mme mmes mlle mlles dr drs dre pr pr. prof. me st ste st. ste. mgr etc. p. pp."
    " ex. env. apr. ap. av. cf. tél. max. min. chap. vol. fig. art. éd. bd bld boul. svp stp rdv"
    " bcp vs resp. hab. dép. qqch qqn apt. appt. pers. arr. qté càd c-à-d tjs n.b. lun. mar."
    " mer. jeu. ven. sam. dim. janv. févr. fév. avr. juil. sept. oct. nov. déc. eur usd gbp chf"
    " al. réf. réf bât. th. tel. c. d'env d’env"
)


def _say_title(match: Match) -> str | None:
    title = match["title"]
    alone = title in _ALONE and not after(match)[:1].isalnum()
    if not alone and not _NAME_NEXT.match(after(match)):
        return None
    if title in {"M.", "MM."} and _INITIAL.search(before(match, 4)):
        return None  # initials: "J. M. Dupont"
    ends = alone and not (title == "MM." and _NAME_NEXT.match(after(match)))
    return TITLES[title] + (sentence_stop(match) if ends else "")


def _say_abbreviation(match: Match) -> str | None:
    short = match["short"]
    right = after(match)
    said = _SHORT_FORMS[short] + (sentence_stop(match) if short.lower() in _ENDERS else "")
    short = short.lower() if short not in ABBREVIATIONS else short
    if short == "ex." and not (_LEADS_EXAMPLE.search(before(match, 6)) or right[:2] in {" :", ":"}):
        return None
    counted = short in _COUNTS and _COUNTED.search(before(match, 12))
    if short in _NEEDS_NUMBER and not counted and not _NUMBER_NEXT.match(right):
        return None
    if short.lower() in _NEEDS_NAME and not re.match(r"\s(?:de |du |des |d['’])?[A-ZÀ-Ý]", right):
        return None
    if short in {"vs", "vs."} and not right.strip():
        return None
    return said


def _say_number_sign(match: Match) -> str:
    return "numéros" if match["plural"] else "numéro "


def _say_pages(match: Match) -> str:
    return "page " if match["short"] == "p" else "pages "


def _say_days(match: Match) -> str:
    sign = "plus" if match["sign"] == "+" else "moins"
    return f"J {sign} {FRENCH.whole(match['days'])}"


ABBREVIATION_RULES = (
    Rule("abbreviation", _DAYS, _say_days, Begins.LETTER),
    Rule("abbreviation", _NUMBER, _say_number_sign, Begins.LETTER),
    Rule("abbreviation", _PAGES, _say_pages, Begins.LETTER),
    Rule("abbreviation", _ABBREVIATION, _say_abbreviation, Begins.LETTER),
    Rule(
        "title",
        _SAINT,
        lambda match: "Saint-" if len(match["saint"]) == 2 else "Sainte-",
        Begins.LETTER,
    ),
    Rule("abbreviation", _AVENUE, lambda _: "avenue", Begins.LETTER),
    Rule("title", _TITLE, _say_title, Begins.LETTER),
)
