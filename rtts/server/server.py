"""The WebSocket port: listens, lets clients in, gives each a connection, and drains.

A refusal comes before the upgrade, so that a client never takes an overloaded server for one
that hung up on it. Everything a session needs is made before the upgrade too: what cannot be
made is a refusal with a reason, not a socket that opens and closes.
"""

import asyncio
import json
import secrets
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve, unix_serve
from websockets.datastructures import Headers
from websockets.frames import CloseCode
from websockets.http11 import Request, Response

import rtts
from rtts.access.allowance import Allowance
from rtts.access.bucket import TokenBucket
from rtts.access.door import Admission, Door
from rtts.engines.base import EngineInfo
from rtts.errors import Refused, RequestError, WorkerUnavailable
from rtts.log import logger
from rtts.pipeline.speech import SpeechService
from rtts.protocol import native
from rtts.protocol.dialect import Dialect, Handshake
from rtts.protocol.messages import ContextCancelled, Error, Limits, Resumed
from rtts.resume.homecoming import Homecoming, welcome_back
from rtts.resume.lost import LostSession
from rtts.resume.outbox import TimedDialect
from rtts.resume.resume import ResumableSocket, Resumptions
from rtts.resume.rules import ResumeRules
from rtts.server.connection import Connection, Observer
from rtts.server.listening import Place, listen, release, url
from rtts.server.websocket import CLOSE_TIMEOUT_S, WRITE_LIMIT, ClientSocket
from rtts.session.actions import Action, Reply
from rtts.session.session import Session, Welcome

__all__ = ["Listen", "Speech", "SpeechServer"]

_PING_S = 20.0
_JSON = "application/json"
_DESCRIBE_SHARE = 0.8
"""Of a handshake's time; the rest is for saying that the engine was not there in time."""


@dataclass(frozen=True)
class Listen:
    """Where and how the WebSocket port listens."""

    place: Place
    tls: ssl.SSLContext | None = None
    handshake_timeout_s: float = 5.0
    send_timeout_s: float = 10.0
    messages_per_second: float = 500
    messages_burst: float = 2000
    resume: ResumeRules = field(default_factory=ResumeRules)


@dataclass(frozen=True)
class Speech:
    """The speaking side of the house, as far as a session needs it."""

    describe: Callable[[], Awaitable[EngineInfo]]
    """What the engine can do; may start a worker. Raises WorkerUnavailable."""
    service: Callable[[EngineInfo], SpeechService]
    admit: Callable[[float], None]
    """Called before a context begins; raises RequestError where the engine is busy."""


@dataclass
class _Guest:
    """What was decided about a request, until its handler runs."""

    admission: Admission | None = None
    session: Session | None = None
    first: list[Action] = field(default_factory=list)
    service: SpeechService | None = None
    socket: ResumableSocket | None = None
    back: Homecoming | None = None
    refused: Refused | None = None

    def leave(self) -> None:
        """Give up the place at the door. Again is harmless."""
        if self.admission is not None:
            self.admission.allowance.leave()


