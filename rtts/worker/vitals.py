"""What the kernel knows of a process, without asking the process.

A worker that is stopped, or whose engine holds the interpreter, says nothing of itself. Only
Linux keeps these files; elsewhere nothing is known, and the rules that need it never apply.
"""

import os
from pathlib import Path

__all__ = ["is_stopped", "resident_mb"]

_MIB = 1 << 20


def is_stopped(pid: int) -> bool:
    """Whether a signal such as SIGSTOP has halted it. A debugger's halt does not count."""
    stat = _read(pid, "stat")
    return stat.rpartition(")")[2].split()[:1] == ["T"]  # the name before it may hold anything


def resident_mb(pid: int) -> float:
    """Main memory that it occupies, in MiB; 0 if that is not known."""
    fields = _read(pid, "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / _MIB if len(fields) > 1 else 0.0


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="ascii", errors="replace")
    except OSError:  # it has ended, or this is no Linux
        return ""
