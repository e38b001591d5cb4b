"""Units and currencies: how they are written, and what they are called in German."""

from typing import NamedTuple

from rtts.text.rules.de.nouns import Gender

__all__ = ["CURRENCIES", "STOPPED_UNITS", "UNITS", "Currency", "Unit", "unit_named"]


class Unit(NamedTuple):
    """A unit's name for one and for more of it."""

    one: str
    many: str
    gender: Gender


class Currency(NamedTuple):
    """A currency, and what a hundredth of it is called."""

    unit: Unit
    cent: Unit


def _same(name: str, gender: Gender = "n") -> Unit:
    return Unit(name, name, gender)


def _ending_in_n(name: str) -> Unit:
    return Unit(name, name + "n", "f")


_PREFIXES = {
    "n": "Nano",
    "µ": "Mikro",
    "μ": "Mikro",
    "m": "Milli",
    "c": "Zenti",
    "d": "Dezi",
    "h": "Hekto",
    "k": "Kilo",
    "M": "Mega",
    "G": "Giga",
    "T": "Tera",
}
_PREFIXED: tuple[tuple[str, str, str, Gender], ...] = (
    ("m", "nµμmcdk", "meter", "m"),
    ("g", "nµμmk", "gramm", "n"),
    ("l", "µμmcdh", "liter", "m"),
    ("L", "m", "liter", "m"),
    ("s", "nµμm", "sekunde", "f"),
    ("W", "mkMGT", "watt", "n"),
    ("V", "mk", "volt", "n"),
    ("A", "µμmk", "ampere", "n"),
    ("Hz", "kMGT", "hertz", "n"),
    ("J", "kM", "joule", "n"),
    ("N", "k", "newton", "n"),
    ("Pa", "hkM", "pascal", "n"),
    ("B", "kMGT", "byte", "n"),
    ("bit", "kMGT", "bit", "n"),
    ("Bit", "kMGT", "bit", "n"),
    ("Wh", "kMGT", "wattstunde", "f"),
    ("Ah", "m", "amperestunde", "f"),
    ("cal", "k", "kalorie", "f"),
    ("Ω", "kM", "ohm", "n"),
    ("bar", "m", "bar", "n"),
    ("t", "kM", "tonne", "f"),
)


def _prefixed() -> dict[str, Unit]:
    found = {}
    for short, prefixes, name, gender in _PREFIXED:
        for prefix in prefixes:
            said = _PREFIXES[prefix] + name
            many = said + "n" if gender == "f" else said
            found[prefix + short] = Unit(said, many, gender)
    return found


UNITS: dict[str, Unit] = {
    **_prefixed(),
    "m": _same("Meter", "m"),
    "g": _same("Gramm"),
    "l": _same("Liter", "m"),
    "L": _same("Liter", "m"),
    "t": _ending_in_n("Tonne"),
    "s": _ending_in_n("Sekunde"),
    "h": _ending_in_n("Stunde"),
    "d": Unit("Tag", "Tage", "m"),
    "W": _same("Watt"),
    "V": _same("Volt"),
    "A": _same("Ampere"),
    "J": _same("Joule"),
    "N": _same("Newton"),
    "Nm": _same("Newtonmeter", "m"),
    "Wh": _ending_in_n("Wattstunde"),
    "Ah": _ending_in_n("Amperestunde"),
    "Pa": _same("Pascal"),
    "Hz": _same("Hertz"),
    "Ω": _same("Ohm"),
    "B": _same("Byte"),
    "KB": _same("Kilobyte"),
    "bar": _same("Bar"),
    "kcal": _ending_in_n("Kilokalorie"),
    "cal": _ending_in_n("Kalorie"),
    "dB": _same("Dezibel"),
    "lx": _same("Lux"),
    "lm": _same("Lumen"),
    "PS": _same("PS"),
    "px": _same("Pixel"),
    "dpi": _same("dpi"),
    "fps": _same("Bilder pro Sekunde"),
    "Mbps": _same("Megabit pro Sekunde"),
    "Gbps": _same("Gigabit pro Sekunde"),
    "kmh": _same("Kilometer pro Stunde", "m"),
    "mph": _ending_in_n("Meile"),
    "mi": _ending_in_n("Meile"),
    "ft": _same("Fuß", "m"),
    "oz": _ending_in_n("Unze"),
    "lb": _same("Pfund"),
    "lbs": _same("Pfund"),
    "in": _same("Zoll", "m"),
    "s²": _ending_in_n("Quadratsekunde"),
    "ha": _same("Hektar", "m"),
    "qm": _same("Quadratmeter", "m"),
    "qkm": _same("Quadratkilometer", "m"),
    "cbm": _same("Kubikmeter", "m"),
    "ccm": _same("Kubikzentimeter", "m"),
    "Mol": _same("Mol"),
    "mol": _same("Mol"),
    "%": _same("Prozent"),
    "‰": _same("Promille"),
    "°": _same("Grad"),
    "°C": _same("Grad Celsius"),
    "℃": _same("Grad Celsius"),
    "°F": _same("Grad Fahrenheit"),
    "℉": _same("Grad Fahrenheit"),
    "K": _same("Kelvin"),
    '"': _same("Zoll", "m"),
    "″": _same("Zoll", "m"),
    "EL": _same("Esslöffel", "m"),
    "TL": _same("Teelöffel", "m"),
    "Min": _ending_in_n("Minute"),
    "min": _ending_in_n("Minute"),
    "Sek": _ending_in_n("Sekunde"),
    "sek": _ending_in_n("Sekunde"),
    "sec": _ending_in_n("Sekunde"),
    "Std": _ending_in_n("Stunde"),
    "std": _ending_in_n("Stunde"),
    "Stk": _same("Stück"),
    "Pers": Unit("Person", "Personen", "f"),
    "Pkg": Unit("Packung", "Packungen", "f"),
    "Pck": _same("Päckchen"),
    "Pckg": Unit("Packung", "Packungen", "f"),
    "Msp": _ending_in_n("Messerspitze"),
    "Tl": _same("Teelöffel", "m"),
    "El": _same("Esslöffel", "m"),
    "Wo": _ending_in_n("Woche"),
    "Mon": Unit("Monat", "Monate", "m"),
    "Fl": Unit("Flasche", "Flaschen", "f"),
    "Bd": _same("Bund"),
    "Pf": _same("Pfund"),
    "Pfd": _same("Pfund"),
    "kt": _same("Knoten", "m"),
    "kn": _same("Knoten", "m"),
}
"""By their sign, as written."""

