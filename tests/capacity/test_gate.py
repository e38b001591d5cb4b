"""Who may begin, with an engine and a server that are free or busy."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, NamedTuple, cast

import pytest
from msgspec.structs import replace

from rtts.capacity.effort import Encoders
from rtts.capacity.gate import Gate, GateRules, House
from rtts.capacity.strain import EAGER
from rtts.errors import Refused, RequestError
from rtts.pipeline.speech import AudioEncoder
from rtts.protocol.options import AudioOptions
from rtts.worker.load import EngineLoad
from tests.support.virtual import pass_time, run_virtual

RULES = GateRules(max_sessions=10, max_queue=20, first_audio_target_ms=1000, encode_threads=2)
CALM = EngineLoad(live=5, capacity=100.0, per_waiting_ms=1)


class StubEncoder:
    """Makes nothing of what it gets."""

    format: Any = None

    def push(self, pcm: bytes) -> list[Any]:
        return []

    def end_segment(self) -> list[Any]:
        return []


def make_encoder(_options: AudioOptions, _source_rate: int) -> AudioEncoder:
    """A stub, whatever is asked for."""
    return cast("AudioEncoder", StubEncoder())


class Setup(NamedTuple):
    """A gate, and what it is told."""

    gate: Gate
    state: dict[str, Any]


def setup(rules: GateRules = RULES, **state: Any) -> Setup:
    """A gate of a calm house, but for what is said."""
    told = {"sessions": 0, "load": CALM, "late_s": 0.0, "now": None, **state}
    clock: Callable[[], float] = lambda: (  # noqa: E731  # one line of a stub
        asyncio.get_running_loop().time() if told["now"] is None else told["now"]
    )
    house = House(
        clock=clock,
        sessions=lambda: int(told["sessions"]),
        load=lambda: told["load"],
        threads_late_s=lambda _now: float(told["late_s"]),
    )
    return Setup(Gate(rules, house, make_encoder), told)


def refusal(gate: Gate, now: float = 0.0) -> str:
    """Why a context may not begin; empty if it may."""
    try:
        gate.admit(now)
    except RequestError as error:
        return error.message
    return ""


class Case(NamedTuple):
    """A state of the house, and why no session, and no context, is let in; empty if one is."""

    fact: str
    state: dict[str, Any]
    session: str
    context: str


CASES = [
    Case("calm", {}, "", ""),
    Case("no worker yet", {"load": None}, "", ""),
    Case("all places are taken", {"sessions": 10}, "10 sessions are open", ""),
    Case("a full queue", {"load": replace(CALM, waiting=20)}, "Too many wait", "Too many wait"),
    Case("the engine has enough", {"load": replace(CALM, live=95)}, "", "engine is busy"),
    Case("late", {"late_s": 0.3}, "server is busy", "server is busy"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fact)
def test_who_is_let_in(case: Case) -> None:
    """A session by its place and the server's strength; a context by the engine's too."""

    async def scenario() -> tuple[str, str]:
        gate, _ = setup(**case.state)
        gate.start()
        await pass_time(2)
        gate.stop()
        full = gate.room()
        return "" if full is None else full.message, refusal(gate)

    session, context = run_virtual(scenario())
    assert case.session in session
    assert case.context in context
    assert (bool(session), bool(context)) == (bool(case.session), bool(case.context))


def test_the_last_text_is_waited_for() -> None:
    """A server that drains lets all of them end, not the first alone."""

    async def scenario() -> None:
        gate, _ = setup()
        with gate.place():
            with gate.place():
                waiting = asyncio.create_task(gate.places_left())
                await pass_time()
            await pass_time()
            assert not waiting.done()
        await waiting

    run_virtual(scenario())


def test_texts_over_http_owe_no_listener_anything() -> None:
    """What is left of them the engine knows; between their sentences it owes them nothing."""
    gate, state = setup(load=replace(CALM, live=1, capacity=10.0), now=0.0)
    with contextlib.ExitStack() as places:
        for _ in range(9):
            places.enter_context(gate.place())
            state["load"] = replace(state["load"])  # that knows of those before
        assert not refusal(gate)


def test_a_context_is_told_when_to_come_back() -> None:
    """With the code and the reason that the wire has for it."""
    gate, _ = setup(load=replace(CALM, projected_first_ms=4000), now=0.0)
    with pytest.raises(RequestError) as refused:
        gate.admit(0.0)
    assert (refused.value.wire_code, refused.value.retry_after_s) == ("overloaded", 4.0)


def test_a_session_is_refused_before_the_upgrade() -> None:
    """With 503, and a time to come back."""
    gate, _ = setup(sessions=10, now=0.0)
    full = gate.room()
    assert isinstance(full, Refused)
    assert (full.status, full.wire_code, full.close_code, full.retry_after) == (
        *(503, "overloaded", 1013),
        5.0,
    )


def test_who_leaves_lets_nobody_in() -> None:
    """A server that goes down says so."""
    gate, _ = setup(now=0.0)
    gate.closed = True
    full = gate.room()
    assert full is not None
    assert "going down" in full.message


def test_a_text_has_a_place_like_a_session() -> None:
    """For as long as it is spoken; who waits until none is left is woken then."""

    async def scenario() -> tuple[bool, bool, bool]:
        gate, state = setup(sessions=9)
        left = asyncio.create_task(gate.places_left())
        await pass_time()
        at_once = left.done()
        with gate.place():
            with pytest.raises(Refused), gate.place():
                pass
            left = asyncio.create_task(gate.places_left())
            await pass_time(1)
            while_spoken = left.done()
        await left
        state["sessions"] = 9
        with gate.place():
            return at_once, while_spoken, True

    assert run_virtual(scenario()) == (True, False, True)


def test_a_text_that_the_engine_cannot_carry_is_refused_as_a_session_is() -> None:
    """With the engine's reason, and its time to come back."""
    gate, _ = setup(load=replace(CALM, projected_first_ms=4000), now=0.0)
    with pytest.raises(Refused, match="First audio") as refused, gate.place():
        pass
    assert (refused.value.status, refused.value.retry_after) == (503, 4.0)


