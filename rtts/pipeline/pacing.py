"""When the next packet may be sent.

Sending everything at once is the fastest start, and the worst answer to a barge-in: what lies
ahead of the listener is thrown away, and so is the work behind it. So every mode has a limit
of audio ahead of the listener. At the limit, packets go out in groups rather than one by one,
since each group costs one wake-up and one system call; only `realtime`, which is for bridges
that do not buffer, sends every packet at its own time.
"""

from rtts.protocol.options import SessionOptions

__all__ = ["Pace"]

UNPACED_MS = 300
"""Who has nothing to hear gets this much at once: Chromium's MediaSource wants 200 ms to begin."""

_GROUP_MS = 100


class Pace:
    """The pacing rule of one context."""

    def __init__(self, options: SessionOptions) -> None:
        mode = options.pacing.mode
        self._limit_ms: float = options.max_ahead_ms
        if mode == "lead":
            # A lead shorter than a packet would never let one go.
            lead_ms = max(options.pacing.lead_ms, options.audio.packet_ms)
            self._limit_ms = min(lead_ms, options.max_ahead_ms)
        elif mode == "realtime":
            self._limit_ms = UNPACED_MS
        # Who waited for room for a group as long as the limit would have nothing left to hear.
        self._group_ms = 0.0 if mode == "realtime" else min(_GROUP_MS, self._limit_ms / 2)

    def room_ms(self, sent_ms: float, ahead_ms: float) -> float:
        """How much audio may be sent now, when `ahead_ms` lies ahead of the listener.

        `sent_ms` is what was sent of this context. Its start goes at once only to a listener
        who has nothing to hear: many short contexts are all start, and would know no limit.
        """
        return max(self._limit_ms - ahead_ms, UNPACED_MS - max(sent_ms, ahead_ms))

    def wait_s(self, ahead_ms: float, packet_ms: float) -> float:
        """How long until the next group fits, if the listener goes on listening."""
        over_ms = ahead_ms + max(packet_ms, self._group_ms) - self._limit_ms
        return max(over_ms, 1.0) / 1000
