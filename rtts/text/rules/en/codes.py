"""Numbers that are names: of rooms, houses, orders, accounts and places."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after, word_before
from rtts.text.rules.en.context import counts_things, follows, glued, may_name_code, names_code
from rtts.text.rules.en.numbers import (
    cardinal,
    character,
    digits,
    grouped_digits,
    pairs,
)
from rtts.text.rules.en.phones import say_groups
from rtts.text.rules.en.words import STATES
from rtts.text.wordlists import word_set

__all__ = ["RULES", "SIGN_RULES"]

_DIGITS = re.compile(r"\d{3,18}(?![\d%°\w]|[.,:/-]\d)")
_HYPHENED = re.compile(r"(\d{1,8})-(\d{1,8})(?![\w%-]|[.,:/]\d)")
_ROOMS = word_set(
    "room rooms rm apartment apt suite ste unit flat gate bus route highway hwy interstate"
    " exit building bldg channel locker studio hall boeing error status http porsche area"
    " bin box us i sr line train trail platform psalm port form"
)
_ROOM = re.compile(r"(\d{3,5})([A-Z])?(?![\w%°]|[.,:/]\d|-\d)")
_ROOM_IS = re.compile(
    r"\b(?:room|apartment|suite|gate|locker|flight|bus|train|unit)\s(?:number|is|number\sis)\s\Z",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"\s*\Z|[.,;:!?)]|\s(?:on|and|in|at|for|but|with)\b")
_HOUSE = re.compile(
    r"(\d{3,5})([A-Z])?(?=\s(?:[NSEW]{1,2}\.?\s)?(?:[A-Z]|\d{1,3}(?:st|nd|rd|th)\b))"
)
_PRODUCT = re.compile(r"\d{3,5}(?![\w%°]|[.,:/-]\d)")
_BEFORE_HOUSE = word_set("at address is to on near lives live from visit lived located in")
_ZIP = re.compile(r"(\d{5})(?:-(\d{4}))?(?![\w%]|[.,:/-]\d)")
_DASHED = re.compile(r"\d{1,7}(?:[-‑–]\d{1,7}){2,6}(?:[-‑]X)?(?![\w/]|[.,]\d)")
_IBAN = re.compile(
    r"[A-Z]{2}\d{2}(?:(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?(?!\w)|(?=\s[A-Z]{4}\b))"
)
_SPACED = re.compile(
    r"\d{4}(?: \d{4}){2,5}(?: \d{1,3})?(?!\d)|\d{3,4}(?: \d{2,4}){3,4}(?!\d)"
    r"|\d{3} \d{3,4} \d{4}(?!\d)"
)
_GROUPED_CODE = re.compile(r"\d{2,6}(?: \d{2,6}){1,5}(?![\w%]|[.,:/-]\d)")
_NAMED_BY_SIGN = re.compile(r"#(?=[A-Z\d-]{0,24}\d)(?=[\d-]{0,24}[A-Z])(?=([A-Z\d]{1,12}-)?)")
_NUMBERED_THINGS = word_set(
    "order ticket case invoice ref reference booking confirmation claim issue bug part item model"
    " room apt apartment unit locker flight gate policy account number"
)


def _say_code(match: Match) -> str | None:
    """Digits that are a code by what stands before them."""
    if glued(match) or (len(match[0]) == 3 and counts_things(match)):
        return None
    if not names_code(match) and not (may_name_code(match) and _is_long(match)):
        return None
    left = before(match, 12)
    if len(match[0]) == 3 and re.search(r"\bcodes?:?\s\Z", left) and "area code" not in left:
        return pairs(match[0])
    return grouped_digits(match[0])


def _say_grouped_code(match: Match) -> str | None:
    """A code that is written in groups: "your code is 123 456"."""
    return say_groups(match) if names_code(match) else None


def _say_sign_of_code(match: Match) -> str | None:
    """The sign in front of a code that has letters too, and is no topic: "order #A1234"."""
    is_code = match[1] or after(match)[:1].isdigit() or follows(match, _NUMBERED_THINGS)
    return "number " if is_code and not glued(match) else None


def _say_hyphened(match: Match) -> str | None:
    """A code of two parts: "case #2024-118"."""
    if glued(match) or not (_is_uneven(match) or before(match, 1) == "#" or names_code(match)):
        return _say_airliner(match)
    return f"{grouped_digits(match[1])}, {grouped_digits(match[2])}"


def _is_uneven(match: Match) -> bool:
    """Whether the parts are too unlike for a span: "114-5582913"."""
    if len(match[1]) < 3 or len(match[2]) - len(match[1]) < 3:
        return False
    return may_name_code(match) or not counts_things(match)


def _say_airliner(match: Match) -> str | None:
    """The type of an airliner: "737-800"."""
    if glued(match) or not re.fullmatch(r"7\d7-\d{1,3}", match[0]):
        return None
    return f"{pairs(match[1])} {pairs(match[2])}"


def _is_long(match: Match) -> bool:
    return len(match[0]) >= 4 and not match[0].endswith("00") and not counts_things(match)


def _say_room(match: Match) -> str | None:
    """The number of a room, a road or a house."""
    word = word_before(match).strip("\"'“”().,:#").lower()
    if glued(match) and not re.search(r"\bI-\Z", before(match, 4)):
        return None
    named = _ROOM_IS.search(before(match, 24)) and _NO_NOUN.match(after(match))
    if not named and word not in _ROOMS and not re.search(r"(?:\b(?:I|US)-|#)\Z", before(match, 4)):
        return None
    if word in {"us", "i"} and word_before(match).islower():
        return None
    return pairs(match[1]) + (f" {match[2]}" if match[2] else "")


def _say_house(match: Match) -> str | None:
    """The number of a house in front of its street."""
    house, letter = match[1], match[2]
    following = word_after(match)
    if glued(match) or (
        following.upper() == following and not re.fullmatch(r"[NSEW]{1,2}\.?", following)
    ):
        return None
    pointed = follows(match, _BEFORE_HOUSE) or not word_before(match)
    compass = re.fullmatch(r"[NSEW]{1,2}\.?", following)
    if not (pointed or compass or letter or (len(house) == 4 and not house.endswith("000"))):
        return None
    return pairs(house) + (f" {letter}" if letter else "")


def _say_product(match: Match) -> str | None:
    """A model's number behind letters in capitals: "RTX 4090", "HTTP 404"."""
    name = word_before(match)
    if not re.fullmatch(r"[A-Z]{2,5}", name) or name in STATES:
        return None
    flown = re.search(r"\b[Ff]light\s\S{2,3}\s\Z", before(match, 16)) is not None
    airline = re.fullmatch(r"UA|AA|DL|LH|BA|AF|WN|AC|QF|EK|JL|NH|SQ|LX|KL|IB", name) is not None
    if flown or airline:
        return digits(match[0])
    return None if counts_things(match) else pairs(match[0])


