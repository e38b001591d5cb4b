"""The engines there are, by name.

An engine may need packages that are not installed, and importing it may take seconds; so a
name stands for a module that is imported only when that engine is built.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from rtts.engines.base import Engine
from rtts.errors import SettingsError

__all__ = ["ENGINES", "EngineModule", "build"]


class EngineModule(NamedTuple):
    """Where an engine is, and what has to be installed for it."""

    module: str
    """Has a function `build(model, options)` that returns the engine."""
    extra: str | None = None
    """The extra of this package that brings what it needs."""


ENGINES: dict[str, EngineModule] = {
    "tone": EngineModule("rtts.engines.tone"),
    "espeak": EngineModule("rtts.engines.espeak", extra="espeak"),
    "qwen": EngineModule("rtts.engines.qwen", extra="qwen"),
}

_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


def build(name: str, model: str = "", options: Mapping[str, str] = _NO_OPTIONS) -> Engine:
    """The engine of that name, with its `info`, not yet loaded.

    Raises SettingsError for an unknown engine, model or option, a value that an option cannot
    have, and a package that is not installed.
    """
    entry = ENGINES.get(name)
    if entry is None:
        known = ", ".join(ENGINES)
        raise SettingsError(f"There is no engine of the name {name}; choose one of {known}.")
    try:
        engine: Engine = import_module(entry.module).build(model, options)
    except ModuleNotFoundError as error:
        if entry.extra is None or (error.name or "").startswith("rtts"):
            raise
        raise SettingsError(
            f"The engine {name} needs the package {error.name}, which is not installed; "
            f"run: pip install 'rtts[{entry.extra}]'"
        ) from error
    return engine
