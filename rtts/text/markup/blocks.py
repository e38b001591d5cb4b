"""What stands at the beginning of a line: headings, items, quotations, rules, tables, fences."""

import re
from typing import Literal, NamedTuple

from rtts.text.markup.view import WAIT, View, is_unspaced

__all__ = ["Block", "Kind", "after_line", "block", "closing_stop"]

Kind = Literal[
    "", "heading", "item", "quote", "row", "table", "rule", "box", "fence", "note", "definition"
]

_INDENT_CHARS = 40
_RULE_CHARS = 200
_INFO_CHARS = 120
_LABEL_CHARS = 80

_BULLETS = "*+\\-•‣◦⁃∙●○■□▪▫◆◇►▶▸➤➢➔➜➡→✓✔✗✘★☆⭐☐☑☒✅❌"
_INDENT = re.compile(rf"[ \t]{{0,{_INDENT_CHARS}}}")
_ITEM = re.compile(f"[{_BULLETS}]\ufe0f?(?=[ \t\r\n]|\\Z)")
_HEADING = re.compile(r"#(?=[ \t\n]|\Z)|#{2,6}(?![#\d])")
_HASHES = re.compile("#{1,7}")
_QUOTE = re.compile(r">(?![\d=_.:(-])")
_RULE = re.compile(rf"[-*_=:| \t\r]{{1,{_RULE_CHARS}}}")
_BOX = re.compile(r"\[[ xX]\](?=\s|\Z)")
_FENCE = re.compile(rf"(`{{3,16}})[^`\n]{{0,{_INFO_CHARS}}}|(~{{3,16}})[^\n]{{0,{_INFO_CHARS}}}")
_LABEL = re.compile(rf"\[[^\]\n]{{1,{_LABEL_CHARS}}}\]:[ \t]{{0,8}}")
_LABEL_BEGUN = re.compile(rf"\[(?:[^\]\n]{{0,{_LABEL_CHARS}}}(?:\]:?[ \t]{{0,8}})?)?\Z")
_TARGET = re.compile(r"<|https?:|ftp:|mailto:|www\.|/|#|\.{1,2}/")
_TARGET_CHARS = 7

_SETEXT = re.compile(rf"\n[ \t]{{0,3}}(?:={{2,{_RULE_CHARS}}}|-{{2,{_RULE_CHARS}}})[ \t\r]{{0,8}}")
_SETEXT_BEGUN = re.compile(
    rf"\n[ \t]{{0,3}}(?:={{0,{_RULE_CHARS}}}|-{{0,{_RULE_CHARS}}})[ \t\r]{{0,8}}\Z"
)
_BLOCK_AHEAD = re.compile(
    rf"[{_BULLETS}][ \t\n]|#{{1,6}}[ \t]|##|[>|]|```|~~~|\d{{1,9}}[.)][ \t]|[-*_=]{{3}}"
)
_BLOCK_BEGUN = re.compile(
    rf"(?:[{_BULLETS}]\ufe0f?|#{{1,6}}|`{{1,2}}|~{{1,2}}|\d{{1,9}}[.)]?|[-*_=]{{1,2}})\Z"
)

_CLOSERS = "\"'”’»)]}」』】》〉）*_"
_ENDERS = frozenset(".!?…:;,。！？：；，、؟؛،۔।॥։።။។")
_LETTER = re.compile(r"[^\W\d_]")
_SAID = re.compile(r"[^\W_]|[$%&§°©®™€£¥₹]")


class Block(NamedTuple):
    """A mark at the beginning of a line."""

    end: int
    kind: Kind = ""
    fence: str = ""
    """The marks that open a fence."""


def block(view: View, kind: Kind) -> Block | None:
    """The mark that stands at a line's beginning, behind marks of its own or of kind `kind`.

    A block of no kind is the indentation of a line that has no mark.
    """
    text, at, _ = view
    if text[at] not in _FIRST:
        return Block(at)
    indent = _INDENT.match(text, at)
    assert indent
    begin = indent.end()
    if view.ends(begin):
        return WAIT if begin - at < _INDENT_CHARS else Block(begin)
    if view.behind(begin) == "\r" and view.ends(begin + 1):
        return WAIT
    rule = _RULES.get(text[begin : begin + 1])
    inner = View(text, begin, view.final)
    if text.startswith("[", begin):
        found = _bracket(inner, kind)
    elif rule:
        found = rule(inner)
    else:
        return Block(begin)
    return WAIT if found is WAIT else found if found.kind else Block(begin)


