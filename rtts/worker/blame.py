"""Who may have caused a worker's death.

An utterance can be what kills a worker, and would kill every next one. But a worker speaks many
at once, and says nothing of its death. So:

* An utterance that was not at the worker, or had nothing there that could be spoken (no text,
  or not all of it for an engine that wants it whole), has caused nothing. None has, of a death
  that was not the engine's doing: the worker was stopped, or took too much memory.
* The first death is an accident: all that were there go on at the next worker at once.
* One that is the only suspect of its second death is given up.
* Where there are several, they are tried: each is opened at the next worker when the one
  before it has given a sign, or has had its time. If a worker dies again, those that have given
  none there are the suspects; the others have just been spoken without harm.

So one deadly text among fifty costs three workers and itself, and no other utterance.
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Record", "convict", "to_try"]

_MAX_DEATHS = 2


@dataclass(slots=True, eq=False)
class Record:
    """What is known of an utterance for this."""

    deaths: int = 0
    """That it may have caused."""
    here: bool = False
    """It was opened at the worker that there is, or that has just died."""
    speakable: bool = False
    """There is text of it that the engine can speak."""
    heard: bool = False
    """This worker has spoken some of it."""

    def arrive(self) -> None:
        """Note that it is opened at a worker."""
        self.here, self.heard = True, False


def convict(records: Iterable[Record]) -> list[Record]:
    """Count a death of the worker. Those that are returned are to be given up."""
    suspects = [record for record in records if record.here and record.speakable]
    if any(record.deaths >= _MAX_DEATHS for record in suspects):
        suspects = [record for record in suspects if not record.heard] or suspects
    for record in suspects:
        record.deaths += 1
    return [each for each in suspects if each.deaths >= _MAX_DEATHS] if len(suspects) == 1 else []


def to_try(records: Iterable[Record]) -> list[Record]:
    """Those that are to be opened one by one at the next worker."""
    suspects = [record for record in records if record.deaths]
    return suspects if any(each.deaths >= _MAX_DEATHS for each in suspects) else []
