"""What a client may choose, and the rules that each choice has to keep.

A `session.update` carries any part of this tree. It is laid over the options in force and
the result is checked as a whole, so that it applies wholly or not at all, and so that rules
between fields (a rate that a codec has not) see the values that would really hold.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from rtts.errors import RequestError

__all__ = [
    "CODECS",
    "FRAME_MS",
    "RATES",
    "AudioOptions",
    "CodecRules",
    "LexiconEntry",
    "PacingOptions",
    "SessionOptions",
    "SplitOptions",
    "merge_options",
    "stated",
]

RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)
FRAME_MS = (10, 20, 40, 60)


class CodecRules(NamedTuple):
    """What the wire allows for one codec."""

    rates: tuple[int, ...]
    default_rate: int
    clock: int | None
    """Ticks per second of `pts` and `samples`; None where it is the rate itself."""
    bitrate: int = 32_000
    """Bits per second where nobody chose any."""
    container: bool = False
    """A header of its own precedes the audio, as a frame of kind 2."""
    packet: Callable[[int], int] | None = None
    """Samples of a packet by the rate; None where `frame_ms` says it."""


def _mp3_packet(rate: int) -> int:
    """Below 32 kHz, which is MPEG-2, a frame has one granule (ISO 13818-3)."""
    return 1152 if rate >= 32_000 else 576


def _aac_packet(_rate: int) -> int:
    return 1024


_OPUS_RATES = (8000, 16000, 24000, 48000)

CODECS: dict[str, CodecRules] = {
    "opus": CodecRules(_OPUS_RATES, 24000, 48000),
    "pcm_s16le": CodecRules(RATES, 24000, None),
    "pcm_f32le": CodecRules(RATES, 24000, None),
    "mulaw": CodecRules((8000, 16000), 8000, None),
    "alaw": CodecRules((8000, 16000), 8000, None),
    "webm_opus": CodecRules(_OPUS_RATES, 24000, 48000, container=True),
    "mp4_opus": CodecRules(_OPUS_RATES, 24000, 48000, container=True),
    "ogg_opus": CodecRules(_OPUS_RATES, 24000, 48000, container=True),
    "mp3": CodecRules(RATES, 24000, None, bitrate=64_000, packet=_mp3_packet),
    "aac": CodecRules(RATES, 24000, None, bitrate=48_000, packet=_aac_packet),
}

Codec = str
Framing = Literal["framed", "raw"]


class AudioOptions(Struct, frozen=True, kw_only=True):
    """How audio crosses the wire."""

    codec: Codec = "opus"
    rate: int = 24000
    frame_ms: int = 20
    """Length of a packet, in ms. MP3 and AAC have a length of their own."""
    bitrate: Annotated[int, Meta(ge=6000, le=256_000)] = 32000
    """Bits per second, for codecs that have a choice; they take the nearest that they have."""
    framing: Framing = "framed"
    fec: bool = False
    """Opus forward error correction, for bridges that go on over a lossy network."""
    dtx: bool = False
    """Opus discontinuous transmission: silence costs next to nothing."""
    bundle: bool = False
    """Several packets of one segment may share a frame."""

    @property
    def clock(self) -> int:
        """Ticks per second of `pts` and `samples`."""
        return CODECS[self.codec].clock or self.rate

    @property
    def packet_samples(self) -> int:
        """Samples of a packet, at `rate`."""
        own = CODECS[self.codec].packet
        return self.rate * self.frame_ms // 1000 if own is None else own(self.rate)

    @property
    def packet_ms(self) -> float:
        """How long a packet really lasts."""
        return self.packet_samples * 1000 / self.rate


class SplitOptions(Struct, frozen=True, kw_only=True):
    """Where text is cut into segments."""

    mode: Literal["sentence", "clause", "none"] = "sentence"
    min_chars: Annotated[int, Meta(ge=0, le=300)] = 8
    max_chars: Annotated[int, Meta(ge=20, le=300)] = 300
    max_delay_ms: Annotated[int, Meta(ge=0, le=10_000)] = 700
    """Text that waited this long is spoken: whole where it looks complete, else up to its last
    space. 0 never waits."""


class LexiconEntry(Struct, frozen=True):
    """How a word is to be said."""

    match: Annotated[str, Meta(min_length=1, max_length=64)]
    say: Annotated[str, Meta(max_length=256)]


class PacingOptions(Struct, frozen=True, kw_only=True):
    """How fast audio is sent."""

    mode: Literal["burst", "lead", "realtime"] = "burst"
    lead_ms: Annotated[int, Meta(ge=20, le=30_000)] = 1000


class SessionOptions(Struct, frozen=True, kw_only=True):
    """Everything a client may choose for its session or for one context."""

    voice: Annotated[str, Meta(max_length=64)] = ""
    """Empty until the engine's default voice is known."""
    language: Annotated[str, Meta(max_length=32)] = "auto"
    instructions: Annotated[str, Meta(max_length=2000)] = ""
    speed: Annotated[float, Meta(ge=0.25, le=4.0)] = 1.0
    seed: Annotated[int, Meta(ge=0, le=2**53 - 1)] | None = None
    temperature: Annotated[float, Meta(ge=0.0, le=2.0)] | None = None
    top_p: Annotated[float, Meta(gt=0.0, le=1.0)] | None = None
    audio: AudioOptions = AudioOptions()
    split: SplitOptions = SplitOptions()
    timestamps: Literal["none", "segment", "word"] = "none"
    normalize: Literal["auto", "off"] = "auto"
    lexicon: Annotated[tuple[LexiconEntry, ...], Meta(max_length=500)] = ()
    pacing: PacingOptions = PacingOptions()
    max_ahead_ms: Annotated[int, Meta(ge=200, le=30_000)] = 15_000
    on_new_context: Literal["queue", "interrupt", "parallel"] = "queue"
    resume: bool = False


