"""Who may come in: every check of a connection before it becomes a session.

All checks read only the request, so all of them can be made before the upgrade, and a refusal
is plain HTTP with a reason. The exception is a browser: its script is told nothing about a
refused upgrade, so a request from an allowed origin is let in, told, and closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtts.auth import Keys, check_host, check_origin
from rtts.errors import Refused
from rtts.protocol import native
from rtts.protocol.dialect import Accepted, Handshake

__all__ = ["Door"]


@dataclass(frozen=True)
class Door:
    """The rules of one listening socket."""

    keys: Keys
    allowed_origins: Sequence[str]
    allowed_hosts: Sequence[str]
    room: Callable[[], Refused | None]
    """Says why no further session can be taken now, if so."""

    def admit(self, request: Handshake) -> Accepted:
        """What the request becomes. Raises Refused."""
        self._check_place(request)
        accepted = native.handshake(request)
        self._check_credential(accepted)
        refused = self.room()
        if refused is not None:
            raise refused
        return accepted

    def from_browser(self, request: Handshake) -> bool:
        """Whether a refusal has to be told after the upgrade to be understood."""
        return "origin" in request.headers and self._origin_allowed(request)

    def _origin_allowed(self, request: Handshake) -> bool:
        origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
        return check_origin(origin, host, self.allowed_origins)

    def _check_place(self, request: Handshake) -> None:
        """A page of another site, or a name that was bent to point here, is no client."""
        if not check_host(request.headers.get("host", ""), self.allowed_hosts):
            raise Refused(
                403,
                "unauthorized",
                "This server does not answer to the name in the Host header; "
                "start it with --allowed-host for that name.",
                close_code=4403,
            )
        if "origin" in request.headers and not self._origin_allowed(request):
            raise Refused(
                403,
                "unauthorized",
                "Pages of this origin may not connect; "
                "start the server with --allowed-origin for it.",
                close_code=4403,
            )

    def _check_credential(self, accepted: Accepted) -> None:
        if self.keys.open:
            return
        credential = accepted.credential
        if credential is None:
            problem = "This server wants an API key; send it as Authorization: Bearer."
        elif credential.kind == "query":
            problem = "A key in the URL ends up in logs; send it as Authorization: Bearer."
        elif self.keys.check(credential.value) is None:
            problem = "The API key is not known here."
        else:
            return
        raise Refused(401, "unauthorized", problem, close_code=4401)
