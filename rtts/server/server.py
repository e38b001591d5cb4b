"""The WebSocket port: listens, gives each client that is let in a connection, and drains."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve, unix_serve
from websockets.frames import CloseCode
from websockets.http11 import Request, Response

import rtts
from rtts.access.bucket import TokenBucket
from rtts.access.door import Door
from rtts.log import logger
from rtts.protocol import native
from rtts.protocol.dialect import Dialect, Handshake
from rtts.protocol.messages import ContextCancelled, Limits, Resumed
from rtts.resume.homecoming import Homecoming
from rtts.resume.lost import LostSession
from rtts.resume.outbox import TimedDialect
from rtts.resume.resume import ResumableSocket, Resumptions
from rtts.resume.rules import ResumeRules
from rtts.server.connection import Connection, Observer
from rtts.server.listening import Place, listen, release, url
from rtts.server.reception import Guest, Newcomer, Reception, Rules, Speech
from rtts.server.refusals import in_our_form, response_of, tell_refusal
from rtts.server.websocket import CLOSE_TIMEOUT_S, WRITE_LIMIT, ClientSocket
from rtts.session.actions import Action, Reply
from rtts.session.session import Session

__all__ = ["Listen", "SpeechServer"]

_PING_S = 20.0
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
        self._limits = limits
        self._observer = observer
        self._clock = clock
        self._connections: set[Connection] = set()
        self._sockets: set[ClientSocket] = set()
        self._empty = asyncio.Event()
        self._servers: list[Server] = []
        self.resumptions = Resumptions(listen.resume, clock)
        rules = Rules(
            limits,
            describe_within_s=_DESCRIBE_SHARE * listen.handshake_timeout_s,
            shared=listen.place.shared,
        )
        self._reception = Reception(door, speech, self.resumptions, rules, clock=clock)
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
            "process_response": in_our_form,
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
        assert isinstance(connection, ClientSocket)
        handshake = Handshake.read(request.path, request.headers.raw_items())
        guest = await self._reception.receive(handshake, connection)
        if guest.refused is not None:
            self._observer.refused(guest.refused.wire_code)
            if not guest.told_late:
                return response_of(guest.refused)
        connection.guest = guest
        return None

    def _select_subprotocol(self, connection: ServerConnection, offered: Any) -> Any:
        guest: Guest | None = getattr(connection, "guest", None)
        if guest is not None and (known := guest.admission or guest.back) is not None:
            return known.accepted.subprotocol
        return next((name for name in offered if name in native.SUBPROTOCOLS), None)

    async def _serve(self, client: ServerConnection) -> None:
        """One client, from the upgrade to its end."""
        assert isinstance(client, ClientSocket)
        guest: Guest = client.guest
        client.guest = None
        if guest.refused is not None:
            self._observer.error_sent(guest.refused.wire_code)
            await tell_refusal(client, guest.refused)
            return
        client.send_timeout_s = self._listen.send_timeout_s
        if guest.newcomer is not None:
            await self._serve_first(client, guest.newcomer, guest.back)
        elif guest.back is not None and guest.back.socket is not None:
            await self._serve_again(client, guest.back, guest.back.socket)

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

    async def _serve_first(
        self, client: ClientSocket, newcomer: Newcomer, back: Homecoming | None
    ) -> None:
        """A session, from its first line to its end."""
        listen, socket, session = self._listen, newcomer.socket, newcomer.session
        admission, first = newcomer.admission, newcomer.first
        client.on_lost = None  # the place is kept for as long as the session is
        socket.session_id = session.id
        socket.begin(session)
        dialect = admission.accepted.dialect
        if back is not None and back.lost is not None:
            first = [*first, *self._tell_loss(client, dialect, back.lost)]
        connection = Connection(
            socket,
            TimedDialect(dialect, lambda: socket.resumable),
            session,
            newcomer.service,
            self._observer,
            TokenBucket(listen.messages_per_second, listen.messages_burst, self._clock()),
        )
        self._connections.add(connection)
        self._sockets.add(client)
        self._observer.session_opened()
        logger.info("session_opened", session=session.id, key=admission.grant.key)
        try:
            await connection.run(first)
        finally:
            admission.allowance.leave()
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

    def _tell_loss(self, client: ClientSocket, dialect: Dialect, lost: LostSession) -> list[Action]:
        """Say that the session is gone; what is lost with it is to come behind the new `ready`."""
        self.resumed["lost"] += 1
        self._observer.session_resumed("lost")
        logger.info("session_not_resumed", reason=lost.reason, contexts=len(lost.reports))
        client.put(dialect.encode(Resumed(recovered=False, reason=lost.reason)))
        return [Reply(report) for report in lost.reports]

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


def _close_code(connection: Connection, socket: ResumableSocket) -> int | None:
    """With which code the session ended; None if its client was lost without a goodbye."""
    if connection.close_code is not None:
        return connection.close_code
    lost = socket.close_code in (None, CloseCode.ABNORMAL_CLOSURE)
    return None if lost else CloseCode.NORMAL_CLOSURE
