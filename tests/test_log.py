"""The log: one JSON object a line, and nothing in it that must not be there."""

import ast
import asyncio
import gc
import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from rtts.errors import SettingsError
from rtts.log import configure, context_ended, logger
from rtts.metrics.report import ContextReport
from tests.support.aio import run

ROOT = Path(__file__).parent.parent
LEVELS = ("debug", "info", "warning", "error", "exception")
SECRET = "c0ffee-c0ffee-c0ffee"


@pytest.fixture
def log() -> Iterator[io.BytesIO]:
    """The log of this process in a buffer."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    buffer = io.BytesIO()
    configure("info", buffer)
    yield buffer
    logging.captureWarnings(capture=False)
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    vars(logger).pop("bind", None)


def lines(log: io.BytesIO) -> list[dict[str, Any]]:
    """What was logged, line by line."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_line_says_when_how_bad_and_what_first(log: io.BytesIO) -> None:
    """Time, level and event lead every line; the facts follow as they were given."""
    logger.warning("worker_died", pid=7, reason="killed")
    (line,) = lines(log)
    assert list(line) == ["time", "level", "event", "pid", "reason"]
    assert (line["level"], line["event"], line["pid"]) == ("warning", "worker_died", 7)
    assert datetime.fromisoformat(line["time"]).tzname() == "UTC"


def test_level_is_kept(log: io.BytesIO) -> None:
    """What is less important than asked for is not logged."""
    logger.debug("small")
    configure("error", log)
    logger.warning("medium")
    logging.getLogger("library").warning("medium")
    logger.error("big")
    assert [line["event"] for line in lines(log)] == ["big"]


@pytest.mark.parametrize("value", ["\ud800", 2**80, Path("a"), b"\xff", {1: 2}])
def test_any_value_can_be_logged(log: io.BytesIO, value: object) -> None:
    """A value that the fast encoder refuses makes a line all the same."""
    logger.info("odd", value=value)
    assert lines(log)[0]["event"] == "odd"


def test_context_is_one_line(log: io.BytesIO) -> None:
    """A report is logged whole, with times to a tenth of a millisecond."""
    context_ended(
        ContextReport(
            session="s1",
            context="t1",
            outcome="done",
            voice="amy",
            codec="opus",
            language="en",
            chars=12,
            audio_ms=900,
            first_frame_ms=31.25,
        )
    )
    (line,) = lines(log)
    assert line["event"] == "context_ended"
    assert list(line)[3:] == list(ContextReport.__struct_fields__)
    assert (line["first_frame_ms"], line["queue_ms"]) == (31.2, None)


def test_error_is_logged_with_its_places(log: io.BytesIO) -> None:
    """An error comes as its kind and sentence, and as the places that it went through."""
    try:
        raise_in_a_group()
    except ExceptionGroup:
        logger.exception("context_broken", session="s1")
    (line,) = lines(log)
    assert line["error"] == "SettingsError: one; RuntimeError: two"
    assert line["traceback"][0] == "ExceptionGroup"
    assert "RuntimeError" in line["traceback"]
    assert re.fullmatch(r".*tests/test_log\.py:\d+ raise_in_a_group", line["traceback"][2])


def raise_in_a_group() -> None:
    """Raise what a task group raises."""
    raise ExceptionGroup("unhandled", [SettingsError("one"), RuntimeError("two")])


def stumble_over(text: str) -> None:
    """Raise an error that quotes the text."""
    {"known": 1}[text]


@pytest.mark.parametrize("fail", [int, float, stumble_over, lambda text: text.encode("ascii")])
def test_an_error_that_quotes_what_it_was_given_is_its_kind_alone(
    log: io.BytesIO, fail: Callable[[str], object]
) -> None:
    """A mistake of ours that stumbles over a text does not write it into the log."""
    spoken = f"My PIN is {SECRET}\u2026"
    try:
        fail(spoken)
    except (LookupError, ValueError) as error:
        kind = type(error).__name__
        logger.exception("context_broken", session="s1")
    (line,) = lines(log)
    assert (line["error"], line["traceback"][0]) == (kind, kind)
    assert SECRET not in log.getvalue().decode()


def test_what_is_left_behind_in_a_loop_is_told_without_what_it_was_given(log: io.BytesIO) -> None:
    """A task whose error nobody asked for, and a callback that fails, quote no text."""

    async def stumble() -> None:
        stumble_over(SECRET)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(stumble_over, SECRET)
        left = asyncio.ensure_future(stumble())
        await asyncio.wait([left])
        del left
        gc.collect()

    asyncio.run(scenario())
    told = [line["message"] for line in lines(log)]
    assert told == ["Exception in callback stumble_over", "Task exception was never retrieved"]
    assert [line["error"] for line in lines(log)] == ["KeyError", "KeyError"]
    assert SECRET not in log.getvalue().decode()


