"""A real server for the tests that want one, and the vectors that all clients share."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[3] / "tests" / "vectors"


def vectors(name: str) -> list[Any]:
    """The entries of a file of vectors, as parameters; none where the files are not."""
    path = VECTORS / f"{name}.json"
    if not path.exists():
        return []
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["name"]) for entry in entries]
