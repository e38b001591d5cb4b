"""What stands within a line: code, mathematics, emoticons, footnotes, escapes.

Each rule looks at one place and no further than a bounded number of characters.
"""

import re

from rtts.text.markup.latex import math_text
from rtts.text.markup.symbols import EMOTICON_BEGUN, EMOTICON_CHARS, EMOTICONS
from rtts.text.markup.view import WAIT, Change, View, is_unspaced

__all__ = ["citation", "code", "dollar", "emoticon", "escape", "source_mark"]

_CODE_CHARS = 120
_MATH_CHARS = 160
_DISPLAY_CHARS = 400
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_TICKS = re.compile("`{1,8}")
_CODE_ENDS = {count: re.compile(f"(?<!`)`{{{count}}}(?!`)") for count in (1, 2, 3)}

_PRICE = re.compile(
    r"\$\d+(?:[.,]\d+)*+(?:[kKmMbB]|bn)?(?:[.,;:!?)\]\"'”»…]{1,4}\s|\s+[^\s\-+*/=<>\\^&|$])"
)
_WORDS = r"\\(?:text\w{0,2}|mathrm|mathbf|operatorname|mbox|ce)\{[^{}$\n]{0,80}(?:\}|\Z)"
_FUNCTIONS = "arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|log|exp|max|min|lim|mod|gcd|det"
_MATH = re.compile(
    rf"(?:{_WORDS}|\\(?:[A-Za-z]+|[^\n]|\Z)|[A-Z]{{1,4}}(?![A-Za-z])|(?:{_FUNCTIONS})(?![A-Za-z])"
    r"|[A-Za-z]{1,2}(?![A-Za-z])|(?<=[_^]\{)[A-Za-z]{3,20}(?=\})|[^A-Za-z\\$\n])*+"
)
"""As far as a text may be mathematics: a word of three letters ends it."""
_MATHS_OWN = re.compile(r"[\\^_=]|[A-Za-zα-ωΑ-Ω](?:.{0,3}[+\-*/<>()|!',])|[<>|(+].{0,3}[A-Za-z]")
_TWO_WORDS = re.compile(r"(?<![A-Za-z\\{])[A-Za-z]{2} [A-Za-z]{2}(?=[^A-Za-z])")
_LETTERS = re.compile("[A-Za-z]{1,8}")
_DOLLARS = re.compile(r"\${1,8}")
_UNFINISHED = frozenset(" \t+-*/<>=(,")
_FIGURE = r"\d{1,9}(?:[.,]\d{1,9})?"
_VARIABLE = re.compile(
    rf"-?\d{{0,3}}[A-Za-zα-ωΑ-Ω]{{1,2}}'{{0,2}}|-?{_FIGURE}(?: ?[-+*/<>] ?{_FIGURE}){{0,8}}"
)
"""What can be nothing else between two dollar signs, though it has no sign of its own."""

_FOOTNOTE = re.compile(r"\[\^[^\]\s\[]{1,40}\]")
_FOOTNOTE_BEGUN = re.compile(r"\[\^?[^\]\s\[]{0,40}\Z")
_CITATION = re.compile(r"\[\d{1,3}(?:[,;\-–] ?\d{1,3}){0,8}\]")
_CITATION_BEGUN = re.compile(r"\[[\d,;\-– ]{0,60}\Z")
_LATE_CITATION = re.compile(r"\[\d{1,3}\]")
_LATE_CITATION_BEGUN = re.compile(r"\[\d{0,3}\Z")
_CITED = re.compile(r"(?:[^\w\s]|(?<!\bsiehe)(?<=\w{5})) \Z")
"""What a number of a source may follow; a short word leads to it, as in "see [4]"."""
_CLAUSE_ENDS = frozenset(".,;!?。，；！？\n\r[")
_SOURCE = re.compile(r"【\d{1,3}(?::\d{1,3})?†[^】\n]{0,80}】|\ue200[^\ue200\ue201\n]{0,120}\ue201")
_SOURCE_BEGUN = re.compile(
    r"【(?:\d{1,3}(?::\d{0,3})?(?:†[^】\n]{0,80})?)?\Z|\ue200[^\ue200\ue201\n]{0,120}\Z"
)


def code(view: View) -> tuple[int, int, int] | Change | None:
    """Inline code: where what is in it begins and ends, and where its marks end.

    A run of backticks that nothing closes in the same line, and near, is left as it is.
    """
    text, at, _ = view
    ticks = _TICKS.match(text, at)
    assert ticks
    begin = ticks.end()
    if begin - at < 8 and view.ends(begin):
        return WAIT
    alone = view.before.isalnum() and not is_unspaced(view.before)
    if alone or begin - at not in _CODE_ENDS:
        return view.as_written(begin)
    limit = view.limit(_CODE_CHARS)
    line = text.find("\n", begin, limit)
    end = limit if line < 0 else line
    settled = line >= 0 or not view.lacks(_CODE_CHARS)
    close = _CODE_ENDS[begin - at].search(text, begin, end)
    if not settled and (not close or close.end() == end):
        return WAIT
    if not close:
        return view.as_written(begin)
    inside = text[begin : close.start()]
    padded = len(inside) > 1 and inside[0] == inside[-1] == " " and not inside.isspace()
    return begin + padded, close.start() - padded, close.end()


