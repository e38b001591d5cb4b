"""Who is let in: everything that a session needs is made before the upgrade.

What cannot be made is a refusal with a reason, not a socket that opens and closes.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

import rtts
from rtts.access.allowance import Allowance
from rtts.access.door import Admission, Door
from rtts.engines.base import EngineInfo
from rtts.errors import Refused, RequestError, WorkerUnavailable
from rtts.pipeline.speech import SpeechService
from rtts.protocol.dialect import Handshake
from rtts.protocol.messages import Limits
from rtts.resume.homecoming import Homecoming, welcome_back
from rtts.resume.resume import ResumableSocket, Resumptions
from rtts.server.websocket import ClientSocket
from rtts.session.actions import Action
from rtts.session.session import Session, Welcome

__all__ = ["Guest", "Newcomer", "Reception", "Rules", "Speech"]


@dataclass(frozen=True)
class Speech:
    """The speaking side of the house, as far as a session needs it."""

    describe: Callable[[], Awaitable[EngineInfo]]
    """What the engine can do; may start a worker. Raises WorkerUnavailable."""
    service: Callable[[EngineInfo], SpeechService]
    admit: Callable[[float], None]
    """Called before a context begins; raises RequestError where the engine is busy."""


@dataclass(frozen=True)
class Newcomer:
    """A client whose session begins, and all that was made for it."""

    admission: Admission
    session: Session
    first: list[Action]
    """The session's first words."""
    service: SpeechService
    socket: ResumableSocket


@dataclass
class Guest:
    """What was decided about a request, until its handler runs."""

    admission: Admission | None = None
    newcomer: Newcomer | None = None
    back: Homecoming | None = None
    refused: Refused | None = None
    told_late: bool = False
    """Whether it has to be let through the upgrade to understand why it was refused."""

    def leave(self) -> None:
        """Give up the place at the door. Again is harmless."""
        if self.admission is not None:
            self.admission.allowance.leave()


@dataclass(frozen=True)
class Rules:
    """What holds for all who come."""

    limits: Limits
    describe_within_s: float
    """How long an engine may take to say what it can do."""
    shared: bool
    """Whether other processes listen on the same port."""


class Reception:
    """Decides about requests."""

    def __init__(
        self,
        door: Door,
        speech: Speech,
        resumptions: Resumptions,
        rules: Rules,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._door = door
        self._speech = speech
        self._resumptions = resumptions
        self._rules = rules
        self._clock = clock

    async def receive(self, handshake: Handshake, client: ClientSocket) -> Guest:
        """What becomes of a request. Its place is given up when the line is lost."""
        guest = Guest()
        client.on_lost = guest.leave
        try:
            guest.back = await welcome_back(
                handshake, self._door, self._resumptions, shared=self._rules.shared
            )
            if guest.back is None or guest.back.socket is None:
                guest.admission = self._door.admit(handshake)
                guest.newcomer = await self._prepare(guest.admission, client)
        except Refused as refused:
            if guest.admission is not None:
                self._door.turn_away(guest.admission)
            guest.refused = refused
            guest.told_late = self._door.from_browser(handshake)
        return guest

    async def _prepare(self, admission: Admission, client: ClientSocket) -> Newcomer:
        """Make everything that a session needs. Raises Refused."""
        engine = await self._describe()
        allowance, dialect = admission.allowance, admission.accepted.dialect
        socket = ResumableSocket(client, admission.grant.key, dialect, self._resumptions)
        welcome = Welcome(
            session_id=secrets.token_hex(8),
            server=f"rtts/{rtts.__version__}",
            protocol=dialect.name,
            engine=engine,
            limits=_limits(self._rules.limits, allowance),
            allowance=allowance,
            admit=self._speech.admit,
            offer_resume=socket.offer,
        )
        session = Session(welcome, self._clock())
        try:
            first = session.start(admission.session, admission.accepted.unknown)
        except RequestError as error:
            raise Refused(400, error.wire_code, error.message, close_code=4400) from None
        return Newcomer(admission, session, first, self._speech.service(engine), socket)

    async def _describe(self) -> EngineInfo:
        """What the engine can do, if it says so while a handshake may last. Raises Refused."""
        try:
            async with asyncio.timeout(self._rules.describe_within_s):
                return await self._speech.describe()
        except TimeoutError:
            problem, retry_after = "The engine is still starting.", 2.0
        except WorkerUnavailable as error:
            problem, retry_after = error.message, error.retry_after
        raise Refused(503, "overloaded", problem, close_code=1013, retry_after=retry_after)


def _limits(limits: Limits, allowance: Allowance) -> Limits:
    """The server's limits, or narrower ones that the credential has."""
    max_contexts = allowance.max_contexts(limits.max_contexts)
    return msgspec.structs.replace(limits, max_contexts=max_contexts)
