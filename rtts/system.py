"""What a process of ours arranges with its system: threads, open files, memory."""

import contextlib
import gc
import os

__all__ = ["allow_files", "give_memory_back", "spare_threads"]

_OTHER_FILES = 1000
"""File descriptors beside those of sessions: handshakes, the HTTP port, the worker."""


def spare_threads() -> None:
    """Numpy would start a thread for every core; our products are too small to share.

    It reads this when it is imported, and so do the processes that this one starts.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def allow_files(sessions: int) -> None:
    """A session is a file descriptor, and many systems give a process few of them unasked."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = sessions + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def give_memory_back() -> None:
    """The allocator keeps what was freed after a burst; a quiet server need not."""
    import ctypes

    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
