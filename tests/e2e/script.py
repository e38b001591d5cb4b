"""What a client may say, in any order, and what it may expect of that.

The words are the same for a client of a live server and for one whose line is in a test's hand.
A `Script` chooses nothing: whoever walks through it says what comes next. `Talker` lets
Hypothesis choose; who inherits from it brings the line, and what can happen to that.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

__all__ = ["GARBAGE", "OPTIONS", "WORDS", "Script", "Talker"]

OPTIONS: list[dict[str, Any]] = [
    {"on_new_context": "queue"},
    {"on_new_context": "parallel"},
    {"on_new_context": "interrupt"},
    {"timestamps": "word"},
    {"timestamps": "segment"},
    {"timestamps": "none"},
    {"split": {"mode": "clause", "min_chars": 0}},
    {"split": {"mode": "sentence", "max_delay_ms": 20}},
    {"audio": {"codec": "pcm_s16le", "bundle": True}},
    {"audio": {"codec": "opus", "bundle": False, "frame_ms": 60}},
    {"audio": {"codec": "mulaw", "rate": 8000}},
    {"pacing": {"mode": "lead", "lead_ms": 100}},
    {"pacing": {"mode": "burst"}},
    {"pacing": {"mode": "realtime"}},
    {"max_ahead_ms": 1000},
    {"lexicon": [{"match": "two", "say": "to a certain degree"}]},
    {"speed": 99, "voice": "nobody"},
]
WORDS = [
    "one ",
    "two ",
    "three. ",
    "Four, ",
    "five! ",
    "six😀. ",
    "It is 3.",
    "14 ",
    "\n\n",
    "bad ",
    "**bold** ",
    "$5 and 2",
    "0 % of `x_1`. ",
    "\n# Head\n",
    "\n```\n()\n```\n",
    "[a](/) ",
]
"""The engine fails at `bad`; two of them are too short to stand alone. Some are not said as they
are written; what is not said of them at all has neither letter nor digit."""

GARBAGE = ["", "{", "[1]", "7", '{"type":"text","context":"g","text":"\\ud83d"}']
"""What is no message at all: each is answered by `bad_message`, and by nothing else."""

Wire = str
_MOST_OPEN = 4
_NEVER = 7


@dataclass
class Script:
    """Makes messages, and notes what they ask for. A name is never used for a second context."""

    sent: dict[str, str] = field(default_factory=dict)
    """All text of each context."""
    open: list[str] = field(default_factory=list)
    """Contexts that take text, oldest first."""
    closed: list[str] = field(default_factory=list)
    """Contexts that were open when they were cancelled."""
    asked: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Of each flush and mark: its context, and how much text came before it."""
    late: dict[str, str] = field(default_factory=dict)
    """Of each context that got text after it was cancelled: the first such message."""
    pings: int = 0
    updates: int = 0
    garbage: int = 0
    _mode: str = "queue"
    _ids: int = 0

    def text(self, pick: int, words: Sequence[str], session: dict[str, Any] | None = None) -> Wire:
        """Text for an open context, or for one that it opens, which `session` is for."""
        choice = [*self.open, ""] if len(self.open) < _MOST_OPEN else self.open
        name = choice[pick % len(choice)] if session is None else ""
        fresh = not name
        name = name or f"t{len(self.sent)}"
        options = {} if session is None else {"session": session}
        if fresh:
            if (session or {}).get("on_new_context", self._mode) == "interrupt":
                self._close(list(self.open))
            self.open.append(name)
        self.sent[name] = self.sent.get(name, "") + "".join(words)
        return _wire("text", context=name, text="".join(words), **options)

    def late_text(self, pick: int) -> Wire:
        """Text for a context that was cancelled, which nobody is to hear."""
        name = self.closed[pick % len(self.closed)]
        self._ids += 1
        request = f"late{self._ids}"
        self.late.setdefault(name, request)
        return _wire("text", context=name, text="Too late. ", id=request)

    def flush(self, pick: int) -> Wire:
        """Also of a context that never was, or takes nothing more."""
        return self._ask("flush", self.any_name(pick))

    def flush_oldest(self) -> Wire:
        """Of the one open context that waits for no other that is open."""
        return self._ask("flush", self.open[0])

    def mark(self, pick: int) -> Wire:
        return self._ask("mark", self.any_name(pick), name="m")

    def end(self, pick: int) -> Wire:
        """No more text for an open context."""
        return _wire("end", context=self.open.pop(pick % len(self.open)))

    def cancel(self, pick: int, played_ms: int | None) -> Wire:
        """Cancel one context, which may be over or never have been."""
        name = self.any_name(pick)
        if name in self.open:
            self._close([name])
        played = {} if played_ms is None else {"played_ms": played_ms}
        return _wire("cancel", context=name, **played)

    def cancel_all(self) -> Wire:
        self._close(list(self.open))
        return _wire("cancel")

    def update(self, options: dict[str, Any]) -> Wire:
        """Change what holds from now on; one of the options is refused."""
        self._mode = options.get("on_new_context", self._mode)
        self.updates += 1
        return _wire("session.update", session=options, id=f"update{self.updates}")

    def played(self, pick: int, played_ms: float) -> Wire:
        return _wire("played", context=self.any_name(pick), played_ms=played_ms)

    def heard_out(self, context: str) -> Wire:
        """A listener that has played all it was sent of a context."""
        return _wire("played", context=context, played_ms=10**9)

    def ping(self) -> Wire:
        self.pings += 1
        return _wire("ping", t=self.pings)

    def nonsense(self, raw: str) -> Wire:
        """What no client should say."""
        self.garbage += 1
        return raw

    def any_name(self, pick: int) -> str:
        """A context that is or was, the latest for 0; or one that never was."""
        known = ["never"] if pick == _NEVER else [*reversed(self.sent)] or ["never"]
        return known[pick % len(known)]

    def _ask(self, kind: str, context: str, **fields: str) -> Wire:
        self._ids += 1
        self.asked[f"{kind}{self._ids}"] = (context, len(self.sent.get(context, "").rstrip()))
        return _wire(kind, context=context, id=f"{kind}{self._ids}", **fields)

    def _close(self, names: list[str]) -> None:
        for name in names:
            self.open.remove(name)
        self.closed += names


