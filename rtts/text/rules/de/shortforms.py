"""Abbreviations and titles."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.de.grammar import (
    adjective_ending,
    case_of,
    closing_stop,
    left_words,
    right_word,
)
from rtts.text.rules.de.nouns import gender_of
from rtts.text.rules.de.numbers import GAP
from rtts.text.rules.de.words import ABBREVIATIONS, INITIALS, STARTERS
from rtts.text.wordlists import word_set

__all__ = ["SHORT_FORM_HOT", "SHORT_FORM_RULES", "STOPPED_ENDINGS", "TITLE_RULES"]

STOPPED_ENDINGS = r"[^\W\d_]{2,30}(?:-?str|-Str|-?nr|-Nr)"
"""Words whose last part is short: Hauptstr., Haupt-Str., Kundennr."""

_TITLES = {
    "Dr.in": "Doktorin",
    "Prof.in": "Professorin",
    "Mag.a": "Magistra",
    "Dipl.-Ing.": "Diplom-Ingenieur",
    "Dipl.-Kfm.": "Diplom-Kaufmann",
    "Dipl.-Psych.": "Diplom-Psychologe",
    "Dipl.-Inf.": "Diplom-Informatiker",
    "Dipl.-Phys.": "Diplom-Physiker",
    "Dipl.-Biol.": "Diplom-Biologe",
    "Dipl.-Päd.": "Diplom-Pädagoge",
    "Dipl.-Soz.": "Diplom-Soziologe",
    "St.Gallen": "Sankt Gallen",
}
_TITLE = re.compile("(?<!\\w)(?:" + "|".join(re.escape(title) for title in _TITLES) + r")(?!\w)")
_CHAIN = "|".join(
    rf"{GAP}?".join(re.escape(part) + r"\." for part in key.split("."))
    for key in sorted(INITIALS, key=len, reverse=True)
)
_INITIALS = re.compile(rf"(?<!\w)(?P<i>{_CHAIN})(?!\w)", re.IGNORECASE)
_STOPPED = re.compile(r"(?<![\w.])(?P<w>[^\W\d_]{2,8})\.(?![^\W\d_]\.)")
_ONE_LETTER = re.compile(rf"(?<![\w.])(?P<w>[SuofZ])\.(?={GAP})")
_FOLLOWING = re.compile(r"(?:(?<=\d)|(?<=\d[ \u00a0\u202f]))(?P<w>ff?)\.(?!\w)")
_ENDING = re.compile(r"(?<!\w)(?P<s>[^\W\d_]{2,30}-?)(?P<end>[sS]tr|nr)\.(?!\w)")
_SAINT = re.compile(rf"(?<!\w)(?:St|Skt)\.(?={GAP}?-?[A-ZÄÖÜ])")
_UNSTOPPED = re.compile(
    r"(?<![\w-])(?P<w>MfG|LG|VG|Hbf|bzw|usw|ca|ggf|inkl|MwSt|Nr|vs|evtl|zzgl|KW(?= ?\d))(?![\w.-])"
)
_ARTICLE = re.compile(r"d(?:er|em|en|es|as)|im|am|zum|zur|vom|beim|\w{0,2}ein\w{0,2}")
_CLOCK_UNITS = {"min": "Minute", "sek": "Sekunde", "std": "Stunde"}
"""Behind an ordinal: `in der 89. Min.`"""
_MAIDEN = "geborene"
_FIGURE_BEHIND = re.compile(rf"{GAP}?(?:\d|[IVX]+(?!\w))")
_SPOKEN = {
    "KW": "Kalenderwoche",
    "MfG": "mit freundlichen Grüßen",
    "LG": "liebe Grüße",
    "VG": "viele Grüße",
}
_NEEDS_FIGURE = word_set("art abs abb anm aufl bd kap gl kl zi pkt tab abschn pl")
_NEEDS_MORE = word_set("max min mind mag gem red rd ev hl pl univ allg lt sen jun geb gest")
_CLOSES = word_set(
    "etc usw usf hbf bhf jh jhd tel str bzw evtl ggf ca jr sen jun tägl mtl wöchentl zzgl vgl mwst"
)
_INFLECTED = word_set("sog ehem lfd allg österr")
_NAMED_ONLY = word_set("fa hr fr frl mag dr prof ing hrn")

SHORT_FORM_HOT = (
    frozenset(f"{word}." for word in ABBREVIATIONS)
    | frozenset(f"{part}." for key in INITIALS for part in key.split("."))
    | word_set("mfg lg vg hbf s. f. o. st. skt. fr. str.")
    | word_set("bzw usw ca ggf inkl mwst nr vs evtl zzgl")
)
"""Words at which an abbreviation may begin."""


def _say_title(match: Match) -> str:
    return _TITLES[match[0]]


def _say_initials(match: Match) -> str | None:
    written = match["i"]
    key = re.sub(r"\s", "", written).rstrip(".").lower()
    if written[0].isupper() and key[:1] not in "zduvis":
        return None
    said = INITIALS[key]
    if key == "a.m" and not re.search(r"Frankfurt\s\Z", before(match, 12)):
        return None
    if key == "o.g":
        left = left_words(match)
        said += adjective_ending(left, gender_of(right_word(match))) if left else "e"
    if written[0].isupper():
        said = said[0].upper() + said[1:]
    return said + closing_stop(match)


def _say_stopped(match: Match) -> str | None:
    """A word with its stop, if what is around it suits it."""
    word, right = match["w"], right_word(match)
    key = word.lower()
    if key == "fr":
        return _say_mrs(match)
    if key in _CLOCK_UNITS and re.search(r"\d\.\s?\Z", before(match, 4)):
        return _CLOCK_UNITS[key] + closing_stop(match)
    said = _MAIDEN if key == "geb" and right[:1].isupper() else ABBREVIATIONS.get(key)
    if said is None or not _suits(match, key, right):
        return None
    if key in _INFLECTED:
        said += _adjective(match, right)
    stop = closing_stop(match) if key in _CLOSES or not right else ""
    if word[0].isupper() and said[0].islower():
        said = said[0].upper() + said[1:]
    return said + stop


def _suits(match: Match, key: str, right: str) -> bool:
    """Whether a stop is that of an abbreviation, not of a sentence such as `Ich mag.`."""
    word = match["w"]
    if word.isupper() and len(word) > 2:
        return False
    if key in _NEEDS_FIGURE:
        return _FIGURE_BEHIND.match(after(match)) is not None
    if key in _NEEDS_MORE and (not right or (right in STARTERS and word[0].isupper())):
        return False
    if key in {"max", "min"} and word[0].isupper():
        return not right[:1].isupper()
    return key not in _NAMED_ONLY or word[0].isupper() or key == "ing"


def _adjective(match: Match, noun: str) -> str:
    """The ending of an adjective, often before a plural, which has no gender."""
    left, gender = left_words(match), gender_of(noun)
    if not left:
        return "e"
    if left[0].lower() == "die":
        return "e" if gender == "f" else "en"
    if _ARTICLE.fullmatch(left[0].lower()):
        return adjective_ending(left, gender)
    return "en" if case_of(left) == "dat" and noun.endswith("n") else "e"


def _say_mrs(match: Match) -> str | None:
    right = right_word(match)
    if match["w"] != "Fr" or not right[:1].isupper() or after(match)[:1] == ",":
        return None
    return None if right in STARTERS else "Frau"


def _say_letter(match: Match) -> str | None:
    """A single letter and its stop: `S. 5`, `u.`, `o.`."""
    letter, rest = match["w"], after(match).lstrip()
    if letter == "S":
        sentence = re.search(r"Abs\.\s?\d{1,3}\s?\Z", before(match, 12))
        return ("Satz" if sentence else "Seite") if rest[:1].isdigit() else None
    if letter == "Z":
        return "Zeile" if rest[:1].isdigit() else None
    counted = rest[:1].isdigit() and before(match, 1).isspace()
    if letter in "uo" and (rest[:1].isalpha() or counted):
        return {"u": "und", "o": "oder"}[letter]
    return None


def _say_following(match: Match) -> str:
    said = "folgende" if match["w"] == "f" else "fortfolgende"
    return said + closing_stop(match)


def _say_ending(match: Match) -> str:
    name = {"Str": "Straße", "str": "straße", "nr": "nummer"}[match["end"]]
    return f"{match['s']}{name}{closing_stop(match)}"


def _say_saint(match: Match) -> str:
    del match
    return "Sankt"


def _say_unstopped(match: Match) -> str | None:
    word = match["w"]
    if word in {"LG", "VG"} and after(match).strip(" ,.!\n")[:1].isdigit():
        return None
    if word in {"LG", "VG"} and before(match, 40).rpartition("\n")[2].strip():
        return None
    return _SPOKEN.get(word) or ABBREVIATIONS[word.lower()]


TITLE_RULES = (Rule("title", _TITLE, _say_title, Begins.LETTER),)
SHORT_FORM_RULES = (
    Rule("abbreviation", _INITIALS, _say_initials, Begins.LETTER),
    Rule("abbreviation", _FOLLOWING, _say_following, Begins.LETTER),
    Rule("abbreviation", _ENDING, _say_ending, Begins.LETTER),
    Rule("abbreviation", _SAINT, _say_saint, Begins.LETTER),
    Rule("abbreviation", _STOPPED, _say_stopped, Begins.LETTER),
    Rule("abbreviation", _ONE_LETTER, _say_letter, Begins.LETTER),
    Rule("abbreviation", _UNSTOPPED, _say_unstopped, Begins.LETTER),
)
