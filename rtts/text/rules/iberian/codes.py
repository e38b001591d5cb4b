"""Numbers that are not counted: phones, versions, addresses, serials and codes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.iberian.speech import FIGURE, Speech

__all__ = ["CodeWords", "cardinal_rules", "code_rules", "phone_rules"]


class CodeWords(NamedTuple):
    """What has to be known of a language's codes."""

    phones: Sequence[str]
    """Patterns of the phone numbers of its countries."""
    phone_before: re.Pattern[str]
    """Words in front of a phone number."""
    code_before: re.Pattern[str]
    """Words in front of a number that is read digit by digit."""
    short_phones: re.Pattern[str]
    """Emergency numbers that are read digit by digit behind such words."""
    plus: str
    dot: str
    version: str


def phone_rules(speech: Speech, words: CodeWords) -> tuple[Rule, ...]:
    """The rules for phone numbers: each group digit by digit, with a pause between groups.

    What is hexadecimal goes before them, as it looks like a size: 0x10.
    """
    teller = _Codes(speech, words)
    abroad = re.compile(r"(?:\+|(?<!\d)00)(?=[1-9])[\d\u00a0\u202f .()/-]{6,24}\d(?!\d)")
    home = re.compile(rf"(?<![\d.,+-])(?:{'|'.join(words.phones)})(?![\d-]|[.,]\d)")
    some = re.compile(r"(?<![\d.,+-])\(?\d[\d\u00a0 .()-]{4,18}\d(?![\d-])")
    short = re.compile(r"(?<![\d.,+-])\d{3}(?!\d|[.,-]\d)")
    hexadecimal = re.compile(r"(?<![\w.])0x[0-9A-Fa-f]{1,40}(?!\w)")
    both = Begins.DIGIT | Begins.SIGN
    return (
        Rule("code", hexadecimal, teller.say_hexadecimal),
        Rule("phone", abroad, teller.say_abroad, both),
        Rule("phone", home, teller.say_phone, both),
        Rule("phone", some, teller.say_behind_word, both),
        Rule("phone", short, teller.say_short),
    )


def code_rules(speech: Speech, words: CodeWords) -> tuple[Rule, ...]:
    """The rules for versions, IP addresses, serial numbers and codes."""
    teller = _Codes(speech, words)
    version = re.compile(
        r"(?<![\w.])(?P<v>[vV]\.?\s?)?(?P<parts>\d{1,4}(?:\.\d{1,4}){2,7})(?![\w]|\.\d)"
    )
    named = re.compile(r"(?<![\w.])[vV](?P<parts>\d{1,4}(?:\.\d{1,4}){0,3})(?![\w])")
    iban = re.compile(
        r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,8}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?!\w)"
    )
    groups = re.compile(
        r"(?<![\w.,-])\d{1,14}(?:[./-]\d{1,14}){0,4}-(?:\d{1,14}|[A-Z])"
        r"(?:-(?:\d{1,14}|[A-Z])){0,4}(?![\w-])"
    )
    serial = re.compile(
        r"(?<![\w.-])(?=[\w-]{0,24}\d)[A-Z]{1,6}(?:[-‑]?\d{1,12}|[-‑]?[A-Z]{1,6}(?=[-‑]?\d)){1,6}"
        r"[A-Z]{0,3}(?![^\W_]|[-‑]\w)"
    )
    mixed = re.compile(
        r"(?<![\w.,-])\d{1,12}[-]?(?P<tail>[A-Z]{1,3})(?P<rest>-\d{1,6}|\d{3,12})?(?![\w-])"
    )
    gas = re.compile(r"(?<!\w)(?:[CNS]O(?=[₂-₄])|NH(?=[₃₄])|CH(?=₄))")
    card = re.compile(r"(?<![\w.,-])\d{4}(?:[ \u00a0-]\d{4}){2,5}(?!\w)")
    return (
        Rule("version", version, teller.say_version, Begins.DIGIT | Begins.LETTER),
        Rule("version", named, teller.say_version, Begins.LETTER),
        Rule("code", iban, teller.say_groups, Begins.LETTER),
        Rule("code", card, teller.say_groups),
        Rule("code", groups, teller.say_hyphened),
        Rule("code", gas, lambda match: f"{' '.join(match[0])} ", Begins.LETTER),
        Rule("code", serial, teller.say_serial, Begins.LETTER),
        Rule("code", mixed, teller.say_mixed),
    )


