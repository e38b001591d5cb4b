"""What a server takes that has not spoken yet: real processes, as the kernel counts them."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from rtts.measure.house import House, serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it")

WAITING_MB = 40.0
"""Of 10^6 bytes. Seen: 36.9, of which 9 are Python's own."""
ASKED_MB = 46.0
"""Once somebody asked over HTTP, be it for its health alone. Seen: 42.7."""


@pytest.fixture(scope="module", autouse=True)
def _as_it_is() -> Iterator[None]:
    """Nothing that watches the tests runs in the server, and all of it is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith("COVERAGE") or name == "PYTHONDONTWRITEBYTECODE":
                patch.delenv(name)
        with serving("espeak") as house:
            ask(house)
        yield


def resident_mb(house: House) -> float:
    """The memory that the server's process has, what it shares with others as well."""
    status = Path(f"/proc/{house.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024 / 1e6


def ask(house: House) -> None:
    """Ask for its health."""
    with urlopen(f"{house.http}/health", timeout=120) as answer:
        assert answer.status == 200


def test_a_server_that_waits_is_small(record_property: Callable[[str, object], None]) -> None:
    """Until the first client it has neither a worker nor what only answers need."""
    with serving("espeak") as house:
        waiting = resident_mb(house)
        ask(house)
        asked = resident_mb(house)
        assert house.worker is None
    found = f"waiting: {waiting:.1f} MB, asked over HTTP: {asked:.1f} MB"
    record_property("memory", found)
    sys.stdout.write(found)  # with -rP or -s
    assert waiting < WAITING_MB, found
    assert asked < ASKED_MB, found
