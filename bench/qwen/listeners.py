"""Listeners in processes of their own, so that they do not measure themselves.

    python -m bench.qwen.listeners < PLAN > FOUND

PLAN is a JSON object: the `url`, either `requests`, each `[at, text]`, where `at` is a moment of
the system's monotonic clock, or `sessions` that speak `text` turn after turn; FOUND has a line of
JSON. Each request is a call of its own, which has rung before its moment and is silent until then;
its first audio is counted from the moment at which its text, all at once, was sent to the socket;
where the server had not answered the call by then, from that moment all the same, so that a slow
server does not hide its slowness. Who plays has no buffer of its own: see `bench.crowd`. A moment
at which the process itself was late is no pause.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.crowd import Crowd, Session, Turn, hurry

__all__ = ["PCM_RATE", "Heard", "Listeners", "combine", "listening", "play_requests", "processes"]

PCM_RATE = 24000
QUERY = f"?codec=pcm_s16le&rate={PCM_RATE}&language=en"
"""The engine's own rate, as it is: the server encodes nothing."""
_RING_S = 1.5
"""How long before its moment a call rings."""
_PATIENCE_S = 30.0
_TICK_S = 0.02
_START_S = 3.0
"""Until all processes are there."""


@dataclass
class Heard:
    """What became of one request."""

    at: float
    """When it was to be asked for."""
    first_ms: float | None = None
    """From its text, or its moment, to its first audio; None if there was none."""
    late_ms: float = 0.0
    """By how much it was asked for late."""
    audio_s: float = 0.0
    pauses: int = 0
    refused: bool = False
    unjudged: bool = False
    """It had pauses when the listener itself was late."""


class _Play(Session):
    """A session whose frames are counted at the rate of PCM."""

    def _hear(self, ticks: int, now: float) -> None:
        if self._turn is not None:
            self._turn.hear(ticks / PCM_RATE, now)


class _Call(_Play):
    """One request, on a call of its own."""

    def __init__(self, crowd: "Listeners", heard: Heard, text: str) -> None:
        super().__init__(crowd)
        self.heard, self.text, self.over = heard, text, False
        self._answered = False
        """Whether the server took the call before its moment."""

    def _ask(self) -> None:
        wait = self.heard.at - self._crowd.clock()
        self._answered = wait > 0
        self._loop.call_later(max(wait, 0.0), self._speak)

    def _speak(self) -> None:
        if self.over or self._transport is None:
            return
        now = self._crowd.clock()
        self.heard.late_ms = (now - self.heard.at) * 1000
        self._turn = Turn(now if self._answered else min(self.heard.at, now))
        said = {"type": "text", "context": "t", "text": self.text}
        self._send(1, json.dumps(said).encode())
        self._send(1, json.dumps({"type": "end", "context": "t"}).encode())

    def _refused(self, error: dict[str, float | str | None]) -> None:
        self.heard.refused = True
        self._end_turn()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._turn is not None:
            self._turn.bad_at.append(self._crowd.clock())
        self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if self.over:
            return
        self.over = True
        if turn is not None and turn.first_at:
            late = [moment for moment in turn.bad_at if self._crowd.late.at(moment)]
            self.heard.first_ms = (turn.first_at - turn.asked_at) * 1000
            self.heard.audio_s = turn.audio_s
            self.heard.pauses = len(turn.bad_at) - len(late)
            self.heard.unjudged = bool(late)
        elif turn is None and self.heard.first_ms is None:
            self.heard.refused = True
        self.hang_up()


