"""The frames of a context: whose they are, where they stand, what is in them."""

import pytest

from rtts.audio.packet import Packet
from rtts.context.track import Track
from rtts.protocol.frames import FrameFlag, FrameKind
from rtts.protocol.options import AudioOptions

SHORT, LONG = Packet(b"one", 960), Packet(b"three", 2880)
PLAIN = AudioOptions(codec="opus")
BUNDLED = AudioOptions(codec="opus", bundle=True)


def test_frames_are_numbered_and_lie_end_to_end() -> None:
    """From 0, through all segments of the context."""
    track = Track(7, PLAIN)
    frames = []
    for segment in range(2):
        track.begin(segment)
        frames += [track.frame([each], last=False, final=False) for each in (SHORT, LONG)]
    assert [frame.handle for frame in frames] == [7] * 4
    assert [frame.segment for frame in frames] == [0, 0, 1, 1]
    assert [frame.sequence for frame in frames] == [0, 1, 2, 3]
    assert [frame.pts for frame in frames] == [0, 960, 3840, 4800]
    assert [frame.samples for frame in frames] == [960, 2880, 960, 2880]
    assert track.ms == pytest.approx(160)
    assert track.segment_ms == pytest.approx(80)


def test_flags_say_where_segments_and_the_context_begin_and_end() -> None:
    """Each on one frame, and none on the others."""
    track = Track(1, PLAIN)
    flags = []
    for segment in range(2):
        track.begin(segment)
        for last in (False, False, True):
            frame = track.frame([SHORT], last=last, final=last and segment == 1)
            flags.append(frame.flags)
    assert flags == [
        FrameFlag.FIRST_OF_CONTEXT | FrameFlag.FIRST_OF_SEGMENT,
        0,
        FrameFlag.LAST_OF_SEGMENT,
        FrameFlag.FIRST_OF_SEGMENT,
        0,
        FrameFlag.LAST_OF_SEGMENT | FrameFlag.LAST_OF_CONTEXT,
    ]


def test_a_header_is_the_first_frame_and_takes_no_time() -> None:
    """So that the first audio is not the first of its context."""
    track = Track(1, PLAIN)
    header = track.header(b"head")
    assert (header.kind, header.payload) == (FrameKind.CONTAINER_HEADER, b"head")
    assert (header.flags, header.segment, header.samples) == (FrameFlag.FIRST_OF_CONTEXT, 0, 0)
    assert track.length_ms(header) == 0
    track.begin(0)
    first = track.frame([SHORT], last=False, final=False)
    assert (header.sequence, first.sequence) == (0, 1)
    assert first.pts == 0
    assert first.flags == FrameFlag.FIRST_OF_SEGMENT


def test_a_bundle_is_marked_and_holds_each_packet_behind_its_length() -> None:
    """Also where it is one packet: who reads bundles reads all frames alike."""
    track = Track(1, BUNDLED)
    track.begin(0)
    frame = track.frame([SHORT, LONG], last=False, final=False)
    assert frame.payload == b"\x03\x00one\x05\x00three"
    assert (frame.samples, track.length_ms(frame)) == (3840, 80)
    alone = track.frame([SHORT], last=False, final=False)
    assert alone.payload == b"\x03\x00one"
    assert (frame.flags & FrameFlag.BUNDLE, alone.flags) == (FrameFlag.BUNDLE, FrameFlag.BUNDLE)


def test_what_is_sent_raw_is_not_bundled() -> None:
    """There is no header to say so."""
    track = Track(1, AudioOptions(codec="opus", framing="raw", bundle=True))
    assert not track.bundles
    track.begin(0)
    assert track.frame([SHORT], last=False, final=False).payload == b"one"
