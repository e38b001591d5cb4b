"""What a lost line does to what was heard.

By the clock a listener hears what was sent as soon as it was sent. But what was under way when
the line was lost, and what was made while there was none, reaches it only when the line is
back, and can be heard from then on. So that is when it is counted from: else the report of a
barge-in would claim words that nobody heard, and pacing would run ahead of a deaf listener.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rtts.context.heard import Playhead

__all__ = ["Head", "put_off"]


class Head(NamedTuple):
    """A context's playhead, and whether others wait for it."""

    playhead: Playhead
    parallel: bool


def put_off(heads: Sequence[Head], missed_ms: float, now: float) -> None:
    """Count from `now` on what the client has not received yet.

    `heads` are the contexts that run or are not heard out, oldest first; `missed_ms` is the
    audio that is sent again. In a queue it is the end of what was sent. Whose it is of
    parallel contexts is not known, so each is taken to lack its share.
    """
    parallel = [head.playhead for head in heads if head.parallel]
    share_ms = missed_ms / len(heads) if parallel else 0.0
    for playhead in parallel:
        _not_before(playhead, now, share_ms)
    missed_ms -= share_ms * len(parallel)
    for head in reversed(heads):
        if not head.parallel:
            _not_before(head.playhead, now, missed_ms)
            missed_ms = max(missed_ms - head.playhead.sent_ms, 0.0)


def _not_before(playhead: Playhead, now: float, missed_ms: float) -> None:
    """Have the playhead end no earlier than so much audio allows that is still to come."""
    if missed_ms > 0:
        playhead.bring_forward(min(playhead.ends_at - (now + missed_ms / 1000), 0.0))
