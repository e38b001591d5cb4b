"""The figures of one server process at one moment, so that those of several can be added up.

A total must never go down: whoever reads it would take that for a restart. So the figures of a
process that has died stay in the sum, and what it had open counts as lost.
"""

from msgspec import Struct

__all__ = ["Distribution", "KeyFigures", "Snapshot"]

_LOST = "lost"
_LOST_REQUEST = "lost other"
"""Its outcome, and its format, which nobody can tell any more."""


class Distribution(Struct, frozen=True, array_like=True):
    """How often values fell between some bounds that both sides know, and their sum."""

    counts: tuple[int, ...]
    sum: float

    def plus(self, other: "Distribution") -> "Distribution":
        """Both together; the bounds have to be the same."""
        counts = tuple(a + b for a, b in zip(self.counts, other.counts, strict=True))
        return Distribution(counts, self.sum + other.sum)


class KeyFigures(Struct, frozen=True, array_like=True):
    """What the holders of one API key use."""

    sessions: int = 0
    contexts: int = 0
    chars: int = 0

    def plus(self, other: "KeyFigures") -> "KeyFigures":
        """Both together."""
        return KeyFigures(
            self.sessions + other.sessions,
            self.contexts + other.contexts,
            self.chars + other.chars,
        )


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything that a server process counts by itself; the worker is counted elsewhere."""

    sessions: int = 0
    contexts: int = 0
    speech_requests: int = 0
    totals: dict[str, int] = {}
    tallies: dict[str, dict[str, int]] = {}
    distributions: dict[str, Distribution] = {}
    keys: dict[str, KeyFigures] = {}

    def plus(self, other: "Snapshot") -> "Snapshot":
        """Both together."""
        return Snapshot(
            sessions=self.sessions + other.sessions,
            contexts=self.contexts + other.contexts,
            speech_requests=self.speech_requests + other.speech_requests,
            totals=_added(self.totals, other.totals),
            tallies=self.tallies
            | {
                name: _added(self.tallies.get(name, {}), tally)
                for name, tally in other.tallies.items()
            },
            distributions=self.distributions
            | {
                name: self.distributions[name].plus(each) if name in self.distributions else each
                for name, each in other.distributions.items()
            },
            keys=self.keys
            | {
                name: self.keys.get(name, KeyFigures()).plus(key)
                for name, key in other.keys.items()
            },
        )

    def of_the_dead(self) -> "Snapshot":
        """What is left of a process that has ended: all that was open is lost."""
        lost = {
            "sessions": {_LOST: self.sessions},
            "contexts": {_LOST: self.contexts},
            "speech_requests": {_LOST_REQUEST: self.speech_requests},
        }
        return Snapshot(
            totals=self.totals,
            tallies=self.tallies
            | {name: _added(self.tallies.get(name, {}), more) for name, more in lost.items()},
            distributions=self.distributions,
            keys={name: KeyFigures(chars=key.chars) for name, key in self.keys.items()},
        )


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return one | {name: one.get(name, 0) + number for name, number in other.items()}
