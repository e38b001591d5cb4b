"""Settings as people meet them: what their flags and variables are called, and what they say."""

import inspect
import re
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, NamedTuple

from rtts.settings.kinds import plain_kind
from rtts.settings.settings import Settings, kinds

__all__ = ["NO_FLAG", "PREFIX", "SettingRow", "flag", "settings_table", "variable"]

PREFIX = "RTTS_"
"""What every variable begins with."""
NO_FLAG = frozenset({"api_keys", "token_secret"})
"""Credentials, since every user of a machine can read the flags of its processes."""


class SettingRow(NamedTuple):
    """One setting as people meet it, for help texts and tables."""

    name: str
    flag: str | None
    """None for what must not be a flag."""
    variable: str
    kind: type
    """`bool`, `int`, `float`, `str`, `Path`, `tuple` or `dict`; the last two are given as often
    as wanted."""
    default: Any
    doc: str


@cache
def settings_table() -> tuple[SettingRow, ...]:
    """Every setting in the order of `Settings`."""
    docs = _field_docs()
    return tuple(
        SettingRow(
            each.name,
            None if each.name in NO_FLAG else flag(each.name),
            variable(each.name),
            plain_kind(kinds()[each.name]),
            {} if each.default is MISSING else each.default,
            docs[each.name],
        )
        for each in fields(Settings)
    )


def variable(name: str) -> str:
    """The variable of a setting."""
    return PREFIX + name.upper()


def flag(name: str) -> str:
    """The flag of a setting: `--http-port`.

    What is given one at a time is in the singular: `--allowed-host`.
    """
    kind = kinds().get(name)
    several = kind is not None and plain_kind(kind) in (tuple, dict)
    return "--" + (name.removesuffix("s") if several else name).replace("_", "-")


def _field_docs() -> dict[str, str]:
    """The string under each field of `Settings`, which Python itself throws away."""
    body = inspect.getsource(Settings).partition("def __post_init__")[0]
    found = re.finditer(r'^    (\w+): [^\n]+\n    """(.+?)"""', body, re.MULTILINE | re.DOTALL)
    return {match[1]: " ".join(match[2].split()) for match in found}
