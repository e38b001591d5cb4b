"""What is read digit by digit or by its parts: phone numbers, codes, models, versions."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before, follows, is_difference, precedes
from rtts.text.rules.ja_ko.figures import is_latin
from rtts.text.rules.ja_ko.speech import Speech
from rtts.text.rules.numbers import narrow

__all__ = ["address_rules", "code_rules", "model_rules", "phone_rules"]

_ENDS = r"(?![A-Za-z0-9]|[-.]\d)"
_GAP = r"[-\s‐‑–−－]"

_DOMESTIC = re.compile(rf"0\d{{1,4}}{_GAP}\d{{1,4}}{_GAP}\d{{3,4}}{_ENDS}")
_MOBILE = re.compile(rf"0[1-9]0\d{{8}}{_ENDS}|0[1-9]\d{{8}}{_ENDS}")
_BRACKETED = re.compile(rf"[(（]0\d{{1,4}}[)）]\s?\d{{2,4}}{_GAP}\d{{4}}{_ENDS}")
_FOREIGN = re.compile(r"[+＋]\d{1,3}(?:[ -]?\(\d{1,4}\))?(?:[ -]?\d{1,5}){2,5}(?!\d)")
_SERVICE = re.compile(rf"1[5-9]\d\d-\d{{4}}{_ENDS}")
_PARTS = re.compile(r"\d+")

_CODE = re.compile(
    r"(?:[A-Za-z]{0,8}-?)\d{1,40}+[A-Za-z0-9]{0,60}+"
    r"(?:-[A-Za-z0-9]{1,40}+|\s\d{3,40}+){0,12}+(?![.:：%％]\d)"
)
_CARD = re.compile(r"[\d*]{4}(?:[ -][\d*]{4}){2,4}(?:[ -]\d{1,3})?(?!\d)")
_CHAIN = re.compile(r"(?<![-.])\d{1,12}(?:[-−－ー‐]\d{1,12}){2,8}(?![A-Za-z0-9])")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]|[都道府県市区町村郡][^\s、。]{1,10}|(?:住所|所在地|주소)[はは는은:：]|[동로길읍면리가])\s?\Z"
)
_LONG = re.compile(r"\d{7,}(?![.,]\d)")
_NAMED = re.compile(r"\d{3,4}(?![\d.,]\d|\d|\s?[%％~〜～])")
_TOP = re.compile(r"(?i:top|for|of|in|about|over|the|at|to|best)\s?\Z")
_AFTER_LATIN = re.compile(r"(?:[A-Z][A-Za-z]*|[a-z])[ -]?\Z")

_MODEL = re.compile(
    r"(?:[A-Za-z]{1,12}-?\d{1,20}|\d{1,20}[A-Za-z]{1,12}(?![a-z]{4}))(?:\.\d{1,6}){0,3}"
    r"(?:(?:-(?=[A-Za-z0-9]))?[A-Za-z0-9]{1,20}(?:\.\d{1,6}){0,3}){0,8}"
)
_PIECES = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+|.", re.DOTALL)

_IP = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})(?:/(\d{1,2}))?(?::(\d{1,5}))?(?![\d.]\d)")
_VERSION = re.compile(r"([vV](?:er\.?)?\s?)?(\d{1,6}(?:\.\d{1,6}){2,20})(?!\d)")
_SHORT_VERSION = re.compile(r"([vV](?:er\.?\s?)?)(\d{1,4}(?:\.\d{1,4})?)(?![\dA-Za-z.])")
_MAC = re.compile(r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Za-z])")
_POSTAL = re.compile(r"(?:〒\s?)?(\d{3})[-－−‐](\d{4})(?![\d-])|〒\s?(\d{5,7})(?!\d)")


def phone_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for phone numbers."""

    def say(match: Match) -> str | None:
        if before(match, 1).isdecimal() or before(match, 1) in tuple("-."):
            return None
        if match[0][0] in "+＋" and sum(map(str.isdecimal, match[0])) < 8:
            return None
        plus = speech.words.plus + speech.gap if match[0][0] in "+＋" else ""
        groups = [part for whole in _PARTS.findall(match[0]) for part in _grouped(whole)]
        return plus + speech.grouped(groups)

    return (
        Rule("phone", _DOMESTIC, say),
        Rule("phone", _MOBILE, say),
        Rule("phone", _SERVICE, say),
        Rule("phone", _BRACKETED, say, Begins.SIGN),
        Rule("phone", _FOREIGN, say, Begins.SIGN),
    )


