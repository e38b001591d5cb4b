"""The engine alone, in a process of its own."""

import json
import subprocess
import sys

from rtts.measure.figures import percentiles
from rtts.measure.turns import SENTENCES

__all__ = ["measure_engine"]

_ENGINE_ALONE = """
import json, sys, time
from rtts.engines.base import Chunk, Ended, Job
from rtts.engines.registry import build
engine = build(sys.argv[1]); engine.load()
texts, firsts, audio_s, cpu = json.loads(sys.argv[3]), [], 0.0, 0.0
for number in range(int(sys.argv[2])):
    text = texts[number % len(texts)]
    began, began_cpu, first = time.perf_counter(), time.process_time(), None
    info = engine.info
    engine.open(Job(id=number, voice=info.default_voice, language=info.languages[0]))
    engine.feed(number, text); engine.finish(number)
    ended = False
    while not ended:
        for event in engine.step((number,)):
            if isinstance(event, Chunk):
                first = first or time.perf_counter() - began
                audio_s += len(event.pcm) / 2 / info.sample_rate
            ended = ended or isinstance(event, Ended)
    cpu += time.process_time() - began_cpu
    firsts.append(first * 1000)
print(json.dumps({"firsts": firsts, "cpu_ms_per_s": cpu * 1000 / audio_s}))
"""


def measure_engine(engine: str, turns: int) -> tuple[dict[str, float], list[float]]:
    """So many turns: first chunks in ms, in all and one by one; processor time per s of speech."""
    arguments = [engine, str(turns), json.dumps(SENTENCES)]
    done = subprocess.run(
        [sys.executable, "-c", _ENGINE_ALONE, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    raw = json.loads(done.stdout)
    figures = percentiles("first_chunk", raw["firsts"])
    return {**figures, "cpu_ms_per_s": raw["cpu_ms_per_s"]}, raw["firsts"]
