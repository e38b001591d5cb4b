"""Versions of programs, and addresses of machines."""

import re

from rtts.text.rules.base import Begins, Match, Rule, word_before
from rtts.text.rules.en.context import glued
from rtts.text.rules.en.numbers import (
    character,
    digits,
    grouped_digits,
    number,
    oh_digits,
    pairs,
    spelled,
)
from rtts.text.rules.en.words import SOFTWARE

__all__ = ["ADDRESS_RULES", "RULES", "say_in_link"]

_IP = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})(?:/(\d{1,2}))?(?::(\d{1,5}))?(?![\d/]|\.\d)")
_VERSION = re.compile(
    r"(?:[vV]\.?\s?)?\d{1,6}(?:\.\d{1,6}){2,5}(?!\d|\.\d)(?:-([a-z]{1,8})\.?(\d{1,4})?)?"
)
_MARKED = re.compile(r"(?:v|V(?=\d{1,4}\.\d))(\d{1,4}(?:\.\d{1,6}){0,5})(?![\w]|\.\d)")
_NAMED = re.compile(r"([A-Z]|[A-Za-z]{2,12})(\d{1,3}(?:\.\d{1,3}){1,3})(?!\w|\.\d)")
_PAIR = re.compile(r"(\d{1,4})\.(\d{1,3})(x)?(?!\w|\.\d|\s?%)")
_HEXES = re.compile(r"(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}(?![\w:])")
_COLOR = re.compile(r"#(?=[A-Fa-f]{0,5}\d)([\dA-Fa-f]{6})(?!\w)")
_HOST = re.compile(r"localhost:(\d{2,5})((?:/[A-Za-z_.-]{0,40}){0,6})(?!\w)")
_HEX = re.compile(r"0[xX]([0-9A-Fa-f]{1,16})(?!\w)")
_WIRELESS = re.compile(r"802\.11([a-z]{0,2})(?!\w)")
_DRIVE = re.compile(r"([A-Za-z]):(?=\\)")
_BACKSLASH = re.compile(r"(?<=[\w:.)])\\(?=\w)|\\\\(?=\w)")


def say_in_link(text: str) -> str:
    """Digits as they are read out in an address."""
    if len(text) > 7:
        return grouped_digits(text)
    if text[:1] == "0" or len(text) in {3, 5, 6, 7}:
        return digits(text)
    return pairs(text)


def _say_ip(match: Match) -> str | None:
    parts = match[1].split(".")
    if glued(match) or any(int(part) > 255 for part in parts):
        return None
    said = " dot ".join(pairs(part) if part != "0" else "zero" for part in parts)
    if match[2]:
        said += f" slash {number(match[2])}"
    return f"{said} colon {say_in_link(match[3])}" if match[3] else said


def _say_version(match: Match) -> str | None:
    if glued(match):
        return None
    said = _parts(re.findall(r"\d+", match[0].partition("-")[0]))
    if match[0][0] in "vV":
        said = f"version {said}"
    if match[1]:
        name = spelled(match[1]) if len(match[1]) <= 2 else match[1]
        said += f" {name}" + (f" {number(match[2])}" if match[2] else "")
    return said


def _say_marked(match: Match) -> str | None:
    return None if glued(match) else f"version {_parts(match[1].split('.'))}"


def _say_named(match: Match) -> str | None:
    """A name that its version is glued to: "python3.11"."""
    if glued(match):
        return None
    name = spelled(match[1]) if match[1].isupper() and len(match[1]) < 4 else match[1]
    return f"{name} {_parts(match[2].split('.'))}"


def _say_pair(match: Match) -> str | None:
    """A version of two parts, behind what has versions."""
    if glued(match) or not _is_software(match):
        return None
    return _parts([match[1], match[2]]) + (" x" if match[3] else "")


def _is_software(match: Match) -> bool:
    word = word_before(match).lower().strip("\"'“”()[],:")
    return re.split(r"[-.]", word)[0] in SOFTWARE or word.partition(".")[0] in SOFTWARE


def _parts(parts: list[str]) -> str:
    return " point ".join(
        oh_digits(part) if part[0] == "0" and len(part) > 1 else number(part) for part in parts
    )


def _say_hexes(match: Match) -> str | None:
    if glued(match) or not re.search(r"[A-Fa-f]|:\d:", match[0]):
        return None
    groups = (" ".join(character(char) for char in group) for group in match[0].split(":"))
    return " colon ".join(groups)


def _say_color(match: Match) -> str:
    return "hash " + " ".join(character(char) for char in match[1])


def _say_host(match: Match) -> str | None:
    """One's own machine, with its port: "localhost:8080/api"."""
    if glued(match):
        return None
    path = match[2].rstrip("/.").replace("/", " slash ").replace(".", " dot ")
    return f"localhost colon {say_in_link(match[1])}{path}"


def _say_hex(match: Match) -> str | None:
    return None if glued(match) else "zero x " + " ".join(character(char) for char in match[1])


def _say_wireless(match: Match) -> str | None:
    """The standard of wireless networks: "802.11ax"."""
    return None if glued(match) else f"eight oh two dot eleven {spelled(match[1])}".rstrip()


def _say_drive(match: Match) -> str | None:
    """The drive in front of a path."""
    return None if glued(match) else f"{match[1].upper()} colon"


ADDRESS_RULES = (
    Rule("file", _DRIVE, _say_drive, Begins.LETTER),
    Rule("file", _BACKSLASH, lambda _: " backslash ", Begins.SIGN),
    Rule("url", _HOST, _say_host, Begins.LETTER),
    Rule("code", _HEX, _say_hex),
    Rule("version", _WIRELESS, _say_wireless),
    Rule("ip", _IP, _say_ip),
    Rule("ip", _HEXES, _say_hexes, Begins.DIGIT | Begins.LETTER),
    Rule("code", _COLOR, _say_color, Begins.SIGN),
)
RULES = (
    Rule("version", _VERSION, _say_version, Begins.DIGIT | Begins.LETTER),
    Rule("version", _MARKED, _say_marked, Begins.LETTER),
    Rule("version", _NAMED, _say_named, Begins.LETTER),
    Rule("version", _PAIR, _say_pair),
)
