"""The program of one server process.

    python -m rtts.processes.child FILES

Standard input has to be the socket to the parent, and FILES the number of the open socket of
packets on which connections to the worker come. It ends when the parent says so or is gone.
SIGTERM makes it finish what it speaks, as the parent's order to drain does: a system that stops
a service may signal all its processes.
"""

import asyncio
import os
import signal
import socket
import sys

from rtts import log
from rtts.app import App
from rtts.errors import SettingsError
from rtts.processes.parent import Parent
from rtts.processes.wire import CannotListen, Figures, Listening, unpack_settings
from rtts.system import allow_files, spare_threads

__all__ = ["main"]

_FIGURES_S = 1.0


async def serve(control: socket.socket, files: socket.socket) -> None:
    """Be a server process until the parent has no more need of it."""
    parent = Parent(files)
    await asyncio.get_running_loop().create_unix_connection(lambda: parent, sock=control)
    begin = await parent.begin
    if begin is None:
        return
    settings = unpack_settings(begin.settings)
    log.configure(settings.log_level)
    allow_files(settings.max_sessions)
    _drain_on_signals(parent)
    try:
        await _live(App(settings, parent=parent, share=begin.share), parent)
    except SettingsError as error:
        parent.say(CannotListen(str(error)))
    parent.close()


async def _live(app: App, parent: Parent) -> None:
    """Be this app from its start to its end. Raises SettingsError."""
    try:
        await app.start()
        await _run(app, parent)
    finally:
        await app.close()
        parent.say(Figures(app.metrics.snapshot()))


async def _run(app: App, parent: Parent) -> None:
    """Serve, then drain unless there is no time for it."""
    parent.say(Listening())
    telling = asyncio.create_task(_tell_figures(app, parent))
    leaving = asyncio.create_task(parent.told_to_leave.wait())
    draining = asyncio.create_task(_drain(app, parent))
    await asyncio.wait({leaving, draining}, return_when=asyncio.FIRST_COMPLETED)
    for task in (telling, leaving, draining):
        task.cancel()


async def _drain(app: App, parent: Parent) -> None:
    await parent.told_to_drain.wait()
    await app.drain()


async def _tell_figures(app: App, parent: Parent) -> None:
    """Say what was counted, again and again."""
    while True:
        parent.say(Figures(app.metrics.snapshot()))
        await asyncio.sleep(_FIGURES_S)


def _drain_on_signals(parent: Parent) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, parent.told_to_drain.set)


def main() -> None:
    """The entry point."""
    spare_threads()
    import uvloop  # the parent runs on Linux only

    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    files = socket.socket(fileno=int(sys.argv[1]))
    uvloop.run(serve(control, files))


if __name__ == "__main__":
    main()
