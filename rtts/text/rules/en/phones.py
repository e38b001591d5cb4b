"""Telephone numbers, as they are given and as they are called."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before, word_before
from rtts.text.rules.en.context import counts_things, follows, glued, next_word
from rtts.text.rules.en.numbers import (
    digits,
    grouped_digits,
    number,
    oh_digits,
)
from rtts.text.rules.en.serials import say_piece
from rtts.text.rules.numbers import plain_digits
from rtts.text.wordlists import word_set

__all__ = ["RULES", "say_groups"]

_ABROAD = re.compile(r"\+\d(?:\)?[ .\u00a0‑-]?\(?\d){6,15}\)?(?!\d)")
_PHONE = re.compile(
    r"(?:\+?(1)[ .‑-]?)?(?:\((\d{3})\)\s?|(\d{3})[ .‑/-])(\d{3})[ .‑-](\d{4})(?![\d-]|[.,]\d)"
)
_LOCAL = re.compile(r"(\d{3})[‑.-](\d{4})(?![\d-]|[.,]\d)")
_BRITISH = re.compile(r"(?:0\d{2,4}|\(0\d{2,4}\))(?:[ -]\d{3,4}){1,2}(?![\d-])")
_VANITY = re.compile(
    r"(?:(1)-)?(\d{3})-(?=[\dA-Z-]{0,12}[A-Z])([\dA-Z]{1,10}(?:-[\dA-Z]{1,10}){0,2})(?!\w)"
)
_EXTENSION = re.compile(r"(?:[xX]|[Ee]xt\.?\s?)(\d{1,6})(?!\w)")
_SHORT = re.compile(r"(?:911|988|999|112|[2-8]11)(?![\w%]|[.,:/-]\d)")
_CALLS = word_set("call dial phone ring text calling called dialing or to and reach")
_CALL = re.compile(
    r"\b(?:call|phone|dial|text|reach|number|tel|fax|cell|mobile|contact|line|ring)[a-z]{0,3}\b",
    re.IGNORECASE,
)
_TOLL_FREE = "800"


def _say_abroad(match: Match) -> str | None:
    found = plain_digits(match[0])
    if not 7 <= len(found) <= 15:
        return None
    groups = re.findall(r"\d+", match[0])
    if len(groups) == 1:
        lead = 1 if found[0] in "17" else 2
        return f"plus {digits(found[:lead])}, {grouped_digits(found[lead:])}"
    return "plus " + ", ".join(digits(group) for group in groups)


def _say_phone(match: Match) -> str | None:
    if glued(match):
        return None
    country, bracketed, area, exchange, line = match.groups()
    area = area or bracketed
    groups = [_say_area(area), digits(exchange), digits(line)]
    lead = ("plus one, " if match[0][0] == "+" else "one, ") if country else ""
    return lead + ", ".join(groups)


def _say_area(area: str) -> str:
    return "eight hundred" if area == _TOLL_FREE else digits(area)


def _say_local(match: Match) -> str | None:
    """Seven digits; a span of two round numbers, unless the text speaks of a call."""
    if glued(match) or word_before(match)[-1:] in {"$", "€", "£"}:
        return None
    spoken_of = _CALL.search(before(match, 48))
    is_span = match[2].endswith("00") or counts_things(match)
    if is_span and not spoken_of and "." not in match[0]:
        return None
    if "." in match[0] and not spoken_of:
        return None
    return f"{digits(match[1])}, {digits(match[2])}"


def say_groups(match: Match) -> str | None:
    """Groups of digits, as they are written."""
    if glued(match):
        return None
    return ", ".join(digits(group) for group in re.findall(r"\d+", match[0]))


def _say_vanity(match: Match) -> str | None:
    if glued(match) or (match[1] is None and match[2][0] != "8"):
        return None
    parts = ["one"] if match[1] else []
    parts.append(_say_area(match[2]))
    for part in match[3].split("-"):
        parts.extend(say_piece(piece, 4) for piece in re.findall(r"\d+|[A-Z]+", part))
    return ", ".join(parts)


def _say_extension(match: Match) -> str | None:
    is_short = match[0][0] in "xX"
    if glued(match) or (is_short and not re.search(r"\d{4}\)?,?\s?\Z", before(match, 8))):
        return None
    said = oh_digits(match[1]) if len(match[1]) > 2 else number(match[1])
    return f"extension {said}"


def _say_short(match: Match) -> str | None:
    """The numbers of three digits that everybody knows, where somebody calls them."""
    if glued(match) or follows(match, frozenset({"porsche", "room", "bus", "route", "#"})):
        return None
    called = follows(match, _CALLS) and _CALL.search(before(match, 40))
    caller = next_word(match).lower() in {"call", "calls", "operator", "dispatcher", "emergency"}
    if not (called or caller or match[0] == "911") or counts_things(match):
        return digits(match[0]) if caller else None
    return digits(match[0])


RULES = (
    Rule("phone", _PHONE, _say_phone, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _ABROAD, _say_abroad, Begins.SIGN),
    Rule("phone", _VANITY, _say_vanity),
    Rule("phone", _BRITISH, say_groups, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _LOCAL, _say_local),
    Rule("phone", _EXTENSION, _say_extension, Begins.LETTER),
    Rule("phone", _SHORT, _say_short),
)