def _wire(kind: str, **fields: Any) -> Wire:
    return json.dumps({"type": kind, **fields})


_picks = st.integers(0, _NEVER)
_moments_ms = st.integers(0, 3000)


class Talker(RuleBasedStateMachine):
    """Says anything at any time, over a line that may be down."""

    options: Sequence[dict[str, Any]] = OPTIONS

    def __init__(self) -> None:
        super().__init__()
        self.script = Script()

    def say(self, wire: Wire) -> None:
        """Send a message, or lose it."""
        raise NotImplementedError

    @rule(pick=_picks, words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    def text(self, pick: int, words: list[str]) -> None:
        self.say(self.script.text(pick, words))

    @rule(pick=_picks, kind=st.sampled_from(("flush", "mark")))
    def ask(self, pick: int, kind: str) -> None:
        self.say(self.script.flush(pick) if kind == "flush" else self.script.mark(pick))

    @precondition(lambda self: self.script.open)
    @rule(pick=_picks)
    def end(self, pick: int) -> None:
        self.say(self.script.end(pick))

    @rule(pick=st.none() | _picks, played_ms=st.none() | _moments_ms)
    def cancel(self, pick: int | None, played_ms: int | None) -> None:
        script = self.script
        self.say(script.cancel_all() if pick is None else script.cancel(pick, played_ms))

    @rule(pick=st.integers(0, len(OPTIONS) - 1))
    def update(self, pick: int) -> None:
        self.say(self.script.update(self.options[pick % len(self.options)]))

    @rule(pick=_picks, played_ms=_moments_ms)
    def played(self, pick: int, played_ms: int) -> None:
        self.say(self.script.played(pick, played_ms))

    @rule(raw=st.none() | st.sampled_from(GARBAGE), pick=_picks)
    def chatter(self, raw: str | None, pick: int) -> None:
        """A ping, text that comes too late, or what no client should say."""
        script = self.script
        if raw is not None:
            self.say(script.nonsense(raw))
        elif script.closed and pick % 2:
            self.say(script.late_text(pick))
        else:
            self.say(script.ping())
