"""What Spanish and Portuguese say alike of hours, durations and zones of time."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rtts.text.rules.base import Begins, Match, Rule, after
from rtts.text.rules.iberian.speech import Form

__all__ = ["HALF", "ClockWords", "half_stop"]

HALF = r"(?P<half>[aApP])\s?\.?\s?[mM](?![\w])(?P<stop>\.?)"
"""The half of the day behind an hour: `a. m.`, `PM`."""
_MINUTES_SECONDS = re.compile(r"(?<![\w:.,/])(?P<m>\d{1,3})\s?min\s?(?P<s>[0-5]?\d)\s?s(?![\w/])")
_ZONE = re.compile(
    r"(?<!\w)(?P<name>UTC|GMT)\s?(?P<sign>[+−–-])(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\w)"
)
_OPENS_SENTENCE = re.compile(r"\s+[¿¡\"“«(]{0,2}(?:[A-ZÀ-ÖØ-Þ\d]|\Z)")


def half_stop(match: Match) -> str:
    """The sentence's stop, where that of `HALF` was it."""
    if not match["stop"]:
        return ""
    following = after(match)
    return "." if not following.strip() or _OPENS_SENTENCE.match(following) else ""


@dataclass(frozen=True)
class ClockWords:
    """How a language counts hours, minutes and seconds."""

    cardinal: Callable[[int, Form], str]
    joined: str
    """Before the last of several."""
    plus: str
    zone_joined: str = ""
    """Before the minutes of a zone."""

    def hours(self, value: int) -> str:
        """Hours with their noun, which is feminine."""
        return f"{self.cardinal(value, 'f')} {'hora' if value == 1 else 'horas'}"

    def counted(self, value: int, noun: str) -> str:
        """Minutes or seconds with their noun, which is masculine."""
        return f"{self.cardinal(value, 'm')} {noun if value == 1 else noun + 's'}"

    def say_minutes(self, match: Match) -> str:
        """Minutes and seconds, from the groups `m` and `s`."""
        minutes, seconds = int(match["m"]), int(match["s"])
        return f"{self.counted(minutes, 'minuto')} {self.joined} {self.counted(seconds, 'segundo')}"

    def say_full(self, match: Match) -> str:
        """The same with hours before them, and perhaps a zone, from `h` and `z`."""
        said = f"{self.hours(int(match['h']))}, {self.say_minutes(match)}"
        return f"{said} UTC" if match["z"] else said

    def minutes_rule(self) -> Rule:
        """Durations: `3 min 20 s`."""
        return Rule("time", _MINUTES_SECONDS, self.say_minutes)

    def zone_rule(self) -> Rule:
        """Zones: `UTC-3`."""
        return Rule("time", _ZONE, self._say_zone, Begins.LETTER)

    def _say_zone(self, match: Match) -> str:
        words = [match["name"], self.plus if match["sign"] == "+" else "menos"]
        words.append(self.cardinal(int(match["h"]), "alone"))
        if match["m"] and int(match["m"]):
            words += [self.zone_joined, self.cardinal(int(match["m"]), "alone")]
        return " ".join(filter(None, words))
