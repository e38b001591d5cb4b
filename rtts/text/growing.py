"""Turns a text into what is said for it, while the text is still being written.

A plain word is certain at the space behind it. A number, an amount, a date, a link or an
abbreviation is not: "5" may go on as "5.30 p.m.", and "St." is a saint before "Paul". So the text
is parted into runs. A run begins with a token that is no plain word and ends before the first
plain word that no rule has to see beyond; it is said when that word is there. Rules see nothing
behind it, however much of the text is there, and so the pieces of a text, joined, are the same in
whatever fragments it came.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rtts.text.lexicon import Found, Lexicon
from rtts.text.offsets import Piece
from rtts.text.rules.base import BEHIND_CHARS, Rules

__all__ = ["GrowingText"]

_CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_TOKEN_CHARS = 200
_SPACE_CHARS = 80
_RUN_CHARS = 400
"""A longer run is parted, for better or worse: what it takes to say it is bounded."""
_FORGET_CHARS = 4096

_FRACTIONS = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff"
"""Numbers that Python counts among the letters."""

_SPACE = re.compile(r"\s*")
_CJK_CHAR = re.compile(f"[{_CJK}]")
_TOKEN = re.compile(rf"\s{{0,{_SPACE_CHARS}}}(?:[{_CJK}]|[^\s{_CJK}]{{1,{_TOKEN_CHARS}}})?")
_LETTERS = f"[^\\W\\d_{_FRACTIONS}][\u0300-\u036f]*"
_PLAIN = re.compile(
    "\\s*[\"'“”„‘‚«‹»›([{¿¡—–…「『（《【-]*"
    f"((?:{_LETTERS})+(?:['’‑-](?:{_LETTERS})+)*)"
    "([\"'“”’‘»›«)\\]}.,;:!?…—–。，、；：！？」』）》】-]*)"
)
_MARKS = re.compile(
    "\\s*[\"'“”„‘’‚«‹»›()\\[\\]{}¿¡—–…‑.,;:!?。，、；：！？「」『』（）《》【】・-]*"
)
_UNIT = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}]){_LETTERS})+|\d+|\s+|.", re.DOTALL)
_GLUES = re.compile(f"[^\\W_{_CJK}\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_GLUES_BEHIND = re.compile(f"[([]|{_GLUES.pattern}")
_GLUES_BEFORE = re.compile(rf"[)\]]|{_GLUES.pattern}")
_MUTE = re.compile(r"[\\|`{}\[\]^~#*_<>=\u2062]+")
"""What nobody says, unless a rule knows it for a sign. U+2062 is the multiplication in `4ac`."""
_PARTED = re.compile(r"[^\W_]|[\"'“‘«(]")
"""What is not to stick to the word before it."""

_BARRIER: Final = 0
"""A plain word."""
_LINK: Final = 1
"""A plain word that rules see beyond, or marks that belong to no word."""
_HOT: Final = 2
"""No plain word, or one at which a rule may begin."""


class _Run(NamedTuple):
    """Tokens that are said together, as far as they were looked at."""

    end: int
    visible: int
    """How far a rule may look."""
    barriers: int = 0
    """Plain words between the two."""


class GrowingText:
    """One segment's text, taken in fragments and given as pieces of speakable text.

    `rules` None leaves everything to the lexicon. The pieces are in order and leave nothing out;
    their offsets are code points of all that was pushed.
    """

    def __init__(self, rules: Rules | None, lexicon: Lexicon | None = None) -> None:
        self._rules = rules
        self._lexicon = lexicon or Lexicon()
        self._text = ""
        self._offset = 0
        """Of the buffer's first character in everything pushed."""
        self._done = 0
        """Everything before this in the buffer was given out."""
        self._settled = 0
        """Everything before this was looked through for matches of the lexicon."""
        self._run: _Run | None = None
        """The run in work, as far as it is there."""
        self._glues = False
        """The last thing given out was said by a rule, and ends in a letter or digit."""
        self._last = ""
        """The last character given out."""

    def __repr__(self) -> str:
        return f"<GrowingText offset={self._offset + self._done} pending={self.pending}>"

    @property
    def pending(self) -> int:
        """Characters that are held back."""
        return len(self._text) - self._done

    def push(self, text: str) -> list[Piece]:
        """Take more text; returns what became certain."""
        self._text += text
        return self._give(final=False)

    def finish(self) -> list[Piece]:
        """Return all that is held back. What is pushed afterwards goes on behind it."""
        return self._give(final=True)

    def _give(self, *, final: bool) -> list[Piece]:
        pieces = list(_joined(self._pieces(final=final)))
        if self._done > _FORGET_CHARS:
            self._forget(self._done - BEHIND_CHARS)
        return pieces

    def _forget(self, chars: int) -> None:
        if self._run is not None:
            self._run = self._run._replace(
                end=self._run.end - chars, visible=self._run.visible - chars
            )
        self._text = self._text[chars:]
        self._offset += chars
        self._done -= chars
        self._settled = max(self._settled - chars, 0)

    def _pieces(self, *, final: bool) -> Iterator[Piece]:
        """Everything that is certain. Works through the text from one match to the next."""
        while True:
            found, limit = self._next_found(final=final)
            yield from self._tokens(limit, final=final or found is not None)
            if found is None:
                return
            yield from self._changed(found.say, found.end)
            self._settled = found.end

    def _next_found(self, *, final: bool) -> tuple[Found | None, int]:
        """The next match of the lexicon, and where the text before it ends."""
        if not self._lexicon:
            return None, len(self._text)
        found, self._settled = self._lexicon.find(self._text, self._settled, final=final)
        return found, found.start if found else self._settled

    def _tokens(self, limit: int, *, final: bool) -> Iterator[Piece]:
        """Say what stands before `limit`; `final`: nothing else will."""
        while True:
            if self._run is None:
                yield from self._plain(self._skip_space(limit))
                yield from self._plain(self._skip_wide(limit))
            end = self._token(self._done, limit, final=final)
            if end is None:
                return
            if self._rules is None or self._kind(self._done, end) != _HOT:
                yield from self._plain(end)
                continue
            self._run, whole = self._extend(self._run or _Run(end, end), limit, final=final)
            if not whole:
                return
            run, self._run = self._run, None
            yield from self._say(run)

    def _skip_space(self, limit: int) -> int:
        match = _SPACE.match(self._text, self._done, limit)
        return match.end() if match else self._done

    def _skip_wide(self, limit: int) -> int:
        """Behind the characters that are plain words each, all at once."""
        match = self._rules and self._rules.wide_plain.match(self._text, self._done, limit)
        return match.end() if match else self._done

    def _token(self, at: int, limit: int, *, final: bool) -> int | None:
        """Where the token at `at` ends; None if that is not certain, or if there is none."""
        match = _TOKEN.match(self._text, at, limit)
        if match is None or match.end() == at:
            return None
        if match.end() == limit and not final and not _CJK_CHAR.match(self._text, limit - 1):
            return None
        return match.end()

    def _kind(self, start: int, end: int) -> int:
        assert self._rules is not None
        match = _PLAIN.fullmatch(self._text, start, end)
        if match is None:
            return _LINK if _MARKS.fullmatch(self._text, start, end) else _HOT
        word, marks = match.groups()
        lower = word.lower()
        if lower in self._rules.hot or (marks[:1] == "." and lower + "." in self._rules.hot):
            return _HOT
        if self._rules.hot_word is not None and self._rules.hot_word.fullmatch(word):
            return _HOT
        return _LINK if lower in self._rules.linking else _BARRIER

    def _extend(self, run: _Run, limit: int, *, final: bool) -> tuple[_Run, bool]:
        """Take more tokens into a run; also says whether it is whole."""
        assert self._rules is not None
        end, visible, barriers = run
        while visible - self._done < _RUN_CHARS:
            following = self._token(visible, limit, final=final)
            if following is None:
                return _Run(end, visible, barriers), final
            kind = self._kind(visible, following)
            if kind == _BARRIER:
                barriers += 1
            elif not barriers or kind == _HOT:
                end, barriers = following, 0
            visible = following
            if barriers == self._rules.lookahead:
                break
        return _Run(end, visible, barriers), True

    def _say(self, run: _Run) -> Iterator[Piece]:
        """Ask the rules at every place of a run where a match may begin."""
        at = self._done
        while at < run.end:
            said = self._ask(at, run.visible)
            if said is not None:
                text, end = said
                yield from self._plain(at)
                yield from self._changed(text, end)
                at = end
                continue
            unit = _UNIT.match(self._text, at, run.visible)
            at = unit.end() if unit else at + 1
        yield from self._plain(max(at, self._done))

    def _ask(self, at: int, visible: int) -> tuple[str, int] | None:
        """What the first rule that knows better says for what begins at `at`, and its end."""
        assert self._rules is not None
        if self._text[at].isspace():
            return None
        for rule in self._rules.beginning_with(self._text[at]):
            match = rule.pattern.match(self._text, at, visible)
            if match is None or match.end() == at:
                continue
            said = rule.say(match)
            if said is not None:
                return said, match.end()
        return None

    def _plain(self, end: int) -> Iterator[Piece]:
        """Give out the text up to `end` as it is."""
        start = self._done
        if end <= start:
            return
        if self._glues and _GLUES_BEHIND.match(self._text, start):
            yield self._piece(" ", start, plain=False)
        self._glues = False
        if self._rules is not None:
            yield from self._without_mute_signs(end)
        if self._done < end:
            yield self._piece(self._text[self._done : end], end, plain=True)

    def _without_mute_signs(self, end: int) -> Iterator[Piece]:
        """Give out the text up to the last sign before `end` that is not said, without these."""
        for sign in _MUTE.finditer(self._text, self._done, end):
            if self._done < sign.start():
                text = self._text[self._done : sign.start()]
                yield self._piece(text, sign.start(), plain=True)
            parts = _PARTED.match(self._text, sign.end()) and self._last.strip()
            yield self._piece(" " if parts else "", sign.end(), plain=False)

    def _changed(self, said: str, end: int) -> Iterator[Piece]:
        """Give out what is said for the text up to `end`. No word of it sticks to another."""
        spaced = self._rules is not None and self._rules.spaced
        if said and spaced and _GLUES_BEFORE.match(self._last) and _GLUES.match(said):
            said = " " + said
        self._glues = spaced and bool(_GLUES.match(said, len(said) - 1)) if said else self._glues
        yield self._piece(said, end, plain=False)

    def _piece(self, text: str, end: int, *, plain: bool) -> Piece:
        piece = Piece(text, self._offset + self._done, self._offset + end, plain)
        self._done = end
        self._last = text[-1:] or self._last
        return piece


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours that were left as they are make one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.plain and piece.plain:
            held = Piece(held.text + piece.text, held.start, piece.end, plain=True)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