def _grouped(text: str) -> list[str]:
    """The digits of a phone number in the groups they are said in."""
    if len(text) == 10 and text[0] == "0":
        area = 2 if text[1] in "236" else 3
        return [text[:area], text[area:-4], text[-4:]]
    if len(text) == 11:
        return [text[:3], text[3:7], text[7:]]
    return [text[:4], text[4:]] if len(text) == 8 else [text]


def spelled(speech: Speech, text: str) -> str:
    """A code: letters stay, digits are said one by one, a dash is a breath."""
    said: list[str] = []
    for piece in _PIECES.findall(narrow(text)):
        if piece[0].isdecimal():
            said.append(speech.grouped(_in_fours(piece)))
        elif piece in "- ":
            said.append(speech.pause.strip())
        else:
            said.append(piece)
    return " ".join(said).replace(" 、", "、").replace(" ,", ",") if speech.gap else "".join(said)


def _in_fours(text: str) -> list[str]:
    """A long run of digits by groups of four, so that it can be followed."""
    if len(text) < 8 or not text.isdecimal():
        return [text]
    return [text[at : at + 4] for at in range(0, len(text), 4)]


class _Codes:
    """Says codes in one of the languages."""

    def __init__(self, speech: Speech, names: re.Pattern[str], counted: re.Pattern[str]) -> None:
        self.speech = speech
        self.names = names
        self.counted = counted

    def named(self, match: Match) -> str | None:
        """A code behind the name of one."""
        if not precedes(match, self.names) or follows(match, self.counted):
            return None
        if is_latin(before(match, 1)) or (match[0].isdecimal() and len(match[0]) < 3):
            return None
        return spelled(self.speech, match[0])

    def card(self, match: Match) -> str | None:
        """Groups of four digits; stars for some of them are not said."""
        if before(match, 1) in tuple("-."):
            return None
        return spelled(self.speech, match[0].replace("*", ""))

    def chain(self, match: Match) -> str | None:
        """The number of a house, if a place is in front of it, else a code."""
        speech = self.speech
        parts = _PARTS.findall(narrow(match[0]))
        longest = max(map(len, parts))
        if any(part[0] == "0" for part in parts) or longest > 4 or len(parts) > 4:
            return speech.grouped(parts)
        if precedes(match, _PLACE):
            return speech.words.dash.join(speech.number(part) for part in parts)
        return speech.pause.join(
            speech.number(part) if longest <= 3 else speech.digits(part) for part in parts
        )

    def machine(self, match: Match) -> str:
        """The address that a network card came with."""
        parts = re.split("[:-]", narrow(match[0]))
        return self.speech.pause.join(spelled(self.speech, part) for part in parts)


def code_rules(
    speech: Speech, names: re.Pattern[str], counted: re.Pattern[str]
) -> tuple[Rule, ...]:
    """The rules for codes. `names` ends in what a code is called, `counted` begins a count."""
    say = _Codes(speech, names, counted)
    letters = Begins.DIGIT | Begins.LETTER
    return (
        *_version_rules(speech),
        Rule("code", _MAC, say.machine, letters),
        Rule("code", _CODE, say.named, letters),
        Rule("code", _CARD, say.card, Begins.DIGIT | Begins.SIGN),
        Rule("code", _CHAIN, say.chain),
    )


