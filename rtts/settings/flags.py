"""A flag of a command for every setting, as `click` has them.

Values stay text here: the settings know the rules, and say which was broken.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rtts.settings.sources import CONFIG_VARIABLE
from rtts.settings.table import SettingRow, settings_table

__all__ = ["setting_flags"]

F = TypeVar("F", bound=Callable[..., Any])


def setting_flags(command: F) -> F:
    """The command with `--config` and a flag for every setting, in the order of `Settings`."""
    for row in reversed(settings_table()):
        if row.flag is not None:
            command = click.option(*_names(row), **_kind(row))(command)
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        envvar=CONFIG_VARIABLE,
        show_envvar=True,
        help="Settings file, in TOML.",
    )
    return config(command)


def _names(row: SettingRow) -> tuple[str, ...]:
    assert row.flag is not None
    if row.kind is bool:
        return (f"{row.flag}/--no-{row.flag[2:]}", row.name)
    return (row.flag, row.name)


def _kind(row: SettingRow) -> dict[str, Any]:
    several = row.kind in (tuple, dict)
    unsaid = row.kind is bool or row.default in (None, "", (), {})
    default = "" if unsaid else f"  [default: {row.default}]"
    options: dict[str, Any] = {"default": None, "help": row.doc + default}
    if row.kind is not bool:
        options |= {"type": str, "metavar": "NAME=VALUE" if row.kind is dict else "VALUE"}
    return options | ({"multiple": True, "default": ()} if several else {})
