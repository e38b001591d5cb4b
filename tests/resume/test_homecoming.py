"""A client at the door that shows the token of a session it was in."""

import pytest

from rtts.access.credentials import Credentials
from rtts.access.door import Door
from rtts.access.keys import Keys
from rtts.access.tokens import Tokens, UsedInMemory
from rtts.errors import Refused
from rtts.protocol.dialect import Handshake
from rtts.resume.homecoming import Homecoming, welcome_back
from rtts.resume.resume import Resumptions
from rtts.resume.rules import ResumeRules
from tests.support.virtual import run_virtual


def sessions() -> Resumptions:
    """What one process knows of sessions."""
    return Resumptions(ResumeRules(), clock=lambda: 0.0)


def welcomed(token: str, known: Resumptions, *, shared: bool) -> Homecoming | None:
    """What becomes of a client that comes back with a token."""
    request = Handshake.read(f"/v1/stream?resume={token}&received=1", [("Host", "127.0.0.1")])
    tokens = Tokens(b"secret", UsedInMemory())
    credentials = Credentials(Keys(), tokens, clock=lambda: 0.0, wall_clock=lambda: 0.0)
    door = Door(credentials, (), (), room=lambda: None)
    return run_virtual(welcome_back(request, door, known, shared=shared))


def test_who_comes_to_the_wrong_process_is_sent_to_another() -> None:
    """At once: the session may be there, and this one cannot say that it is gone."""
    with pytest.raises(Refused) as caught:
        welcomed(sessions().new_token(), sessions(), shared=True)
    assert (caught.value.status, caught.value.at_once) == (503, True)


@pytest.mark.parametrize("shared", [False, True])
def test_who_comes_to_the_right_process_is_told_that_the_session_is_gone(*, shared: bool) -> None:
    """It made the token, or is the only one that could have."""
    known = sessions()
    back = welcomed(known.new_token() if shared else "foreign", known, shared=shared)
    assert back is not None
    assert back.lost is not None
    assert (back.socket, back.lost.reason) == (None, "unknown")
