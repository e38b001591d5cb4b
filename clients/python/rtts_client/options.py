"""The options of a session or a context, flat for the caller, nested on the wire.

`codec="opus"` is easier to write than `{"audio": {"codec": "opus"}}`. What is not given is
left to the server. Values are checked by the server alone, which knows its engine; names are
checked here, since a misspelt option should fail where it was written.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, cast

__all__ = ["Codec", "Options", "Pacing", "Split", "session_patch"]

Codec = Literal[
    "opus",
    "pcm_s16le",
    "pcm_f32le",
    "mulaw",
    "alaw",
    "webm_opus",
    "mp4_opus",
    "ogg_opus",
    "mp3",
    "aac",
]


class Split(TypedDict, total=False):
    """Where text is cut into segments."""

    mode: Literal["sentence", "clause", "none"]
    min_chars: int
    max_chars: int
    max_delay_ms: int


class Pacing(TypedDict, total=False):
    """How fast audio is sent."""

    mode: Literal["burst", "lead", "realtime"]
    lead_ms: int


class Options(TypedDict, total=False):
    """What a session or a context may choose. `docs/protocol.md` says what each does."""

    voice: str
    language: str
    instructions: str
    speed: float
    seed: int | None
    temperature: float | None
    top_p: float | None
    codec: Codec
    rate: int
    frame_ms: int
    bitrate: int
    fec: bool
    dtx: bool
    bundle: bool
    split: Literal["sentence", "clause", "none"] | Split
    timestamps: Literal["none", "segment", "word"]
    normalize: Literal["auto", "off"]
    lexicon: Mapping[str, str]
    """How words are to be said: `{"kubectl": "cube control"}`."""
    pacing: Literal["burst", "lead", "realtime"] | Pacing
    max_ahead_ms: int
    on_new_context: Literal["queue", "interrupt", "parallel"]


_AUDIO = frozenset({"codec", "rate", "frame_ms", "bitrate", "fec", "dtx", "bundle"})
_BY_MODE = frozenset({"split", "pacing"})
_MAPPINGS = {
    "split": "a mode or a mapping",
    "pacing": "a mode or a mapping",
    "lexicon": "a mapping from words to how they are said",
}
"""Options that are put into another form here, where the server could not say what is wrong."""


def session_patch(options: Options) -> dict[str, Any]:
    """The options as the `session` object of the wire.

    Raises TypeError for an option that does not exist, or cannot be put into that form.
    """
    patch: dict[str, Any] = {}
    for name, value in cast("dict[str, Any]", options).items():
        if name not in Options.__annotations__:
            known = ", ".join(sorted(Options.__annotations__))
            raise TypeError(f"There is no option {name!r}; the options are {known}.")
        if name in _AUDIO:
            patch.setdefault("audio", {})[name] = value
        elif name in _BY_MODE and isinstance(value, str):
            patch[name] = {"mode": value}
        elif name in _MAPPINGS and not isinstance(value, Mapping | None):
            raise TypeError(
                f"The option {name!r} is {_MAPPINGS[name]}, not a {type(value).__name__}."
            )
        elif name == "lexicon" and value is not None:
            patch[name] = [{"match": match, "say": say} for match, say in value.items()]
        else:
            patch[name] = value
    return patch
