"""Abbreviations: titles, streets, states, and those of everyday letters."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after, word_before
from rtts.text.rules.en.context import (
    glued,
    is_addressed,
    is_capital,
    names_road,
    next_word,
    stop_after,
)
from rtts.text.rules.en.words import (
    ABBREVIATIONS,
    AFTER_STOP,
    NUMBERED,
    OPENERS,
    SHORT_WORDS,
    STATES,
    STREETS,
    STREETS_SHORT,
    TITLES,
)
from rtts.text.wordlists import word_set

__all__ = ["HOT", "HOT_WORD", "RULES"]

_STREET_END = {**STREETS_SHORT, "St": "Street", "Dr": "Drive"}
_STREET = re.compile(rf"({'|'.join(STREETS_SHORT)})(\.?)(?![\w'’])")
_SAINT = re.compile(r"(Sts?|Dr|Drs|Mt|Ft)(\.?)(?![\w])(['’]s)?")
_COMPASS = re.compile(r"(NE|NW|SE|SW|N|S|E|W)(\.?)(?![\w'’.])")
_COMPASS_NAMES = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
_WORDS_TOO = frozenset({"ID", "IN", "OR", "ME", "OK", "HI", "PA", "MA", "AL", "LA", "DE", "CO"})
"""States only behind a comma."""
_LANDS = {
    "N": r"Dakota|Carolina|Korea|America|Africa|Ireland",
    "S": r"Dakota|Carolina|Korea|America|Africa",
    "E": r"Germany|Africa|Timor",
    "W": r"Virginia|Germany|Africa",
}
"""Of these, a letter in front of a name is a part: "N. Dakota"."""
_STATE = re.compile(rf"({'|'.join(STATES)})(?![\w'’])")
_TITLE = re.compile(rf"({'|'.join(TITLES)})(\.?)(?=\s)(?!\w)", re.IGNORECASE)
_WITH_STOP = re.compile(rf"({'|'.join(ABBREVIATIONS)})(\.?)(?![\w'’])", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"({'|'.join(sorted(NUMBERED, key=len, reverse=True))})(\.?)"
    r"(?=\s?#?\s?[A-Z]?\d|\s(?-i:[A-Z]{2,4}\d)|\s(?-i:[IVXLC]{2,6}|[VX])(?![\w'’-]))",
    re.IGNORECASE,
)
_LATIN = re.compile(
    r"(?i:(e\.\s?g|i\.\s?e|a\.\s?k\.\s?a|eg|ie)\.?)(?!\w)(?<=[.])|(?:e\.g|i\.e|a\.k\.a)(?!\w)"
)
_LATIN_NAMES = {"eg": "for example", "ie": "that is", "aka": "also known as"}
_INITIALS = re.compile(
    r"(?:[A-Za-z]\.){1,6}[A-Za-z]\.(?!\w)|(?:[A-Z]\.){1,6}[A-Z](?!\w)|Ph\.?\s?D\.?(?!\w)|[A-Z]\.[A-Z]\."
)
_BEHIND = {"al": re.compile(r"et"), "fl": re.compile(r"\d{1,3}(?:st|nd|rd|th)")}
"""What has to stand in front of these."""
_TERMS = {"YoY": "year over year", "QoQ": "quarter over quarter", "MoM": "month over month"}
_TERM = re.compile(rf"({'|'.join(_TERMS)})(?!\w)")
_LIFE = re.compile(r"([bdr])\.(?=\s(?:c\.\s?)?\d{3,4}\b)")
_LIVES = {"b": "born", "d": "died", "r": "reigned"}
_AGAINST = re.compile(r"v\.(?=\s[A-Z])")

_SAINTS_BEFORE = word_set("mount mt port fort lake east west north south new visit near")
_NO_DOT = frozenset({"mr", "mrs", "ms"})
_BEFORE_NUMBER_BARE = frozenset({"apt", "ste", "rm", "bldg", "pp", "vol", "ext", "rte", "hwy"})


def _say_street(match: Match) -> str | None:
    """The last word of a street's name."""
    if glued(match) or not (_names_street(match) or is_addressed(match)):
        return None
    return STREETS_SHORT[match[1]] + (stop_after(match) if match[2] else "")


