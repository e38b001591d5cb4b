"""A running server to be measured: its addresses, its processes, and what they take."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["House", "rss_mb", "serving"]

_PATIENCE_S = 60.0
"""For a server to end: longer than it takes to let its sessions finish."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class House:
    """A running `rtts serve`, its addresses and its processes."""

    process: subprocess.Popen[str]
    url: str
    http: str

    @property
    def worker(self) -> int | None:
        """The worker's process id, if one runs."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = path.read_text().split()
        return int(children[0]) if children else None

    def cpu_s(self) -> float:
        """Processor time of server and worker so far."""
        pids = [self.process.pid, *([self.worker] if self.worker else [])]
        return sum(_cpu_s(pid) for pid in pids)


@contextlib.contextmanager
def serving(
    engine: str,
    *flags: str,
    module: str = "rtts",
    environment: Mapping[str, str] | None = None,
) -> Iterator[House]:
    """A server of its own on free ports, ended by its process id.

    `module` is what is run in its place, and may change it; `environment` are all of its variables,
    those of this process if nothing else is said.
    """
    command = [sys.executable, "-m", module, "serve", "--engine", engine]
    command += ["--port", "0", "--http-port", "0", "--log-level", "error", *flags]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield _announced(process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _announced(process: subprocess.Popen[str]) -> House:
    """Where it listens, once it says so."""
    assert process.stdout is not None
    url = http = ""
    for line in process.stdout:
        if found := re.search(r"wss?://\S+", line):
            url = url or found[0]
        if found := re.search(r"https?://\S+", line):
            http = http or found[0]
        if url and http:
            return House(process, url, http)
    raise RuntimeError("The server ended before it said where it listens.")


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def rss_mb(pid: int) -> float:
    """Resident memory of a process, in 10^6 bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MB
