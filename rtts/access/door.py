"""Who may come in: every check of a connection before it becomes a session.

All checks read only the request, so all of them can be made before the upgrade, and a refusal
is plain HTTP with a reason. The exception is a browser: its script is told nothing about a
refused upgrade, so a request from an allowed origin is let in, told, and closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rtts.access.allowance import Allowance
from rtts.access.credentials import Credentials, Grant
from rtts.access.origins import check_origin, check_place
from rtts.errors import Refused
from rtts.protocol import native
from rtts.protocol.dialect import Accepted, Handshake

__all__ = ["Admission", "Door"]


@dataclass(frozen=True)
class Admission:
    """What a request was let in as."""

    accepted: Accepted
    grant: Grant
    allowance: Allowance
    """The session's place among those of its key; to be left when the session is gone."""

    @property
    def session(self) -> dict[str, Any]:
        """A patch for the session's options: what the token fixed, and the query over it."""
        token = self.grant.token
        return self.accepted.session if token is None else _over(token.session, self.accepted)


@dataclass(frozen=True)
class Door:
    """The rules of one listening socket."""

    credentials: Credentials
    allowed_origins: Sequence[str]
    allowed_hosts: Sequence[str]
    room: Callable[[], Refused | None]
    """Says why no further session can be taken now, if so."""

    def admit(self, request: Handshake) -> Admission:
        """What the request becomes. Raises Refused.

        Who may not come in is told that first, and does not learn whether there is room. A
        token is used up last, so that it outlives a refusal for want of room.
        """
        check_place(request.headers, self.allowed_origins, self.allowed_hosts)
        accepted = native.handshake(request)
        grant = self.check_credential(request, accepted)
        refused = self.room()
        if refused is not None:
            raise refused
        allowance = self.credentials.allowance(grant)
        allowance.enter()
        try:
            self.credentials.use(grant)
        except Refused:
            allowance.leave()
            raise
        return Admission(accepted, grant, allowance)

    def turn_away(self, admission: Admission) -> None:
        """Undo `admit` where the session cannot be made: free its place, give back its token."""
        admission.allowance.leave()
        self.credentials.give_back(admission.grant)

    def from_browser(self, request: Handshake) -> bool:
        """Whether a refusal has to be told after the upgrade to be understood."""
        origin, host = request.headers.get("origin"), request.headers.get("host", "")
        return origin is not None and check_origin(origin, host, self.allowed_origins)

    def check_credential(self, request: Handshake, accepted: Accepted) -> Grant:
        """What the credential of a request opens. Uses no token up. Raises Refused."""
        shown = accepted.credential
        return self.credentials.check(
            None if shown is None else shown.value,
            "speak",
            origin=request.headers.get("origin"),
            in_url=shown is not None and shown.kind == "query",
        )


def _over(fixed: dict[str, Any], accepted: Accepted) -> dict[str, Any]:
    """The query's options over those that are fixed; the session refuses what contradicts."""
    patch = dict(fixed)
    for name, value in accepted.session.items():
        below = patch.get(name)
        both = isinstance(below, dict) and isinstance(value, dict)
        patch[name] = below | value if both and below is not None else value
    return patch
