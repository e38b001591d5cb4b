"""`rtts serve`: a server from its start to the signal that ends it.

Or, for `rtts say` where none runs, for as long as another command lasts.
"""

import asyncio
import contextlib
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from rtts import log
from rtts.app import Addresses, App
from rtts.settings.settings import Settings
from rtts.system import allow_files

__all__ = ["own_server", "serve"]


async def serve(settings: Settings, announce: Callable[[str], object]) -> None:
    """Run a server until SIGTERM or SIGINT; the second signal does not wait for anyone.

    `announce` is told, once it listens, where it is and what to type to hear it.
    """
    allow_files(settings.max_sessions)
    app = App(settings)
    loop = asyncio.get_running_loop()
    asked: asyncio.Queue[int] = asyncio.Queue()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl-C raises instead
            loop.add_signal_handler(number, asked.put_nowait, number)
    try:
        announce(_announcement(await app.start()))
        await asked.get()
        draining = asyncio.create_task(app.drain())
        again = asyncio.create_task(asked.get())
        await asyncio.wait([draining, again], return_when=asyncio.FIRST_COMPLETED)
        draining.cancel()
        again.cancel()
    finally:
        await app.close()


@contextlib.asynccontextmanager
async def own_server(engine: str) -> AsyncIterator[str]:
    """A server for as long as one command lasts; gives its URL."""
    log.configure("error")
    app = App(Settings(engine=engine, port=0, http=False))
    try:
        yield (await app.start()).websocket
    finally:
        await app.close()


def _announcement(addresses: Addresses) -> str:
    lines = [f"WebSocket  {addresses.websocket}"]
    if addresses.http:
        lines.append(f"HTTP       {addresses.http}")
    if addresses.metrics:
        lines.append(f"Metrics    {addresses.metrics}/metrics")
    url = addresses.websocket.removesuffix("/v1/stream")
    lines.append(f"Try        {_own_command()} say --url {url} 'Hello there. How are you?'")
    return "\n".join(lines)


def _own_command() -> str:
    """How this program is called from where it was called: it may not be on the PATH."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{Path(sys.executable).name} -m rtts"
    return called.name if shutil.which(called.name) else str(called)
