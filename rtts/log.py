"""One JSON object a line on standard error, one event name per fact.

Whoever reads a log must not learn what was said, nor a credential. Our own lines keep to that
by what they are given: nothing of a text but its length. The lines of libraries are not ours,
and a library that fails on a request likes to quote it, token and all; so theirs come in from
warnings upwards, with every query string and every bearer's key cut out.

The legend of all events is `docs/logs.md`.
"""

import asyncio
import contextlib
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from rtts.errors import RttsError

__all__ = ["configure", "context_ended", "logger"]

logger: FilteringBoundLogger = structlog.get_logger()
"""Where every module of the house says its facts: `logger.info("worker_started", pid=7)`."""

_QUERY = re.compile(r"\?[^\s'\"]+")
_BEARER = re.compile(r"(bearer[ .])[^\s,'\"]+", re.IGNORECASE)
_MESSAGE_CHARS = 500
_TRACEBACK_LINES = 60
_CAUSES = 5
_DISCREET = (
    RttsError,
    OSError,
    RuntimeError,
    TypeError,
    AttributeError,
    NameError,
    ImportError,
    MemoryError,
)
"""Errors whose sentences are about the program or its system. Others quote what they were given,
as a key that is missing or a number that is none, and that may be spoken text."""


def configure(level: str = "info", file: BinaryIO | None = None) -> None:
    """Send the lines of the whole process to a file, by default standard error.

    `level` is the least that is logged of our own lines; of libraries' lines never less than
    warnings. Called once, at start.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    lenient = _Lenient(file or sys.stderr.buffer)
    structlog.configure(
        processors=[_in_order, _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.BytesLoggerFactory(lenient),  # type: ignore[arg-type]
        cache_logger_on_first_use=True,  # a line that is below the level costs 2 µs, not 20
    )
    vars(logger).pop("bind", None)  # where an earlier configuration is cached
    root = logging.getLogger()
    root.handlers = [_FromLibraries()]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def context_ended(report: msgspec.Struct) -> None:
    """Log what became of a context; `report` is a `rtts.metrics.report.ContextReport`."""
    fields = msgspec.structs.asdict(report)
    for name, value in fields.items():
        if isinstance(value, float):
            fields[name] = round(value, 1)
    logger.info("context_ended", **fields)


class _Lenient:
    """A file that drops what it cannot take.

    A full disk, or a reader of the log that has gone, must not end a call.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, line: bytes) -> None:
        with contextlib.suppress(OSError):
            self._file.write(line)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()


class _FromLibraries(logging.Handler):
    """Makes our lines of what libraries log."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, asyncio.CancelledError):
            return  # asyncio before 3.12 takes a connection that was cut for a fault
        fields = {"source": record.name, "message": _scrub(_message(record))[:_MESSAGE_CHARS]}
        if error is not None and _is_peers_fault(error):
            logger.warning("library", **fields, error=_sentence(error))
        elif record.levelno >= logging.ERROR:
            logger.error("library", **fields, exc_info=error)
        else:
            logger.warning("library", **fields, exc_info=error)


def _message(record: logging.LogRecord) -> str:
    try:
        message = record.getMessage()
    except Exception:  # noqa: BLE001  # whatever the library got wrong, it wanted to say this
        return str(record.msg)
    if record.name != "asyncio":
        return message
    # It goes on with what a callback was called with, and with the task that had the error.
    return message.partition("\n")[0].partition("(")[0]


def _is_peers_fault(error: BaseException) -> bool:
    """Whether `websockets` raised it about a peer: where in the code it did is of no interest."""
    return type(error).__module__.partition(".")[0] == "websockets"


def _in_order(_logger: WrappedLogger, level: str, event: EventDict) -> EventDict:
    """First when, how bad and what; then the facts; last the error, if there is one."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = {"time": now, "level": level, "event": event.pop("event")}
    error = event.pop("exc_info", None)
    line |= event
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["error"] = _sentence(error)
        line["traceback"] = list(_places(error))[-_TRACEBACK_LINES:]
    return line


def _as_json(_logger: WrappedLogger, _level: str, line: EventDict) -> bytes:
    try:
        return orjson.dumps(line, default=str)
    except TypeError:  # lone surrogates and very long integers, which are JSON all the same
        return json.dumps(line, default=str).encode()


def _sentence(error: BaseException) -> str:
    """What went wrong; of a group, what went wrong in each of its tasks."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(map(_sentence, error.exceptions))[:_MESSAGE_CHARS]
    kind = type(error).__name__
    if isinstance(error, _DISCREET) or _is_peers_fault(error):
        return f"{kind}: {_scrub(str(error))[:_MESSAGE_CHARS]}"
    return kind  # and the traceback says where


def _places(error: BaseException, depth: int = 0) -> Iterator[str]:
    """Where it went wrong, the way that led there first.

    Of the errors behind it only the kinds are named: `hypercorn` keeps whole requests in some.
    """
    behind = error.__cause__ or error.__context__
    if behind is not None and depth < _CAUSES:
        yield from _places(behind, depth + 1)
    yield type(error).__name__
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = "/".join(Path(frame.f_code.co_filename).parts[-3:])
        yield f"{file}:{line} {frame.f_code.co_name}"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _places(each, depth)


def _scrub(text: str) -> str:
    """The text without query strings and bearers' keys."""
    return _BEARER.sub(r"\1…", _QUERY.sub("?…", text))
