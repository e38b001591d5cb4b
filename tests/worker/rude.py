"""A worker's program that breaks the rules of the pipe.

    python -m tests.worker.rude SOCKET SPEC

The model of its SPEC is a file, a `Script` as JSON, that says what it writes; when it was started
often enough, it is a good one.
"""

import os
import selectors
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from rtts.worker import child
from rtts.worker.wire import WorkerSpec

PROGRAM = ("-m", "tests.worker.rude")
"""For `rtts.worker.process`."""


class Script(msgspec.Struct, frozen=True):
    """What is said, as hexadecimal numbers."""

    control: str
    """To the supervisor, at the start."""
    greeting: str = ""
    """To each server, when it has come."""
    answer: str = ""
    """To each server, for the first that it sends."""
    file: str = ""
    times: int = 0
    """So many workers are rude, counted in the file; 0 is all."""

    def counts(self) -> bool:
        """Whether this worker is rude."""
        if not self.times:
            return True
        with Path(self.file).open("ab") as file:
            if file.tell() >= self.times:
                return False
            file.write(b"x")
        return True


def main(path: str, script: Script) -> None:
    """Say it, and stay until the supervisor is gone."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    control = socket.socket(fileno=os.dup(0))
    control.sendall(bytes.fromhex(script.control))
    spoken_to = []
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    server, _ = listener.accept()
                    server.sendall(bytes.fromhex(script.greeting))
                    selector.register(server, selectors.EVENT_READ)
                elif key.fileobj is control:
                    if not control.recv(4096):
                        return
                else:
                    selector.unregister(key.fileobj)
                    spoken_to.append(answered(key.fileobj, bytes.fromhex(script.answer)))


def answered(server: Any, words: bytes) -> Any:
    """Say it to a server that has said something, and keep the connection."""
    with suppress(OSError):
        if server.recv(4096):
            server.sendall(words)
    return server


if __name__ == "__main__":
    spec = msgspec.json.decode(sys.argv[2], type=WorkerSpec)
    script = msgspec.json.decode(Path(spec.model).read_bytes(), type=Script)
    if script.counts():
        main(sys.argv[1], script)
    else:
        good = msgspec.structs.replace(spec, model="")
        sys.exit(child.main([sys.argv[1], msgspec.json.encode(good).decode()]))
