"""Numbers with units: "5 km", "-3 °C", "90 km/h", "10x20 cm", "25 %"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.iberian.speech import FIGURE, GAP, Figure, Form, Noun, Speech
from rtts.text.wordlists import any_of

__all__ = ["MeasureWords", "is_counted", "measure_rules"]


_PRECISE = frozenset(("kg", "l", "L"))
"""Of these people write the thousandths: "3,250 kg" is a baby."""
_STANDING = re.compile(r",?\s\d{1,3}\s[A-Z](?!\w)")
"""After 10 V comes 1 E: won and drawn, no volts."""

_COUNTED = re.compile(r"\d[x×]?\Z|\d\s[^\W\d_]{2,24}\Z|[^\W\d_]{3}s\Z")


def is_counted(left: str) -> bool:
    """Whether a text ends in so many of something: a number with its noun, or a plural."""
    return _COUNTED.search(left) is not None


class MeasureWords(NamedTuple):
    """The units of a language, by their signs; case counts."""

    units: Mapping[str, Noun]
    lone: frozenset[str]
    """Signs that are expanded without a number, too: "por km"."""
    singular_before: frozenset[str]
    """Words before a lone sign in the singular."""
    per: str
    """Of the slash in a rate."""
    rates: Mapping[str, str]
    """What stands behind the slash of a rate and is no unit, or is said otherwise."""
    periods: Mapping[str, str]
    """What is said for `/` and a stretch of time that something is counted in."""
    by: str
    """Of the sign in 10 × 20 cm."""
    product: str
    """Of the sign in 3 × 4 = 12."""
    score: str
    """Between the two sides' goals."""
    times: Noun
    """Of the sign in 3x."""
    goals: re.Pattern[str]
    """Words that speak of a score."""
    percent: str
    permille: str
    percentage: str
    """The sign alone."""
    halves: Mapping[str, str] = {}
    """The unit with a half: `,5` is said so behind these."""


def measure_rules(speech: Speech, words: MeasureWords) -> tuple[Rule, ...]:
    """The rules for units, sizes, multiples and percentages."""
    teller = _Teller(speech, words)
    unit = any_of(words.units)
    rate = any_of(words.rates)
    end = r"(?![\w²³°/])(?:\.(?=\s+[a-záéíóúñãõç(]|[,;:)]))?"
    per = rf"(?:{GAP}?/{GAP}?(?P<per>(?:{rate}|{unit})(?![\w²³])))?"
    measure = re.compile(rf"(?<![\d][.,])(?P<low>{FIGURE})[-‑]?{GAP}?(?P<unit>{unit}){per}{end}")
    cross = rf"{GAP}?[x×X]{GAP}?"
    size = re.compile(
        rf"(?P<first>{FIGURE}){cross}(?P<second>{FIGURE})(?:{cross}(?P<third>{FIGURE}))?"
        rf"(?:{GAP}?(?P<unit>{unit}))?(?![\w²³/])"
    )
    times = re.compile(rf"(?P<low>{FIGURE})[x×](?![\w]|\s?[+=−*^-]|\s?/(?![^\W\d_]{{2}}))")
    pace = re.compile(rf"(?<=\d)/(?P<per>{unit})(?![\w²³])")
    often = re.compile(rf"(?<=[^\W\d_])/(?P<per>{any_of(words.periods)})(?!\w)")
    percent = re.compile(rf"(?P<low>{FIGURE}){GAP}?(?P<sign>[%‰])(?!\w)")
    lone = any_of(words.lone)
    lone_unit = re.compile(rf"(?<![\w/.@-])(?P<unit>{lone}){per}(?![\w@/²³-])")
    return (
        Rule("measure", measure, teller.say),
        Rule("measure", size, teller.say_size),
        Rule("measure", re.compile(rf"(?P<low>{FIGURE})[\"”](?!\w)"), teller.say_inches),
        Rule("measure", times, teller.say_times),
        Rule(
            "measure",
            pace,
            lambda match: f"{words.per} {words.units[match['per']].one}",
            Begins.SIGN,
        ),
        Rule("measure", often, teller.say_often, Begins.SIGN),
        Rule("percent", percent, teller.say_percent),
        Rule(
            "percent",
            re.compile(r"(?<!\d)(?<!\d\s)%(?!\w)"),
            lambda _: words.percentage,
            Begins.SIGN,
        ),
        Rule("measure", lone_unit, teller.say_lone, Begins.LETTER),
    )


