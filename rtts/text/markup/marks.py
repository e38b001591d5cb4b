"""The marks within a line: what becomes of each, and what it opens."""

from collections.abc import Callable

from rtts.text.markup import spans
from rtts.text.markup.blocks import Kind, after_line, closing_stop
from rtts.text.markup.emphasis import Emphasis
from rtts.text.markup.hidden import Hidden, Target, until_tag
from rtts.text.markup.links import autolink, begins_url, index, line_space, link_end
from rtts.text.markup.symbols import (
    JOINED_SCRIPTS,
    JOINERS,
    PLAIN_SIGNS,
    UNSAID,
    UNSAID_RUN,
    VISIBLE_RUN,
)
from rtts.text.markup.tags import BLOCK_TAGS, CELL_TAGS, HIDING_TAGS, Tag, address, entity, tag
from rtts.text.markup.view import WAIT, Change, View, is_unspaced
from rtts.text.markup.writer import Writer

__all__ = ["Marks"]

_BRACKETS = 32

Rule = Callable[[View], Change | None]


class Marks:
    """What is open at a place of a text, and the rules that open and close it."""

    def __init__(self, writer: Writer) -> None:
        self.begins = True
        """A line begins here, but for marks of its block."""
        self.kind: Kind = ""
        """Of the block that the line is in."""
        self.skips = False
        """White space that follows is left out."""
        self.in_url = False
        self.autolink = False
        """The address stands in angle brackets."""
        self.hidden: Hidden | None = None
        """A stretch that is left out."""
        self._writer = writer
        self._emphasis = Emphasis()
        self._brackets = 0
        emphasis: Rule = self._emphasis.change
        self._rules: dict[str, Rule] = (
            dict.fromkeys("*_~", emphasis)
            | dict.fromkeys(";^xX¯", self._emoticon)
            | dict.fromkeys(JOINERS, self._joiner)
            | dict.fromkeys(" \t", self._space)
            | {"\n": self._newline, "|": self._pipe, ":": self._colon, "`": self._code}
            | {"!": self._exclamation, "[": self._opening, "]": self._closing}
            | {"<": self._angle, "&": self._entity, "$": spans.dollar, "\\": spans.escape}
            | {"=": self._equals, "【": self._source, "\ue200": self._citation_mark}
        )

    def __repr__(self) -> str:
        return f"<Marks kind={self.kind!r} {self._emphasis!r} brackets={self._brackets}>"

    @property
    def any(self) -> bool:
        """Whether anything is open that prose could not pass through as it is."""
        return bool(
            self.begins
            or self.skips
            or self.kind
            or self.in_url
            or self.hidden
            or self._writer.between
        )

    def reset(self) -> None:
        """Begin a paragraph: nothing within a line outlives one."""
        self._emphasis.reset()
        self._brackets = 0

    def change(self, view: View) -> Change | None:
        """What becomes of the mark at a place."""
        return self._rules.get(view.text[view.at], self._unsaid)(view)

    def part_words(self) -> None:
        """Something was left out, which must not make one word of two."""
        self._writer.between = self._writer.between or " "

    def _vanished(self) -> None:
        """Something was left out that words may stand around, each with its space."""
        self.skips = self.skips or self._writer.last().isspace()
        self.part_words()

    def _newline(self, view: View) -> Change | None:
        """The end of a line. A heading, an item and a row get the full stop that they lack."""
        stop = closing_stop(self._writer.line())
        if stop and self.kind not in ("heading", "row"):
            ends = after_line(view, self.kind)
            if ends is WAIT:
                return WAIT
            stop = stop if ends else ""
        self._writer.between = ""
        self.begins = True
        if self.kind != "item":
            self.kind = ""
        return Change(view.at + 1, f"{stop}\n" if stop else None)

    def _space(self, view: View) -> Change | None:
        if self._writer.between == ",":
            return Change(view.at + 1)
        return line_space(view, self.kind)

    def _pipe(self, view: View) -> Change | None:
        """The end of a cell."""
        if self.kind != "row":
            return view.as_written()
        if self._writer.line().strip():
            self._writer.between = ","
        self.skips = True
        return Change(view.at + 1)

    def _equals(self, view: View) -> Change | None:
        change = self._emoticon(view)
        return self._emphasis.change(view) if change == view.as_written() else change

    def _emoticon(self, view: View) -> Change | None:
        change = spans.emoticon(view)
        if change and change.text is not None:
            self._vanished()
        return change

    def _colon(self, view: View) -> Change | None:
        if view.before.isspace():
            return self._emoticon(view)
        change = begins_url(view)
        self.in_url = change is not WAIT and change.end > view.at + 1
        return change

    def _code(self, view: View) -> Change | None:
        found = spans.code(view)
        if found is WAIT or isinstance(found, Change):
            return found
        begin, end, close = found
        self._writer.give("", begin)
        inside = view.text[begin:end]
        if UNSAID.search(inside):
            self._writer.give(UNSAID.sub("", inside), end)
        else:
            self._writer.keep(end)
        return Change(close)

    def _exclamation(self, view: View) -> Change | None:
        """The mark of an image; elsewhere one that is said."""
        if not (view.before.isspace() or view.before in "([|>*_"):
            return view.as_written()
        if view.lacks(2):
            return WAIT
        return Change(view.at + 1) if view.behind(view.at + 1) == "[" else view.as_written()

    def _opening(self, view: View) -> Change | None:
        """A bracket: of a link, a footnote or a number of a source."""
        cited = spans.citation(view)
        if cited is WAIT:
            return WAIT
        if cited.text is not None:
            self._brackets += view.behind(view.at + 1) != "^"
            return cited
        if view.before.isalnum() and not is_unspaced(view.before):
            kept = index(view)
            if kept is WAIT or kept.end > view.at:
                return kept
        self._brackets = min(self._brackets + 1, _BRACKETS)
        return Change(view.at + 1)

    def _closing(self, view: View) -> Change | None:
        """The end of a link's text, with what the link leads to."""
        if not self._brackets:
            return view.as_written()
        end = link_end(view)
        if end is WAIT:
            return WAIT
        self._brackets -= 1
        if end.end == view.at + 2:
            self.hidden = Target()
        return end

    def _angle(self, view: View) -> Change | None:
        written = view.as_written()
        following = view.behind(view.at + 1)
        if not view.lacks(2) and not (following.isalnum() or following in "/!?|｜"):
            return written
        for rule in (self._emoticon, self._link, address):
            if (change := rule(view)) != written:
                return change
        found = tag(view)
        return self._tag(found) if isinstance(found, Tag) else found

    def _link(self, view: View) -> Change | None:
        change = autolink(view)
        if change and change.text is not None:
            self.in_url = self.autolink = True
        return change

    def _tag(self, found: Tag) -> Change:
        if found.opens and (found.name in HIDING_TAGS or found.name == "!--"):
            self.hidden = until_tag(found.name)
        elif found.name in CELL_TAGS and self._writer.line().strip():
            self._writer.between = ","
            self.skips = True
        elif found.name in BLOCK_TAGS and self.kind == "row":
            self.part_words()
        elif found.name in BLOCK_TAGS and self._writer.line().strip():
            self._writer.between = ""
            self.begins = not self.kind
            return Change(found.end, "\n")
        return Change(found.end)

    def _entity(self, view: View) -> Change | None:
        change = entity(view)
        if change is WAIT or not change.text:
            return change
        if VISIBLE_RUN.match(change.text):
            self._vanished()
        joins = change.text in JOINERS and not JOINED_SCRIPTS.match(view.before)
        return Change(change.end) if joins or UNSAID.match(change.text) else change

    def _joiner(self, view: View) -> Change | None:
        """A joiner is kept where it is a matter of spelling."""
        spelled = JOINED_SCRIPTS.match(view.before)
        return view.as_written() if spelled else Change(view.at + 1)

    def _source(self, view: View) -> Change | None:
        change = spans.source_mark(view)
        if change and change.text is not None:
            self._vanished()
        return change

    def _citation_mark(self, view: View) -> Change | None:
        change = self._source(view)
        return Change(view.at + 1) if change == view.as_written() else change

    def _unsaid(self, view: View) -> Change | None:
        """Emoji, controls and what cannot be seen; and signs that are said as plainer ones."""
        sign = view.text[view.at]
        if sign in PLAIN_SIGNS:
            return Change(view.at + 1, PLAIN_SIGNS[sign])
        run = UNSAID_RUN.match(view.text, view.at)
        assert run
        if VISIBLE_RUN.search(run[0]):
            self._vanished()
        return Change(run.end())
