"""Turns markup into plain text, while it streams in: what a reader would read out is left.

Assistants write Markdown, with HTML, LaTeX, emoji and emoticons in it. Marks vanish; headings,
items of lists and rows of tables become sentences, since their lines end without a stop; code
between fences, link targets, thoughts and comments are left out. Words for what is left are a
matter of the language: signs stay signs here.

Prose passes in the push it came in. Only what may be a mark waits for what decides that, and for a
bounded number of characters; emphasis is dropped where it opens, and hidden stretches as they
come. Every decision depends on the text alone, never on the pieces it came in. A space in front
of an emoji has been given out when the emoji comes, so of two spaces the one behind it is lost.
"""

from rtts.text.markup.blocks import Block, block, closing_stop
from rtts.text.markup.hidden import Fence, Hidden, LineRest, Target
from rtts.text.markup.links import url_end
from rtts.text.markup.marks import Marks
from rtts.text.markup.symbols import JOINERS, SPECIAL, SPECIAL_IN_LINE, UNSAID
from rtts.text.markup.view import WAIT
from rtts.text.markup.writer import Writer
from rtts.text.offsets import Piece

__all__ = ["Markup", "plain"]

_SENTENCES = ("heading", "item", "row")


class Markup:
    """Takes text in pieces of any size and gives plain text, in pieces that lead back.

    The pieces cover all that was written, without a gap. A line begins where the text does.
    """

    def __init__(self) -> None:
        self._writer = Writer()
        self._marks = Marks(self._writer)
        self._table = False
        """Lines are rows of a table, until a blank one."""
        self._final = False
        self._easy = False
        """Nothing is open and nothing pending: prose may pass as it is."""

    def __repr__(self) -> str:
        return f"<Markup {self._writer!r} {self._marks!r}>"

    @property
    def pending(self) -> int:
        """Characters held back."""
        return self._writer.pending

    @property
    def waiting(self) -> str:
        """These characters."""
        return self._writer.text[self._writer.at :]

    def push(self, text: str) -> list[Piece]:
        """Take more text; returns the pieces that became certain."""
        if self._easy and not SPECIAL.search(text):
            return self._writer.echo(text)
        self._writer.take(text)
        return self._advance(final=False)

    def flush(self) -> list[Piece]:
        """Return all that is held back. The stream may go on behind it."""
        return self._advance(final=True)

    def _advance(self, *, final: bool) -> list[Piece]:
        self._final = final
        while self._writer.pending and self._step():
            pass
        if final and self._marks.kind in _SENTENCES:
            self._writer.between = ""  # of cells: no other follows the last
            self._writer.insert(closing_stop(self._writer.line()))
        pieces = self._writer.pieces()
        self._easy = not self._writer.pending and not self._marks.any
        return pieces

    def _step(self) -> bool:
        """Get on by one mark; whether there was enough to do so."""
        marks = self._marks
        if marks.hidden:
            return self._skip_hidden(marks.hidden)
        if marks.skips and not self._skip_space():
            return False
        if marks.in_url:
            return self._keep_url()
        if marks.begins:
            return self._begin_line()
        writer = self._writer
        found = (SPECIAL_IN_LINE if marks.kind else SPECIAL).search(writer.text, writer.at)
        end = found.start() if found else len(writer.text)
        if end > writer.at:
            writer.keep(end)
        return found is not None and self._change()

    def _change(self) -> bool:
        """Apply the rule of the mark that comes next."""
        change = self._marks.change(self._writer.view(final=self._final))
        if change is WAIT:
            return False
        if change.text is None:
            self._writer.keep(change.end)
        else:
            self._writer.give(change.text, change.end)
        return True

    def _skip_hidden(self, hidden: Hidden) -> bool:
        end, done = hidden.skip(self._writer.text, self._writer.at, final=self._final)
        moved = end > self._writer.at
        self._writer.give("", end)
        if done:
            self._marks.hidden = None
            if not isinstance(hidden, Target):
                self._marks.part_words()
        return done or moved

    def _skip_space(self) -> bool:
        """Leave out white space; whether something follows it."""
        writer = self._writer
        rest = writer.text[writer.at :].lstrip(" \t") if writer.text[writer.at] in " \t" else None
        if rest is not None:
            writer.give("", len(writer.text) - len(rest))
        if not writer.pending:
            return False
        following = writer.text[writer.at]
        self._marks.skips = UNSAID.match(following) is not None or following in JOINERS
        return True

    def _keep_url(self) -> bool:
        writer = self._writer
        end, ended = url_end(writer.view(final=self._final))
        writer.keep(end)
        if not ended:
            return False
        self._marks.in_url = False
        if self._marks.autolink and writer.text.startswith(">", end):
            writer.give("", end + 1)
        self._marks.autolink = False
        return True

    def _begin_line(self) -> bool:
        found = block(self._writer.view(final=self._final), self._marks.kind)
        if found is WAIT:
            return False
        if not found.kind:
            self._begin_text(found.end)
        elif found.kind in ("rule", "table", "fence", "definition"):
            self._leave_out(found)
        else:
            self._begin_block(found)
        return True

    def _begin_text(self, begin: int) -> None:
        """A line without a mark, or what is behind its marks."""
        writer, marks = self._writer, self._marks
        marks.begins = False
        if writer.view(final=self._final).before == "\n":
            following = writer.text[begin : begin + 2]
            if following[:1] == "\n" or following == "\r\n":
                marks.reset()
                marks.kind, self._table = "", False
            elif self._table:
                marks.kind = "row"
            elif begin == writer.at or following[:1].isdigit():
                marks.kind = ""  # an item goes on in lines that are indented
        writer.keep(begin)

    def _begin_block(self, found: Block) -> None:
        """A heading, an item, a quotation, a row: a mark that is left out."""
        marks = self._marks
        if found.kind in _SENTENCES:
            marks.kind = found.kind
        elif found.kind == "note":
            marks.kind = "item"
        if found.kind != "box":
            marks.reset()
        self._table = self._table and found.kind == "row"
        marks.begins = found.kind in ("item", "quote", "box")
        self._writer.give("", found.end)
        marks.skips = True

    def _leave_out(self, found: Block) -> None:
        """A rule, the line below a table's head, code, or where a link leads to."""
        self._table = found.kind == "table"
        self._marks.kind = ""
        self._marks.reset()
        self._writer.give("", found.end)
        if found.kind == "fence":
            self._marks.hidden = Fence(found.fence)
        elif found.kind == "definition":
            self._marks.hidden = LineRest()


def plain(text: str) -> str:
    """Return a whole text without its markup."""
    markup = Markup()
    return "".join(piece.text for piece in markup.push(text) + markup.flush())