def cardinal_rules(speech: Speech, words: CodeWords) -> tuple[Rule, ...]:
    """The rules for the numbers that nothing else knew."""
    teller = _Codes(speech, words)
    return (
        Rule("number", re.compile(rf"(?<!\d[.,])(?P<low>{FIGURE})"), teller.say_number),
        Rule("number", re.compile(r"\d{1,400}"), lambda match: speech.integer(match[0])),
    )


class _Codes:
    """Says codes in one language."""

    def __init__(self, speech: Speech, words: CodeWords) -> None:
        self._speech = speech
        self._words = words

    def _groups(self, text: str) -> str:
        """Each group of digits by its digits, letters one by one."""
        groups = re.findall(r"[^\W_]+", text)
        return ", ".join(self._spelled(group) for group in groups)

    def _spelled(self, group: str) -> str:
        return " ".join(self._speech.spell(char) if char.isdecimal() else char for char in group)

    def say_abroad(self, match: Match) -> str | None:
        digits = sum(char.isdigit() for char in match[0])
        if not 8 <= digits <= 15 or before(match, 1).isalnum():
            return None
        if match[0][0] == "0" and digits < 11:
            return None
        plus = f"{self._words.plus} " if match[0][0] == "+" else ""
        return plus + self._groups(match[0])

    def say_phone(self, match: Match) -> str | None:
        noun = re.match(r"\s([^\W\d_]{2,30}s)\b", after(match))
        if noun and noun[1].islower() and noun[1] not in self._speech.no_nouns:
            return None
        return self._groups(match[0])

    def say_behind_word(self, match: Match) -> str | None:
        if not self._words.phone_before.search(before(match, 40)):
            return None
        return self._groups(match[0]) if sum(char.isdigit() for char in match[0]) >= 6 else None

    def say_short(self, match: Match) -> str | None:
        if not self._words.short_phones.search(before(match, 40)):
            return None
        return self._speech.spell(match[0])

    def say_groups(self, match: Match) -> str:
        return self._groups(match[0])

    def say_hexadecimal(self, match: Match) -> str:
        return self._spelled(match[0])

    def say_version(self, match: Match) -> str | None:
        parts = match["parts"].split(".")
        groups = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
        marked = match[0][0] in "vV"
        if groups and not marked and (len(parts) != 4 or any(int(part) > 255 for part in parts)):
            return None
        said = f" {self._words.dot} ".join(self._speech.integer(part) for part in parts)
        return f"{self._words.version} {said}" if marked else said

    def say_hyphened(self, match: Match) -> str | None:
        """Parts by hyphens; two of them without more are a range."""
        parts = re.split(r"[./-]", match[0])
        if len(parts) > 2 or not parts[-1].isdigit() or parts[0][0] == "0" != parts[0]:
            return self._groups(match[0])
        if self._words.code_before.search(before(match, 40)) or len(parts[0]) > 4:
            return self._groups(match[0])
        return None

    def say_serial(self, match: Match) -> str:
        parts = re.findall(r"\d+|[^\W\d_]+", match[0])
        digits = [part for part in parts if part.isdecimal()]
        spelled = len(digits) > 1 or any(len(part) > 3 for part in digits)
        said = []
        for part in parts:
            if part.isdecimal():
                said.append(self._speech.spell(part) if spelled else self._speech.integer(part))
            else:
                said.append(part if len(part) > 2 and not spelled else " ".join(part))
        return " ".join(said)

    def say_mixed(self, match: Match) -> str:
        if match["rest"]:
            return self._groups(match[0])
        digits = "".join(char for char in match[0] if char.isdecimal())
        number = self._speech.spell(digits) if len(digits) > 3 else self._speech.integer(digits)
        return f"{number} {' '.join(match['tail'])}"

    def say_number(self, match: Match) -> str:
        digits = "".join(match["low"].split())
        long = digits.isdecimal() and len(digits) >= 4
        if long and self._words.code_before.search(before(match, 40)):
            return self._speech.spell(digits)
        figure = self._speech.parse(match["low"])
        return self._speech.figure(figure, self._speech.form(match, figure))
