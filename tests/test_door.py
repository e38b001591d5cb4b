"""The checks at the door, without a socket."""

from typing import Any

import pytest

from rtts.auth import load_keys
from rtts.door import Door
from rtts.errors import Refused
from rtts.protocol.dialect import Handshake

KEY = "a-key-that-nobody-would-guess"
FULL = Refused(503, "overloaded", "Full.", close_code=1013, retry_after=5)
HOME = {"Host": "127.0.0.1:8765"}


def door(*, keys: tuple[str, ...] = (), full: bool = False, **lists: Any) -> Door:
    """A door with these rules."""
    rules = {"allowed_origins": (), "allowed_hosts": ()} | lists
    return Door(load_keys(None, keys)[0], **rules, room=lambda: FULL if full else None)


def request(target: str = "/v1/stream", **headers: str) -> Handshake:
    """A request as it comes in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Handshake.read(target, (HOME | named).items())


def refusal(at: Door, asked: Handshake) -> tuple[int, int]:
    """Status and close code with which it is turned away."""
    with pytest.raises(Refused) as refused:
        at.admit(asked)
    return refused.value.status, refused.value.close_code


def test_a_stranger_does_not_learn_whether_there_is_room() -> None:
    """Who may not come in is told that, full house or not."""
    assert refusal(door(keys=(KEY,), full=True), request()) == (401, 4401)
    assert refusal(door(full=True), request()) == (503, 1013)


def test_a_bad_name_or_origin_counts_before_everything_else() -> None:
    """Nothing is read for a page that may not ask."""
    assert refusal(door(keys=(KEY,)), request("/nowhere", Host="evil.example")) == (403, 4403)
    assert refusal(door(), request("/nowhere", Origin="https://evil.example")) == (403, 4403)


def test_the_first_credential_counts_even_if_it_is_wrong() -> None:
    """A good key in a lesser place does not mend a bad one before it."""
    asked = request(Authorization="Bearer wrong", X_API_Key=KEY)
    assert refusal(door(keys=(KEY,)), asked) == (401, 4401)
    assert door(keys=(KEY,)).admit(request(X_API_Key=KEY))


def test_two_host_headers_name_nobody() -> None:
    """A proxy may have looked at the other one."""
    asked = Handshake.read("/v1/stream", [("Host", "127.0.0.1"), ("Host", "evil.example")])
    assert refusal(door(), asked) == (403, 4403)


def test_only_an_allowed_page_is_told_after_the_upgrade() -> None:
    """Others get plain HTTP, which a page cannot read."""
    at = door(keys=(KEY,), allowed_origins=("https://app.example",))
    assert at.from_browser(request(Origin="https://app.example"))
    assert not at.from_browser(request(Origin="https://evil.example"))
    assert not at.from_browser(request())
