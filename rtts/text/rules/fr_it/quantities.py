"""Amounts of money, measures, percentages and dimensions, single and in ranges."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.fr_it.figures import (
    DASH,
    END,
    NUMBER,
    SPACE,
    SPACES,
    Currency,
    Magnitude,
    Tongue,
    Unit,
    read,
    sentence_stop,
)
from rtts.text.rules.numbers import Number
from rtts.text.wordlists import any_of

__all__ = ["quantity_rules"]

_RANGE = rf"(?P<low>{NUMBER})(?:{DASH}(?P<high>{NUMBER}))?"
_NO_CODE = r"(?<![\d_])(?<!\d[.,:/])(?<![^\W_][-–‑])"
"""In front of the first digit of a number that is none of a code or a range."""
_PER = (
    rf"(?:{SPACE}/{SPACE}(?P<per>\d{{0,4}}{SPACE}[^\W\d_]{{1,14}}[²³23]?\b)"
    r"(?:(?:(?<=pers)|(?<=hab))\.)?)?"
)
_REPEATED = ("°C", "°", "km", "m", "cm", "mm", "kg", "g", "ml", "h", "min", "km/h")
"""Units that may be written at both ends of a range."""
_LENGTHS = ("mm", "cm", "dm", "m", "km", "px", "po", "pt")
"""Of other units there are so many times so much."""
_UNMARKED_UNITS = frozenset({"A", "K", "N", "T"})
"""Letters that are more often a name than a unit: only behind two digits."""


def quantity_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """The rules for money, measures, percent and dimensions, in that order."""
    return (
        *_money_rules(tongue),
        *_size_rules(tongue),
        *_measure_rules(tongue),
        *_bare_unit_rules(tongue),
        *_percent_rules(tongue),
        *_magnitude_rules(tongue),
    )


def _money_rules(tongue: Tongue) -> tuple[Rule, ...]:
    currencies = any_of(tongue.currencies)
    quotient = re.compile(rf"(?<!\w)(?P<currency>[€$£])(?=/){_PER}")
    signs = any_of(name for name in tongue.currencies if not name[0].islower())
    magnitude = rf"(?:{SPACE}(?P<magnitude>{any_of(tongue.magnitudes)}))?"
    behind = re.compile(
        rf"{_NO_CODE}{_RANGE}(?:{SPACE}(?:{any_of(('€', '$', '£'))})(?={DASH}\d))?"
        rf"(?:{DASH}(?P<upper>{NUMBER}))?{magnitude}{SPACE}"
        rf"(?:(?P<currency>{currencies}){END}(?:{SPACE}(?P<cents>\d\d)(?![\d,.]\d|\d))?"
        rf"|(?P<glued>[€$£])(?P<glued_cents>\d\d)(?!\d)){_PER}"
    )
    ahead = re.compile(rf"(?<!\w)(?P<currency>{signs}){SPACE}{_RANGE}{magnitude}{END}{_PER}")

    def say(match: Match) -> str | None:
        groups = match.groupdict()
        currency = tongue.currencies[groups["currency"] or groups["glued"]]
        low = read(match["low"])
        cents = groups.get("cents") or groups.get("glued_cents")
        if cents:
            if low.fraction or currency.minor is None or groups["magnitude"]:
                return None
            low = low._replace(fraction=cents)
        high = groups["high"] or groups.get("upper")
        last = read(high) if high else low
        said = _money(tongue, last, currency, groups["magnitude"])
        if high:
            said = tongue.span(_bare_money(tongue, low, currency), said, match)
        return said + _per(tongue, match["per"]) + sentence_stop(match)

    def say_quotient(match: Match) -> str:
        return tongue.currencies[match["currency"]].unit.many + _per(tongue, match["per"])

    return (
        Rule("money", behind, say),
        Rule("money", quotient, say_quotient, Begins.SIGN),
        Rule("money", ahead, say, Begins.SIGN | Begins.LETTER),
    )


def _bare_money(tongue: Tongue, number: Number, currency: Currency) -> str:
    """The lower end of a range: the upper one has the currency."""
    if number.fraction:
        return tongue.amount(number, currency)
    return tongue.number(number, feminine=currency.unit.feminine)


def _money(tongue: Tongue, number: Number, currency: Currency, magnitude: str | None) -> str:
    if not magnitude:
        return tongue.amount(number, currency)
    power = tongue.magnitudes[magnitude]
    if power.value > 1000:
        said = tongue.magnified(number, power)
        return f"{said} {tongue.partitive(currency.unit.many)}"
    return tongue.counted(_thousands(number), currency.unit)


def _thousands(number: Number) -> Number:
    """Three and a half thousand is 3,500."""
    fraction = number.fraction[:3].ljust(3, "0")
    digits = number.digits.lstrip("0") + fraction
    return Number(number.whole * 1000 + int(fraction), "", digits.lstrip("0") or "0")


def _per(tongue: Tongue, denominator: str | None) -> str:
    """What a price or a measure is for: `/mois`, `/100 km`, `/m²`."""
    if not denominator:
        return ""
    parts = re.fullmatch(rf"(\d*){SPACE}(.*)", denominator)
    assert parts is not None
    digits, name = parts.groups()
    unit = tongue.units.get(name) or tongue.units.get(f"{name}.")
    if digits:
        noun = tongue.counted(read(digits), unit) if unit else f"{tongue.whole(digits)} {name}"
        return f" {tongue.per(noun)}"
    return f" {tongue.per(unit.one if unit else name)}"


def _units(tongue: Tongue) -> dict[str, Unit]:
    return {**tongue.units, **tongue.speeds}


def _unit_pattern(tongue: Tongue) -> str:
    return rf"(?P<unit>{any_of(_units(tongue))})(?![^\W_]|['’-][^\W_])"


def _measure_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Numbers with a unit."""
    units = _units(tongue)
    magnitude = rf"(?:{SPACE}(?P<magnitude>{any_of(tongue.magnitudes)})[{SPACES}])?"
    repeated = rf"(?:{SPACE}(?:{any_of(_REPEATED)})(?={DASH}\d))?(?:{DASH}(?P<upper>{NUMBER}))?"
    measure = re.compile(
        rf"{_NO_CODE}{_RANGE}{repeated}{magnitude}{SPACE}{_unit_pattern(tongue)}{_PER}"
    )

    def say(match: Match) -> str | None:
        unit = units[match["unit"]]
        low, high = read(match["low"]), match["high"] or match["upper"]
        if match["unit"] in _UNMARKED_UNITS and len(match["low"]) < 2:
            return None
        last = read(high) if high else low
        if match["magnitude"]:
            power = tongue.magnitudes[match["magnitude"]]
            said = f"{tongue.magnified(last, power)} {tongue.partitive(unit.many)}"
        else:
            said = tongue.counted(last, unit)
        if high:
            said = tongue.span(tongue.number(low, feminine=unit.feminine), said, match)
        return said + _per(tongue, match["per"]) + _stop(match)

    return (Rule("measure", measure, say),)


