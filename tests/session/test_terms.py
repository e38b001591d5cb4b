"""On what terms a session speaks, by what is refused."""

import pytest
from msgspec.structs import replace

from rtts.access.allowance import Allowance, Quota
from rtts.access.keys import KeyLimits
from rtts.errors import RequestError
from rtts.protocol.messages import Limits
from rtts.protocol.options import SessionOptions
from rtts.session.terms import Terms
from rtts.voices.catalog import Catalog
from tests.support.talk import ENGINE

VOICE = SessionOptions(voice="de")


def terms(
    asked: list[float] | None = None, allowance: Allowance | None = None, **limits: int
) -> Terms:
    """Terms of these limits; `asked` notes when admission was asked."""
    admit = [].append if asked is None else asked.append
    return Terms(Catalog(ENGINE), Limits(**limits), allowance or Allowance(), admit)


def test_the_most_that_may_lie_ahead_may_be_asked_for() -> None:
    """And no ms more."""
    made = terms(max_ahead_ms=5000)
    merged, _ = made.merge(VOICE, {"max_ahead_ms": 5000})
    assert merged.max_ahead_ms == 5000
    with pytest.raises(RequestError, match=r"over the limit of 5000 ms") as refused:
        made.merge(VOICE, {"max_ahead_ms": 5001})
    assert refused.value.param == "session.max_ahead_ms"


def test_admission_is_asked_before_each_context() -> None:
    """With the time, so that it knows what is under way then."""
    asked: list[float] = []
    made = terms(asked)
    made.begin(VOICE, [], 0, 5, 12.5)
    made.begin(VOICE, [VOICE], 1, 5, 13.5)
    assert asked == [12.5, 13.5]


def test_what_is_refused_otherwise_is_not_admitted() -> None:
    """A place that nobody takes would be held."""
    asked: list[float] = []
    made = terms(asked, max_contexts=1)
    with pytest.raises(RequestError, match="1 contexts are open"):
        made.begin(VOICE, [VOICE], 1, 5, 0.0)
    assert asked == []


def test_a_session_has_as_many_contexts_as_frames_can_name() -> None:
    """A frame has 16 bits for it, and none is used twice."""
    made = terms()
    made.begin(VOICE, [], 65_534, 5, 0.0)
    with pytest.raises(RequestError, match="This session has had 65535 contexts"):
        made.begin(VOICE, [], 65_535, 5, 0.0)


def test_text_that_begins_a_context_and_text_that_follows_count_with_the_key() -> None:
    """Each character once."""
    key = Quota("a", KeyLimits(chars_per_minute=600), 0.0)
    made = terms(allowance=Allowance(key))
    made.begin(VOICE, [], 0, 200, 0.0)
    made.take(300, 200, 200, 0.0)
    assert key.chars == 500
    with pytest.raises(RequestError, match="characters"):
        made.take(101, 500, 500, 0.0)


def test_a_context_that_interrupts_takes_the_place_of_those_that_it_ends() -> None:
    """Where its key may have no more."""
    allowance = Allowance(Quota("a", KeyLimits(max_contexts=1), 0.0))
    allowance.enter()
    allowance.contexts = lambda: 1
    made = terms(allowance=allowance)
    made.begin(replace(VOICE, on_new_context="interrupt"), [VOICE], 1, 5, 0.0)
    with pytest.raises(RequestError, match="contexts"):
        made.begin(VOICE, [VOICE], 1, 5, 0.0)
