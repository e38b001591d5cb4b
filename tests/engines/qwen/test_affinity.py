"""The engine's thread stays on the CPUs that the operator names."""

import os
import threading
from collections.abc import Callable

import pytest

from rtts.engines.qwen.affinity import parse_cpus, stay_on
from rtts.errors import SettingsError

LINUX = hasattr(os, "sched_setaffinity")


def in_a_thread(work: Callable[[], object]) -> object:
    """What the work gives, or raises, in a thread whose CPUs nobody else needs."""
    given: list[object] = []

    def run() -> None:
        try:
            given.append(work())
        except SettingsError as error:
            given.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given[0]


@pytest.mark.parametrize(
    ("text", "cpus"),
    [("0", {0}), ("0-3,8", {0, 1, 2, 3, 8}), ("7-7", {7}), ("2,1,2", {1, 2})],
)
def test_cpus_are_named_by_ranges(text: str, cpus: set[int]) -> None:
    """Both ends of a range belong to it."""
    assert parse_cpus(text) == cpus


def test_a_range_that_runs_backwards_is_refused() -> None:
    """It would name no CPU at all."""
    with pytest.raises(SettingsError, match="CPUs 3-1 run backwards"):
        parse_cpus("0,3-1")


@pytest.mark.skipif(not LINUX, reason="a thread cannot be kept on a CPU here")
def test_a_thread_stays_where_it_was_told_to() -> None:
    """And no other thread does for that; without a word it may go anywhere."""
    before = os.sched_getaffinity(0)
    first = min(before)

    def bind(text: str) -> set[int]:
        stay_on(text)
        return os.sched_getaffinity(0)

    assert in_a_thread(lambda: bind(str(first))) == {first}
    assert in_a_thread(lambda: bind("")) == before
    assert os.sched_getaffinity(0) == before


@pytest.mark.skipif(not LINUX, reason="a thread cannot be kept on a CPU here")
def test_a_cpu_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With those that are, in the same words."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 5})
    error = in_a_thread(lambda: stay_on("2-6"))
    assert "it may use 0-2,5, and not 3-4,6" in str(error)


def test_a_system_that_knows_no_affinity(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told at the start, rather than passed over."""
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    with pytest.raises(SettingsError, match="On this system"):
        stay_on("0")