STOPPED_UNITS: dict[str, Unit] = {
    "St": _same("Stück"),
    "Wo": UNITS["Wo"],
    "Mon": UNITS["Mon"],
    "Fl": UNITS["Fl"],
    "Bd": UNITS["Bd"],
    "J": Unit("Jahr", "Jahre", "n"),
    "Z": _same("Zoll", "m"),
}
"""Those that are units only with a stop; before the others."""

for _name in ("Wo", "Mon", "Fl", "Bd", "in"):
    UNITS.pop(_name)

_EURO = _same("Euro", "m")
_CENT = _same("Cent", "m")
_DOLLAR = _same("Dollar", "m")
_KRONE = Unit("Krone", "Kronen", "f")
_NO_CENT = _same("")


def _currency(unit: Unit, cent: Unit, *signs: str) -> dict[str, Currency]:
    return dict.fromkeys(signs, Currency(unit, cent))


CURRENCIES: dict[str, Currency] = {
    **_currency(_EURO, _CENT, "€", "EUR", "Euro", "Euros"),
    **_currency(_DOLLAR, _CENT, "$", "US$", "USD", "Dollar", "US-Dollar"),
    **_currency(_same("Pfund"), Unit("Penny", "Pence", "m"), "£", "GBP", "Pfund"),
    **_currency(_same("Yen", "m"), _NO_CENT, "¥", "JPY", "Yen"),
    **_currency(_same("Yuan", "m"), _same("Fen", "m"), "CNY", "RMB", "Yuan"),
    **_currency(_same("Franken", "m"), _same("Rappen", "m"), "CHF", "SFr", "Franken"),
    **_currency(_same("Rubel", "m"), _same("Kopeken", "f"), "₽", "RUB", "Rubel"),
    **_currency(_ending_in_n("Rupie"), _same("Paise", "m"), "₹", "INR", "Rupien"),
    **_currency(_same("Lira", "f"), _same("Kuruş", "m"), "₺", "TRY", "Lira"),
    **_currency(_same("Złoty", "m"), _same("Groszy", "m"), "zł", "PLN", "Złoty", "Zloty"),
    **_currency(_same("Won", "m"), _NO_CENT, "₩", "KRW", "Won"),
    **_currency(_same("Griwna", "f"), _same("Kopeken", "f"), "₴", "UAH", "Griwna"),
    **_currency(_KRONE, _same("Öre", "n"), "SEK", "NOK", "DKK", "Kr", "kr", "Kronen"),
    **_currency(_KRONE, _same("Heller", "m"), "CZK", "Kč"),
    **_currency(_same("Forint", "m"), _NO_CENT, "HUF", "Ft", "Forint"),
    **_currency(_same("Real", "m"), _same("Centavos", "m"), "R$", "BRL"),
    **_currency(_same("D-Mark", "f"), _same("Pfennig", "m"), "DM", "D-Mark", "Mark"),
    **_currency(_same("Bitcoin", "m"), _NO_CENT, "₿", "BTC"),
    **_currency(_CENT, _NO_CENT, "ct", "Ct", "Cent", "¢", "Cents"),
    **_currency(_same("australische Dollar", "m"), _CENT, "AUD", "A$"),
    **_currency(_same("kanadische Dollar", "m"), _CENT, "CAD", "C$"),
}
"""By sign, code and name. `Cent` is a currency without cents of its own."""

_POWERS = {"²": "Quadrat", "2": "Quadrat", "³": "Kubik", "3": "Kubik"}
_LENGTHS = frozenset({"mm", "cm", "dm", "m", "km"})


def unit_named(sign: str) -> Unit | None:
    """The unit of a sign, without a stop; also of an area or a volume: km², m3."""
    found = UNITS.get(sign)
    if found is None and sign[-1:] in _POWERS and sign[:-1] in _LENGTHS:
        name = _POWERS[sign[-1]] + UNITS[sign[:-1]].one.lower()
        return Unit(name, name, "m")
    return found
