"""When the next packet may be sent."""

from typing import Any

import pytest

from rtts.pipeline.pacing import Pace
from rtts.protocol.options import SessionOptions, merge_options


def pace(**patch: Any) -> Pace:
    """The rule for a session with these options."""
    return Pace(merge_options(SessionOptions(), patch)[0])


@pytest.mark.parametrize("mode", ["burst", "lead", "realtime"])
def test_the_first_300_ms_are_never_paced(mode: str) -> None:
    """A player that waits for its first buffer gets it at once."""
    rule = pace(pacing={"mode": mode, "lead_ms": 20}, max_ahead_ms=200)
    assert rule.room_ms(sent_ms=0, ahead_ms=0) >= 300
    assert rule.room_ms(sent_ms=280, ahead_ms=280) >= 20


def test_burst_runs_up_to_the_most_that_may_be_ahead() -> None:
    """At `max_ahead_ms` there is no room."""
    rule = pace(max_ahead_ms=5000)
    assert rule.room_ms(sent_ms=5000, ahead_ms=4900) == 100
    assert rule.room_ms(sent_ms=6000, ahead_ms=5000) <= 0


def test_lead_holds_the_smaller_of_both_limits() -> None:
    """`lead_ms` over `max_ahead_ms` does not count."""
    assert pace(pacing={"mode": "lead", "lead_ms": 400}).room_ms(9000, 400) <= 0
    both = pace(pacing={"mode": "lead", "lead_ms": 4000}, max_ahead_ms=500)
    assert both.room_ms(9000, 500) <= 0


def test_at_the_limit_packets_go_in_groups() -> None:
    """One wake-up for 100 ms of audio, not five."""
    rule = pace(pacing={"mode": "lead", "lead_ms": 400})
    assert rule.wait_s(ahead_ms=400, packet_ms=20) == pytest.approx(0.1)


@pytest.mark.parametrize("lead_ms", [20, 30, 40, 60, 80, 100, 120, 200])
def test_nobody_runs_dry_for_the_sake_of_a_group(lead_ms: int) -> None:
    """However short the lead is, the next packet is due before it has been heard."""
    rule = pace(pacing={"mode": "lead", "lead_ms": lead_ms})
    assert rule.wait_s(ahead_ms=lead_ms, packet_ms=20) * 1000 <= max(20, lead_ms / 2)


def test_realtime_sends_each_packet_at_its_time() -> None:
    """For a bridge that does not buffer, one packet every `frame_ms`."""
    rule = pace(pacing={"mode": "realtime"})
    assert rule.wait_s(ahead_ms=300, packet_ms=20) == pytest.approx(0.02)


def test_a_lead_shorter_than_a_packet_still_lets_one_go() -> None:
    """When the listener has nothing left to hear."""
    rule = pace(pacing={"mode": "lead", "lead_ms": 20}, audio={"frame_ms": 60})
    assert rule.room_ms(sent_ms=9000, ahead_ms=0) >= 60
    assert rule.room_ms(sent_ms=9000, ahead_ms=20) < 60


def test_a_lead_shorter_than_a_frame_of_aac_still_lets_one_go() -> None:
    """At 8 kHz such a frame lasts 128 ms, whatever `frame_ms` says."""
    rule = pace(pacing={"mode": "lead", "lead_ms": 20}, audio={"codec": "aac", "rate": 8000})
    assert rule.room_ms(sent_ms=9000, ahead_ms=0) == 128


def test_the_start_is_paced_for_who_has_something_to_hear() -> None:
    """Short contexts are all start; a queue of them would know no limit."""
    assert pace(max_ahead_ms=200).room_ms(sent_ms=0, ahead_ms=300) <= 0
