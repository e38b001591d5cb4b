"""What is spoken before the first utterance."""

from msgspec.structs import replace

from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.warm_up import warm_up
from tests.engines.drive import drain
from tests.engines.qwen.engines import (
    Tiny,
    begin,
    chunks,
    make_engine,
    pcm,
    reports,
    stage,
    steps,
)


def test_each_text_is_told_with_its_time(tiny: Tiny) -> None:
    """Short, medium and long, in an alphabet and in Chinese; the times are of the clock."""
    engine = make_engine(tiny("custom_voice", "0b6"), endless=True)
    ticks = iter(range(100))
    warm_up(engine, lambda: float(next(ticks)))
    expected = [
        ("warmed_up", {"language": language, "length": length, "seconds": 1.0})
        for language in ("en", "zh")
        for length in ("short", "medium", "long")
    ]
    assert reports(engine) == expected


def test_nothing_is_left_of_it(tiny: Tiny) -> None:
    """No slot, no utterance, no event; what is spoken then is what it would have been."""
    engine = make_engine(tiny("custom_voice", "0b6"))
    begin(engine, 1, "Hello you.")
    expected = pcm(drain(engine))
    warm_up(engine)
    assert (engine.wait(), engine.step([-1, 1])) == (None, [])
    assert engine.figures()["slots_taken"] == 0
    begin(engine, 1, "Hello you.")
    assert pcm(drain(engine)) == expected


def test_loading_warms_up_if_it_is_asked_to(tiny: Tiny) -> None:
    """It tells first what the model takes, then what is recorded, and warms up with that."""
    kept = make_engine(tiny("custom_voice", "0b6"))
    for asked, graphs in ((False, "off"), (True, "on")):
        options = replace(kept._options, slots=2, warm_up=asked, graphs=graphs)
        engine = QwenEngine(kept._checkpoint, options, kept.info)
        said: list[str] = []
        engine.report = lambda event, said=said, **_fields: said.append(event)
        engine.load()
        assert said[0] == "model_fits"
        assert said.count("warmed_up") == (6 if asked else 0)
        if graphs == "on":
            assert said.index("graphs_recorded") < said.index("recorded") < said.index("warmed_up")
        begin(engine, 1, "Hello you.")
        assert len(chunks(steps(engine, 2))) >= 1
        assert stage(engine).usable == 2
