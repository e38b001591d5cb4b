"""The benchmark measures what it says, on a real server."""

import json

from rtts.bench import BenchOptions, Listener, bench, render, to_json
from rtts.protocol.frames import Frame, pack_frame
from tests.support.aio import run


def test_a_small_run_fills_every_part_of_the_report() -> None:
    """Engine, first audio, load and memory; as a table and as JSON."""
    options = BenchOptions(engine="tone", turns=3, sessions=2, seconds=0.1, idle_sessions=20)
    report = run(bench(options), timeout=60)
    assert report.engine["first_chunk_p50_ms"] > 0
    assert report.first_audio["first_audio_p50_ms"] > report.first_audio["server_share_p50_ms"]
    assert report.load[0]["audio_s"] > 1
    assert 10 < report.memory["before_speech_mb"] < report.memory["after_unload_mb"] < 500
    assert "server_share_p99_ms" in render(report)
    assert json.loads(to_json(report))["load"][0]["sessions"] == 2


def test_a_listener_counts_each_time_it_runs_dry() -> None:
    """Audio that comes in time is no underrun, a frame that comes too late is one."""
    frame = pack_frame(Frame(1, 0, 0, 0, 960, b""))
    now = 10.0
    listener = Listener(clock=lambda: now)
    listener.ask()
    now = 10.2
    listener.hear(frame)
    listener.hear(frame)
    now = 10.23
    listener.hear(frame)
    assert (listener.underruns, listener.firsts) == (0, [200.0])
    now = 11.0
    listener.hear(frame)
    assert listener.underruns == 1
