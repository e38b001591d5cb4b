"""What the kernel says of a process."""

import os
import signal
import subprocess
import sys

from rtts.worker.vitals import is_stopped, resident_mb
from tests.support.aio import run, until


def test_a_stopped_process_is_seen() -> None:
    """From the signal that halts it to the one that lets it go on."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        seen = [is_stopped(process.pid)]
        for number, state in ((signal.SIGSTOP, True), (signal.SIGCONT, False)):
            process.send_signal(number)

            async def changed(state: bool = state) -> None:  # noqa: FBT001
                await until(lambda: is_stopped(process.pid) is state)

            run(changed())
            seen.append(is_stopped(process.pid))
        process.kill()
    assert seen == [False, True, False]


def test_memory_is_seen() -> None:
    """What a process takes up is in it, within what the interpreter does on its own."""
    before = resident_mb(os.getpid())
    hoard = b"\1" * (64 << 20)
    assert 60 < resident_mb(os.getpid()) - before < 80
    assert len(hoard)


def test_of_a_process_that_is_gone_nothing_is_known() -> None:
    """Which is no error: it may end between two looks."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert (is_stopped(process.pid), resident_mb(process.pid)) == (False, 0.0)
