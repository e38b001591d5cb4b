"""What a server process and its parent say to each other.

The parent starts server processes as the supervisor starts a worker: standard input of a process
is a socket whose other end is the parent's, and messages go both ways as in `worker/pipe.py`. A
second socket, of packets, carries connections to the worker as open files (SCM_RIGHTS).

A process asks, with a number of its own, and gets one answer with the same number. An open file
lies in the second socket before its `Connected` is sent.
"""

import socket
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from rtts.engines.base import EngineInfo
from rtts.metrics.snapshot import Snapshot
from rtts.settings.settings import Settings
from rtts.worker.pipe import PipeError

__all__ = [
    "AskConnection",
    "AskEngine",
    "Begin",
    "CannotListen",
    "Connected",
    "Described",
    "Distrust",
    "Drain",
    "Figures",
    "FromParent",
    "FromProcess",
    "Leave",
    "Listening",
    "Unavailable",
    "WorkerNews",
    "WorkerSource",
    "decode_from_parent",
    "decode_from_process",
    "pack_settings",
    "unpack_settings",
]


class WorkerSource(Protocol):
    """Where a server process has its worker from: a supervisor, or a parent that has one."""

    async def connect(self) -> socket.socket:
        """A connection to a worker that can speak. Raises WorkerUnavailable."""

    async def describe(self) -> EngineInfo:
        """What the engine can do. Raises WorkerUnavailable."""

    def excused(self) -> bool:
        """Whether the worker that was lost last had to go for what no utterance can cause."""

    def distrust(self, error: PipeError) -> None:
        """Have a worker replaced that has broken the rules of a pipe."""


# From the parent to a process.


class Begin(Struct, frozen=True, array_like=True, tag="begin"):
    """Sent first, once."""

    settings: bytes
    """By `pack_settings`."""
    share: int
    """Of how many processes it is one; each takes that part of what the whole server may."""


class Described(Struct, frozen=True, array_like=True, tag="described"):
    """The answer to `AskEngine`."""

    id: int
    info: EngineInfo | None
    """None: as it was told last."""


class Connected(Struct, frozen=True, array_like=True, tag="connected"):
    """The answer to `AskConnection`: the next open file of the second socket."""

    id: int


class Unavailable(Struct, frozen=True, array_like=True, tag="unavailable"):
    """The answer to either, where no worker can be had."""

    id: int
    message: str
    retry_after: float


class WorkerNews(Struct, frozen=True, array_like=True, tag="worker_news"):
    """Sent whenever something happens to the worker, before its connections can end by it."""

    excused: bool


class Drain(Struct, frozen=True, array_like=True, tag="drain"):
    """Sent to have a process finish what it speaks, and end."""


class Leave(Struct, frozen=True, array_like=True, tag="leave"):
    """Sent to have a process end at once, in good order. The end of the socket says the same."""


# From a process to the parent.


class Listening(Struct, frozen=True, array_like=True, tag="listening"):
    """Sent once it takes sessions."""


class CannotListen(Struct, frozen=True, array_like=True, tag="cannot_listen"):
    """Sent in place of `Listening`, before it ends."""

    message: str


class AskEngine(Struct, frozen=True, array_like=True, tag="ask_engine"):
    """Sent to learn what the engine can do; may start a worker."""

    id: int


class AskConnection(Struct, frozen=True, array_like=True, tag="ask_connection"):
    """Sent for a connection to the worker; may start one."""

    id: int


class Distrust(Struct, frozen=True, array_like=True, tag="distrust"):
    """Sent when the worker has broken the rules of the pipe."""

    message: str


class Figures(Struct, frozen=True, array_like=True, tag="figures"):
    """Sent once a second, which also says that the process is well; and at its end."""

    snapshot: Snapshot


FromParent = Begin | Described | Connected | Unavailable | WorkerNews | Drain | Leave
FromProcess = Listening | CannotListen | AskEngine | AskConnection | Distrust | Figures

decode_from_parent = msgspec.msgpack.Decoder(FromParent).decode
decode_from_process = msgspec.msgpack.Decoder(FromProcess).decode


def pack_settings(settings: Settings) -> bytes:
    """Settings as bytes. They hold credentials: not for arguments or files."""
    return msgspec.json.encode(settings, enc_hook=str)


def unpack_settings(data: bytes) -> Settings:
    """The settings that were packed."""
    return msgspec.json.decode(data, type=Settings, dec_hook=_make_path)


def _make_path(kind: type, value: Any) -> Any:
    return Path(value) if kind is Path else value
