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
from contextlib import suppress

__all__ = ["TextSource", "text_pieces"]

TextSource = str | Iterable[str] | AsyncIterable[str]

_GAP_S = 0.005
"""At least this long between two messages of one source: 200 a second."""
_HELD_PIECES = 256

_Item = str | Exception | None
"""A piece, what the source raised, or its end."""


async def text_pieces(source: TextSource) -> AsyncGenerator[str, None]:
    """The source's text in pieces, as soon as it is there; none of them empty.

    A string or a sequence is one piece. An iterator is read in a thread of its own, so it may
    block. A generator that is not read to its end is closed: the model behind it need not
    write on. Raises what the source raises.
    """
    if isinstance(source, str | Sequence):
        if whole := "".join(source):
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
        if isinstance(item, Exception):
            raise item
        if item is None:
            return
        await asyncio.sleep(_GAP_S)


async def _read(source: AsyncIterable[str], queue: asyncio.Queue[_Item]) -> None:
    """Put an asynchronous source into the queue."""
    end: _Item = None
    try:
        async for piece in source:
            await queue.put(piece)
    except Exception as error:  # noqa: BLE001 -- whatever the source raises is passed on
        end = error
    finally:
        if close := getattr(source, "aclose", None):
            await close()
    await queue.put(end)


async def _ask(source: Iterable[str], queue: asyncio.Queue[_Item]) -> None:
    """Put a blocking source into the queue, from a thread that nobody has to wait for.

    The interpreter joins the threads of an executor when it ends; one that is blocked in
    reading a terminal would keep it from ending.
    """
    loop = asyncio.get_running_loop()
    wanted = threading.Event()
    wanted.set()
    finished = asyncio.Event()

    def run() -> None:
        end: _Item = None
        try:
            for piece in source:
                if not wanted.is_set():
                    break
                asyncio.run_coroutine_threadsafe(queue.put(piece), loop).result()
        except Exception as error:  # noqa: BLE001 -- as above
            end = error
        if isinstance(source, Generator):
            source.close()
        with suppress(RuntimeError):  # the loop is gone, and with it who would want this
            asyncio.run_coroutine_threadsafe(queue.put(end), loop)
            loop.call_soon_threadsafe(finished.set)

    threading.Thread(target=run, name="rtts source", daemon=True).start()
    try:
        await finished.wait()
    except asyncio.CancelledError:
        wanted.clear()
        while not queue.empty():  # a thread that waits to put something in goes on, and ends
            queue.get_nowait()
        raise
