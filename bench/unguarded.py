"""A server that lets everybody in: what a load does that nobody refuses.

`python -m bench.unguarded serve ...` is `rtts serve ...` with no limit to what it takes on.
"""

import rtts.app
from rtts.capacity.gate import Gate
from rtts.cli import main
from rtts.errors import Refused

__all__ = ["OpenGate"]


class OpenGate(Gate):
    """Has room for everybody."""

    def admit(self, now: float) -> None:
        """Let it begin."""

    def room(self) -> Refused | None:
        """There is some."""
        return None


if __name__ == "__main__":
    vars(rtts.app)["Gate"] = OpenGate
    main()
