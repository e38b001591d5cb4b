"""The kinds of values that settings have, and their rules.

A value comes as what its source can say: a file of TOML has numbers and truth values, a variable
has text alone. Either way it is checked against its kind, and an error names the place where the
wrong value stands, with the rule that it breaks.
"""

from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from rtts.errors import SettingsError

__all__ = [
    "Count",
    "Mebibytes",
    "Name",
    "PerSecond",
    "Port",
    "Seconds",
    "SomeSeconds",
    "convert",
    "plain_kind",
]

Name = Annotated[str, Meta(min_length=1)]
Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Mebibytes = Annotated[float, Meta(ge=0, le=2**30)]
Seconds = Annotated[float, Meta(ge=0, le=31_536_000)]
SomeSeconds = Annotated[float, Meta(gt=0, le=31_536_000)]
PerSecond = Annotated[float, Meta(gt=0, le=1_000_000)]


def plain_kind(kind: Any) -> type:
    """What is left of a kind without its rules: `int` of `Port`, `Path` of `Path | None`."""
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        [kind] = [each for each in get_args(kind) if each is not NoneType]
    if get_origin(kind) is Literal:
        return str
    if get_origin(kind) is Annotated:
        kind = kind.__origin__
    plain: type = get_origin(kind) or kind
    return plain


def convert(value: Any, kind: Any, place: str, *, strict: bool) -> Any:
    """The value as its kind. Not strict: numbers and truth values may be text.

    Raises SettingsError, which names the place.
    """
    try:
        return msgspec.convert(value, kind, strict=strict, dec_hook=_make_path)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{place}: {_rule(kind, error)}.") from None


def _rule(kind: Any, error: msgspec.ValidationError) -> str:
    if get_origin(kind) is Literal:
        return f"Expected one of {', '.join(get_args(kind))}"
    if kind is bool:
        return "Expected true or false"
    return str(error).partition(" - at ")[0]


def _make_path(kind: type, value: Any) -> Any:
    if kind is Path and isinstance(value, str) and value:
        return Path(value)
    return value