def test_errors_behind_an_error_are_named_by_kind_alone(log: io.BytesIO) -> None:
    """What a library keeps in an error that it handled does not get into the log."""
    error = RuntimeError("The request was bad.")
    error.__cause__ = ValueError(SECRET)
    logger.error("failed", exc_info=error)
    (line,) = lines(log)
    assert line["traceback"][0] == "ValueError"
    assert SECRET not in log.getvalue().decode()


def test_of_many_errors_behind_an_error_few_are_named(log: io.BytesIO) -> None:
    """A line has an end, whatever failed behind what."""
    error: BaseException = RuntimeError()
    first = error
    for _ in range(100):
        error.__cause__ = error = ValueError()
    logger.error("failed", exc_info=first)
    (line,) = lines(log)
    assert line["traceback"] == ["ValueError"] * 5 + ["RuntimeError"]


def test_libraries_speak_through_us_from_warnings_upwards(log: io.BytesIO) -> None:
    """A library's line becomes one of ours, with its source; its chatter does not."""
    library = logging.getLogger("hypercorn.error")
    library.info("Running on http://127.0.0.1:8766")
    library.error("Error in %s", "ASGI Framework", exc_info=RuntimeError("x"))
    (line,) = lines(log)
    assert (line["level"], line["event"]) == ("error", "library")
    assert (line["source"], line["message"]) == ("hypercorn.error", "Error in ASGI Framework")
    assert line["error"] == "RuntimeError: x"


@pytest.mark.parametrize(
    "quoted",
    [
        f"GET /v1/stream?token={SECRET} HTTP/1.1",
        f"'/?voice=amy&token={SECRET}'",
        f"Authorization: Bearer {SECRET}",
        f"invalid Sec-WebSocket-Protocol header: rtts.v1, bearer.{SECRET}, x",
    ],
)
def test_libraries_quote_no_credentials(log: io.BytesIO, quoted: str) -> None:
    """Query strings and bearers' keys are cut out of messages and errors."""
    logging.getLogger("library").error(quoted, exc_info=RuntimeError(quoted))
    assert SECRET not in log.getvalue().decode()
    (line,) = lines(log)
    assert "…" in line["message"]
    assert "…" in line["error"]


def test_lost_client_is_one_short_line(log: io.BytesIO) -> None:
    """What `websockets` raises about a peer is a warning, and where it did is left out."""

    async def wait_for_more(connection: ServerConnection) -> None:
        await connection.recv()

    async def scenario() -> None:
        async with serve(wait_for_more, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            async with connect(f"ws://127.0.0.1:{port}/?token={SECRET}", proxy=None) as client:
                client.transport.abort()

    run(scenario())
    (line,) = lines(log)
    assert (line["level"], line["source"]) == ("warning", "websockets.server")
    assert line["error"].startswith("ConnectionClosedError: ")
    assert "traceback" not in line
    assert SECRET not in log.getvalue().decode()


def test_cut_connection_is_no_fault(log: io.BytesIO) -> None:
    """A connection that was cancelled is not logged as an error."""
    logging.getLogger("asyncio").error("Exception in callback", exc_info=asyncio.CancelledError())
    assert lines(log) == []


def test_line_that_a_library_got_wrong_is_logged_as_it_is(log: io.BytesIO) -> None:
    """A message that does not fit its arguments neither stops the library nor gets lost."""
    wrong = logging.LogRecord("library", logging.ERROR, "x.py", 1, "%d of them", ("no",), None)
    logging.getLogger().handlers[0].emit(wrong)
    assert lines(log)[0]["message"] == "%d of them"


def test_lines_go_to_standard_error() -> None:
    """Standard output is not the log's."""
    code = "from rtts import log; log.configure(); log.logger.info('ready')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    assert done.stdout == b""
    assert json.loads(done.stderr)["event"] == "ready"


@pytest.mark.parametrize("gone", ["/dev/full", "reader"])
def test_log_that_cannot_be_written_stops_nobody(gone: str) -> None:
    """A full disk, and a reader of the log that has gone, cost lines and nothing else."""
    if gone == "reader":
        reader, error = os.pipe()
        os.close(reader)
    else:
        error = os.open(gone, os.O_WRONLY)
    code = "from rtts import log; log.configure()\n"
    code += "log.logger.info('short')\nlog.logger.info('long', fact='x' * 9000)\n"
    code += "print('goes on')"
    with os.fdopen(error, "wb") as log:
        done = subprocess.run(
            [sys.executable, "-E", "-c", code],  # a variable may want standard error unbuffered
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            check=False,  # Python says with 120 that it could not flush it in the end
            timeout=120,
        )
    assert done.stdout == b"goes on\n"


def test_every_event_is_in_the_legend() -> None:
    """An event that the code logs is explained in docs/logs.md."""
    legend = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/logs.md").read_text("utf-8")))
    logged = {event for path in (ROOT / "rtts").rglob("*.py") for event in events(path)}
    assert logged >= {"context_ended", "library"}
    assert logged - legend == set()


def events(path: Path) -> Iterator[str]:
    """The names of the events that a module logs."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="logger"), attr=level),
                args=[ast.Constant(value=str(event)), *_],
            ) if level in LEVELS:
                yield event