def _names_street(match: Match) -> bool:
    word = word_before(match)
    return bool(re.fullmatch(r"[A-Z][\w'’.-]*|\d{1,3}(?:st|nd|rd|th)", word))


def _say_saint(match: Match) -> str | None:
    """Saint or Street, Doctor or Drive, Mount, Fort: whatever its neighbours allow."""
    word, stop, possessive = match[1], match[2], match[3] or ""
    if glued(match):
        return None
    ahead = next_word(match)
    capital = is_capital(word_after(match)) and not (stop and after(match)[:1] == ",")
    if word in {"Mt", "Ft"}:
        return {"Mt": "Mount", "Ft": "Fort"}[word] if capital else None
    ends = _is_street(match, ahead, capital=capital)
    if ends and len(word) == 2:
        return _STREET_END[word] + possessive + (stop_after(match) if stop else "")
    if not (capital or stop) or possessive:
        return None
    if word in {"St", "Sts"}:
        return ("Saint" if word == "St" else "Saints") if capital else None
    return {"Dr": "Doctor", "Drs": "Doctors"}[word] + ("" if capital else stop_after(match))


def _is_street(match: Match, ahead: str, *, capital: bool) -> bool:
    """Whether the name of a street ends here."""
    if is_addressed(match):
        return True
    if not _names_street(match) or word_before(match).lower() in _SAINTS_BEFORE:
        return False
    if not capital:
        return match[1] == "St" or not word_before(match).endswith(",")
    opens = ahead.replace("’", "'").lower() in OPENERS and match[2] == "."
    return opens or ahead in {"Apt", "Suite", "Ste", "Unit", *_COMPASS_NAMES}


def _say_compass(match: Match) -> str | None:
    """Where a street lies, in an address."""
    if glued(match):
        return None
    left, right = word_before(match), word_after(match)
    in_front = re.fullmatch(r"\d{1,6}[A-Z]?", left) and re.match(r"[A-Z]", right)
    in_front = in_front or re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)\W*", right)
    street = left.rstrip(".,")
    if len(match[1]) == 1 and match[2] and re.match(_LANDS[match[1]], right):
        return _COMPASS_NAMES[match[1]]
    behind = street in _STREET_END or street.lower() in STREETS
    if names_road(before(match, 24)):
        return _COMPASS_NAMES[match[1]] + (stop_after(match) if match[2] else "")
    wind = left.lower() in {"winds", "wind"}
    wind = wind or (len(match[1]) == 2 and left.lower() in {"the", "from", "mph"})
    if wind:
        return _COMPASS_NAMES[match[1]].lower() + (stop_after(match) if match[2] else "")
    if not (in_front or (behind and street[:1].isupper())):
        return None
    return _COMPASS_NAMES[match[1]] + (stop_after(match) if match[2] and behind else "")


def _say_state(match: Match) -> str | None:
    """A state behind its city, or in front of a ZIP code."""
    if glued(match):
        return None
    in_front = re.match(r",?\s\d{5}(?!\d)", after(match))
    behind = re.search(r"(?:^|\s)[A-Z][a-z][\w.'’-]{0,20},\s\Z", before(match, 28))
    if match[1] in _WORDS_TOO and not behind:
        return None
    return STATES[match[1]] if in_front or (behind and match[1] != "OK") else None


def _say_title(match: Match) -> str | None:
    name, stop = match[1], match[2]
    ahead = word_after(match)
    joined = ahead in {"and", "&"} and name.lower() in _NO_DOT
    if glued(match) or not (joined or is_capital(ahead)) or not name[0].isupper():
        return None
    if not stop and (name.lower() not in _NO_DOT or name.isupper()):
        return None
    if name.lower() in SHORT_WORDS and next_word(match).lower() in OPENERS:
        return None
    return TITLES[name.lower()]


