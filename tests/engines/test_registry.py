"""Engines by name."""

import subprocess
import sys

import pytest

from rtts.engines.registry import ENGINES, build
from rtts.errors import SettingsError


@pytest.mark.parametrize("name", ["tone", "espeak"])
def test_an_engine_is_described_before_it_is_loaded(name: str) -> None:
    """What an engine can do is known once it is built."""
    info = build(name).info
    assert info.name == name
    assert info.default_voice in {voice.id for voice in info.voices}
    assert {language for voice in info.voices for language in voice.languages} <= set(
        info.languages
    )


def test_an_unknown_engine_is_refused() -> None:
    """A name that nobody has is told with those there are."""
    with pytest.raises(
        SettingsError, match=f"no engine of the name dalek; .*{next(iter(ENGINES))}"
    ):
        build("dalek")


@pytest.mark.parametrize("name", ["tone", "espeak"])
def test_an_unknown_option_is_refused(name: str) -> None:
    """Every engine is strict about its options."""
    with pytest.raises(SettingsError, match="has no option colour"):
        build(name, options={"colour": "red"})


@pytest.mark.parametrize("name", ["tone", "espeak"])
def test_a_model_is_refused_where_there_are_none(name: str) -> None:
    """A model that would have no effect is a mistake."""
    with pytest.raises(SettingsError, match="has no models"):
        build(name, model="large")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose library is not installed says how to install it."""
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(SettingsError, match=r"espeakng_loader.*pip install 'rtts\[espeak\]'"):
        build("espeak")


def test_an_engine_is_imported_when_it_is_built() -> None:
    """Knowing the names of engines loads none of them."""
    program = "import sys, rtts.engines.registry; sys.exit('rtts.engines.tone' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
