"""Options: a patch applies wholly or not at all."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.errors import RequestError
from rtts.protocol.options import (
    CODECS,
    FRAME_MS,
    RATES,
    AudioOptions,
    SessionOptions,
    merge_options,
)

DEFAULTS = SessionOptions()
NAMES = st.sampled_from([*SessionOptions.__struct_fields__, "codec", "rate", "mode", "colour"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(), inner),
    max_leaves=8,
)
PATCHES = st.dictionaries(NAMES | st.text(), JSON, max_size=4)


def merged(patch: dict[str, Any]) -> tuple[SessionOptions, list[str]]:
    """The options with the patch, or those before it; and the fields that were named."""
    try:
        return merge_options(DEFAULTS, patch)
    except RequestError as error:
        return DEFAULTS, [f"{error.param}"]


def assert_refused(patch: dict[str, Any], param: str) -> None:
    """The patch breaks a rule, and the error names the field."""
    with pytest.raises(RequestError) as refusal:
        merge_options(DEFAULTS, patch)
    assert (refusal.value.wire_code, refusal.value.param) == ("invalid_value", param)


def test_what_nobody_chose_is_as_the_protocol_says() -> None:
    """Clients rely on it, so it changes for nobody in silence."""
    assert msgspec.to_builtins(DEFAULTS) == {
        "voice": "",
        "language": "auto",
        "instructions": "",
        "speed": 1.0,
        "seed": None,
        "temperature": None,
        "top_p": None,
        "audio": {
            "codec": "opus",
            "rate": 24000,
            "frame_ms": 20,
            "bitrate": 32000,
            "framing": "framed",
            "fec": False,
            "dtx": False,
            "bundle": False,
        },
        "split": {"mode": "sentence", "min_chars": 8, "max_chars": 300, "max_delay_ms": 700},
        "timestamps": "none",
        "normalize": "auto",
        "lexicon": (),
        "pacing": {"mode": "burst", "lead_ms": 1000},
        "max_ahead_ms": 15000,
        "on_new_context": "queue",
        "resume": False,
    }


@given(PATCHES)
def test_any_patch_is_applied_or_refused(patch: dict[str, Any]) -> None:
    """The result keeps every rule, or there is none; the options in force never change."""
    before = msgspec.json.encode(DEFAULTS)
    options, names = merged(patch)
    assert msgspec.convert(msgspec.to_builtins(options), SessionOptions) == options
    assert options.audio.rate in CODECS[options.audio.codec].rates
    assert all(name.startswith("session.") for name in names)
    assert msgspec.json.encode(DEFAULTS) == before


def test_one_bad_field_stops_the_good_ones() -> None:
    """Nothing of a patch applies when one field of it cannot."""
    assert_refused({"voice": "amy", "speed": 9}, "session.speed")


def test_fields_left_out_stay() -> None:
    """A patch changes what it names, at any depth, and nothing else."""
    options, unknown = merge_options(DEFAULTS, {"split": {"mode": "clause"}, "voice": "amy"})
    assert (options.split.mode, options.voice) == ("clause", "amy")
    assert options.split.max_chars == DEFAULTS.split.max_chars
    assert options.audio == DEFAULTS.audio
    assert unknown == []


def test_null_is_as_good_as_left_out() -> None:
    """At any depth; a codec without a rate takes its own then, too."""
    before, _ = merge_options(DEFAULTS, {"voice": "amy", "audio": {"rate": 48000}})
    patch = {"voice": None, "split": None, "audio": {"framing": None, "rate": None}}
    assert merge_options(before, patch) == (before, [])
    options, _ = merge_options(before, {"audio": {"codec": "mulaw", "rate": None}})
    assert options.audio.rate == 8000


@pytest.mark.parametrize("name", ["seed", "temperature", "top_p"])
def test_null_leaves_what_is_drawn_to_the_engine(name: str) -> None:
    """A choice that a client made can be taken back."""
    chosen, _ = merge_options(DEFAULTS, {name: 1})
    assert getattr(merge_options(chosen, {name: None})[0], name) is None


def test_a_whole_number_may_be_written_with_a_point() -> None:
    """JSON has one kind of number, and some languages too."""
    options, _ = merge_options(DEFAULTS, {"seed": 7.0, "audio": {"rate": 48000.0}})
    assert msgspec.json.encode((options.seed, options.audio.rate)) == b"[7,48000]"


def test_unknown_names_are_listed() -> None:
    """What nobody knows is ignored, and listed with its path."""
    patch = {"colour": "red", "audio": {"depth": 24, "rate": 48000}, "split": {"by": "line"}}
    options, unknown = merge_options(DEFAULTS, patch)
    assert unknown == ["session.colour", "session.audio.depth", "session.split.by"]
    assert options.audio.rate == 48000


@pytest.mark.parametrize("codec", CODECS)
def test_a_codec_without_a_rate(codec: str) -> None:
    """It takes its default rate, whatever the rate was before."""
    before, _ = merge_options(DEFAULTS, {"audio": {"codec": "pcm_s16le", "rate": 44100}})
    options, _ = merge_options(before, {"audio": {"codec": codec}})
    assert options.audio.rate == CODECS[codec].default_rate


def test_a_codec_without_a_bitrate() -> None:
    """It takes its own where nobody chose one; one that was chosen stays."""
    options, _ = merge_options(DEFAULTS, {"audio": {"codec": "mp3"}})
    assert options.audio.bitrate == 64_000
    options, _ = merge_options(options, {"audio": {"codec": "webm_opus"}})
    assert options.audio.bitrate == 32_000
    options, _ = merge_options(options, {"audio": {"codec": "aac", "bitrate": 20_000}})
    options, _ = merge_options(options, {"audio": {"codec": "mp3"}})
    assert options.audio.bitrate == 20_000


@pytest.mark.parametrize("codec", CODECS)
def test_every_packet_fits_into_a_frame(codec: str) -> None:
    """A frame says in 16 bits what it covers, and the longest packet is shorter than 300 ms."""
    for rate in CODECS[codec].rates:
        for frame_ms in FRAME_MS:
            audio = AudioOptions(codec=codec, rate=rate, frame_ms=frame_ms)
            assert audio.packet_ms * audio.clock / 1000 < 2**16
            assert audio.packet_ms < 200


@pytest.mark.parametrize(("codec", "accepted"), [("aac", True), ("pcm_s16le", False)])
def test_frames_of_mpeg_have_their_own_length(codec: str, accepted: bool) -> None:  # noqa: FBT001
    """A `frame_ms` that is no whole number of samples is no matter to who does not use it."""
    patch = {"audio": {"codec": codec, "rate": 22050, "frame_ms": 10}}
    if accepted:
        assert merge_options(DEFAULTS, patch)[0].audio.packet_samples == 1024
    else:
        assert_refused(patch, "session.audio.frame_ms")


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("rate", RATES)
def test_rates_of_a_codec(codec: str, rate: int) -> None:
    """A codec takes the rates it has and refuses the others."""
    patch = {"audio": {"codec": codec, "rate": rate}}
    if rate in CODECS[codec].rates:
        assert merge_options(DEFAULTS, patch)[0].audio.rate == rate
    else:
        assert_refused(patch, "session.audio.rate")


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("frame_ms", FRAME_MS)
def test_a_packet_is_whole_samples(rate: int, frame_ms: int) -> None:
    """A packet length is refused only where it would not be a whole number of samples."""
    patch = {"audio": {"codec": "pcm_s16le", "rate": rate, "frame_ms": frame_ms}}
    if rate * frame_ms % 1000:
        assert_refused(patch, "session.audio.frame_ms")
    else:
        assert merge_options(DEFAULTS, patch)[0].audio.frame_ms == frame_ms


@pytest.mark.parametrize(
    ("patch", "param"),
    [
        ({"voice": 7}, "session.voice"),
        ({"speed": 0.2}, "session.speed"),
        ({"seed": 2**53}, "session.seed"),
        ({"temperature": -0.1}, "session.temperature"),
        ({"top_p": 0}, "session.top_p"),
        ({"audio": []}, "session.audio"),
        ({"audio": {"rate": 24000.5}}, "session.audio.rate"),
        ({"audio": {"codec": "flac"}}, "session.audio.codec"),
        ({"audio": {"codec": "opus", "rate": 44100}}, "session.audio.rate"),
        ({"audio": {"frame_ms": 30}}, "session.audio.frame_ms"),
        ({"audio": {"framing": "chunked"}}, "session.audio.framing"),
        ({"split": {"max_chars": 301}}, "session.split.max_chars"),
        ({"lexicon": [{"match": "", "say": "a"}]}, "session.lexicon[0].match"),
        ({"pacing": {"lead_ms": 0}}, "session.pacing.lead_ms"),
        ({"max_ahead_ms": 30_001}, "session.max_ahead_ms"),
        ({"on_new_context": "wait"}, "session.on_new_context"),
    ],
)
def test_a_value_over_its_limit(patch: dict[str, Any], param: str) -> None:
    """It is refused by the name of its field, not clamped."""
    assert_refused(patch, param)


def test_the_clock() -> None:
    """Opus counts in 48 kHz whatever its rate; samples count in their own rate."""
    opus, _ = merge_options(DEFAULTS, {"audio": {"codec": "opus", "rate": 8000}})
    mulaw, _ = merge_options(DEFAULTS, {"audio": {"codec": "mulaw"}})
    assert (opus.audio.clock, mulaw.audio.clock) == (48000, 8000)
