"""Tags, comments and entities of HTML, SSML and the leftovers of chat templates."""

import re
from html.entities import html5
from typing import NamedTuple

from rtts.text.markup.view import WAIT, Change, View
from rtts.text.wordlists import word_set

__all__ = ["BLOCK_TAGS", "CELL_TAGS", "HIDING_TAGS", "Tag", "address", "entity", "tag"]

_NAME_CHARS = 40
_TAG_CHARS = 400
"""A longer tag is read as it stands."""
_ADDRESS_CHARS = 200


BLOCK_TAGS = word_set(
    "address article aside blockquote br center dd div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p section table tbody tfoot thead"
    " tr ul summary"
)
"""They end a line."""
CELL_TAGS = frozenset(["td", "th"])
HIDING_TAGS = word_set(
    "head reasoning reflection scratchpad script style svg think thinking"
    " thought thoughts tool_call tool_calls tool_use tool_result function_call function_calls"
    " template textarea"
)
"""What they hold is not for a listener."""
_OTHER_TAGS = word_set(
    "a abbr acronym audio b base bdi bdo big body break button canvas caption cite code col"
    " colgroup data datalist del details dfn dialog em embed emphasis font html i iframe img input"
    " ins kbd label lang lexicon link map mark meta meter object optgroup output par param phoneme"
    " picture pre progress prosody q rp rt ruby s samp say-as select seq slot small source span"
    " speak strike strong sub sup time title token track tt u var video voice w wbr xml"
)
_KNOWN = BLOCK_TAGS | CELL_TAGS | HIDING_TAGS | _OTHER_TAGS
_FLAGS = (
    "allowfullscreen|async|autofocus|autoplay|checked|controls|default|defer|disabled|hidden|loop"
    "|multiple|muted|novalidate|open|readonly|required|reversed|selected"
)
_VALUE = r"\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\"'<>=]{1,200}"

_HEAD = re.compile(rf"</?([A-Za-z][\w:.-]{{0,{_NAME_CHARS}}})")
_INSIDE = re.compile(r"(?:[^<>\"'\n]|\"[^\"\n]{0,300}(?:\"|\Z)|'[^'\n]{0,300}(?:'|\Z))*+")
_ATTRIBUTES = re.compile(
    rf"(?:[ \t]{{1,20}}(?:[\w:@.-]{{1,60}}[ \t]?=[ \t]?(?:{_VALUE})|(?:{_FLAGS})(?![\w=-])))*+"
    r"[ \t]{0,20}/?",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"[ \t](?!(?:{_FLAGS})[ \t])[A-Za-z][\w:-]*[ \t]+[^=\s/>]", re.IGNORECASE)
"""Attributes without a value, other than those of HTML: this is no tag, but a < b and so on."""
_QUOTED = re.compile(r"\"[^\"]*+\"?|'[^']*+'?")
_DECLARATION = re.compile(r"<[!?][A-Za-z\[][^<>\n]{0,300}")
_TOKEN = re.compile(r"<[|｜][\w▁ /-]{0,40}")
_ADDRESS = re.compile(r"<([\w.+%-]{1,64}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4})>")
_ADDRESS_BEGUN = re.compile(r"<[\w.+%-]{1,64}(?:@[\w.-]{0,130})?\Z")
_ENTITY = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY_BEGUN = re.compile(r"&(?:#(?:[xX][0-9A-Fa-f]{0,6}|[0-9]{0,7})|[A-Za-z][A-Za-z0-9]{0,31})?")


class Tag(NamedTuple):
    """A tag that was found."""

    end: int
    name: str = ""
    """In lower case; `!--` for a comment's beginning, empty where it says nothing."""
    opens: bool = False


def tag(view: View) -> Tag | Change | None:
    """Tell a tag from a sign for "less than"."""
    text, at, _ = view
    if view.lacks(2):
        return WAIT
    following = view.behind(at + 1)
    if following in "!?":
        return _declaration(view)
    if following in "|｜":
        return _closed_by(view, _TOKEN, "|｜>")
    head = _HEAD.match(text, at)
    if not head:
        return WAIT if view.lacks(3) and following == "/" else view.as_written()
    if view.ends(head.end()):
        return WAIT
    name = head[1].lower()
    if view.before.isalnum() and following != "/" and name not in _KNOWN:
        return view.as_written()
    return _closed(view, head.end(), name)


def _closed(view: View, begin: int, name: str) -> Tag | Change | None:
    """A tag whose name ends at `begin`, if attributes and nothing else stand before its end."""
    text, at, _ = view
    limit = view.limit(_TAG_CHARS)
    inside = _INSIDE.match(text, begin, limit)
    assert inside
    if _WORDS.search(_QUOTED.sub("", inside[0])):
        return view.as_written()
    end = inside.end()
    if end == limit:
        return WAIT if view.lacks(_TAG_CHARS) else view.as_written()
    if text[end] != ">" or not _ATTRIBUTES.fullmatch(inside[0]):
        return view.as_written()
    return Tag(end + 1, name, text[at + 1] != "/" and text[end - 1] != "/")


def _declaration(view: View) -> Tag | Change | None:
    """A comment's beginning, or `<!DOCTYPE …>` and the like."""
    text, at, _ = view
    if text.startswith("<!--", at):
        return Tag(at + 4, "!--", opens=True)
    if view.lacks(4) and "<!--".startswith(text[at:]):
        return WAIT
    return _closed_by(view, _DECLARATION, ">")


def _closed_by(view: View, pattern: re.Pattern[str], signs: str) -> Tag | Change | None:
    """What the pattern matches, if ">" or a sign and ">" follow."""
    match = pattern.match(view.text, view.at)
    if not match:
        return WAIT if view.lacks(3) else view.as_written()
    end = match.end()
    if view.ends(end):
        return WAIT
    if view.behind(end) not in signs:
        return view.as_written()
    if view.behind(end) == ">":
        return Tag(end + 1)
    if view.ends(end + 1):
        return WAIT
    return Tag(end + 2) if view.behind(end + 1) == ">" else view.as_written()


def address(view: View) -> Change | None:
    """An e-mail address in angle brackets, without them. Anything else is left as written."""
    if found := _ADDRESS.match(view.text, view.at):
        return Change(found.end(), found[1])
    if not view.final and _ADDRESS_BEGUN.match(view.text, view.at, view.limit(_ADDRESS_CHARS)):
        return WAIT
    return view.as_written()


def entity(view: View) -> Change | None:
    """A character by its name or its number. `AT&T` and `R&D;` are left as they are."""
    if found := _ENTITY.match(view.text, view.at):
        char = _character(found[0])
        return view.as_written() if char is None else Change(found.end(), char)
    begun = _ENTITY_BEGUN.match(view.text, view.at)
    return WAIT if begun and view.ends(begun.end()) else view.as_written()


def _character(written: str) -> str | None:
    """What an entity stands for; None if there is no such character."""
    if written[1] != "#":
        return html5.get(written[1:])
    digits = written[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code == 10:
        return "\n"
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