class _Teller:
    """Says measures in one language."""

    def __init__(self, speech: Speech, words: MeasureWords) -> None:
        self._speech = speech
        self._words = words

    def say(self, match: Match) -> str | None:
        precise = match["unit"] in _PRECISE and match["low"][1:2] == ","
        figure = self._speech.parse(match["low"], decimal=precise)
        unit = self._words.units[match["unit"]]
        if match["unit"] == "°" and self._is_ordinal(match):
            return None
        if match["unit"].isupper() and _STANDING.match(after(match)):
            return None
        said = self._halved(figure, unit) or self._speech.counted(figure, unit)
        return said + self._rate(match["per"])

    def _is_ordinal(self, match: Match) -> bool:
        """Whether a degree sign is meant as an ordinal's: "3° lugar"."""
        noun = re.match(r"\s([^\W\d_]{3,30})\b", after(match))
        return bool(noun and noun[1].islower() and noun[1] not in self._speech.no_nouns)

    def _halved(self, figure: Figure, unit: Noun) -> str:
        """Hours and a half."""
        half = self._words.halves.get(unit.one, "")
        if not half or figure.fraction != "5" or not figure.whole:
            return ""
        return f"{self._speech.counted(figure._replace(fraction=''), unit)} {half}"

    def _rate(self, per: str | None) -> str:
        if not per:
            return ""
        unit = self._words.units.get(per)
        return " " + (
            self._words.rates.get(per) or f"{self._words.per} {unit.one if unit else per}"
        )

    def say_often(self, match: Match) -> str | None:
        """So many times in so much time: "2 veces/semana"."""
        return f" {self._words.periods[match['per']]}" if is_counted(before(match)) else None

    def say_size(self, match: Match) -> str:
        """A size, or the result of a game."""
        by = self._words.by
        unit = self._words.units.get(match["unit"] or "")
        form: Form = unit.form if unit else "alone"
        around = before(match, 80) + after(match)
        if not match["third"] and form == "alone" and self._words.goals.search(around):
            by = self._words.score
        sides = [self._speech.parse(side) for side in match.group(1, 2, 3) if side]
        small = all(side.whole <= 20 for side in sides) and "×" in match[0]
        if form == "alone" and (small or after(match).lstrip().startswith("=")):
            by = self._words.product
        *first, last = sides
        said = [self._speech.figure(side, "alone" if form == "m" else form) for side in first]
        said.append(self._speech.counted(last, unit) if unit else self._speech.figure(last))
        return f" {by} ".join(said)

    def say_times(self, match: Match) -> str:
        return self._speech.counted(self._speech.parse(match["low"]), self._words.times)

    def say_inches(self, match: Match) -> str | None:
        """A quotation mark that closes none."""
        left = before(match, 200)
        if left.count('"') % 2 or left.count("“") > left.count("”"):
            return None
        return self._speech.counted(self._speech.parse(match["low"]), self._words.units["″"])

    def say_percent(self, match: Match) -> str:
        name = self._words.percent if match["sign"] == "%" else self._words.permille
        return f"{self._speech.figure(self._speech.parse(match['low'], decimal=True))} {name}"

    def say_lone(self, match: Match) -> str:
        unit = self._words.units[match["unit"]]
        single = (
            re.match(r"\s?\d", after(match))
            or word_before(match).lower() in self._words.singular_before
        )
        return (unit.one if single else unit.many) + self._rate(match["per"])