def _version_rules(speech: Speech) -> tuple[Rule, ...]:
    def say_ip(match: Match) -> str | None:
        parts = match[1].split(".")
        if any(int(part) > 255 for part in parts):
            return None
        said = speech.words.dot.join(speech.digits(part) for part in parts)
        if match[2]:
            said = speech.spread(said, speech.words.slash, speech.number(match[2]))
        return said + (speech.pause + speech.digits(match[3]) if match[3] else "")

    def say_version(match: Match) -> str | None:
        if is_latin(before(match, 1)) or before(match, 1) == ".":
            return None
        said = speech.dotted(narrow(match[2]))
        return speech.spread(speech.words.version, said) if match[1] else said

    letters = Begins.DIGIT | Begins.LETTER
    return (
        Rule("version", _IP, say_ip),
        Rule("version", _VERSION, say_version, letters),
        Rule("version", _SHORT_VERSION, say_version, Begins.LETTER),
    )


def model_rules(
    speech: Speech,
    known: dict[str, str],
    names: re.Pattern[str],
    counted: re.Pattern[str],
) -> tuple[Rule, ...]:
    """The rules for names of letters and digits.

    `known` has what is said otherwise, `names` ends in words that name a model without letters.
    """

    def say_model(match: Match) -> str | None:
        if is_latin(before(match, 1)) or is_difference(match):
            return None
        text = narrow(match[0])
        if text in known:
            return known[text] + speech.ends(match)
        pieces = _PIECES.findall(text)
        said = [_piece(speech, pieces, at) for at in range(len(pieces))]
        joined = speech.spread(*said).replace(" - ", "-")
        return joined + (speech.ends(match) if pieces[-1][0].isdecimal() else "")

    def say_long(match: Match) -> str | None:
        """Seven digits and more without a unit are hardly an amount, unless they are round."""
        plain = match[0].rstrip("0０")
        if len(match[0]) <= 15 and (follows(match, counted) or len(match[0]) - len(plain) >= 3):
            return None
        return speech.grouped(_in_fours(narrow(match[0])))

    def say_named(match: Match) -> str | None:
        """Three and four digits behind a name, as in RTX 4090, unless round or counted."""
        text = narrow(match[0])
        named = precedes(match, names) or (
            precedes(match, _AFTER_LATIN) and not precedes(match, _TOP)
        )
        if not named or text.endswith("00") or follows(match, counted):
            return None
        if text[:2] in {"19", "20"} and len(text) == 4:
            return None
        return speech.digits(text) + speech.ends(match)

    return (
        Rule("code", _MODEL, say_model, Begins.DIGIT | Begins.LETTER),
        Rule("code", _LONG, say_long),
        Rule("code", _NAMED, say_named),
    )


def _piece(speech: Speech, pieces: list[str], at: int) -> str:
    piece = pieces[at]
    if piece == "-":
        between = at and at + 1 < len(pieces)
        numbers = between and pieces[at - 1][-1].isdecimal() and pieces[at + 1][0].isdecimal()
        letters = between and pieces[at - 1][-1].isalpha() and pieces[at + 1][0].isalpha()
        return speech.pause.strip() if numbers else "-" if letters else ""
    if not piece[0].isdecimal():
        return piece
    if "." in piece:
        return speech.dotted(piece)
    is_round = len(piece) in {3, 4} and piece.endswith("00")
    short = len(piece) <= 2 and (piece[0] != "0" or piece == "0")
    return speech.number(piece) if short or is_round else speech.grouped(_in_fours(piece))


def address_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for postal codes and the numbers of houses."""

    def say_postal(match: Match) -> str | None:
        if is_latin(before(match, 1)) or before(match, 1) in tuple("-."):
            return None
        groups = [group for group in match.groups() if group]
        return (speech.words.postal if match[0][0] == "〒" else "") + speech.grouped(groups)

    return (Rule("code", _POSTAL, say_postal, Begins.DIGIT | Begins.SIGN),)
