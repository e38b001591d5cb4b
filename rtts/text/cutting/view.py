"""What a rule may look at, and what it may answer: a place to cut, KEEP or WAIT."""

import re
from typing import Final, NamedTuple

from rtts.text.cutting.quotes import Quotes

__all__ = ["KEEP", "WAIT", "View"]

KEEP: Final = 0
"""No segment ends here."""
WAIT: Final = -1
"""What has arrived does not tell."""

_WORD_CHARS = 24
"""A longer word is no abbreviation's neighbour; this much of it is enough to know it."""
_WORD = re.compile(rf"[\w'’-]{{1,{_WORD_CHARS}}}")


class View(NamedTuple):
    """The text from a segment's beginning to what has arrived."""

    text: str
    start: int
    """The segment's first character that is no white space."""
    end: int
    earliest: int
    """Nothing shorter than this is worth a cut of its own."""
    quotes: Quotes
    """What was open where the segment began."""
    final: bool
    """Nothing more will be seen."""

    def cut(self, content_end: int, at: int) -> int:
        """Cut at `at`, unless what ends at `content_end` is too short to stand alone."""
        return at if content_end >= self.earliest else KEEP

    def skip(self, pattern: re.Pattern[str], at: int) -> int:
        """Behind what the pattern matches at `at`. The view's end says that it may go on."""
        match = pattern.match(self.text, at, self.end)
        return match.end() if match else at

    def unsure(self) -> int:
        """The answer of a rule that would have to see more."""
        return KEEP if self.final else WAIT

    def quotes_at(self, at: int) -> Quotes:
        """Which quotes and brackets are open at `at`."""
        return self.quotes.after(self.text[self.start : at])

    def word_at(self, begin: int) -> tuple[str, bool]:
        """The word that begins there, or as much of it as has arrived, and whether that is all.

        An initial has its stop; what is no word is one character.
        """
        end = self.skip(_WORD, begin)
        if end == begin:
            return self.text[begin], True
        if end == self.end and end - begin < _WORD_CHARS:
            return self.text[begin:end], self.final
        initial = end == begin + 1 and self.text[end : end + 1] == "."
        return self.text[begin : end + initial], True
