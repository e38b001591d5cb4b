"""Coming back to a session whose line was lost.

The server keeps the session for some seconds and knows it by a token. It is asked at once,
then again and again, for as long as it may still be there: a line that was lost seldom comes
alone.

Of a server with several processes one has the session, and the kernel leads who connects to any
of them. The others say to connect again at once, which is done at once.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from rtts_client.errors import ConnectionRefused, ProtocolError, RttsError, SessionClosed
from rtts_client.messages import Resumed, ServerMessage, decode_server_message

__all__ = ["Comeback", "Reopen", "come_back"]

_log = logging.getLogger("rtts_client")

Reopen = Callable[[str, int], Awaitable[ClientConnection]]
"""Opens a socket that shows the token and says how many messages were received."""

WINDOW_S = 15.0
_ATTEMPT_S = 5.0
_FIRST_DELAY_S = 0.05
_LAST_DELAY_S = 1.0
_KNOCKS, _KNOCK_S = 100, 0.02
"""So often, and so soon, it is asked again where that was said to help: of sixteen processes the
right one is then met but for one time in six hundred."""
_LOST = 1006
_IN_VAIN = frozenset({400, 401, 403, 404})


class Comeback(NamedTuple):
    """A session that goes on."""

    socket: ClientConnection
    token: str | None
    """Opens it the next time."""
    received: int
    """How many of the client's messages the server has."""


async def come_back(reopen: Reopen, token: str, received: int) -> Comeback:
    """Go on with the session. Raises SessionClosed, which says why that cannot be."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + WINDOW_S
    delay, knocks = _FIRST_DELAY_S, 0
    while True:
        at_once = False
        try:
            async with asyncio.timeout_at(min(deadline, clock() + _ATTEMPT_S)):
                return await _attempt(reopen, token, received)
        except SessionClosed:
            raise
        except ConnectionRefused as refused:
            if refused.status in _IN_VAIN:
                raise _lost(refused.message) from None
            problem, delay = str(refused), max(delay, refused.retry_after)
            at_once = refused.at_once and knocks < _KNOCKS
        except (RttsError, TimeoutError, ConnectionClosed) as failed:
            problem = str(failed) or "no answer came in time"
        wait = _KNOCK_S if at_once else delay
        pause = wait * (1 - random.random() / 4)  # noqa: S311 -- so that clients spread
        if clock() + pause >= deadline:
            raise _lost(f"{problem} For {WINDOW_S:g} s nothing helped.")
        _log.info("%s Coming back to the session in %.1f s.", problem, pause)
        await asyncio.sleep(pause)
        if at_once:
            knocks += 1
        else:
            delay = min(delay * 2, _LAST_DELAY_S)


async def _attempt(reopen: Reopen, token: str, received: int) -> Comeback:
    """Ask once. Raises SessionClosed if the server no longer has the session."""
    socket = await reopen(token, received)
    try:
        return _understood(socket, token, decode_server_message(await socket.recv()))
    except SessionClosed:
        await socket.close()
        raise
    except BaseException:
        socket.transport.abort()
        raise


def _understood(socket: ClientConnection, token: str, answer: ServerMessage | None) -> Comeback:
    if not isinstance(answer, Resumed):
        raise ProtocolError("The server answers a client that comes back with no `resumed`.")
    if not answer.recovered or answer.received is None:
        raise _lost(f"The server no longer has the session ({answer.reason or 'no reason'}).")
    return Comeback(socket, answer.resume_token or token, answer.received)


def _lost(problem: str) -> SessionClosed:
    return SessionClosed(_LOST, f"the connection was lost, and could not be resumed. {problem}")