class SpeechServer:
    """Serves sessions on one socket. `start`, then `drain` or `close`."""

    def __init__(
        self,
        listen: Listen,
        door: Door,
        speech: Speech,
        limits: Limits,
        observer: Observer,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._listen = listen
        self._door = door
        self._speech = speech
        self._limits = limits
        self._observer = observer
        self._clock = clock
        self._connections: set[Connection] = set()
        self._sockets: set[ClientSocket] = set()
        self._empty = asyncio.Event()
        self._servers: list[Server] = []
        self.resumptions = Resumptions(listen.resume, clock)
        self.resumed = {"recovered": 0, "lost": 0}
        """How often clients came back: to their session, and in vain."""

    def __repr__(self) -> str:
        return f"<SpeechServer sessions={self.sessions}>"

    @property
    def sessions(self) -> int:
        """How many clients are being served."""
        return len(self._connections)

    async def start(self) -> str:
        """Listen; returns the URL. Raises SettingsError if that cannot be done."""
        listen_at, tls = self._listen.place, self._listen.tls
        sockets = await listen(listen_at, "WebSocket port", "--port, --host or --socket")
        found = url("ws" if tls is None else "wss", listen_at, sockets[0])
        serve_on = serve if listen_at.path is None else unix_serve
        for sock in sockets:
            self._servers.append(await serve_on(self._serve, sock=sock, **self._options()))
        return found if listen_at.path is not None else f"{found}{native.PATHS[0]}"

    def _options(self) -> dict[str, Any]:
        """What the library is told."""
        return {
            "process_request": self._process_request,
            "process_response": _process_response,
            "select_subprotocol": self._select_subprotocol,
            "create_connection": ClientSocket,
            "compression": None,
            "max_size": self._limits.max_message_bytes,
            "open_timeout": self._listen.handshake_timeout_s,
            "close_timeout": CLOSE_TIMEOUT_S,
            "ping_interval": _PING_S,
            "ping_timeout": _PING_S,
            "write_limit": WRITE_LIMIT,
            "server_header": f"rtts/{rtts.__version__}",
            "ssl": self._listen.tls,
        }

    # Letting clients in.

    async def _process_request(
        self, connection: ServerConnection, request: Request
    ) -> Response | None:
        if "upgrade" not in request.headers:
            return None  # the library tells it what this port is for; no worker is needed
        handshake = Handshake.read(request.path, request.headers.raw_items())
        guest = _Guest()
        assert isinstance(connection, ClientSocket)
        connection.on_lost = guest.leave
        try:
            guest.back = await welcome_back(
                handshake, self._door, self.resumptions, shared=self._listen.place.shared
            )
            if guest.back is None or guest.back.socket is None:
                await self._receive_guest(guest, handshake, connection)
        except Refused as refused:
            guest.leave()
            self._observer.refused(refused.wire_code)
            if not self._door.from_browser(handshake):
                return _response(refused)
            guest.refused = refused
        connection.guest = guest
        return None

    async def _receive_guest(
        self, guest: _Guest, handshake: Handshake, client: ClientSocket
    ) -> None:
        """Make everything that a session needs. Raises Refused."""
        admission = guest.admission = self._door.admit(handshake)
        engine = await self._describe()
        allowance = admission.allowance
        dialect = admission.accepted.dialect
        socket = ResumableSocket(client, admission.grant.key, dialect, self.resumptions)
        guest.socket = socket
        welcome = Welcome(
            session_id=secrets.token_hex(8),
            server=f"rtts/{rtts.__version__}",
            protocol=dialect.name,
            engine=engine,
            limits=_limits(self._limits, allowance),
            allowance=allowance,
            admit=self._speech.admit,
            offer_resume=socket.offer,
        )
        guest.session = Session(welcome, self._clock())
        try:
            guest.first = guest.session.start(admission.session)
        except RequestError as error:
            raise Refused(400, error.wire_code, error.message, close_code=4400) from None
        guest.service = self._speech.service(engine)

    async def _describe(self) -> EngineInfo:
        """What the engine can do, if it says so while a handshake may last. Raises Refused."""
        try:
            async with asyncio.timeout(_DESCRIBE_SHARE * self._listen.handshake_timeout_s):
                return await self._speech.describe()
        except TimeoutError:
            problem, retry_after = "The engine is still starting.", 2.0
        except WorkerUnavailable as error:
            problem, retry_after = error.message, error.retry_after
        raise Refused(503, "overloaded", problem, close_code=1013, retry_after=retry_after)

    def _select_subprotocol(self, connection: ServerConnection, offered: Any) -> Any:
        guest: _Guest | None = getattr(connection, "guest", None)
        if guest is not None and (known := guest.admission or guest.back) is not None:
            return known.accepted.subprotocol
        return next((name for name in offered if name in native.SUBPROTOCOLS), None)

    async def _serve(self, client: ServerConnection) -> None:
        """One client, from the upgrade to its end."""
        assert isinstance(client, ClientSocket)
        guest: _Guest = client.guest
        client.guest = None
        if guest.refused is not None:
            await _tell_refusal(client, guest.refused)
            return
        client.send_timeout_s = self._listen.send_timeout_s
        if guest.back is not None and guest.back.socket is not None:
            await self._serve_again(client, guest.back, guest.back.socket)
        else:
            await self._serve_first(client, guest)

    async def _serve_again(
        self, client: ClientSocket, back: Homecoming, socket: ResumableSocket
    ) -> None:
        """One more line of a session, which is served where it was."""
        received = back.request.received
        if back.request.token not in socket.tokens or not socket.holds(received):
            await client.leave(CloseCode.TRY_AGAIN_LATER, "the session has just gone")
            return
        self.resumed["recovered"] += 1
        self._observer.session_resumed("recovered")
        again = socket.sent - received
        logger.info("session_resumed", session=socket.session_id, sent_again=again)
        self._sockets.add(client)
        try:
            socket.attach(client, received, back.request.token)
            await socket.replay(client)
            await client.wait_closed()
        finally:
            self._sockets.discard(client)

    async def _serve_first(self, client: ClientSocket, guest: _Guest) -> None:
        """A session, from its first line to its end."""
        assert guest.admission is not None
        assert guest.session is not None
        assert guest.service is not None
        assert guest.socket is not None
        listen, socket, session = self._listen, guest.socket, guest.session
        client.on_lost = None  # the place is kept for as long as the session is
        socket.session_id = session.id
        socket.begin(session)
        dialect = guest.admission.accepted.dialect
        if guest.back is not None and guest.back.lost is not None:
            self._tell_loss(client, dialect, guest.back.lost, guest)
        connection = Connection(
            socket,
            TimedDialect(dialect, lambda: socket.resumable),
            session,
            guest.service,
            self._observer,
            TokenBucket(listen.messages_per_second, listen.messages_burst, self._clock()),
        )
        self._connections.add(connection)
        self._sockets.add(client)
        self._observer.session_opened()
        logger.info("session_opened", session=session.id, key=guest.admission.grant.key)
        try:
            await connection.run(guest.first)
        finally:
            guest.leave()
            self._connections.discard(connection)
            self._sockets.discard(client)
            self._give_up(socket, session)
            self._observer.session_closed(
                _close_code(connection, socket), socket.sent_bytes, connection.received_bytes
            )
            if not self._connections:
                self._empty.set()

    def _give_up(self, socket: ResumableSocket, session: Session) -> None:
        """Keep a session no longer; what it leaves unsaid is remembered for its client."""
        tokens = socket.tokens
        if socket.given_up:
            actions = session.abort("lost", self._clock())
            reports = [each.message for each in actions if isinstance(each, Reply)]
            lost = tuple(each for each in reports if isinstance(each, ContextCancelled))
            self.resumptions.bury(tokens, socket.key, LostSession(socket.reason, lost))
        socket.finish()
        socket.gone.set()

    def _tell_loss(
        self, client: ClientSocket, dialect: Dialect, lost: LostSession, guest: _Guest
    ) -> None:
        """Say that the session is gone; what is lost with it comes behind the new `ready`."""
        self.resumed["lost"] += 1
        self._observer.session_resumed("lost")
        logger.info("session_not_resumed", reason=lost.reason, contexts=len(lost.reports))
        client.put(dialect.encode(Resumed(recovered=False, reason=lost.reason)))
        guest.first += [Reply(report) for report in lost.reports]

    # Going.

    async def drain(self, timeout_s: float) -> None:
        """Let every session finish what it speaks, for so long at most.

        The door's `room` has to refuse new ones by now.
        """
        deadline_ms = round(timeout_s * 1000)
        self._empty.clear()
        self.resumptions.close()
        for connection in list(self._connections):
            connection.drain(deadline_ms)
        if self._connections:
            try:
                async with asyncio.timeout(timeout_s):
                    await self._empty.wait()
            except TimeoutError:
                pass
        await self.close()

    async def close(self) -> None:
        """Tell who is left, cut who does not listen, and stop listening."""
        self.resumptions.close()
        for connection in list(self._connections):
            connection.shut(1001, "the server is going down")
        for client in list(self._sockets):
            if client.paused:
                client.abort()  # the library would wait for it for ever
        servers, self._servers = self._servers, []
        for server in servers:
            server.close()
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S + 1):
                for server in servers:
                    await server.wait_closed()
        except TimeoutError:
            for client in list(self._sockets):
                client.abort()
        if servers:
            release(self._listen.place)


