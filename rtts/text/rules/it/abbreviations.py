"""Titles and abbreviations of Italian."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.fr_it.figures import SPACE, sentence_stop
from rtts.text.rules.it.words import ABBREVIATIONS, TITLES
from rtts.text.wordlists import any_of, word_set

__all__ = ["ABBREVIATION_RULES", "HOT", "NUMBER_SIGN_RULES"]

_MILITARY = frozenset(("Cap.", "Gen.", "Col.", "Comm."))
"""In small letters, or without a space behind them, they are something else."""
_ALL_TITLES = {
    **TITLES,
    **{short.lower(): said for short, said in TITLES.items() if short not in _MILITARY},
}
_TITLE = re.compile(rf"(?<![\w.-])(?P<title>{any_of(_ALL_TITLES)})(?![^\W_]|[-'’])")
_NAME_NEXT = re.compile(r"\s{0,3}(?:(?:e|o|di|de|d['’])\s?)?[A-ZÀ-Ý]")
_SHORT_FORMS = {
    **{short[0].upper() + short[1:]: said for short, said in ABBREVIATIONS.items()},
    **ABBREVIATIONS,
}
"""As they are written, and with a capital where they open a sentence."""
_ABBREVIATION = re.compile(
    rf"(?<![\w.-])(?P<short>{any_of(_SHORT_FORMS)})(?:(?<=\.)(?![^\W\d_])|(?<!\.)(?![^\W_]))(?!-\w)"
)
_SIGN = re.compile(rf"(?<![\w.])[nN]\.?[°º]{SPACE}(?=[\dA-Z]|d[ei]|è)")
_SAINT = re.compile(r"(?<![\w.'’])S\.\s?(?=(?P<name>[A-ZÀ-Ý][^\W\d_]{2,20}))")
_FEMININE_SAINTS = re.compile(r"(?:Maria|Croce|.{1,18}a\Z)")
_MASCULINE_SAINTS = frozenset(("Andrea", "Luca", "Nicola", "Elia", "Tobia", "Enea", "Mattia"))
_IMPURE = re.compile(r"S[^aeiou]|Z|Gn|Ps")
_DIGIT_NEXT = re.compile(r"\s?(?:\d|[IVX]+\b)")
_NEEDS_NUMBER = word_set("n. nr. nn. N. p. pp. pag. pagg. cap. vol. fig. art. artt. tab. cell.")
_NEEDS_NAME = word_set("V.le v.le P.zza p.zza P.za C.so c.so L.go")
_NEEDS_YEAR = frozenset(("a. C.", "d. C."))
_ENDERS = word_set("ecc. etc. a.c. d.c. q.b. s.l.m. s.p.a. s.r.l. min. max. p.v. u.s. c.m.") | {
    "a. c.",
    "d. c.",
}
"""These may stand at the end of a sentence."""
_AFTER_NUMBER = re.compile(r"[\d%€] ?[^\s\d]{0,8}\s?\Z")

_ELIDED = frozenset(
    f"{article}{mark}{title}"
    for article in ("l", "all", "dall", "dell", "un", "sull", "nell")
    for mark in "'’"
    for title in ("ing", "avv", "arch", "on", "art")
)
HOT = _ELIDED | word_set(
    "sig. sig sigg. dott. dr. dr prof. ing. avv. arch. geom. rag. on. sen. spett. egr. gent. cav."
    " mons. comm. gen. cap. col. ecc. etc. es. p. ca. cfr. nb tel. cell. max min. max. pag. pagg."
    " pp. vol. fig. art. artt. tab. n. nr. nn. vs cmq dx sx srl rif. appart. s. h eur usd gbp"
    " chf lun. mar. mer. gio. ven. sab. dom. feb. apr. mag. giu. lug. ago. set. sett. ott. nov."
    " dic. op. a. d. cucch. sec. incl. lun mar mer gio ven sab dom"
)


def _say_title(match: Match) -> str | None:
    title = match["title"]
    if not _NAME_NEXT.match(after(match)):
        return TITLES.get(title) if title.endswith(("ra", "ssa")) else None
    if title in _MILITARY and not after(match)[:1].isspace():
        return None
    return _ALL_TITLES[title]


def _say_abbreviation(match: Match) -> str | None:
    short, right = match["short"], after(match)
    said = _SHORT_FORMS[short] + (sentence_stop(match) if short.lower() in _ENDERS else "")
    short = short if short in ABBREVIATIONS else short[0].lower() + short[1:]
    if short in {"min.", "max.", "max"}:
        if not _AFTER_NUMBER.search(before(match, 12)) and not _DIGIT_NEXT.match(right):
            return None
        return said
    if short in _NEEDS_NUMBER and not _DIGIT_NEXT.match(right):
        return None
    if short in _NEEDS_NAME and not re.match(r"\s?[A-ZÀ-Ý\d]", right):
        return None
    if short in _NEEDS_YEAR and not re.search(r"[\dIVXo] ?\Z", before(match, 2)):
        return None
    return said + " " if right[:1].isdigit() else said


def _say_saint(match: Match) -> str:
    name = match["name"]
    if name not in _MASCULINE_SAINTS and _FEMININE_SAINTS.match(name):
        return "Sant'" if name[0] in "AEIOU" else "Santa "
    if name[0] in "AEIOU":
        return "Sant'"
    return "Santo " if _IMPURE.match(name) else "San "


NUMBER_SIGN_RULES = (Rule("abbreviation", _SIGN, lambda _: "numero ", Begins.LETTER),)
ABBREVIATION_RULES = (
    Rule("abbreviation", _ABBREVIATION, _say_abbreviation, Begins.LETTER),
    Rule("title", _TITLE, _say_title, Begins.LETTER),
    Rule("title", _SAINT, _say_saint, Begins.LETTER),
)
