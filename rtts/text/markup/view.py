"""What a rule of markup looks at, and what it answers."""

from typing import NamedTuple

__all__ = ["CONTEXT_CHARS", "WAIT", "Change", "View", "is_unspaced"]

CONTEXT_CHARS = 8
"""Characters in front of a rule's place that it can still look back at."""

WAIT = None
"""The answer of a rule that has to see more."""


class Change(NamedTuple):
    """What becomes of the text from a rule's place on."""

    end: int
    """Up to here."""
    text: str | None = ""
    """What is said for it; None leaves it as it was written."""


class View(NamedTuple):
    """The text around a place. A rule's answer never changes when more text arrives."""

    text: str
    at: int
    final: bool
    """Nothing more will be seen."""

    def ends(self, end: int) -> bool:
        """Whether a rule that has looked as far as `end` has to see more."""
        return end >= len(self.text) and not self.final

    def limit(self, chars: int) -> int:
        """Where a rule stops looking that looks no further than so many characters."""
        return min(len(self.text), self.at + chars)

    def lacks(self, chars: int) -> bool:
        """Whether so many characters have not arrived yet, and may."""
        return self.at + chars > len(self.text) and not self.final

    @property
    def before(self) -> str:
        """The character in front; a newline where there is none."""
        return self.text[self.at - 1] if self.at else "\n"

    def behind(self, end: int) -> str:
        """The character at `end`; a newline where there is none."""
        return self.text[end] if end < len(self.text) else "\n"

    def as_written(self, end: int = 0) -> Change:
        """Leave what stands there as it is; one character, if no end is named."""
        return Change(end or self.at + 1, None)


def is_unspaced(char: str) -> bool:
    """Whether it is of Chinese or Japanese, which put no spaces between words."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" or char >= "\U00020000"
