"""The checks at the door, without a socket."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from rtts.access.credentials import Credentials
from rtts.access.door import Admission, Door
from rtts.access.keys import Key, KeyLimits, Keys, Scope, load_keys
from rtts.access.tokens import Token, TokenLimits, Tokens, TokenWish, UsedInMemory
from rtts.errors import Refused
from rtts.protocol.dialect import Handshake

KEY = "a-key-that-nobody-would-guess"
FULL = Refused(503, "overloaded", "Full.", close_code=1013, retry_after=5)
HOME = {"Host": "127.0.0.1:8765"}


def door(*, keys: tuple[str, ...] = (), full: bool = False, **lists: Any) -> Door:
    """A door with these rules."""
    rules = {"allowed_origins": (), "allowed_hosts": ()} | lists
    tokens = Tokens(b"secret", UsedInMemory())
    known = load_keys(None, keys)[0]
    credentials = Credentials(known, tokens, clock=lambda: 0.0, wall_clock=lambda: 1000.0)
    return Door(credentials, **rules, room=lambda: FULL if full else None)


def door_of(credentials: Credentials, *, full: bool = False) -> Door:
    """A door that knows these callers."""
    return Door(credentials, (), (), room=lambda: FULL if full else None)


def callers(*keys: Key, now: Callable[[], float] = lambda: 1000.0) -> Credentials:
    """These keys, and tokens that are signed with `secret`."""
    tokens = Tokens(b"secret", UsedInMemory())
    return Credentials(Keys(keys), tokens, clock=lambda: 0.0, wall_clock=now)


def key(name: str = "web", *scopes: Scope, **limits: int) -> Key:
    """A key that consists of its name, eight times."""
    digest = hashlib.sha256((name * 8).encode()).digest()
    return Key(name, digest, frozenset(scopes or ("speak", "tokens")), KeyLimits(**limits))


def token(of: Credentials, name: str = "web", **wish: Any) -> str:
    """A token made with the key of a name."""
    return of.tokens.make(name, TokenWish(**wish), of.wall_clock())[0]


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
    assert isinstance(door(keys=(KEY,)).admit(request(X_API_Key=KEY)), Admission)


def test_a_key_in_the_url_opens_nothing() -> None:
    """URLs end up in logs."""
    at = door(keys=(KEY,))
    with pytest.raises(Refused, match="ends up in logs"):
        at.admit(request(f"/v1/stream?token={KEY}"))


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


# Tokens at the door.


def test_a_token_opens_one_session() -> None:
    """In a header, as it is in a subprotocol, or in the URL; the second time it is refused."""
    known = callers(key())
    at = door_of(known)
    for target, headers in (
        ("/v1/stream?token=TOKEN", {}),
        ("/", {"Authorization": "Bearer TOKEN"}),
        ("/", {"X-API-Key": "TOKEN"}),
        ("/", {"Sec-WebSocket-Protocol": "rtts.v1, bearer.TOKEN"}),
    ):
        written = token(known)
        shown = {name: value.replace("TOKEN", written) for name, value in headers.items()}
        asked = request(target.replace("TOKEN", written), **shown)
        assert at.admit(asked).grant.key == "web"
        assert refusal(at, asked) == (401, 4401)


def test_a_token_outlives_a_full_house() -> None:
    """A refusal for want of room, or of a free session of the key, does not use it up."""
    known = callers(key(max_sessions=1))
    asked = request(f"/v1/stream?token={token(known)}")
    assert refusal(door_of(known, full=True), asked) == (503, 1013)
    inside = door_of(known).admit(request(Authorization="Bearer " + "web" * 8))
    assert refusal(door_of(known), asked) == (429, 4429)
    inside.allowance.leave()
    assert isinstance(door_of(known).admit(asked), Admission)


def test_a_token_outlives_a_session_that_could_not_be_made() -> None:
    """Who is turned away behind the door can come back with it, and took no place."""
    known = callers(key())
    asked = request(f"/v1/stream?token={token(known)}")
    door_of(known).turn_away(door_of(known).admit(asked))
    [quota] = known.quotas
    assert quota.sessions == 0
    assert isinstance(door_of(known).admit(asked), Admission)
    assert refusal(door_of(known), asked) == (401, 4401)


def test_a_used_token_takes_no_place() -> None:
    """Whoever tries it again and again keeps nobody out."""
    known = callers(key(max_sessions=2))
    asked = request(f"/v1/stream?token={token(known)}")
    door_of(known).admit(asked)
    for _ in range(3):
        assert refusal(door_of(known), asked) == (401, 4401)
    [quota] = known.quotas
    assert quota.sessions == 1


def test_a_token_expires() -> None:
    """By the wall clock."""
    now = [1000.0]
    known = callers(key(), now=lambda: now[0])
    asked = request(f"/v1/stream?token={token(known, ttl_s=60)}")
    now[0] = 1060.0
    assert refusal(door_of(known), asked) == (401, 4401)


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:2", "https://evil.example"])
def test_a_token_is_for_pages_of_its_origin(origin: str | None) -> None:
    """Nobody else can use it, and nobody uses it up by trying."""
    known = callers(key())
    target = f"/v1/stream?token={token(known, origin='http://127.0.0.1:1')}"
    other = request(target, **({} if origin is None else {"Origin": origin}))
    assert refusal(door_of(known), other) == (403, 4403)
    assert isinstance(door_of(known).admit(request(target, Origin="http://127.0.0.1:1")), Admission)


def test_a_token_of_another_scope_opens_no_session() -> None:
    """Not even one that the secret's owner signed."""
    known = callers(key("web", "speak", "tokens", "metrics"))
    other = Token(key="web", nonce="0" * 32, expires_at=1060.0, scope="metrics")
    asked = request(f"/v1/stream?token={known.tokens.sign(other)}")
    assert refusal(door_of(known), asked) == (403, 4403)


