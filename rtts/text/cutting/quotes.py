"""Keeps count of the quotes and brackets that are open, as a text goes by.

The same mark opens in one language and closes in another ("“" and "»"), so what a mark does
depends on what is open, and a stop within a quotation is judged otherwise than one outside.
"""

import re
from typing import NamedTuple

__all__ = ["Quotes"]

_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》"}
_CLOSED_BY |= {"(": ")", "（": "）", "【": "】"}
_MARK = re.compile("[\n{}]".format("".join(_CLOSED_BY) + "".join(_CLOSED_BY.values())))
_TWO_FACED = '"“«»'
"""Marks that close in one place and open in another."""
_MOST_OPEN = 8


class Quotes(NamedTuple):
    """What is open at a place in a text."""

    openers: str = ""
    """Outermost first."""
    introduced: bool = False
    """A colon stood before the quotation that was opened last: He said: "Go."""

    def after(self, text: str) -> "Quotes":
        """What is open behind `text`. No quotation outlives its line."""
        openers, introduced = self
        for match in _MARK.finditer(text):
            char = match[0]
            if char == "\n":
                openers = ""
            elif openers and char in _CLOSED_BY[openers[-1]]:
                openers = openers[:-1]
            elif char in _CLOSED_BY:
                openers = (openers + char)[-_MOST_OPEN:]
                before = text[max(match.start() - 2, 0) : match.start()].rstrip()
                introduced = before.endswith((":", "："))
        return Quotes(openers, introduced)

    def closed_by(self, char: str) -> bool:
        """Whether `char` can close something here; one that never opens always can."""
        return char not in _TWO_FACED or any(char in _CLOSED_BY[mark] for mark in self.openers)
