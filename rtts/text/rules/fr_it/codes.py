"""What is no quantity though it has digits: versions, addresses of machines, serials, codes."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.fr_it.figures import END, SPACES, Tongue
from rtts.text.rules.numbers import digit_by_digit

__all__ = ["code_rules", "grouped_rules", "version_rules"]

_IP = re.compile(
    r"(?<![\w.])(?P<host>(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3})(?!\.?\d)(?P<port>:\d{1,5})?(?P<net>/\d\d?)?"
)
_VERSION = re.compile(
    r"(?<![\w.,])(?P<v>[vV]\.?\s?(?=\d))?(?!\d{1,3}(?:\.\d{3}){1,5}(?!\.?\d))"
    r"(?P<parts>\d{1,5}(?(v)(?:\.\d{1,5}){0,5}|(?:\.\d{1,5}){2,5}))(?![^\W_]|[,.]\d)"
)
_SERIAL = re.compile(
    r"(?:[^\W\d_]{1,12}[-‑]?\d{1,12}|\d{1,12}[-‑]?[^\W\d_]{1,3})(?:[-‑]?[^\W_]{1,12}){0,5}"
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_ISBN = re.compile(r"97[89][- ]?(?:\d[- ]?){9}[\dX]\b")
_GROUPED = re.compile(
    rf"(?<![\w,.])[A-Z]{{2}}\d{{2}}(?:[{SPACES}]?[\dA-Z]{{4}}){{3,7}}(?:[{SPACES}]?[\dA-Z]{{1,3}})?{END}"
    rf"|(?<![\w,.])\d{{0,3}}[A-Z]{{1,3}}\d{{0,3}}(?:[{SPACES}]\d{{4}}){{2,5}}(?!\d)"
    rf"|(?<![\w,.])\d{{4}}(?:[{SPACES}-]\d{{4}}){{2,4}}(?!\d)"
)
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?\d{0,3}){2,8}\Z")
_GAS = re.compile(r"[CNS]O[2-4]|NH[34]|CH4")
_GAS_LETTERS = re.compile(r"(?<!\w)(?:[CNS]O(?=[₂-₄])|NH(?=[₃₄])|CH(?=₄))")
_NAMED_YEAR = re.compile(r"(?P<name>[^\W\d_]{0,12}[a-zà-ÿ])[-‑]?(?P<year>(?:1[89]|20)\d\d)")
"""A year behind a word, not a code behind its letters: `mi-2024`."""
_LONGEST_NUMBER = 3
"""More digits behind letters are a code."""


def version_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Numbers with stops between them: addresses of machines and versions."""

    def dotted(text: str) -> str:
        parts = text.split(".")
        return f" {tongue.point} ".join(
            tongue.spelled(part) if part[0] == "0" and len(part) > 1 else tongue.whole(part)
            for part in parts
        )

    def say_ip(match: Match) -> str | None:
        if any(int(part) > 255 for part in match["host"].split(".")):
            return None
        said = dotted(match["host"])
        if match["port"]:
            said += f" port {tongue.whole(match['port'][1:])}"
        if match["net"]:
            said += f" slash {tongue.whole(match['net'][1:])}"
        return said

    def say_version(match: Match) -> str:
        return f"{'v ' if match['v'] else ''}{dotted(match['parts'])}"

    return (
        Rule("version", _IP, say_ip),
        Rule("version", _VERSION, say_version, Begins.DIGIT | Begins.LETTER),
    )


def grouped_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Codes that are written in groups: those of books, accounts and cards."""

    def say(match: Match) -> str:
        groups = re.split(f"[{SPACES}-]", match[0])
        if len(groups) == 1 and len(match[0]) > 4:
            groups = [match[0][at : at + 4] for at in range(0, len(match[0]), 4)]
        return ", ".join(_letters_and_digits(tongue, group) for group in groups)

    return (
        Rule("code", _ISBN, say),
        Rule("code", _GROUPED, say, Begins.DIGIT | Begins.LETTER),
    )


def _letters_and_digits(tongue: Tongue, group: str) -> str:
    return " ".join(
        tongue.names[int(char)] if char.isdecimal() else char for char in group if char.isalnum()
    )


def code_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Letters with digits: `A4`, `COVID-19`, `AB-123-CD`."""

    def part_said(part: str) -> str:
        if not part.isdecimal():
            return part
        if len(part) > _LONGEST_NUMBER or (part[0] == "0" and len(part) > 1):
            return digit_by_digit(part, tongue.names)
        return tongue.whole(part)

    def say(match: Match) -> str | None:
        text = match[0]
        if not all(char.isdecimal() or char.isalpha() or char in "-‑" for char in text):
            return None  # a superscript is no letter
        if text.isalpha() or not any(char.isdecimal() for char in text):
            return None
        left = before(match, 1)
        if left and (left.isalnum() or left == "_"):
            return None
        if named := _NAMED_YEAR.fullmatch(text):
            return f"{named['name']} {tongue.whole(named['year'])}"
        if _ELEMENT.match(text):
            pieces = re.findall(r"[A-Z][a-z]?|\d+", text)
            pieces = pieces if _GAS.fullmatch(text) else _joined_letters(pieces)
            return " ".join(part_said(piece) for piece in pieces)
        return " ".join(part_said(part) for part in _PART.findall(text))

    return (
        Rule("code", _GAS_LETTERS, _say_gas, Begins.LETTER),
        Rule("code", _SERIAL, say, Begins.DIGIT | Begins.LETTER),
    )


def _say_gas(match: Match) -> str:
    """The elements before a lowered number: `CO₂`."""
    return f"{' '.join(match[0])} "


def _joined_letters(pieces: list[str]) -> list[str]:
    """Letters that stand together are one word: `CO`, not `C O`."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.isalpha() and joined[-1].isalpha() and joined[-1].isupper():
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
