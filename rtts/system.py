"""What a process of ours arranges with its system: threads, open files, memory."""

import contextlib
import gc
import os

__all__ = ["allow_files", "give_memory_back", "keep_memory", "spare_threads"]

_OTHER_FILES = 1000
"""File descriptors beside those of sessions: handshakes, the HTTP port, the worker."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as in malloc.h
_KEPT_BYTES = 64 << 20
_LARGE_BYTES = 32 << 20
"""Larger blocks are mapped one by one, and given back at once. Both are what glibc would come to
by itself, once so large a block was freed."""


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


def keep_memory() -> None:
    """Keep what is freed from now on, some MiB of it, for who soon needs as much again.

    Messages for hundreds of calls come and go within milliseconds. The allocator of glibc gives
    their memory back each time, and takes it anew page by page: half of what it costs to send
    them. To be called when what is large is loaded: blocks that are not mapped one by one may
    leave gaps behind that stay. Elsewhere nothing is changed.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        allocator = ctypes.CDLL(None)
        allocator.mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
        allocator.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
