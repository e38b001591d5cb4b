"""On which CPUs a thread stays. Imports no torch."""

import os
from collections.abc import Iterable

from rtts.errors import SettingsError

__all__ = ["parse_cpus", "stay_on"]


def parse_cpus(text: str) -> frozenset[int]:
    """CPUs as `0-3,8` names them. Raises SettingsError for a range that runs backwards."""
    cpus: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        named = range(int(first), int(last or first) + 1)
        if not named:
            raise SettingsError(f"The CPUs {part} run backwards: write the lower number first.")
        cpus.update(named)
    return frozenset(cpus)


def stay_on(text: str) -> None:
    """Keep the thread that calls, and those that it starts later, on some CPUs; empty: on any.

    Raises SettingsError if this machine has not all of them for us, or cannot be told so.
    """
    if not text:
        return
    asked = parse_cpus(text)
    if not hasattr(os, "sched_setaffinity"):
        raise SettingsError("On this system a thread cannot be kept on some CPUs: leave cpus out.")
    ours = os.sched_getaffinity(0)
    strange = asked - ours
    if strange:
        raise SettingsError(
            f"The engine qwen cannot stay on the CPUs {text}: of this machine's CPUs it may use "
            f"{_ranges(ours)}, and not {_ranges(strange)}."
        )
    os.sched_setaffinity(0, asked)


def _ranges(cpus: Iterable[int]) -> str:
    """CPUs as `0-3,8`."""
    found: list[list[int]] = []
    for cpu in sorted(cpus):
        if found and cpu == found[-1][-1] + 1:
            found[-1] = [found[-1][0], cpu]
        else:
            found.append([cpu])
    return ",".join("-".join(map(str, part)) for part in found)