def _say_with_stop(match: Match) -> str | None:
    """An abbreviation by its stop; those that are words too only inside a sentence."""
    word, stop = match[1].lower(), match[2]
    if glued(match) or (not stop and word not in AFTER_STOP):
        return None
    if word in _BEHIND and not _BEHIND[word].fullmatch(word_before(match)):
        return None
    stays = stop_after(match) if stop else ""
    if (word in SHORT_WORDS and word != "al") and (stays or _may_end(match)):
        return None
    if word == "est" and not re.match(r"\s\d", after(match)):
        return None
    said = ABBREVIATIONS[word]
    return said + stays


def _may_end(match: Match) -> bool:
    """Whether a sentence could end with this word: a capital follows."""
    return is_capital(word_after(match)) and not re.match(r"\s?[,;]", after(match))


def _say_numbered(match: Match) -> str | None:
    """What stands before a number: "No. 5", "pp. 5–7"."""
    word, stop = match[1].lower(), match[2]
    if glued(match) or not (stop or (word in _BEFORE_NUMBER_BARE)):
        return None
    if word == "no" and after(match)[:1].isdigit() and not stop:
        return None
    said = NUMBERED[word]
    return said.capitalize() if match[1][0].isupper() else said


def _say_latin(match: Match) -> str | None:
    letters = re.sub(r"[^a-z]", "", match[0].lower())
    return None if glued(match) else _LATIN_NAMES.get(letters)


def _say_life(match: Match) -> str | None:
    """What somebody did in the years behind it, in brackets: "(d. 1955)"."""
    return _LIVES[match[1]] if re.search(r"(?:\(|[,;]\s)\Z", before(match, 2)) else None


def _say_against(match: Match) -> str | None:
    """What stands between two parties: "Roe v. Wade"."""
    return "versus" if is_capital(word_before(match)) else None


def _say_initials(match: Match) -> str | None:
    """Letters with their stops, by their names."""
    if glued(match):
        return None
    letters = re.sub(r"[^A-Za-z]", "", match[0])
    stop = stop_after(match) if match[0].endswith(".") else ""
    return " ".join(letters.upper()) + stop


RULES = (
    Rule("abbreviation", _LATIN, _say_latin, Begins.LETTER),
    Rule("abbreviation", _LIFE, _say_life, Begins.LETTER),
    Rule("abbreviation", _AGAINST, _say_against, Begins.LETTER),
    Rule("abbreviation", _INITIALS, _say_initials, Begins.LETTER),
    Rule("abbreviation", _TERM, lambda match: _TERMS[match[1]], Begins.LETTER),
    Rule("abbreviation", _NUMBERED, _say_numbered, Begins.LETTER),
    Rule("title", _TITLE, _say_title, Begins.LETTER),
    Rule("address", _SAINT, _say_saint, Begins.LETTER),
    Rule("address", _STREET, _say_street, Begins.LETTER),
    Rule("address", _COMPASS, _say_compass, Begins.LETTER),
    Rule("address", _STATE, _say_state, Begins.LETTER),
    Rule("abbreviation", _WITH_STOP, _say_with_stop, Begins.LETTER),
)
HOT = frozenset(
    {f"{word}." for word in (*TITLES, *ABBREVIATIONS, *NUMBERED, "drs", "sts")}
    | {f"{word.lower()}." for word in _STREET_END}
    | {"in.", "v.", "b.", "d.", "r.", "mr", "mrs", "ms", *AFTER_STOP, *_BEFORE_NUMBER_BARE}
)
HOT_WORD = (
    rf"{'|'.join(_TERMS)}|{'|'.join(_STREET_END)}|Mt|Ft|NE|NW|SE|SW|[NSEW]|{'|'.join(STATES)}"
)
