"""Settings from their sources: a flag, a variable, the settings file.

A setting that is misspelled must stop the start, as one that is out of range does. So each
source is read strictly, and an error names the place where the wrong thing stands, even where
another source wins over it.

A flag wins over a variable, a variable over the file, the file over the default; a setting
that holds a list is taken whole from the highest place that has it. Credentials are no flags,
which every user of a machine can read, and do not stand in the settings file.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Any, get_args

from rtts.errors import SettingsError
from rtts.settings.kinds import convert, plain_kind
from rtts.settings.settings import Settings, kinds
from rtts.settings.table import NO_FLAG, PREFIX, flag, variable

__all__ = ["CONFIG_VARIABLE", "load_settings"]

CONFIG_VARIABLE = "RTTS_CONFIG"
"""Where the settings file is."""
_NO_SETTINGS = (CONFIG_VARIABLE, "RTTS_API_KEY")
"""Variables with our prefix that are no settings; the second is what clients send."""

_NOT_IN_FILE = {
    "api_keys": "keys belong in a file of their own",
    "token_secret": "a secret belongs in a file of its own",
}


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], file: Path | None = None
) -> Settings:
    """The settings that hold, by all three sources.

    `flags` are by the names of the fields; None and empty collections count as not given. The
    variables begin with `RTTS_`; lists are parted by commas. The file is TOML, flat but for
    the table `engine_options`. Raises SettingsError.
    """
    given = _from_file(file) | _from_environ(environ) | _from_flags(flags)
    return Settings(**given)


# Each of the three gives values of the right kind, or says where the wrong one stands.


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise SettingsError(f"The settings file {file} is not TOML: {error}.") from None
    allowed = [name for name in kinds() if name not in _NOT_IN_FILE]
    given = {}
    for name, value in table.items():
        if name in _NOT_IN_FILE:
            raise SettingsError(f"{name} in {file}: {_NOT_IN_FILE[name]}.")
        if name not in allowed:
            raise _unknown(name, allowed, f"in {file}")
        option = _option_texts(value) if name == "engine_options" else value
        given[name] = convert(option, kinds()[name], f"{name} in {file}", strict=True)
    return given


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    names = {variable(name): name for name in kinds()}
    given = {}
    for place, text in environ.items():
        if not place.startswith(PREFIX) or place in _NO_SETTINGS:
            continue
        name = names.get(place)
        if name is None:
            raise _unknown(place, names, "in the environment")
        given[name] = _from_text(text, kinds()[name], place)
    return given


def _from_flags(flags: Mapping[str, object]) -> dict[str, Any]:
    allowed = [name for name in kinds() if name not in NO_FLAG]
    given = {}
    for name, value in flags.items():
        if value is None or value in ((), [], {}):
            continue
        if name in NO_FLAG:
            raise SettingsError(
                f"{name} is no flag, since anyone on a machine can read those; "
                f"use {variable(name)} or {flag(f'{name}_file')}."
            )
        if name not in allowed:
            raise _unknown(flag(name), map(flag, allowed), "among the flags")
        kind, place = kinds()[name], flag(name)
        pairs = plain_kind(kind) is dict and not isinstance(value, dict)
        given[name] = convert(_pairs(value, place) if pairs else value, kind, place, strict=False)
    return given


def _from_text(text: str, kind: Any, place: str) -> Any:
    """A variable's value; lists and tables are parted by commas."""
    plain = plain_kind(kind)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if plain is tuple:
        return convert(parts, kind, place, strict=False)
    if plain is dict:
        return convert(_pairs(parts, place), kind, place, strict=False)
    if not text and NoneType in get_args(kind):
        return None
    return convert(text, kind, place, strict=False)


def _pairs(written: Any, place: str) -> dict[str, str]:
    """A table out of `name=value`, once or more often."""
    pairs = {}
    for pair in [written] if isinstance(written, str) else written:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise SettingsError(f"{place}: an option is written as name=value.")
        pairs[name.strip()] = value.strip()
    return pairs


def _option_texts(options: Any) -> Any:
    """An engine's options as text. What is no scalar is left for the check to refuse."""
    if not isinstance(options, dict):
        return options
    return {
        name: str(value).lower() if isinstance(value, bool | int | float) else value
        for name, value in options.items()
    }


def _unknown(name: str, known: Any, place: str) -> SettingsError:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return SettingsError(f"There is no setting {name} ({place}){hint}")
