"""Text from wherever it comes, as pieces worth a message each.

A language model gives tokens; a file gives everything at once; a plain iterator blocks the
thread that asks it. All become one asynchronous stream here. What comes faster than the
socket should carry it (servers limit the messages a second) is joined.
"""

import asyncio
import threading
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Generator,
    Iterable,
    Sequence,
)
from concurrent.futures import Future
from contextlib import suppress
from typing import NamedTuple

__all__ = ["TextSource", "checked_source", "text_pieces"]

TextSource = str | Iterable[str] | AsyncIterable[str]

_GAP_S = 0.005
"""At least this long between two messages of one source: 200 a second."""
_HELD_PIECES = 256


class _End(NamedTuple):
    """The end of a source, with what it raised."""

    error: Exception | None = None


_Item = str | _End


def checked_source(source: TextSource) -> TextSource:
    """The source. Raises TypeError if it is none, which is best said where it was given."""
    if isinstance(source, bytes | bytearray | memoryview):
        raise TypeError(f"A text to speak is a string, not {_kind(source)}: decode it first.")
    if not isinstance(source, str | Iterable | AsyncIterable):
        raise TypeError(
            f"A text to speak is a string, or an iterator of strings, not {_kind(source)}."
        )
    return source


async def text_pieces(source: TextSource) -> AsyncGenerator[str, None]:
    """The source's text in pieces, as soon as it is there; none of them empty.

    A string or a sequence is one piece. An iterator is read in a thread of its own, so it may
    block. A generator that is not read to its end is closed: the model behind it need not
    write on. Raises what the source raises.
    """
    if isinstance(source, str | Sequence):
        if whole := source if isinstance(source, str) else "".join(map(_checked, source)):
            yield whole
        return
    queue: asyncio.Queue[_Item] = asyncio.Queue(_HELD_PIECES)
    reader = _read(source, queue) if isinstance(source, AsyncIterable) else _ask(source, queue)
    task = asyncio.create_task(reader, name="rtts source")
    try:
        async for piece in _joined(queue):
            yield piece
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _joined(queue: asyncio.Queue[_Item]) -> AsyncIterator[str]:
    """What is in the queue, all at once, then a pause for more to gather."""
    while True:
        item = await queue.get()
        pieces: list[str] = []
        while isinstance(item, str):
            pieces.append(item)
            if queue.empty():
                break
            item = queue.get_nowait()
        if text := "".join(pieces):
            yield text
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            return
        await asyncio.sleep(_GAP_S)


async def _read(source: AsyncIterable[str], queue: asyncio.Queue[_Item]) -> None:
    """Put an asynchronous source into the queue."""
    error: Exception | None = None
    try:
        async for piece in source:
            await queue.put(_checked(piece))
    except (Exception, asyncio.CancelledError) as raised:
        if _is_own_cancel(raised):
            raise
        error = _passed_on(raised)
    finally:
        if close := getattr(source, "aclose", None):
            try:
                await close()
            except Exception as raised:  # noqa: BLE001 -- whatever the source raises is passed on
                error = error or raised
    await queue.put(_End(error))


async def _ask(source: Iterable[str], queue: asyncio.Queue[_Item]) -> None:
    """Put a blocking source into the queue, from a thread that nobody has to wait for.

    The interpreter joins the threads of an executor when it ends; one that is blocked in
    reading a terminal would keep it from ending.
    """
    loop = asyncio.get_running_loop()
    wanted = threading.Event()
    wanted.set()
    finished = asyncio.Event()

    def put(item: _Item) -> Future[None]:
        """Raises RuntimeError if the loop is gone."""
        putting = queue.put(item)
        try:
            return asyncio.run_coroutine_threadsafe(putting, loop)
        except RuntimeError:
            putting.close()
            raise

    def run() -> None:
        error: Exception | None = None
        try:
            for piece in source:
                if not wanted.is_set():
                    break
                put(_checked(piece)).result()
        except BaseException as raised:  # noqa: BLE001 -- as above; nobody else hears of it here
            error = _passed_on(raised)
        error = _close(source) or error
        with suppress(RuntimeError):  # the loop is gone, and with it who would want this
            put(_End(error))
            loop.call_soon_threadsafe(finished.set)

    threading.Thread(target=run, name="rtts source", daemon=True).start()
    try:
        await finished.wait()
    except asyncio.CancelledError:
        wanted.clear()
        while not queue.empty():  # a thread that waits to put something in goes on, and ends
            queue.get_nowait()
        raise


def _close(source: Iterable[str]) -> Exception | None:
    """End a generator that may not have been read to its end; what it raises then."""
    try:
        if isinstance(source, Generator):
            source.close()
    except Exception as raised:  # noqa: BLE001 -- as above
        return raised
    return None


def _checked(piece: str | None) -> str:
    """The piece, or none where there is none: the last event of many models' streams has no text.

    Raises TypeError for another thing: to leave it out may be to lose text.
    """
    if piece is None:
        return ""
    if not isinstance(piece, str):
        raise TypeError(
            f"The pieces of a text to speak are strings; one of them is {_kind(piece)}."
        )
    return piece


def _kind(thing: object) -> str:
    return "None" if thing is None else f"of the type {type(thing).__name__}"


def _is_own_cancel(raised: BaseException) -> bool:
    """Whether this task was cancelled, and not something that the source waited for."""
    task = asyncio.current_task()
    return isinstance(raised, asyncio.CancelledError) and task is not None and task.cancelling() > 0


def _passed_on(raised: BaseException) -> Exception:
    """What the reader of the audio is told: that the text ended is none of its own ends."""
    if isinstance(raised, Exception):
        return raised
    problem = RuntimeError(f"The text to speak ended with {type(raised).__name__}.")
    problem.__cause__ = raised
    return problem
