"""What is read digit by digit or by its parts: phone numbers, codes, models, versions."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before, follows, is_difference, precedes
from rtts.text.rules.numbers import narrow
from rtts.text.rules.zh.numbers import PHONE_DIGITS, cardinal, digits, number
from rtts.text.rules.zh.words import CODE_NOUN, COUNTED, is_measured

__all__ = ["CODE_RULES", "MODEL_RULES", "PHONE_RULES"]

_ENDS = r"(?![A-Za-z0-9]|[-.]\d)"
_GROUP = r"[ -]?"

_MOBILE = re.compile(rf"(?:\+?86{_GROUP})?1[3-9]\d(?:{_GROUP}\d{{4}}){{2}}{_ENDS}")
_LANDLINE = re.compile(rf"0\d{{2,3}}[- ]\d{{3,4}}{_GROUP}\d{{4}}(?:-\d{{1,4}})?{_ENDS}")
_BRACKETED = re.compile(rf"[(（]0\d{{2,3}}[)）] ?\d{{3,4}}{_GROUP}\d{{4}}{_ENDS}")
_SERVICE = re.compile(
    rf"[48]00(?:{_GROUP}\d{{3}}{_GROUP}\d{{4}}|-\d{{4}}-\d{{3}}|-\d{{2}}-\d{{5}}){_ENDS}"
)
_FOREIGN = re.compile(r"\+\d{1,3}(?:[ -]?\(\d{1,4}\))?(?:[ -]?\d{2,5}){2,5}(?!\d)")
_LOCAL = re.compile(rf"\d{{4}}-\d{{4}}{_ENDS}")
_SHORT = re.compile(r"\d{3,12}(?![A-Za-z0-9.,:%％]|-\d)")
_HOTLINES = frozenset(
    ["10000", "10010", "10086", "10099", "12306", "12315", "12345", "12348", "12351", "12366"]
)
_CALLS = re.compile(
    r"(?:拨打?|撥打?|呼叫|致电|致電|来电|电话|電話|热线|熱線|手机|手機|传真|急救|报警|交通事故|火灾|匪警|报火警|火警|客服|分机"
    r"|拨通|[打转])[^\d，。；、]{0,6}(?:\d{3,5}[或和、/])?\s?\Z"
)
_CALLED = re.compile(r"\s?(?:报警|急救|热线|客服|电话|求助|短信|服务)")
_THINGS = re.compile(rf"\s?(?:{COUNTED.pattern}|[余多元%％])")
_PARTS = re.compile(r"\d+")


def _say_phone(match: Match) -> str | None:
    if before(match, 1).isdecimal():
        return None
    if match[0].isdecimal() and _is_counted(match):
        return None
    plus = "加" if match[0][0] == "+" else ""
    groups = [group for part in _PARTS.findall(match[0]) for group in _grouped(part)]
    return plus + "，".join(digits(group, PHONE_DIGITS) for group in groups)


def _grouped(text: str) -> list[str]:
    """The digits of a phone number in the groups they are said in."""
    if len(text) in {10, 11} and text[0] == "1":
        return [text[:3], text[3:7], text[7:]]
    if len(text) == 13 and text.startswith("861"):
        return [text[:2], *_grouped(text[2:])]
    if len(text) == 10 and text[0] in "48":
        return [text[:3], text[3:6], text[6:]]
    return [text[:4], text[4:]] if len(text) == 8 else [text]


def _is_counted(match: Match) -> bool:
    return is_measured(match) or follows(match, _THINGS) is not None


def _say_short(match: Match) -> str | None:
    known = match[0] in _HOTLINES or precedes(match, _CALLS) or follows(match, _CALLED)
    if not known or _is_counted(match):
        return None
    if len(match[0]) == 3 and match[0] not in _EMERGENCY and not precedes(match, _EXTENSION):
        return None
    return digits(match[0], PHONE_DIGITS)


_EMERGENCY = frozenset(["110", "112", "114", "119", "120", "122", "911", "995", "999"])
_EXTENSION = re.compile(r"(?:[转轉]|分机)[\s:：]?\Z")


def _say_local(match: Match) -> str | None:
    return _say_phone(match) if precedes(match, _CALLS) else None


# Codes

_CODE = re.compile(r"(?:[A-Za-z]{0,8}-?)\d{1,40}(?:[- ]?[A-Za-z0-9]{1,40}){0,12}(?![.:：%％]\d)")
_CARD = re.compile(r"\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,3})?(?!\d)")
_CHAIN = re.compile(r"\d{1,12}(?:-\d{1,12}){2,8}(?![A-Za-z0-9])")
_LONG = re.compile(r"\d{7,}(?![.,]\d)")
_ROOM = re.compile(
    r"\d{3,4}(?=\s?(?:室|房(?!产|屋)|号房|號房|包间|包厢|会议|教室|宿舍|病房|机房|寝室))"
)
_NAMED = re.compile(
    r"\d{3}(?=\s?(?:医院|醫院|中学|厂|路(?:公|车|電|电|巴|[，。])|国道|省道|大巷|工作|大促))"
)
_HIGH_SCHOOLS = re.compile(
    r"(?:985|211)(?=\s?(?:[/、和、或]|高校|大学|院校|工程|毕业|名校|[，。]))"
)
_SALES = re.compile(r"(?:618)(?=\s?(?:活动|购物|期间|年中|大促|预售))")
_OIL = re.compile(r"9[2358](?=\s?(?:号汽|号油|号加|汽油|號汽))")
_LETTERED = re.compile(r"(?:波音|空客|保时捷|标致|台北|臺北|宝马|奔驰|马自达)\s?\Z")
_AFTER_LATIN = re.compile(r"(?:[A-Z][A-Za-z]*|[a-z])[ -]?\Z")
_NO_TWO_DIGITS = re.compile(r"(?:尾号|密码|密碼|验证码|PIN码?|房号)[^\d]{0,4}\Z")
_TOP = re.compile(r"(?i:top|for|of|in|about|over|the|at|to)\s?\Z")


def _say_code(match: Match) -> str | None:
    if not precedes(match, CODE_NOUN) or _is_counted(match):
        return None
    if match[0].isdecimal() and len(match[0]) < 3 and not precedes(match, _NO_TWO_DIGITS):
        return None
    return _spelled(match[0])


def _spelled(text: str) -> str:
    say = _part if "-" in text else digits
    return "".join(
        say(part) if part.isdecimal() else {"-": "杠", " ": "，"}.get(part, part)
        for part in _PIECES.findall(narrow(text))
    )


def _part(text: str) -> str:
    return number(text) if len(text) <= 2 else digits(text)


_PIECES = re.compile(r"\d+|[A-Za-z]+|.", re.DOTALL)


def _say_digits(match: Match) -> str:
    return digits(match[0])


def _say_groups(match: Match) -> str | None:
    if before(match, 1) in ("-", "."):
        return None
    parts = _PARTS.findall(match[0])
    say = number if all(len(part) == 2 and part[0] != "0" for part in parts) else digits
    return "，".join(say(part) for part in parts)


def _say_long(match: Match) -> str | None:
    """Seven digits and more without a unit are hardly an amount, unless they are round."""
    plain = match[0].rstrip("0")
    if len(match[0]) <= 15 and (_is_counted(match) or len(match[0]) - len(plain) >= 3):
        return None
    return digits(match[0])


def _say_lettered(match: Match) -> str | None:
    """Three and four digits behind a name, as in RTX 4090, unless they are round or counted."""
    text = match[0]
    named = precedes(match, _LETTERED) or (
        precedes(match, _AFTER_LATIN) and not precedes(match, _TOP)
    )
    if not named or text.endswith("00") or _is_counted(match):
        return None
    return digits(text)


# Models and serials

_MODEL = re.compile(
    r"(?:[A-Za-z]{1,12}-?\d{1,20}|\d{1,20}[A-Za-z]{1,12}(?![a-z]{4}))(?:\.\d{1,6}){0,3}"
    r"(?:(?:-(?=[A-Za-z0-9]))?[A-Za-z0-9]{1,20}(?:\.\d{1,6}){0,3}){0,8}"
)
_MODEL_PIECES = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+|.", re.DOTALL)
_TO = re.compile(r"([BCPOG])2([BCPOG])\Z")
_PLATE = re.compile(r"[·•](?=[A-Z0-9]{5,6}(?![A-Za-z0-9]))([A-Z0-9]+)")


def _say_model(match: Match) -> str | None:
    if before(match, 1).isascii() and before(match, 1).isalnum():
        return None
    text = match[0]
    if is_difference(match):
        return None
    if pair := _TO.match(text):
        return f"{pair[1]} to {pair[2]}"
    pieces = _MODEL_PIECES.findall(text)
    said = []
    for index, piece in enumerate(pieces):
        if piece[0].isdecimal():
            said.append(_model_number(piece, "".join(pieces[:index])))
        elif piece != "-":
            said.append(piece)
        elif not pieces[index - 1][-1:].isdecimal() and not pieces[index + 1][:1].isdecimal():
            said.append("-")
        elif pieces[index - 1][-1:].isdecimal() and pieces[index + 1][:1].isdecimal():
            said.append(" ")
    return "".join(said)


def _model_number(text: str, left: str) -> str:
    """The number in the name of a model: A4 and COVID-19 by its value, A380 by its digits."""
    if "." in text:
        return _dotted(text)
    if left.endswith("N") and text == "95":
        return digits(text)
    round_one = len(text) in {3, 4} and text.endswith("00") and len(left.rstrip("-")) != 2
    return number(text) if len(text) <= 2 or round_one else digits(text)


# Versions and addresses of machines

_IP = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})(?:/(\d{1,2}))?(?::(\d{1,5}))?(?![\d.]\d)")
_VERSION = re.compile(r"[vV]?(\d{1,6}(?:\.\d{1,6}){2,20})(?!\d)(?:-(\d{1,6})(?![\d.]))?")
_SHORT_VERSION = re.compile(r"[vV](\d{1,4}(?:\.\d{1,4})?)(?![\dA-Za-z.])")
_PAGES = re.compile(r"[Pp]{1,2}\.?\s?(\d{1,4})[-–~](\d{1,4})(?![A-Za-z0-9]|[-.]\d)")
_MAC = re.compile(r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Za-z])")
_NINE = re.compile(r"(\d{1,2})[·•](\d{1,2})(?!\d)")


def _dotted(text: str) -> str:
    first, *rest = text.split(".")
    parts = [first, *rest]
    if len(parts) == 2:
        return number(text)
    return "点".join(number(part) if len(part) <= 2 else digits(part) for part in parts)


def _say_ip(match: Match) -> str | None:
    parts = match[1].split(".")
    if any(int(part) > 255 for part in parts):
        return None
    said = "点".join(digits(part) if len(part) == 3 else number(part) for part in parts)
    said += f"斜杠{cardinal(int(match[2]))}" if match[2] else ""
    return said + (f"冒号{digits(match[3])}" if match[3] else "")


def _say_version(match: Match) -> str:
    build = f" {number(match[2])}" if match.re is _VERSION and match[2] else ""
    return ("V" if match[0][0] in "vV" else "") + _dotted(match[1]) + build


def _say_mac(match: Match) -> str:
    return "，".join(_spelled(part) for part in re.split("[:-]", match[0]))


def _say_nine(match: Match) -> str:
    return digits(match[1]) + digits(match[2])


def _say_pages(match: Match) -> str | None:
    return (
        None
        if before(match, 1).isascii() and before(match, 1).isalnum()
        else (f"第{number(match[1])}到{number(match[2])}页")
    )


def _say_plate(match: Match) -> str:
    return _spelled(match[1])


_MIXED = Begins.DIGIT | Begins.LETTER
PHONE_RULES = (
    Rule("phone", _MOBILE, _say_phone, Begins.DIGIT | Begins.SIGN),
    Rule("phone", _LANDLINE, _say_phone),
    Rule("phone", _SERVICE, _say_phone),
    Rule("phone", _LOCAL, _say_local),
    Rule("phone", _SHORT, _say_short),
    Rule("phone", _BRACKETED, _say_phone, Begins.SIGN),
    Rule("phone", _FOREIGN, _say_phone, Begins.SIGN),
)
CODE_RULES = (
    Rule("version", _IP, _say_ip),
    Rule("version", _VERSION, _say_version, _MIXED),
    Rule("version", _SHORT_VERSION, _say_version, Begins.LETTER),
    Rule("code", _MAC, _say_mac, _MIXED),
    Rule("code", _CODE, _say_code, _MIXED),
    Rule("code", _CARD, _say_groups),
    Rule("code", _CHAIN, _say_groups),
    Rule("code", _ROOM, _say_digits),
    Rule("code", _NAMED, _say_digits),
    Rule("code", _HIGH_SCHOOLS, _say_digits),
    Rule("code", _SALES, _say_digits),
    Rule("code", _OIL, _say_digits),
    Rule("code", _NINE, _say_nine),
    Rule("code", _PAGES, _say_pages, Begins.LETTER),
    Rule("code", _PLATE, _say_plate, Begins.SIGN),
)
MODEL_RULES = (
    Rule("code", _MODEL, _say_model, _MIXED),
    Rule("code", _LONG, _say_long),
    Rule("code", re.compile(r"\d{3,4}(?![\d.,]\d|\d)"), _say_lettered),
)