def _limits(limits: Limits, allowance: Allowance) -> Limits:
    """The server's limits, or narrower ones that the credential has."""
    max_contexts = allowance.max_contexts(limits.max_contexts)
    return msgspec.structs.replace(limits, max_contexts=max_contexts)


def _close_code(connection: Connection, socket: ResumableSocket) -> int | None:
    """With which code the session ended; None if its client was lost without a goodbye."""
    if connection.close_code is not None:
        return connection.close_code
    lost = socket.close_code in (None, CloseCode.ABNORMAL_CLOSURE)
    return None if lost else CloseCode.NORMAL_CLOSURE


def _response(refused: Refused) -> Response:
    """A refusal as plain HTTP."""
    body = _error_body(refused.wire_code, refused.message)
    headers = Headers(
        [
            ("Content-Type", _JSON),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
    )
    if refused.retry_after:
        headers["Retry-After"] = str(max(1, round(refused.retry_after)))
    elif refused.at_once:
        headers["Retry-After"] = "0"
    return Response(refused.status, HTTPStatus(refused.status).phrase, headers, body)


def _process_response(
    _connection: ServerConnection, _request: Request, response: Response
) -> Response | None:
    """Put a refusal of the library's own into the form of ours."""
    headers = response.headers
    if response.status_code < HTTPStatus.BAD_REQUEST or headers["Content-Type"] == _JSON:
        return None
    message = " ".join(response.body.decode().split())
    response.body = _error_body("invalid_value", message)
    for name, value in (("Content-Type", _JSON), ("Content-Length", str(len(response.body)))):
        del headers[name]
        headers[name] = value
    return response


def _error_body(code: str, message: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}).encode()


async def _tell_refusal(client: ClientSocket, refused: Refused) -> None:
    """A refusal for a browser, which reads only what comes after the upgrade."""
    error = Error(
        code=refused.wire_code,
        message=refused.message,
        fatal=True,
        retry_after_ms=round(refused.retry_after * 1000),
    )
    client.put(native.Native().encode(error))
    await client.leave(refused.close_code, refused.wire_code)