def test_lateness_ends_slowly() -> None:
    """After most of two calm seconds."""

    async def scenario() -> list[bool]:
        gate, state = setup(late_s=0.3)
        gate.start()
        await pass_time(1.05)
        answers = [bool(refusal(gate))]
        state["late_s"] = 0.0
        await pass_time(1)
        answers.append(bool(refusal(gate)))
        await pass_time(1)
        answers.append(bool(refusal(gate)))
        gate.stop()
        return answers

    assert run_virtual(scenario()) == [True, True, False]


def speak(encoders: Encoders, contexts: int, seconds: float) -> list[AudioEncoder]:
    """So many contexts take so much audio each, and go on."""
    speaking = [encoders(AudioOptions(), 1000) for _ in range(contexts)]
    for each in speaking:
        each.push(bytes(round(2000 * seconds)))
    return speaking


def learn(gate: Gate, capacity: float) -> None:
    """Let a gate learn that a second of its loop's time makes so many seconds of audio."""
    for _ in range(10):
        speaking = speak(gate.make_encoder, 1, capacity)
        gate._strain.look(1.0, 1.0, gate.make_encoder.streams())
        del speaking
        gate._strain.look(1.0, 0.0, gate.make_encoder.streams())
    gate._strain.look(100.0, 0.0, gate.make_encoder.streams())


def test_a_crowd_between_two_looks_is_counted() -> None:
    """Each let in counts at once, and of so few each for 1.5 s: of audio 20 s fit into a second."""
    gate, _ = setup(now=0.0)
    learn(gate, capacity=20.5)
    answers = [not refusal(gate) for _ in range(30)]
    assert answers == [True] * 10 + [False] * 20
    full = gate.room()
    assert full is not None
    assert full.message == "The server is busy with those who listen now."


def test_who_was_let_in_and_never_spoke_is_forgotten() -> None:
    """After two seconds; contexts that stay silent fill no server."""
    gate, _ = setup(now=0.0)
    learn(gate, capacity=20.5)
    for second in range(100):
        assert not refusal(gate, now=3.0 * second)


def test_who_has_an_encoder_is_not_counted_twice() -> None:
    """As one let in, until the look that finds its stream; then as that."""

    async def scenario() -> tuple[int, int, float]:
        gate, _ = setup()
        learn(gate, capacity=20.5)
        gate.start()
        for _ in range(3):
            gate.admit(asyncio.get_running_loop().time())
        speaking = speak(gate.make_encoder, 3, 0.1)
        unseen = len(gate._let_in)
        await pass_time(0.15)
        gate.stop()
        assert len(speaking) == 3
        return unseen, len(gate._let_in), gate._strain.demand

    before, after, demand = run_virtual(scenario())
    assert (before, after) == (3, 0)
    assert demand == 3 * EAGER


def test_a_gate_that_was_not_started_can_be_stopped() -> None:
    """As when the port cannot be had."""
    setup()[0].stop()
