"""A client at the door that shows the token of a session it was in.

Its session is still counted as open, so nothing is asked of it but who it is: that it may
connect at all, and that it comes with the credential that the session was opened with.

Where several processes have one port, the client may meet another one than it left. It is
asked to knock again, which the kernel leads elsewhere sooner or later.
"""

from typing import NamedTuple

from rtts.access.door import Door
from rtts.access.origins import check_place
from rtts.errors import Refused
from rtts.protocol import native
from rtts.protocol.dialect import Accepted, Handshake, ResumeRequest
from rtts.resume.lost import LostSession
from rtts.resume.resume import ResumableSocket, Resumptions

__all__ = ["Homecoming", "welcome_back"]


class Homecoming(NamedTuple):
    """A client that comes back: to its session, or to the news that there is none."""

    accepted: Accepted
    request: ResumeRequest
    socket: ResumableSocket | None
    lost: LostSession | None


async def welcome_back(
    request: Handshake, door: Door, sessions: Resumptions, *, shared: bool
) -> Homecoming | None:
    """What becomes of a request with a token; None for one without. Raises Refused.

    `shared` says that other processes listen on the same port.

    A session whose client lacks what is no longer held is ended here, with its reports.
    """
    if "resume" not in request.query:
        return None
    check_place(request.headers, door.allowed_origins, door.allowed_hosts)
    accepted = native.handshake(request)
    if accepted.resume is None:
        return None
    token, received = accepted.resume
    key = door.check_credential(request, accepted).key  # a token is looked at, and not used up
    if shared and not sessions.made(token):
        raise Refused(
            503,
            "overloaded",
            "Another process of this server may have the session; connect again at once.",
            close_code=1013,
            at_once=True,
        )
    socket = sessions.find(token, key, accepted.dialect.name)
    if socket is not None and not socket.holds(received):
        socket.end("not_held")
        await socket.gone.wait()
        socket = None
    lost = sessions.lost(token, key) if socket is None else None
    return Homecoming(accepted, accepted.resume, socket, lost)
