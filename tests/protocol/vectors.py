"""The vectors that the server and all clients are tested with."""

import json
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).parents[1] / "vectors"


def vectors(file: str) -> list[Any]:
    """The entries of one file as parameters of a test, under their names."""
    entries = json.loads((_FOLDER / f"{file}.json").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["name"]) for entry in entries]
