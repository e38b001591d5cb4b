"""How much a key, and a session of it, may use."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.access.allowance import Allowance, Quota
from rtts.access.keys import KeyLimits
from rtts.errors import Refused, RequestError
from rtts.protocol.messages import ContextCancelled, Error, Limits, SessionUpdated
from rtts.protocol.options import SessionOptions
from rtts.session.session import Session, Welcome
from tests.support.talk import ENGINE, Talk


def quota(**limits: int) -> Quota:
    """A key's quota at the time 0."""
    return Quota("phone", KeyLimits(**limits), 0.0)


def entered(*quotas: Quota) -> Allowance:
    """A session that was let in."""
    session = Allowance(*quotas)
    session.enter()
    return session


def refused(session: Allowance, chars: int, now: float) -> RequestError:
    """The refusal of so much text."""
    with pytest.raises(RequestError) as caught:
        session.spend(chars, now)
    return caught.value


def test_sessions_of_a_key_are_counted_together() -> None:
    """The one too many is told when to come back; one that leaves, twice or not, makes room."""
    key = quota(max_sessions=2)
    first, _ = entered(key), entered(key)
    with pytest.raises(Refused) as caught:
        entered(key)
    assert (caught.value.status, caught.value.close_code) == (429, 4429)
    assert caught.value.retry_after > 0
    assert key.sessions == 2
    first.leave()
    first.leave()
    entered(key)
    assert key.sessions == 2


def test_who_is_refused_by_one_quota_takes_a_place_in_none() -> None:
    """All agree, or nothing happens."""
    key, token = quota(), quota(max_sessions=1)
    inside = entered(key, token)
    with pytest.raises(Refused):
        entered(key, token)
    assert (key.sessions, token.sessions) == (1, 1)
    inside.leave()
    assert (key.sessions, token.sessions) == (0, 0)


def test_contexts_of_a_key_are_counted_over_its_sessions() -> None:
    """Those that make room for the next one do not count, nor those of a session that is gone."""
    key = quota(max_contexts=3)
    one, two = entered(key), entered(key)
    one.contexts, two.contexts = (lambda: 2), (lambda: 1)
    with pytest.raises(RequestError, match="3 contexts are open with this key") as caught:
        two.check_contexts()
    assert caught.value.wire_code == "context_limit"
    assert caught.value.retry_after_s > 0
    two.check_contexts(leaving=1)
    one.leave()
    two.check_contexts()


def test_characters_come_back_over_a_minute() -> None:
    """A refusal says when the same text passes, and then it does."""
    session = entered(quota(chars_per_minute=600))
    session.spend(600, 0.0)
    error = refused(session, 100, 0.0)
    assert (error.wire_code, error.param) == ("rate_limited", "text")
    assert error.retry_after_s == pytest.approx(10)
    assert refused(session, 100, 9.9).retry_after_s == pytest.approx(0.1)
    session.spend(100, 10.0)


def test_text_that_never_fits_is_told_so() -> None:
    """Waiting would not help; for a text of all that a minute may have, it does."""
    session = entered(quota(chars_per_minute=600))
    error = refused(session, 601, 0.0)
    assert (error.wire_code, error.retry_after_s) == ("text_too_long", 0)
    session.spend(1, 0.0)
    assert refused(session, 600, 0.0).retry_after_s == pytest.approx(0.1)


def test_refused_text_costs_nothing() -> None:
    """Neither the quota that refuses nor another one counts it."""
    key, token = quota(chars_per_minute=1000), quota(chars_per_minute=100)
    session = entered(key, token)
    session.spend(100, 0.0)
    refused(session, 50, 0.0)
    assert (key.chars, token.chars) == (100, 100)
    entered(key).spend(900, 0.0)


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 200)), max_size=60))
def test_no_minute_has_more_than_was_allowed(said: list[tuple[float, int]]) -> None:
    """At most a full bucket and what flows in, whatever the pattern and however many sessions."""
    key, now = quota(chars_per_minute=300), 0.0
    sessions = [entered(key), entered(key)]
    for number, (pause, chars) in enumerate(said):
        now += pause
        with contextlib.suppress(RequestError):
            sessions[number % 2].spend(chars, now)
    assert key.chars <= 300 + now * 5 + 1e-6


def test_no_limit_refuses_nothing() -> None:
    """A session without a key, and one whose key has no limits."""
    for session in (Allowance(), entered(quota())):
        session.enter()
        session.check_contexts()
        session.spend(10**9, 0.0)
        session.check_options(SessionOptions(voice="any"))
        assert session.max_contexts(8) == 8