def test_a_token_is_worth_no_more_than_its_key() -> None:
    """It falls with the key, and with the key's right to make tokens or to speak."""
    written = token(callers(key()))
    asked = request(f"/v1/stream?token={written}")
    assert isinstance(door_of(callers(key())).admit(asked), Admission)
    for known in (
        callers(key("other")),
        callers(key("web", "speak")),
        callers(key("web", "tokens")),
    ):
        assert refusal(door_of(known), asked) == (401, 4401)
    assert refusal(door(), asked) == (401, 4401)


def test_a_key_may_only_do_what_it_is_for() -> None:
    """One that only reads the metrics opens no session: 403, since it is known."""
    asked = request(Authorization="Bearer " + "watch" * 8)
    assert refusal(door_of(callers(key("watch", "metrics"))), asked) == (403, 4403)


def test_an_open_door_takes_any_key_and_checks_any_token() -> None:
    """Clients send keys that nobody wants; a token, though, carries limits that have to hold."""
    known = callers()
    assert door_of(known).admit(request(Authorization="Bearer whatever")).grant.key == ""
    written = token(known, "", session={"voice": "amy"})
    asked = request(f"/v1/stream?token={written}")
    assert door_of(known).admit(asked).session == {"voice": "amy"}
    assert refusal(door_of(known), asked) == (401, 4401)
    assert refusal(door_of(known), request("/v1/stream?token=rt1.x.y")) == (401, 4401)


def test_fixed_options_come_before_those_of_the_query() -> None:
    """The query adds to them; where it contradicts, the session refuses."""
    known = callers(key())
    fixed = {"voice": "amy", "audio": {"codec": "mulaw"}}
    target = f"/v1/stream?token={token(known, session=fixed)}&framing=raw&language=en"
    admission = door_of(known).admit(request(target))
    assert admission.session == {
        "voice": "amy",
        "language": "en",
        "audio": {"codec": "mulaw", "framing": "raw"},
    }


def test_limits_of_a_token_are_within_those_of_its_key() -> None:
    """Its session counts as one of the key's."""
    known = callers(key("web", "speak", "tokens", max_contexts=4))
    written = token(known, limits=TokenLimits(max_contexts=6))
    admission = door_of(known).admit(request(f"/v1/stream?token={written}"))
    assert admission.allowance.max_contexts(8) == 4
    [quota] = known.quotas
    assert quota.sessions == 1


def test_no_refusal_repeats_a_credential() -> None:
    """Whatever was wrong with it."""
    known = callers(key())
    secret = "hush-hush-hush"
    for asked in (
        request(Authorization=f"Bearer {secret}"),
        request(Authorization=f"Bearer rt1.{secret}"),
        request(f"/v1/stream?token={secret}"),
        request(Sec_WebSocket_Protocol=f"rtts.v1, bearer.{secret}"),
        request(Sec_WebSocket_Protocol=f"rtts.v1, bearer.{secret}.x"),
    ):
        with pytest.raises(Refused) as caught:
            door_of(known).admit(asked)
        assert secret not in caught.value.message