def _size_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Dimensions, inches and `2x`."""
    units = _units(tongue)
    sides = re.compile(
        rf"{_NO_CODE}(?P<sides>{NUMBER}(?:{SPACE}[x×]{SPACE}{NUMBER}){{1,3}})"
        rf"(?:{SPACE}{_unit_pattern(tongue)}|{END}){_PER}"
    )
    times = re.compile(
        rf"{_NO_CODE}(?P<low>{NUMBER})x(?=\s[^\W\d_]{{2}}|/[^\W\d_]{{2}}|[.,;:!?)]|\Z)"
    )
    inches = re.compile(rf"{_NO_CODE}(?P<low>{NUMBER})[\"″](?!\w)")

    def say_sides(match: Match) -> str | None:
        if "=" in after(match)[:4] or "=" in before(match, 4):
            return None
        parts = [read(part) for part in re.split(f"{SPACE}[x×]{SPACE}", match["sides"])]
        words = [tongue.number(part) for part in parts]
        by = tongue.by
        if match["unit"]:
            words[-1] = tongue.counted(parts[-1], units[match["unit"]])
            by = by if match["unit"] in _LENGTHS else tongue.time.many
        return f" {by} ".join(words) + _per(tongue, match["per"])

    def say_inches(match: Match) -> str | None:
        if before(match, 200).count('"') % 2:
            return None
        return tongue.counted(read(match["low"]), tongue.inch)

    def say_times(match: Match) -> str:
        return tongue.counted(read(match["low"]), tongue.time)

    return (
        Rule("measure", sides, say_sides),
        Rule("measure", inches, say_inches),
        Rule("measure", times, say_times),
    )


def _bare_unit_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Units without a number of their own: behind a power of ten, or in `le prix au m²`."""
    units = _units(tongue)
    powered = re.compile(rf"(?<=[⁰¹²³⁴-⁹] ){_unit_pattern(tongue)}")
    bare = re.compile(
        rf"(?<![^\W_])(?P<unit>{any_of(name for name in units if _is_plain(name))})"
        rf"(?![^\W_]|['’/][^\W_]){_PER}"
    )

    def say_powered(match: Match) -> str:
        return units[match["unit"]].many

    def say_bare(match: Match) -> str | None:
        unit = units[match["unit"]]
        led = tongue.leads.search(before(match, 8))
        if not led and match["unit"].isalpha():
            return None
        return (unit.one if led else unit.many) + _per(tongue, match["per"])

    return (
        Rule("measure", powered, say_powered, Begins.LETTER),
        Rule("measure", bare, say_bare, Begins.LETTER | Begins.SIGN),
    )