def test_the_narrowest_limit_is_told() -> None:
    """What `ready` says of contexts, among the server, the key and the token."""
    assert Allowance(quota(max_contexts=5), quota(max_contexts=3)).max_contexts(8) == 3
    assert Allowance(quota(max_contexts=50)).max_contexts(8) == 8


@pytest.mark.parametrize(
    ("fixed", "options", "param"),
    [
        ({"voice": "amy"}, SessionOptions(voice="amy"), None),
        ({"voice": "amy"}, SessionOptions(voice="bob"), "session.voice"),
        ({"speed": 1}, SessionOptions(speed=1.0), None),
        ({"audio": {"rate": 24000}}, SessionOptions(), None),
        ({"audio": {"rate": 48000}}, SessionOptions(), "session.audio.rate"),
        ({"audio": {"codec": "opus"}}, SessionOptions(), None),
        ({"lexicon": []}, SessionOptions(), None),
        ({"lexicon": [{"match": "a", "say": "b"}]}, SessionOptions(), "session.lexicon"),
        ({"seed": None}, SessionOptions(seed=7), "session.seed"),
    ],
)
def test_fixed_options_hold(
    fixed: dict[str, object], options: SessionOptions, param: str | None
) -> None:
    """The path of what differs is named; what the token does not mention is free."""
    session = Allowance(fixed=fixed)
    if param is None:
        session.check_options(options)
        return
    with pytest.raises(RequestError) as caught:
        session.check_options(options)
    assert (caught.value.wire_code, caught.value.param) == ("invalid_value", param)


# In a session.


def talk(allowance: Allowance, **options: object) -> Talk:
    """A session with an allowance."""
    call = Talk()
    welcome = Welcome("s2", "rtts/test", "rtts.v1", ENGINE, Limits(), allowance)
    call.session = Session(welcome, call.now)
    call.take(call.session.start(dict(options)))
    return call


def test_a_session_refuses_text_that_is_too_much() -> None:
    """With the text, and when to send it again; a context that it would have opened stays shut."""
    call = talk(entered(Quota("phone", KeyLimits(chars_per_minute=60), 100.0)))
    assert call.say(type="text", context="a", text="x" * 50) == []
    (error,) = call.say(type="text", context="a", text="y" * 20, id="e1")
    assert isinstance(error, Error)
    assert (error.code, error.re, error.fatal) == ("rate_limited", "e1", False)
    assert (error.retry_after_ms, error.text_remaining) == (10_000, "y" * 20)
    (error,) = call.say(type="text", context="b", text="y" * 20)
    assert isinstance(error, Error)
    (error,) = call.say(type="end", context="b")
    assert isinstance(error, Error)
    assert error.code == "invalid_value"
    call.now += 10
    assert call.say(type="text", context="a", text="y" * 20) == []


def test_sessions_of_a_key_share_its_contexts() -> None:
    """A cancel in one makes room in the other."""
    key = Quota("phone", KeyLimits(max_contexts=1), 100.0)
    one, two = talk(entered(key)), talk(entered(key))
    one.say(type="text", context="a", text="Hello there. ")
    (error,) = two.say(type="text", context="b", text="Hello there. ")
    assert isinstance(error, Error)
    assert (error.code, error.text_remaining) == ("context_limit", "Hello there. ")
    assert error.retry_after_ms > 0
    one.say(type="cancel", context="a")
    assert two.say(type="text", context="b", text="Hello there. ") == []
    assert key.contexts == 1


def test_an_interrupt_needs_no_second_place() -> None:
    """The new context takes the place of the one that it cancels."""
    key = Quota("phone", KeyLimits(max_contexts=1), 100.0)
    call = talk(entered(key), on_new_context="interrupt")
    call.say(type="text", context="a", text="Hello there. ")
    (report,) = call.say(type="text", context="b", text="Hello there. ")
    assert isinstance(report, ContextCancelled)
    assert key.contexts == 1


def test_a_session_keeps_to_what_its_token_fixed() -> None:
    """From the start, in an update, and in the options of one context."""
    fixed = {"voice": "de"}
    with pytest.raises(RequestError, match=r"session\.voice is fixed"):
        talk(Allowance(fixed=fixed), voice="en-us")
    call = talk(Allowance(fixed=fixed), voice="de")
    (error,) = call.say(type="session.update", session={"voice": "en-us"})
    assert isinstance(error, Error)
    assert (error.code, error.param) == ("invalid_value", "session.voice")
    (error,) = call.say(type="text", text="Hello.", session={"voice": "en-us"})
    assert isinstance(error, Error)
    (updated,) = call.say(type="session.update", session={"speed": 1.5})
    assert isinstance(updated, SessionUpdated)
    assert (updated.session.voice, updated.session.speed) == ("de", 1.5)
