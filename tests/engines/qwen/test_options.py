"""What can be set, and what is known without torch."""

import json
import subprocess
import sys
from typing import Any

import pytest

from rtts.engines.options import read_options
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.registry import build
from rtts.errors import SettingsError
from tests.engines.qwen.engines import Tiny


def test_values_come_as_strings() -> None:
    """As an operator writes them."""
    given = {"slots": "8", "positions": "512", "layout": "whole", "warm_up": "false"}
    options = read_options(QwenOptions, "qwen", given)
    assert (options.slots, options.positions) == (8, 512)
    assert (options.layout, options.warm_up, options.device) == ("whole", False, "auto")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"slots": "many"}, "slots=many"),
        ({"positions": "8"}, "positions=8"),
        ({"layout": "growing fast"}, "layout=growing fast"),
        ({"slots": "-1"}, "slots=-1"),
        ({"kernels": "cuda"}, "kernels=cuda"),
        ({"graphs": "yes"}, "graphs=yes"),
        ({"weights": "int4"}, "weights=int4"),
        ({"compile": "all"}, "compile=all"),
        ({"cpus": "0-"}, "cpus=0-"),
        ({"cpus": "all"}, "cpus=all"),
        ({"tf32": "maybe"}, "tf32=maybe"),
        ({"speed": "2"}, "no option speed; it has compile, cpus, device"),
    ],
)
def test_a_wrong_value_is_named(tiny: Tiny, given: dict[str, str], words: str) -> None:
    """When the engine is built, before anything is loaded."""
    with pytest.raises(SettingsError, match=words):
        build("qwen", str(tiny("custom_voice")), given)


def test_how_many_speak_is_guessed_before_it_is_known(tiny: Tiny) -> None:
    """What an operator says holds; else the machine is asked when the engine is loaded."""
    folder = str(tiny("custom_voice"))
    assert build("qwen", folder, {"slots": "7"}).info.slots == 7
    assert build("qwen", folder).info.slots == 32


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("", "needs a model"),
        ("/nowhere", "not there"),
    ],
)
def test_a_model_that_is_not_there_is_named(model: str, words: str) -> None:
    """At once, too."""
    with pytest.raises(SettingsError, match=words):
        build("qwen", model)


def in_a_fresh_python(program: str, *arguments: object) -> Any:
    """What a program prints, as JSON."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_it_can_do_is_known_without_torch(tiny: Tiny) -> None:
    """A server asks for it before its first session; torch and transformers take seconds."""
    program = (
        "import json, sys\n"
        "from rtts.engines.registry import build\n"
        "engine = build('qwen', sys.argv[1])\n"
        "heavy = {'torch', 'transformers', 'tokenizers', 'safetensors', 'qwen_tts', 'numpy'}\n"
        "print(json.dumps([engine.info.default_voice, sorted(heavy & set(sys.modules))]))"
    )
    voice, heavy = in_a_fresh_python(program, tiny("custom_voice"))
    assert voice
    assert heavy == []


def test_a_package_that_is_missing_is_named_at_once(tiny: Tiny) -> None:
    """With the way to get it; not when somebody wants to speak."""
    program = (
        "import json, sys\n"
        "sys.modules['qwen_tts'] = None\n"
        "from rtts.engines.registry import build\n"
        "from rtts.errors import SettingsError\n"
        "try:\n"
        "    build('qwen', sys.argv[1])\n"
        "except SettingsError as error:\n"
        "    print(json.dumps(str(error)))"
    )
    told = in_a_fresh_python(program, tiny("custom_voice"))
    assert "needs the package qwen_tts" in told
    assert "pip install 'rtts[qwen]'" in told
