"""What the HTTP port has to know of the server."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from rtts.engines.base import EngineInfo
from rtts.pipeline.speech import SpeechService
from rtts.protocol.messages import Limits

__all__ = ["ServerStatus"]


class ServerStatus(Protocol):
    """What the HTTP port has to know of the server."""

    @property
    def limits(self) -> Limits: ...

    @property
    def websocket_port(self) -> int | None:
        """Where sessions are taken; None where that is no TCP port."""

    def ready(self) -> tuple[bool, str]:
        """Whether a session can be taken now; if not, the reason as a sentence."""

    def engine_figures(self) -> Mapping[str, float]:
        """What the engine lets be watched; nothing while no worker runs."""

    def refresh(self) -> None:
        """Bring the levels of the metrics up to date, for a page that is about to be made."""

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""

    def speech(self) -> AbstractAsyncContextManager[tuple[EngineInfo, SpeechService]]:
        """What it takes to speak a text. Raises Refused where there is no room for it."""
