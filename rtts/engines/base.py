"""What an engine is. An author of an engine reads this file and no other.

An engine turns utterances into samples. It is *stepped*, not called: one thread owns it,
opens and feeds utterances between steps, and each `step()` advances some of them and
returns what came of it. That is what lets many utterances share one batch, lets a cancel
take effect between two steps, and needs no lock anywhere.

Three promises hold the rest of the house up:

* **Chunks own their memory.** `Chunk.pcm` is `bytes`: nothing that the engine does later
  can change it.
* **Traces make a death inaudible.** Whatever an engine needs to go on from the end of a
  chunk, it puts into that chunk's `trace`. `open(job, spoken=traces)` takes the speech that
  those traces stand for as given and goes on from its end, sample by sample, and does not
  give the same words or samples again. An engine whose last trace says it all ignores the
  others.
* **Positions are the text's own.** Words are given as code point offsets into the text
  that was fed, and as sample positions counted from the first sample of the utterance
  (also after a reopening).

The module of an engine has a function `build(model, options)`: the text of `--model`, and
those of `--engine-option` by their names. It returns the engine, not loaded, and raises
`rtts.errors.SettingsError` for what it cannot have. A line in `ENGINES` of `registry.py` gives it
its name.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

import msgspec

__all__ = [
    "Chunk",
    "Ended",
    "Engine",
    "EngineInfo",
    "Event",
    "Failed",
    "Job",
    "Voice",
    "Word",
    "no_lead",
]


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """A voice that an engine can speak with."""

    id: str
    """What a client writes in `session.voice`."""
    name: str
    languages: tuple[str, ...]
    """Codes (`en`, `pt-br`) of what it speaks well, best first."""
    gender: str | None = None
    description: str = ""


class EngineInfo(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What an engine can do. Known as soon as the engine is built, before it is loaded."""

    name: str
    model: str
    sample_rate: int
    """Samples per second of every chunk, mono."""
    default_voice: str
    voices: tuple[Voice, ...]
    voice_variants: tuple[str, ...] = ()
    """What may follow a voice behind a plus sign: `f3` makes `en-us+f3` a voice."""
    languages: tuple[str, ...]
    """Every language code that a job may carry."""
    grows: bool = False
    """Speaks text while it is still being fed; otherwise it waits for `finish`."""
    span_letters: int = 0
    """With so many letters, wide ones counted threefold, an utterance should end with its
    sentence; with fewer it may go on with the next, so that the voice carries over. 0: never."""
    word_times: bool = False
    sets_speed: bool = False
    takes_instructions: bool = False
    clones_voices: bool = False
    designs_voices: bool = False
    slots: int = 1
    """How many utterances it speaks at once. More may be open; they wait."""


class Job(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """One utterance to speak, all but its text, which is fed."""

    id: int
    """Chosen by the driver, unique among the utterances that are open."""
    voice: str
    language: str
    """A code out of `EngineInfo.languages`."""
    speed: float = 1.0
    """1.0 is the voice's own pace; 2.0 is twice as fast."""
    seed: int | None = None
    temperature: float | None = None
    """None leaves it to the engine; 0 is greedy."""
    top_p: float | None = None
    instructions: str = ""
    live: bool = True
    """Whether somebody listens while it is made; what nobody awaits goes behind those."""


class Word(msgspec.Struct, frozen=True, array_like=True):
    """When a word is heard, and which characters of the fed text it is."""

    start: int
    """Code point offset of its first character."""
    end: int
    """Code point offset behind its last character."""
    first_sample: int
    last_sample: int
    """Behind the last; both count from the first sample of the utterance."""


class Chunk(msgspec.Struct, frozen=True, array_like=True, tag="chunk"):
    """Samples of one utterance, in order, without gaps."""

    id: int
    pcm: bytes
    """Signed 16-bit little-endian mono samples at `EngineInfo.sample_rate`."""
    words: tuple[Word, ...] = ()
    """Words that came to be known with this chunk. A word is given once, before or with the
    samples it covers where the engine knows it in time."""
    trace: bytes = b""
    reached: int = 0
    """Code points of the fed text that are spoken by its end, as far as the engine knows or can
    guess; 0 where it cannot tell. It never goes back."""


class Ended(msgspec.Struct, frozen=True, array_like=True, tag="ended"):
    """The utterance was spoken whole, which is never before `finish`. Its id is free again."""

    id: int


class Failed(msgspec.Struct, frozen=True, array_like=True, tag="failed"):
    """The utterance cannot be spoken further. Its id is free again."""

    id: int
    message: str
    """A sentence for the client. Never the text."""


Event = Chunk | Ended | Failed


def _say_nothing(_event: str, **_fields: object) -> None:
    """Where nobody keeps a log."""


def no_lead(_id: int) -> float:
    """Nothing lies ahead of anybody: where nobody knows of listeners."""
    return 0.0


class Engine(ABC):
    """Speaks utterances, a step at a time. All methods are called from one thread."""

    info: EngineInfo

    report: Callable[..., object] = staticmethod(_say_nothing)
    """`report(event, **fields)` tells the operator of something, as a line of the log; the worker
    puts its own here. Never the text."""

    ahead_s: Callable[[int], float] = staticmethod(no_lead)
    """`ahead_s(id)` is how many seconds of audio lie ahead of an utterance's listener at this
    moment, with all that was returned of it; 0 for one that is not known, negative for one who
    waits. The worker puts its own here. To be asked within `step`, by an engine that has a
    choice: a listener with a lead loses nothing by larger chunks, or by a step without it. What
    is given up in `order` is given up already; an engine need not ask."""

    advanced: int | None = None
    """How many utterances the last step advanced; None: those that it gave audio of. What a step
    costs is measured by it, so an engine that gives audio a step late, or that of several steps
    at once, sets it in each."""

    @property
    def slots(self) -> int:
        """How many utterances it speaks at once by now: `info.slots`, or fewer if it cannot."""
        return self.info.slots

    @abstractmethod
    def load(self) -> None:
        """Get ready to speak. May take long; called once, before the first `open`."""

    @abstractmethod
    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        """Begin an utterance; `spoken` are the traces of chunks already delivered.

        Bad values of a job (a voice the engine has not) do not raise: the next `step`
        returns `Failed` for it.
        """

    @abstractmethod
    def feed(self, id: int, text: str) -> None:
        """Append text to an utterance. Text fed to an id that is not open is dropped."""

    @abstractmethod
    def finish(self, id: int) -> None:
        """Say that no more text will be fed."""

    @abstractmethod
    def cancel(self, id: int) -> None:
        """Drop an utterance. No event of it is returned by any later step."""

    @abstractmethod
    def step(self, order: Sequence[int]) -> list[Event]:
        """Advance by one bounded amount of work and return what came of it.

        `order` names utterances, the most urgent first. Those that are advanced are the first
        of them that have something to do, as many as the engine does at once; what is not
        named rests, and a name that is not open is passed over. An engine whose slots
        are all taken may go on with those in them that are named and have something to do,
        before it turns to a more urgent one. Failures are returned whether named or not.
        """

    @abstractmethod
    def wait(self) -> float | None:
        """Seconds until `step` has something to do: 0 for now, None for not before a call.

        That is, if all that are open were named.
        """

    def figures(self) -> Mapping[str, float]:
        """What an operator may want to watch, by names such as `memory_bytes`."""
        return {}

    def close(self) -> None:
        """Give back what the engine holds. The process ends soon after."""