def _mark(view: View) -> Block | None:
    """A rule, the line below a table's head, or an item."""
    text, at, _ = view
    run = _RULE.match(text, at)
    if run:
        end = run.end()
        if view.ends(end):
            return WAIT
        if view.behind(end) == "\n" and _is_rule(run[0]):
            return Block(min(end + 1, len(text)), "table" if "|" in run[0] else "rule")
    if text[at] == "|":
        return Block(at + 1, "row")
    item = _ITEM.match(text, at)
    if item and (view.final or item.end() < len(text)):
        return Block(min(item.end(), len(text)), "item")
    return WAIT if view.lacks(2) or (view.lacks(3) and text[at + 1] == "\ufe0f") else Block(at)


def _is_rule(line: str) -> bool:
    """Whether a line of nothing but such signs is a rule, or parts a table from its head."""
    signs = "".join(line.split())
    if "|" in signs:
        return "-" in signs and not set("*_=") & set(signs)
    return len(signs) > 2 - (signs[0] in "=-") and len(set(signs)) == 1 and signs[0] != ":"


def _hashes(view: View) -> Block | None:
    run = _HASHES.match(view.text, view.at)
    assert run
    if view.ends(run.end()) and run.end() < view.at + 7:
        return WAIT
    found = _HEADING.match(view.text, view.at)
    return Block(found.end(), "heading") if found else Block(view.at)


def _quote(view: View) -> Block | None:
    if view.lacks(2):
        return WAIT
    return Block(view.at + 1, "quote" if _QUOTE.match(view.text, view.at) else "")


def _bracket(view: View, kind: Kind) -> Block | None:
    """A box to be ticked, a footnote, or where a link leads to."""
    text, at, _ = view
    if kind == "item" and (box := _BOX.match(text, at)):
        return WAIT if view.ends(box.end()) else Block(box.end(), "box")
    if label := _LABEL.match(text, at):
        if text[at + 1] == "^":
            return Block(label.end(), "note")
        rest = label.end() + _TARGET_CHARS
        if rest > len(text) and not view.final and "\n" not in text[label.end() :]:
            return WAIT
        return Block(label.end(), "definition" if _TARGET.match(text, label.end()) else "")
    begun = not view.final and _LABEL_BEGUN.match(text, at)
    return WAIT if begun else Block(at)


def _fence(view: View) -> Block | None:
    """Code between fences, from a line of its own to another one."""
    text, at, _ = view
    ticks = text[at : at + 3]
    if len(ticks) < 3 and not view.final and len(set(ticks)) == 1:
        return WAIT
    found = _FENCE.match(text, at)
    if not found:
        return Block(at)
    end = found.end()
    marks = found[1] or found[2]
    if view.ends(end) and end <= at + len(marks) + _INFO_CHARS:
        return WAIT
    if found[1] and view.behind(end) == "`":
        return Block(at)
    return Block(min(end + 1, len(text)) if view.behind(end) == "\n" else end, "fence", marks)


_RULES = (
    dict.fromkeys("-*_=:|", _mark)
    | dict.fromkeys(_BULLETS.replace("\\", ""), _mark)
    | {"#": _hashes, ">": _quote, "`": _fence, "~": _fence}
)
_FIRST = frozenset(" \t\r[").union(_RULES)
"""What a line begins with that may begin with a mark."""


def after_line(view: View, kind: Kind) -> bool | None:
    """Whether a line that ends here is a sentence of its own: an item or a heading."""
    text, at, _ = view
    if kind == "item":
        return _item_ends(view)
    under = _SETEXT.match(text, at)
    if under and not view.ends(under.end()):
        return view.behind(under.end()) == "\n"
    return WAIT if not view.final and _SETEXT_BEGUN.match(text, at) else False


def _item_ends(view: View) -> bool | None:
    """An item goes on in the next line if that is indented and is no block of its own."""
    text, at, _ = view
    indent = _INDENT.match(text, at + 1)
    assert indent
    begin = indent.end()
    if view.ends(begin):
        return WAIT if begin < at + 1 + _INDENT_CHARS else True
    if begin == at + 1 or view.behind(begin) in "\r\n" or _BLOCK_AHEAD.match(text, begin):
        return True
    return WAIT if not view.final and _BLOCK_BEGUN.match(text, begin) else False


def closing_stop(line: str) -> str:
    """The full stop that a line lacks; nothing if it has one, or says nothing."""
    line = line.rstrip()
    if not line or line[-1] in _ENDERS:
        return ""
    core = line.rstrip(_CLOSERS)
    if not _SAID.search(line) or (core and core[-1] in _ENDERS):
        return ""
    return "。" if any(map(is_unspaced, _LETTER.findall(line))) else "."
