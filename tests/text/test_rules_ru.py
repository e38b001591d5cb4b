"""Russian numbers take case and gender."""

from rtts.text.rules.ru.grammar import Case, Gender
from rtts.text.rules.ru.numerals import cardinal, ordinal, prefix


def test_numbers_take_case_and_gender() -> None:
    """Every part of a number is declined, and what it counts tells its gender."""
    assert cardinal(200, Case.GEN) == "двухсот"
    assert cardinal(1_345, Case.INS) == "тысячей тремястами сорока пятью"
    assert cardinal(21, Case.ACC, Gender.F) == "двадцать одну"
    assert cardinal(2_000, Case.DAT) == "двум тысячам"
    assert cardinal(10**15) is None


def test_of_an_ordinal_only_the_last_word_is_declined() -> None:
    """The rest stands in the nominative; round thousands are one word."""
    assert ordinal(1984, Case.PREP) == "тысяча девятьсот восемьдесят четвёртом"
    assert ordinal(2000, Case.PREP) == "двухтысячном"
    assert ordinal(3, Case.GEN, Gender.F) == "третьей"
    assert ordinal(0) == "нулевой"


def test_a_number_begins_a_word_in_the_genitive() -> None:
    """But one, ninety, a hundred and a thousand have forms of their own."""
    assert [prefix(value) for value in (1, 5, 21, 90, 100, 150, 1000)] == [
        "одно",
        "пяти",
        "двадцатиодно",
        "девяносто",
        "сто",
        "стопятидесяти",
        "тысяче",
    ]
