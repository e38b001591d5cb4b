"""Options of an engine: `name=value` pairs of a command line, read into a frozen struct.

All values arrive as strings. The struct says which options there are, of what type and in
what range; nothing is guessed, and nothing unknown is passed over.
"""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from rtts.errors import SettingsError

__all__ = ["read_options"]

Options = TypeVar("Options", bound=msgspec.Struct)


def read_options(kind: type[Options], engine: str, given: Mapping[str, str]) -> Options:
    """The options of `engine`, as `kind` has them. Raises SettingsError naming the wrong one."""
    known = kind.__struct_fields__
    for name in given:
        if name not in known:
            raise SettingsError(
                f"The engine {engine} has no option {name}; it has {', '.join(sorted(known))}."
            )
    try:
        return msgspec.convert(dict(given), kind, strict=False)
    except msgspec.ValidationError as error:
        rule, _, path = str(error).partition(" - at `$.")
        name = path.rstrip("`")
        raise SettingsError(
            f"The option {name}={given.get(name, '')} of the engine {engine} is wrong: {rule}."
        ) from None