def dollar(view: View) -> Change | None:
    """Mathematics between dollar signs, one or two; else an amount of money."""
    text, at, _ = view
    run = _DOLLARS.match(text, at)
    assert run
    begin = run.end()
    if begin < at + 8 and view.ends(begin):
        return WAIT
    if begin == at + 2:
        return _between(view, "$$", "$$", _DISPLAY_CHARS)
    if begin > at + 2 or view.behind(begin).isspace() or _PRICE.match(text, at):
        return view.as_written(begin)
    return _inline_math(view)


def _inline_math(view: View) -> Change | None:
    text, at, _ = view
    run = _MATH.match(text, at + 1, view.limit(_MATH_CHARS))
    assert run
    end, inside = run.end(), run[0]
    if _TWO_WORDS.search(text, at + 1, end + 1):
        return view.as_written()
    letters = _LETTERS.match(text, end)
    behind = letters.end() if letters else end + (view.behind(end) == "$")
    if view.ends(behind) and view.lacks(_MATH_CHARS):
        return WAIT
    closed = end < at + _MATH_CHARS and view.behind(end) == "$" and inside
    if not closed or view.behind(end + 1).isdigit() or inside[-1] in _UNFINISHED:
        return view.as_written()
    if not _MATHS_OWN.search(inside) and not _VARIABLE.fullmatch(inside):
        return view.as_written()
    return Change(end + 1, math_text(inside))


def _between(view: View, opening: str, closing: str, chars: int) -> Change | None:
    """Mathematics up to the closing mark; the opening mark as it is, if there is none near."""
    text, at, _ = view
    begin = at + len(opening)
    limit = view.limit(chars)
    end = text.find(closing, begin, limit)
    blank = text.find("\n\n", begin, limit if end < 0 else end)
    if end >= 0 and blank < 0:
        return Change(end + len(closing), math_text(text[begin:end]))
    if blank < 0 and view.lacks(chars):
        return WAIT
    return view.as_written(begin)


def escape(view: View) -> Change | None:
    """A backslash: mathematics, or a sign that is to be read as it is."""
    text, at, _ = view
    if view.lacks(2):
        return WAIT
    following = view.behind(at + 1)
    if following in "([":
        closing, chars = ("\\)", _MATH_CHARS) if following == "(" else ("\\]", _DISPLAY_CHARS)
        change = _between(view, text[at : at + 2], closing, chars)
        return Change(at + 2, following) if change and change.text is None else change
    if following in _ESCAPABLE:
        return Change(at + 2, following)
    return Change(at + 1) if following == "\n" and at + 1 < len(text) else view.as_written()


def emoticon(view: View) -> Change | None:
    """A face of signs that stands alone; the change that takes it away."""
    text, at, _ = view
    if not view.before.isspace():
        return view.as_written()
    written = text[at : at + EMOTICON_CHARS]
    length = next((n for n in range(len(written), 1, -1) if written[:n] in EMOTICONS), 0)
    if not view.final and at + len(written) == len(text) and written in EMOTICON_BEGUN:
        return WAIT
    following = view.behind(at + length)
    if length and (following.isspace() or following in ".,!?…。！？，"):
        return Change(at + length)
    return view.as_written()


def citation(view: View) -> Change | None:
    """A footnote's mark, or the number of a source directly behind a word: neither is said.

    The change leaves the bracket that closes a number: it may have a target.
    """
    text, at, _ = view
    if found := _FOOTNOTE.match(text, at):
        return Change(found.end())
    late = _CITED.search(text, max(at - 7, 0), at) is not None
    if late and (found := _LATE_CITATION.match(text, at)):
        return _late_citation(view, found.end())
    behind_word = not view.before.isspace() and view.before not in "([{（「|!"
    if behind_word and (found := _CITATION.match(text, at)):
        return Change(found.end() - 1)
    if not view.final:
        if _FOOTNOTE_BEGUN.match(text, at) and (view.lacks(2) or text[at + 1] == "^"):
            return WAIT
        if behind_word and _CITATION_BEGUN.match(text, at):
            return WAIT
        if late and _LATE_CITATION_BEGUN.match(text, at):
            return WAIT
    return view.as_written()


def _late_citation(view: View, end: int) -> Change | None:
    """The number of a source behind a space, which only the end of a clause tells from a list."""
    if view.ends(end):
        return WAIT
    if view.behind(end) == " " and view.ends(end + 1):
        return WAIT
    followed = view.text[end : end + 2] == " [" or view.behind(end) in _CLAUSE_ENDS
    return Change(end - 1) if followed else view.as_written()


def source_mark(view: View) -> Change | None:
    """A mark such as 【4†source】, or one within U+E200 and U+E201, as some assistants leave."""
    if found := _SOURCE.match(view.text, view.at):
        return Change(found.end())
    if not view.final and _SOURCE_BEGUN.match(view.text, view.at):
        return WAIT
    return view.as_written()
