"""Cases and genders of Russian, and how nouns and adjectives take them."""

from enum import IntEnum
from typing import NamedTuple

__all__ = [
    "Case",
    "Forms",
    "Gender",
    "Noun",
    "adjective",
    "alternation",
    "counted",
    "feminine",
    "indeclinable",
    "masculine",
    "neuter",
    "with_adjective",
]


class Case(IntEnum):
    """The six cases, in the order in which forms are listed."""

    NOM = 0
    GEN = 1
    DAT = 2
    ACC = 3
    INS = 4
    PREP = 5


class Gender(IntEnum):
    """The gender of a noun, or the plural, which has none."""

    M = 0
    F = 1
    N = 2
    PLURAL = 3


def alternation(text: str) -> str:
    """A pattern for any of the words of a text."""
    return "|".join(text.split())


Forms = tuple[str, str, str, str, str, str]


class Noun(NamedTuple):
    """A noun, or a noun with its adjective, in all its forms."""

    singular: Forms
    plural: Forms
    gender: Gender
    few: str
    """Behind two, three and four: `два квадратных метра`."""


_HARD = {
    Gender.M: ("", "ого", "ому", "", "ым", "ом"),
    Gender.F: ("ая", "ой", "ой", "ую", "ой", "ой"),
    Gender.N: ("ое", "ого", "ому", "ое", "ым", "ом"),
    Gender.PLURAL: ("ые", "ых", "ым", "ые", "ыми", "ых"),
}
_THIRD = {
    Gender.M: ("ий", "ьего", "ьему", "ий", "ьим", "ьем"),
    Gender.F: ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
    Gender.N: ("ье", "ьего", "ьему", "ье", "ьим", "ьем"),
    Gender.PLURAL: ("ьи", "ьих", "ьим", "ьи", "ьими", "ьих"),
}
_VELAR = "гкхжшчщ"


def adjective(word: str, case: Case, gender: Gender) -> str:
    """A form of an adjective, given as it stands before a masculine noun: `первый`, `второй`."""
    stem = word[:-2]
    if word == "третий":
        return stem + _THIRD[gender][case]
    ending = _HARD[gender][case] or word[-2:]
    if stem[-1] in _VELAR and ending[0] == "ы":
        ending = "и" + ending[1:]
    return stem + ending


def masculine(word: str, stem: str = "", many: str = "", *, stressed: bool = False) -> Noun:
    """A noun such as `метр` or `рубль`.

    `stem`: where a vowel goes, `many`: irregular plural genitive, `stressed`: on the ending.
    """
    soft = word.endswith(("ь", "й"))
    stem = stem or (word[:-1] if soft else word)
    if soft:
        by = "ём" if stressed else "ем"
        one: Forms = (word, f"{stem}я", f"{stem}ю", word, f"{stem}{by}", f"{stem}е")
    else:
        by = "ем" if word.endswith("ц") else "ом"
        one = (word, f"{stem}а", f"{stem}у", word, f"{stem}{by}", f"{stem}е")
    if soft:
        many = many or f"{stem}{'ев' if word.endswith('й') else 'ей'}"
    else:
        many = many or (f"{stem}ей" if word[-1] in "жшчщ" else f"{stem}ов")
    return Noun(one, _plural(stem, many, soft=soft), Gender.M, one[Case.GEN])


def feminine(word: str, many: str = "") -> Noun:
    """A noun such as `минута`, `неделя`, `тысяча` or `часть`."""
    stem, ending = word[:-1], word[-1]
    if ending == "ь":
        one: Forms = (word, f"{stem}и", f"{stem}и", word, f"{word}ю", f"{stem}и")
        return Noun(one, _plural(stem, many or f"{stem}ей", soft=True), Gender.F, f"{stem}и")
    soft = ending == "я"
    after_i = word.endswith("ия")
    genitive = f"{stem}и" if soft or stem[-1] in _VELAR else f"{stem}ы"
    dative = f"{stem}и" if after_i else f"{stem}е"
    instrumental = f"{stem}ей" if soft or stem[-1] in "жшчщц" else f"{stem}ой"
    one = (word, genitive, dative, f"{stem}{'ю' if soft else 'у'}", instrumental, dative)
    many = many or (f"{stem}й" if after_i else f"{stem}ь" if soft else stem)
    return Noun(one, _plural(stem, many, soft=soft), Gender.F, genitive)


def neuter(word: str, many: str = "") -> Noun:
    """A noun such as `место`, `поколение`."""
    stem = word[:-1]
    if word.endswith("е"):
        prepositional = f"{stem}и" if word.endswith("ие") else f"{stem}е"
        one: Forms = (word, f"{stem}я", f"{stem}ю", word, f"{stem}ем", prepositional)
        nominative, many = f"{stem}я", many or f"{stem}й"
    else:
        one = (word, f"{stem}а", f"{stem}у", word, f"{stem}ом", f"{stem}е")
        nominative, many = f"{stem}а", many or stem
    plural = _plural(stem, many, soft=word.endswith("е"))
    plural = (nominative, plural[1], plural[2], nominative, plural[4], plural[5])
    return Noun(one, plural, Gender.N, one[Case.GEN])


def indeclinable(word: str, gender: Gender = Gender.M) -> Noun:
    """A noun with one form: `евро`."""
    forms: Forms = (word, word, word, word, word, word)
    return Noun(forms, forms, gender, word)


def _plural(stem: str, many: str, *, soft: bool) -> Forms:
    vowel = "я" if soft else "а"
    nominative = f"{stem}{'и' if soft or stem[-1] in _VELAR else 'ы'}"
    return (
        nominative,
        many,
        f"{stem}{vowel}м",
        nominative,
        f"{stem}{vowel}ми",
        f"{stem}{vowel}х",
    )


def with_adjective(word: str, noun: Noun, tail: str = "") -> Noun:
    """A noun with an adjective before it and words that stay behind it.

    `word` is empty or as `adjective` takes it.
    """

    def joined(gender: Gender, forms: Forms) -> Forms:
        said = [
            f"{adjective(word, case, gender)} {forms[case]}{tail}" if word else forms[case] + tail
            for case in Case
        ]
        return (said[0], said[1], said[2], said[3], said[4], said[5])

    few = noun.few + tail
    if word:
        case = Case.NOM if noun.gender == Gender.F else Case.GEN
        few = f"{adjective(word, case, Gender.PLURAL)} {few}"
    singular = joined(noun.gender, noun.singular)
    return Noun(singular, joined(Gender.PLURAL, noun.plural), noun.gender, few)


def counted(noun: Noun, value: int, case: Case) -> str:
    """The form of a noun behind a number of this value that stands in this case."""
    last, straight = value % 10, case in (Case.NOM, Case.ACC)
    if 11 <= value % 100 <= 14 or last == 0 or last >= 5:
        return noun.plural[Case.GEN if straight or value % 1000 == 0 else case]
    if last == 1:
        return noun.singular[case]
    return noun.few if straight else noun.plural[case]
