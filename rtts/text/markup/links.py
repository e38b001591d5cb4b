"""Links and addresses, as far as a look at one place tells."""

import re

from rtts.text.markup.blocks import Kind
from rtts.text.markup.symbols import JOINERS, UNSAID_CLASS
from rtts.text.markup.view import WAIT, Change, View

__all__ = ["autolink", "begins_url", "index", "line_space", "link_end", "url_end"]

_SCHEMES = ("http", "https", "ftp", "mailto", "file", "ws", "wss")
_MARKS_CHARS = 15
_URL = re.compile(
    r"(?:[A-Za-z0-9!#$%&'+,/:;=?@.(-]"
    rf"|[*_~]{{1,{_MARKS_CHARS}}}(?=[A-Za-z0-9/.(&=%?#@+-])|\)(?=[A-Za-z0-9_/?#&=]))*+"
)
"""An address, with the marks in it. A mark that nothing of an address follows is not of it."""
_URL_MARKS = re.compile(r"[*_~)]{1,16}")

_AUTOLINK = re.compile(r"<(?:(?=(?:https?|ftp|file|wss?)://)|mailto:)")
_AUTOLINK_BEGUN = ("<mailto:", *(f"<{scheme}://" for scheme in _SCHEMES))
_TARGET = re.compile(r"\((?:<|#|/|\.|[A-Za-z][\w+.-]{1,20}:|www\.|[^\s()]{0,40}\)|[^\s()]{40})")
_TARGET_BEGUN = re.compile(r"\([^\s()]{0,40}\Z")
_REFERENCE = re.compile(r"\[[^\[\]\n]{0,60}\]")
_REFERENCE_BEGUN = re.compile(r"\[[^\[\]\n]{0,60}\Z")
_INDEX = re.compile(r"\[[\w.+:'\"-]{1,20}\]")
_INDEX_BEGUN = re.compile(r"\[[\w.+:'\"-]{0,20}\Z")

_SPACE_CHARS = 64
_LINE_END = re.compile(
    rf"([ \t]{{1,{_SPACE_CHARS}}})"
    rf"(?:#{{1,6}}[ \t]{{0,8}}|[{UNSAID_CLASS}][{UNSAID_CLASS}{JOINERS} \t]{{0,32}})?"
)


def begins_url(view: View) -> Change | None:
    """A colon: with the slashes behind it, if they make an address."""
    before = view.text[max(view.at - 6, 0) : view.at].lower()
    if view.text.startswith("://", view.at) and before[-1:].isalpha():
        return view.as_written(view.at + 3)
    begun = view.lacks(3) and "://".startswith(view.text[view.at :])
    return WAIT if begun and before.endswith(_SCHEMES) else view.as_written()


def url_end(view: View) -> tuple[int, bool]:
    """As far as an address goes, and whether it is certain that it ends there."""
    run = _URL.match(view.text, view.at)
    assert run
    end = run.end()
    if view.ends(end):
        return end, False
    marks = _URL_MARKS.match(view.text, end)
    begun = marks and marks.end() - end <= _MARKS_CHARS and view.ends(marks.end())
    return end, not begun


def autolink(view: View) -> Change | None:
    """The beginning of an address in angle brackets."""
    if found := _AUTOLINK.match(view.text, view.at):
        return Change(found.end())
    rest = view.text[view.at : view.at + 10]
    held = not view.final and any(link.startswith(rest) for link in _AUTOLINK_BEGUN)
    return WAIT if held else view.as_written()


def link_end(view: View) -> Change | None:
    """The bracket behind a link's text: with the parenthesis of its target, or its reference."""
    following = view.at + 1
    if view.ends(following):
        return WAIT
    if view.behind(following) == "(":
        if _TARGET.match(view.text, following):
            return Change(following + 1)
        begun = _TARGET_BEGUN.match(view.text, following)
        return WAIT if begun and not view.final else Change(following)
    if view.behind(following) == "[":
        if found := _REFERENCE.match(view.text, following):
            return Change(found.end())
        begun = _REFERENCE_BEGUN.match(view.text, following)
        return WAIT if begun and not view.final else Change(following)
    return Change(following)


def index(view: View) -> Change | None:
    """The brackets of `a[i]`, which stay, for a bracket directly behind a letter or a digit."""
    found = _INDEX.match(view.text, view.at)
    if found and view.ends(found.end()):
        return WAIT
    if found and view.behind(found.end()) not in "([":
        return view.as_written(found.end())
    begun = not view.final and _INDEX_BEGUN.match(view.text, view.at)
    return WAIT if begun else Change(view.at)


def line_space(view: View, kind: Kind) -> Change | None:
    """White space in a line that is to be a sentence: left out at its end, and at a cell's.

    With it go the emoji behind it, or the number signs that close a heading.
    """
    run = _LINE_END.match(view.text, view.at)
    assert run
    spaces = run.end(1)
    end = spaces if "#" in run[0] and kind != "heading" else run.end()
    if spaces == view.at + _SPACE_CHARS:
        return view.as_written(spaces)
    if view.ends(end):
        return WAIT
    ended = view.behind(end) == "\n" or (kind == "row" and view.behind(end) == "|")
    return Change(end) if ended else view.as_written(spaces)