class Listeners(Crowd):
    """Those of one process."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "", time.perf_counter)
        self.path += QUERY

    async def requests(self, plan: Sequence[tuple[float, str]]) -> list[Heard]:
        """Ask for each text at its moment, and hear all to their ends."""
        loop = asyncio.get_running_loop()
        calls = [_Call(self, Heard(at), text) for at, text in plan]
        self.late.start()
        for call in calls:
            loop.call_later(max(call.heard.at - _RING_S - self.clock(), 0.0), call.connect)
        last = max((at for at, _ in plan), default=0.0)
        until = last + _PATIENCE_S
        while self.clock() < until and not all(call.over for call in calls):  # noqa: ASYNC110
            await asyncio.sleep(_TICK_S)
        self.late.stop()
        self.over = True
        for call in calls:
            call.hang_up()
        return [call.heard for call in calls]

    async def talk(
        self, sessions: int, text: str, ramp_s: float, seconds: float
    ) -> Mapping[str, Any]:
        """So many sessions that speak turn after turn: come, then count, as `Crowd.run` does."""
        self.text = text
        loop = asyncio.get_running_loop()
        members = [_Play(self) for _ in range(sessions)]
        began = self.clock()
        self._since, self._until = began + ramp_s, began + ramp_s + seconds
        self.late.start()
        for at, member in enumerate(members):
            loop.call_later(ramp_s * at / max(sessions, 1), member.connect)
        await asyncio.sleep(ramp_s + seconds)
        self.over = True
        until = self.clock() + _PATIENCE_S
        while self.clock() < until and any(member.listens for member in members):  # noqa: ASYNC110
            await asyncio.sleep(_TICK_S)
        self.late.stop()
        for member in members:
            member.hang_up()
        self.result.seconds = seconds
        self.result.late_seconds = self.late.seconds(self._since, self._until)
        return asdict(self.result)


# In the measuring process.


@dataclass
class Plan:
    """What one process is told."""

    url: str
    requests: list[tuple[float, str]] = field(default_factory=list)
    sessions: int = 0
    text: str = ""
    ramp_s: float = 0.0
    seconds: float = 0.0
    begin_at: float = 0.0


@contextlib.contextmanager
def listening(plans: Sequence[Plan]) -> Iterator[list[subprocess.Popen[str]]]:
    """A process for each plan; each is ended by its own handle if it has not ended by then."""
    command = [sys.executable, "-m", "bench.qwen.listeners"]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in plans
    ]
    try:
        for process, plan in zip(started, plans, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps(asdict(plan)))
            process.stdin.close()
            process.stdin = None
        yield started
    finally:
        for process in started:
            if process.poll() is None:
                process.kill()
            process.wait()


def gather(plans: Sequence[Plan]) -> list[Any]:
    """What all of them found. Raises RuntimeError if one of them failed."""
    with listening(plans) as started:
        told = [process.communicate()[0] for process in started]
        if any(process.returncode for process in started):
            raise RuntimeError("A process of listeners ended before it told what it heard.")
    return [json.loads(each) for each in told]


def play_requests(
    url: str, moments: Sequence[float], texts: Sequence[str], count: int
) -> list[Heard]:
    """Ask for texts at moments, seconds from a common start, by so many processes."""
    begin = time.perf_counter() + _START_S
    pairs = [(begin + at, text) for at, text in zip(moments, texts, strict=True)]
    plans = [Plan(url, requests=pairs[number::count]) for number in range(count)]
    found = [Heard(**each) for told in gather(plans) for each in told]
    for heard in found:
        heard.at -= begin
    return sorted(found, key=lambda heard: heard.at)


def talk_all(
    url: str, sessions: int, text: str, *, ramp_s: float, seconds: float, count: int
) -> Mapping[str, Any]:
    """So many sessions that speak without a pause, by so many processes; summed up."""
    shares = [sessions // count + (number < sessions % count) for number in range(count)]
    plans = [
        Plan(
            url,
            sessions=share,
            text=text,
            ramp_s=ramp_s,
            seconds=seconds,
            begin_at=time.perf_counter() + _START_S,
        )
        for share in shares
        if share
    ]
    return combine(gather(plans))


def combine(results: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The results of several crowds as that of one: sums, and all first audios."""
    whole: dict[str, Any] = {"firsts_ms": []}
    for result in results:
        for name, value in result.items():
            if name in ("seconds", "late_seconds"):
                whole[name] = max(whole.get(name, 0), value)
            else:
                whole[name] = whole.get(name, 0 if name != "firsts_ms" else []) + value
    return whole


def processes(available: int) -> int:
    """How many processes listen where so many processors are: a quarter, four at most."""
    return max(1, min(4, available // 4))


async def _main(plan: Plan) -> Any:
    listeners = Listeners(plan.url)
    if plan.requests:
        return [asdict(heard) for heard in await listeners.requests(plan.requests)]
    await asyncio.sleep(max(plan.begin_at - time.perf_counter(), 0.0))
    if not plan.sessions:
        return []
    return await listeners.talk(plan.sessions, plan.text, plan.ramp_s, plan.seconds)


def main() -> None:
    """Read a plan, do it, tell."""
    hurry()
    plan = Plan(**json.load(sys.stdin))
    print(json.dumps(asyncio.run(_main(plan))), flush=True)


if __name__ == "__main__":
    main()
