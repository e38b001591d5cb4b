"""Texts that nobody would write, which must not raise nor take more time than their length says."""

__all__ = ["LETTERS", "MARKS", "PARTICULAR", "SHARED"]

_LENGTH = 1000
"""Enough to tell a line from a square where every few characters are a number of their own."""
_RUN = 4000
"""The same where one character goes on and on, which is soon read."""


def _full_of(unit: str) -> str:
    return unit * ((_RUN if len(unit) == 1 else _LENGTH) // len(unit))


SHARED: dict[str, str] = {
    "digits": "1" * 10_000,
    "zeros": _full_of("0"),
    "amount": "$" + "9" * 400,
    "amount before its sign": "9" * 400 + ",99 €",
    "fractions": _full_of("1/2"),
    "dots": _full_of("1.1."),
    "commas": _full_of("1,"),
    "groups with commas": "$" + _full_of("1,234,"),
    "groups with dots": _full_of("1.000."),
    "groups with spaces": _full_of("123 456 "),
    "groups with spaces and one digit": _full_of("1 234 567 "),
    "groups with apostrophes": _full_of("1'"),
    "spaced digits": _full_of("1 "),
    "places in a row": _full_of("1. "),
    "dates": _full_of("31.12.2024"),
    "dates with slashes": _full_of("12/2–"),
    "times": _full_of("12:"),
    "ranges": _full_of("5-"),
    "dashes": _full_of("-") + "5",
    "waves": _full_of("1~"),
    "pluses": _full_of("+1"),
    "prefixes of phones": _full_of("+33 "),
    "opened phones": _full_of("+7 ("),
    "one phone": "+" + _full_of("4 "),
    "products": _full_of("1x1"),
    "powers of ten": _full_of("1e"),
    "inches": _full_of('5" '),
    "currency signs": _full_of("€"),
    "prices of one": _full_of("12,5 €/"),
    "letters and digits": _full_of("A1"),
    "serials": _full_of("A1-"),
    "marked serials": _full_of("#A-"),
    "slashes": _full_of("a/"),
    "backslashes": _full_of("a\\b"),
    "addresses": _full_of("x@"),
    "signs of the net": "@" * 1000 + "#" * 1000,
    "keys": _full_of("Ctrl+"),
    "bars": _full_of("|x"),
    "stars": _full_of("★☆"),
    "brackets": _full_of("(") + "5 % ]]]",
    "opened amounts": _full_of("((5 km"),
    "one letter": _full_of("I") + ".",
    "another letter": _full_of("X"),
    "roman numbers": _full_of("XIV"),
    "roman ranges": _full_of("I-") + "V",
    "initials": _full_of("S. A. "),
    "one title": _full_of("M. "),
    "a long word": _full_of("ab") + "str.",
    "spaces": "7" + _full_of(" ") + "km",
    "superscripts": _full_of("²"),
    "powers": _full_of("x²³¹"),
    "signs that are numbers": _full_of("²½①Ⅷ⑳㎏℃"),
    "combining marks": "5" + _full_of("\u0301") + " km",
    "combined letters": _full_of("e\u0301") + "5 km",
    "surrogates": _full_of("\ud800") + "5 €",
    "scattered surrogates": "\ud800 5\ud801%\udfff € " * 50 + "².³½",
    "digits of other scripts": "٣٤٥ $٣٤٥ ٣/٤/٢٠٢٤ ٣:٣٠ ৫% ٣٫٥ 五 ५ km " * 20,
    "fractions of other scripts": "٣٤ Uhr, ५ km, ¹²³⁄₄₅ 0⁄0 1⁄0 0/0 ½½ ① " * 20,
    "what no calendar has": "0. 00.00.0000 99.99.99 24:60 0x 0° 00:00:00 1e999 1/99999999 " * 20,
}
"""By what they are full of, for every language."""

PARTICULAR: dict[str, dict[str, str]] = {
    "de": {
        "places joined": _full_of("3. und "),
        "abbreviations": _full_of("z. B. "),
        "what no calendar has": (
            "0er 0te 0-fach 00:00:00 Uhr 9999999999999999999. Mai 99999999999999-fach"
            " 99999999999999999999er"
        ),
    },
    "en": {
        "groups without end": "$" + "1,111" * 100,
        "abbreviations": _full_of("St. Dr. Main 5 "),
        "a word that waits": _full_of("card expires ") + "09/27",
    },
    "fr": {"hours": _full_of("15h"), "abbreviations": _full_of("c. à ")},
    "it": {"hours": _full_of("15h"), "abbreviations": _full_of("c. a ")},
    "ja": {
        "amount": "¥" + "9" * 400 + "円",
        "surrogates": _full_of("\ud800") + "5\udfff個",
        "counters": _full_of("年月日"),
        "powers of ten": _full_of("1e万"),
    },
    "ko": {
        "amount": "¥" + "9" * 400 + "원",
        "surrogates": _full_of("\ud800") + "5\udfff개",
        "counters": _full_of("년월일"),
        "powers of ten": _full_of("1e만"),
    },
    "ru": {
        "surrogates": "\ud800 5 кг \udfff" * 50,
        "combining marks": "5" + _full_of("\u0301") + " кг",
        "abbreviations": _full_of("т. д. "),
        "opened amounts": _full_of("((5 кг"),
        "spaces": "5" + _full_of(" ") + "кг",
        "digits of other scripts": "٣٤٥ кг ١٢:٣٠ ₽٥٠ ٣-й " * 40,
    },
    "zh": {
        "amount": "¥" + "9" * 400 + "元",
        "surrogates": _full_of("\ud800") + "5\udfff个",
        "counters": _full_of("年月日"),
    },
}
"""For one language, in its own words."""

MARKS = "0123456789 .,:;/-–+%€$°½²=x()\n\u00a0"
"""What the rules of every language look at."""

LETTERS: dict[str, str] = {
    "de": "'IVXkmhdrzBSMä",
    "en": "−£'\"#&@×₂aAbBmMkKIVXstDrpPJanonUTC\ud800<>~_^*",
    "es": "ºª[]XVIaeosdmhpkgC",
    "fr": "hkmMereIVX'’\u202fnéàNo",
    "it": "hkmMaloIVX'’\u202fnªºNe",
    "ja": "~〜¥℃C年月日時分円万個第は2のkmgA 、。（）<#",
    "ko": "~₩℃C년월일시분원만개명번제은를kmgA ·<#",
    "pt": "ºª[]XVIaeoRsdmhpkgC",
    "ru": "—№₽×«»кгмчтвисодIXV",
    "zh": "~¥℃C年月日点分元万个第是有2两kmgA ，。（）",
}
"""What they look at in one language: letters of its units, and its marks."""