def _magnitude_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Numbers with a short form of a million, and the noun that they count."""
    short = any_of(name for name, power in tongue.magnitudes.items() if _is_short(name, power))
    pattern = re.compile(
        rf"{_NO_CODE}(?P<low>{NUMBER})(?:{SPACE}(?P<magnitude>{short})|(?P<letter>[kM])"
        rf"|[{SPACES}](?P<spaced>M)(?=\s(?:d['’]|d[ei]\s))){END}\.?"
        rf"(?:[{SPACES}](?P<noun>[^\W\d_]{{4,24}})(?![\w'’]))?"
    )

    def say(match: Match) -> str:
        number = read(match["low"])
        power = tongue.magnitudes[match["magnitude"] or match["letter"] or match["spaced"]]
        noun = match["noun"] or ""
        if power.value == 1000:
            return f"{tongue.number(_thousands(number))} {noun}".rstrip()
        said = tongue.magnified(number, power)
        if not noun:
            return said + sentence_stop(match)
        return f"{said} {noun if noun in tongue.no_nouns else tongue.partitive(noun)}"

    return (Rule("measure", pattern, say),)


def _is_short(name: str, power: Magnitude) -> bool:
    return len(name) > 1 and name not in power and name != "mila"


def _stop(match: Match) -> str:
    """The stop of the sentence, where a unit such as `min.` took it."""
    return sentence_stop(match) if match["unit"][-1] == "." else ""


def _is_plain(name: str) -> bool:
    """Whether a unit is known without its number: `m²`, `km/h`, `kg`."""
    return not set("²³/").isdisjoint(name) or name in {"°C", "°F", "kg", "km", "kWh", "mq"}


def _percent_rules(tongue: Tongue) -> tuple[Rule, ...]:
    percent = re.compile(
        rf"{_NO_CODE}(?P<low>{NUMBER})(?:{SPACE}%)?(?:{DASH}(?P<high>{NUMBER}))?{SPACE}(?P<sign>[%‰]){_PER}"
    )

    def say(match: Match) -> str:
        sign = tongue.per_cent if match["sign"] == "%" else tongue.per_mille
        said = tongue.number(read(match["low"]))
        if match["high"]:
            said = tongue.span(said, tongue.number(read(match["high"])), match)
        return f"{said} {sign}{_per(tongue, match['per'])}"

    return (Rule("percent", percent, say),)