def _say_zip(match: Match) -> str | None:
    if glued(match) or not match[2]:
        code = word_before(match).rstrip(".,")
        if glued(match) or (code not in STATES and code not in STATES.values()):
            return None
    elif re.search(r"[\d-]\Z", before(match, 1)):
        return None
    said = digits(match[1])
    return f"{said}, {digits(match[2])}" if match[2] else said


def _say_dashed(match: Match) -> str | None:
    """Groups of digits with dashes between them: a code, not a span."""
    if glued(match):
        return None
    groups = re.findall(r"\d+|X", match[0])
    as_code = any(len(group) > 2 or (group[0] == "0" and len(group) > 1) for group in groups)
    said = [_character_group(group, as_code=as_code) for group in groups]
    return (", " if as_code else " ").join(said)


def _character_group(group: str, *, as_code: bool) -> str:
    if group == "X":
        return group
    return digits(group) if as_code else cardinal(int(group))


def _say_spelled(match: Match) -> str | None:
    if glued(match):
        return None
    groups = re.findall(r"[A-Z\d]{1,4}", match[0])
    return ", ".join(" ".join(character(char) for char in group) for group in groups)


SIGN_RULES = (Rule("code", _NAMED_BY_SIGN, _say_sign_of_code, Begins.SIGN),)
RULES = (
    Rule("code", _ZIP, _say_zip),
    Rule("code", _GROUPED_CODE, _say_grouped_code),
    Rule("code", _DASHED, _say_dashed),
    Rule("code", _HYPHENED, _say_hyphened),
    Rule("code", _SPACED, say_groups),
    Rule("code", _IBAN, _say_spelled, Begins.LETTER),
    Rule("code", _DIGITS, _say_code),
    Rule("code", _ROOM, _say_room),
    Rule("code", _HOUSE, _say_house),
    Rule("code", _PRODUCT, _say_product),
)
