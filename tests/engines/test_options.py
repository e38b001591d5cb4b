"""Options of an engine, as an operator writes them."""

import msgspec
import pytest

from rtts.engines.options import read_options
from rtts.errors import SettingsError


class Options(msgspec.Struct, frozen=True):
    """Three kinds of options."""

    pace: float = 0.0
    slots: int = 8
    grows: bool = False


def test_values_are_read_from_strings() -> None:
    """A number, a whole number and a switch are read from what a command line holds."""
    given = {"pace": "2.5", "slots": "3", "grows": "true"}
    assert read_options(Options, "tone", given) == Options(pace=2.5, slots=3, grows=True)


def test_an_unknown_option_is_named() -> None:
    """An option that the engine has not is named, with those it has."""
    with pytest.raises(SettingsError, match=r"tone has no option paec; it has grows, pace, slots"):
        read_options(Options, "tone", {"paec": "1"})


@pytest.mark.parametrize("given", [{"slots": "1.5"}, {"grows": "maybe"}, {"pace": ""}])
def test_a_wrong_value_is_named(given: dict[str, str]) -> None:
    """A value that cannot be read is told with its option and the rule."""
    ((name, value),) = given.items()
    with pytest.raises(SettingsError, match=rf"{name}={value} of the engine tone .* Expected"):
        read_options(Options, "tone", given)