_NESTED: dict[str, type[Struct]] = {
    "audio": AudioOptions,
    "split": SplitOptions,
    "pacing": PacingOptions,
}


_MAY_BE_NULL = ("seed", "temperature", "top_p")


def stated(patch: dict[str, Any], shape: type[Struct] = SessionOptions) -> dict[str, Any]:
    """A client's patch without what it leaves open.

    Some clients write out every field that they have, as null where nothing was chosen, and some
    know but one kind of number, and write 24000.0.
    """
    said: dict[str, Any] = {}
    for name, value in patch.items():
        if isinstance(value, dict) and name in _NESTED:
            said[name] = stated(value, _NESTED[name])
        elif isinstance(value, float) and value.is_integer():
            said[name] = int(value)
        elif value is not None or name in _MAY_BE_NULL or name not in shape.__struct_fields__:
            said[name] = value
    return said


def merge_options(
    current: SessionOptions, patch: dict[str, Any], *, where: str = "session"
) -> tuple[SessionOptions, list[str]]:
    """Lay a client's patch over the options in force.

    Returns the new options and the names of the fields nobody knows (`session.colour`).
    Raises RequestError `invalid_value`, naming the field, if the whole would break a rule.
    """
    merged, patch = msgspec.to_builtins(current), stated(patch)
    unknown = _overlay(merged, patch, SessionOptions, where)
    audio = patch.get("audio")
    if isinstance(audio, dict) and isinstance(audio.get("codec"), str):
        merged["audio"] |= _of_codec(current.audio, audio)
    try:
        options = msgspec.convert(merged, SessionOptions)
    except msgspec.ValidationError as error:
        raise _as_request_error(error, where) from None
    _check_audio(options.audio, where)
    return options, unknown


def _of_codec(current: AudioOptions, patch: dict[str, Any]) -> dict[str, int]:
    """What comes with a codec that a patch names, as far as it says nothing else.

    A codec has its own rate, and its own bitrate where nobody chose another before.
    """
    rules = CODECS.get(patch["codec"])
    if rules is None:
        return {}
    defaults = {"rate": rules.default_rate}
    if current.bitrate == CODECS[current.codec].bitrate:
        defaults["bitrate"] = rules.bitrate
    return {name: value for name, value in defaults.items() if name not in patch}


def _overlay(
    target: dict[str, Any], patch: dict[str, Any], shape: type[Struct], where: str
) -> list[str]:
    """Write what the patch says into the target; returns the names the shape has not."""
    unknown = []
    for name, value in patch.items():
        if name not in shape.__struct_fields__:
            unknown.append(f"{where}.{name[:64]}")
        elif isinstance(value, dict) and name in _NESTED:
            unknown += _overlay(target[name], value, _NESTED[name], f"{where}.{name}")
        else:
            target[name] = value
    return unknown


def _as_request_error(error: msgspec.ValidationError, where: str) -> RequestError:
    rule, _, path = str(error).rpartition(" - at `$")
    param = where + path.rstrip("`")
    if rule.startswith("Invalid enum value"):
        # msgspec repeats what the client wrote, at any length, and not what it may write.
        rule = f"this is none of {_choices(path.strip('.`'))}"
    return RequestError("invalid_value", f"{param}: {rule}.", param=param)


def _choices(path: str) -> str:
    """What may stand in a field that has a fixed choice."""
    shape: Any = SessionOptions
    *outer, name = path.split(".")
    for part in outer:
        shape = _NESTED[part]
    return ", ".join(get_args(get_type_hints(shape)[name]))


def _check_audio(audio: AudioOptions, where: str) -> None:
    """Rules that hold between the fields of `audio`."""
    rules = CODECS.get(audio.codec)
    if rules is None:
        known = ", ".join(CODECS)
        raise RequestError(
            "invalid_value",
            f"There is no codec of the name given in {where}.audio.codec; choose one of {known}.",
            param=f"{where}.audio.codec",
        )
    if audio.rate not in rules.rates:
        rates = ", ".join(map(str, rules.rates))
        raise RequestError(
            "invalid_value",
            f"{audio.codec} has no rate of {audio.rate} Hz; choose one of {rates}.",
            param=f"{where}.audio.rate",
        )
    broken = rules.packet is None and audio.rate * audio.frame_ms % 1000
    if audio.frame_ms not in FRAME_MS or broken:
        raise RequestError(
            "invalid_value",
            f"A packet of {audio.frame_ms} ms cannot be made at {audio.rate} Hz; "
            f"choose 20, 40 or 60 ms, or 10 ms at a rate other than 22050 Hz.",
            param=f"{where}.audio.frame_ms",
        )
