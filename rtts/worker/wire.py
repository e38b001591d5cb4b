"""Every message between the processes, and who sends it when.

A worker has two kinds of peers. *Servers* come to its Unix socket, any number of them, open
utterances and get their speech. The *supervisor*, one, started it and holds the other end
of its standard input: only there can a worker be told to end, and when that end is closed,
because the supervisor is gone, the worker goes too.

The ids of utterances are a server's own; two servers may use the same ones. A message about
an id that is not open is no mistake: it crossed the end of the utterance on its way.
"""

import enum
from typing import Literal

import msgspec
from msgspec import Struct

from rtts.engines.base import Chunk, Ended, EngineInfo, Failed, Job
from rtts.worker.load import EngineLoad

__all__ = [
    "Cancel",
    "Described",
    "Exit",
    "Feed",
    "Finish",
    "FromServer",
    "FromSupervisor",
    "FromWorker",
    "Lead",
    "Leaving",
    "Load",
    "Loaded",
    "Open",
    "Ping",
    "Pulse",
    "Shutdown",
    "WorkerSpec",
    "decode_from_server",
    "decode_from_supervisor",
    "decode_from_worker",
]


# From the supervisor to the worker.


class WorkerSpec(Struct, frozen=True, forbid_unknown_fields=True):
    """What to be. The supervisor starts the worker with it, as JSON in its arguments."""

    engine: str
    model: str = ""
    options: dict[str, str] = {}
    """The engine's own settings, as the operator wrote them."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"


class Shutdown(Struct, frozen=True, array_like=True, tag="shutdown"):
    """Sent by the supervisor when nothing was spoken for long.

    The worker answers with `Leaving` and ends; or, while an utterance is open, with `Load`
    and stays. So no utterance is lost to a decision taken a moment too late.
    """


class Ping(Struct, frozen=True, array_like=True, tag="ping"):
    """Sent by the supervisor every so often; answered with `Pulse` at once."""


# From a server to the worker.


class Open(Struct, frozen=True, array_like=True, tag="open"):
    """Sent to begin an utterance, or to go on with one whose worker died."""

    job: Job
    spoken: tuple[bytes, ...] = ()
    """The traces of all its chunks that have arrived."""


class Feed(Struct, frozen=True, array_like=True, tag="feed"):
    """Sent whenever there is more text for an utterance."""

    id: int
    text: str


class Finish(Struct, frozen=True, array_like=True, tag="finish"):
    """Sent once all text of an utterance was fed."""

    id: int


class Cancel(Struct, frozen=True, array_like=True, tag="cancel"):
    """Sent when nobody listens any more. Not answered: the id is free at once."""

    id: int


class Lead(Struct, frozen=True, array_like=True, tag="lead"):
    """Sent as the listener of an utterance plays: how much audio lies ahead of it."""

    id: int
    ms: int


# From the worker to everyone. `Chunk`, `Ended` and `Failed` of `engines/base.py` go to the
# server whose utterance it is, as the engine gave them but for the id.


class Described(Struct, frozen=True, array_like=True, tag="described"):
    """Sent first on every connection: the engine is built, and this is what it can do.

    A worker that has not said this on a connection has taken nothing from it.
    """

    info: EngineInfo


class Loaded(Struct, frozen=True, array_like=True, tag="loaded"):
    """Sent once the engine can speak, or behind `Described` if it could before.

    Utterances opened earlier wait for it.
    """


class Load(Struct, frozen=True, array_like=True, tag="load"):
    """Sent behind `Described`, when the engine is loaded, and a tenth of a second after changes."""

    open: int
    """Utterances of all servers, waiting ones too."""
    samples: int
    """Given by the engine since the worker began."""
    idle_s: float
    """Since the last of those samples; before the first, since the engine was loaded."""
    engine: EngineLoad = EngineLoad()
    """What admission is decided from."""
    figures: dict[str, float] = {}
    """What the engine lets be watched; see `Engine.figures`."""


class Pulse(Struct, frozen=True, array_like=True, tag="pulse"):
    """Sent to the supervisor only, as the answer to `Ping`: the event loop gets its turn.

    It says of the engine's thread what that cannot say of itself, both in seconds.
    """

    busy_s: float
    """For so long the call of the engine that is under way has taken; 0 if none is."""
    silent_s: float
    """For so long steps have given nothing, though there was work and text was whole."""


class Leaving(Struct, frozen=True, array_like=True, tag="leaving"):
    """Sent last by a worker that ends in good order; its peers close the connection.

    That is no death. What is open has to be opened again at the next worker.
    """


FromServer = Open | Feed | Finish | Cancel | Lead
FromSupervisor = Shutdown | Ping
FromWorker = Described | Loaded | Load | Pulse | Leaving | Chunk | Ended | Failed

decode_from_server = msgspec.msgpack.Decoder(FromServer).decode
decode_from_supervisor = msgspec.msgpack.Decoder(FromSupervisor).decode
decode_from_worker = msgspec.msgpack.Decoder(FromWorker).decode


class Exit(enum.IntEnum):
    """The exit status of a worker. A negative one is the signal that killed it."""

    ORDERLY = 0
    BROKEN = 70
    """An exception came out of the engine, or of the worker's own code."""
    SETTINGS_WRONG = 78
    """The engine cannot be built or loaded as it is set; another start changes nothing."""
