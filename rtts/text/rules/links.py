"""Addresses, as they are read out: links, e-mail, domains, files, handles and hashtags."""

import re
from collections.abc import Callable
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule

__all__ = ["LinkWords", "link_rules"]

_TLDS = (
    "com|org|net|edu|gov|int|io|ai|app|dev|info|biz|eu|de|fr|es|it|pt|br|ru|cn|jp|kr|uk|us|ca|au"
    "|at|ch|nl|be|se|no|fi|dk|pl|cz|in|mx|ar|cl|co|me|tv|xyz|online|shop|site|tech|cloud|gg|рф"
)
_FILES = (
    "txt|md|pdf|docx?|xlsx?|pptx?|csv|json|ya?ml|toml|xml|html?|css|jsx?|tsx?|py|rs|go|java|cpp|sh"
    "|php|rb|sql|png|jpe?g|gif|svg|webp|mp3|mp4|wav|ogg|zip|gz|tar|exe|log|env|ini|cfg|conf|config|lock|ipynb|kt|swift|bat|db|bak"
)
# Chinese, Japanese and Korean text may touch an address, and is no part of it.
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u04ff"
_W = f"0-9_{_LETTERS}"
_WIDE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_HOST = rf"(?:[0-9{_LETTERS}][{_W}-]{{0,62}}\.){{1,8}}"
_END = rf"(?![{_W}@])"
_IN_PATH = rf"[^\s<>\"“”«»(){_WIDE}]"
_LAST = rf"[{_W}/=&#%+-]"
_PATH = rf"(?:[/?#](?:{_IN_PATH}{{0,160}}{_LAST})?)?"

_URL = re.compile(rf"(?:https?|ftp|wss?)://{_IN_PATH}{{0,180}}{_LAST}", re.IGNORECASE)
# In small letters or in capitals: in "fertig.Es" a space is missing.
_DOMAIN = re.compile(
    rf"(?:www\.[{_W}.-]{{1,80}}[{_W}]|{_HOST}(?-i:{_TLDS}|{_TLDS.upper()}))(?::\d{{1,5}})?{_PATH}{_END}",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    rf"(?:mailto:)?[{_W}.+%-]{{1,64}}@(?:[{_W}-]{{1,63}}\.){{1,8}}[{_LETTERS}]{{2,24}}",
    re.IGNORECASE,
)
_FILE = re.compile(rf"[{_W}-]{{1,60}}(?:\.[{_W}-]{{1,30}}){{0,3}}\.(?:{_FILES}){_END}")
_HANDLE = re.compile(r"@(?=\w{0,30}[^\W\d_])\w{2,30}")
_HASHTAG = re.compile(r"#(?=\w{0,60}[^\W\d_])\w{2,60}(?![-‑]\d)\b")
_HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]{1,16}(?!\w)")
# A place in a file system, told from "and/or" by the sign that it begins with.
_FOLDER = re.compile(
    rf"(?:~|\.{{1,2}})?/(?=[{_W}.-]{{0,40}}[^\W\d_])[{_W}.-]{{1,60}}(?:/[{_W}.-]{{1,60}}){{0,12}}"
    rf"(?:/|(?<=[{_W}])){_END}"
)
_SCHEME = re.compile(r"(?:mailto:|[a-z]+://)", re.IGNORECASE)
_PART = re.compile(r"\d+|[^\W\d_]+|.", re.DOTALL)
_CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-Я])(?=[A-ZА-Я])")


class LinkWords(NamedTuple):
    """What the signs of an address are called in a language."""

    at: str
    dot: str
    slash: str
    dash: str
    underscore: str
    colon: str
    question: str
    equals: str
    ampersand: str
    plus: str
    hash: str
    percent: str
    hashtag: str
    """Said in front of a topic; `hash` is the sign in a link."""
    separator: str = " "
    """Between words."""


def link_rules(words: LinkWords, say_digits: Callable[[str], str]) -> tuple[Rule, ...]:
    """The rules for addresses. `say_digits` says a run of digits as in an address."""
    names = {
        "@": words.at,
        ".": words.dot,
        "/": words.slash,
        "-": words.dash,
        "_": words.underscore,
        ":": words.colon,
        "?": words.question,
        "=": words.equals,
        "&": words.ampersand,
        "+": words.plus,
        "#": words.hash,
        "%": words.percent,
    }

    def spell(address: str) -> str:
        parts = _PART.findall(_SCHEME.sub("", address, count=1).rstrip("/"))
        said = (say_digits(part) if part.isdecimal() else names.get(part, part) for part in parts)
        return words.separator.join(part for part in said if part.strip())

    def say_address(match: Match) -> str:
        return spell(match[0])

    def say_folder(match: Match) -> str | None:
        if _follows_word(match) or (match[0][0] == "/" and match[0].count("/") < 2):
            return None
        return spell(match[0].lstrip("~"))

    def say_hexadecimal(match: Match) -> str:
        signs = (say_digits(sign) if sign.isdecimal() else sign.upper() for sign in match[0][2:])
        return words.separator.join((say_digits("0"), "x", *signs))

    def say_handle(match: Match) -> str | None:
        if _follows_word(match):
            return None
        return words.separator.join((words.at, spell(match[0][1:])))

    def say_hashtag(match: Match) -> str | None:
        if _follows_word(match):
            return None
        return words.separator.join((words.hashtag, spell(_CAMEL.sub(" ", match[0][1:]))))

    anything = Begins.DIGIT | Begins.LETTER | Begins.SIGN
    return (
        Rule("url", _URL, say_address, Begins.LETTER),
        Rule("email", _EMAIL, say_address, anything),
        Rule("url", _DOMAIN, say_address, Begins.DIGIT | Begins.LETTER),
        Rule("file", _FILE, say_address, Begins.DIGIT | Begins.LETTER),
        Rule("code", _HEXADECIMAL, say_hexadecimal, Begins.DIGIT),
        Rule("file", _FOLDER, say_folder, Begins.SIGN),
        Rule("handle", _HANDLE, say_handle, Begins.SIGN),
        Rule("hashtag", _HASHTAG, say_hashtag, Begins.SIGN),
    )


def _follows_word(match: Match) -> bool:
    """Whether a sign stands directly behind a word, and so belongs to it."""
    return match.start() > 0 and match.string[match.start() - 1].isalnum()
