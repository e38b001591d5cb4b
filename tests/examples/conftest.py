"""What the tests of the phone bridge are given."""

import pytest

from tests.examples.phones import Wire, bridge


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> list[Wire]:
    """The sessions that bridges hold, in the order of their calls."""
    made: list[Wire] = []

    def make(*arguments: object) -> Wire:
        made.append(Wire(*arguments))
        return made[-1]

    monkeypatch.setattr(bridge, "RawSession", make)
    return made
