"""How German is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.normalize import growing, normalize
from rtts.text.rules.de.nouns import gender_of
from rtts.text.rules.de.numbers import cardinal, ordinal_stem, whole, year
from tests.text.cases.de import BLIND, CASES, SENTENCES
from tests.text.compare import growth, is_said

ISOLATED = [(name, *case) for name, cases in CASES.items() for case in cases]
WHOLE = SENTENCES + BLIND

PROSE = (
    "Guten Morgen, wie hast du geschlafen? Ich habe heute leider wenig Zeit, aber wir können gern"
    " später reden. Die Art, wie er spricht, mag ich sehr. Am Ende war alles halb so schlimm: Der"
    " Zug kam doch noch, und das Wetter – ein Traum – blieb schön. „So ist das eben“, sagte sie,"
    " „man kann nicht alles haben.“"
)

HOSTILE = [
    "7" * 10_000,
    "7" * 400 + ",99 €",
    "€" * 5_000,
    "1/2" * 1_000,
    "1.1." * 2_000,
    "1 " * 3_000,
    "1. " * 3_000,
    "-" * 3_000 + "5",
    "5-" * 3_000,
    "1.000." * 2_000,
    "1 000 " * 2_000,
    "3. und " * 1_000,
    "I" * 3_000 + ".",
    "z. B. " * 1_000,
    "ab" * 3_000 + "str.",
    "\ud800 5 \udfff € ².³½",
    "x" + "\u0301" * 3_000 + "5",
    "((((" * 1_000 + "5 % ]]]",
    "٣٤ Uhr, ५ km, ¹²³⁄₄₅ 0⁄0 1⁄0 0/0 ½½ ①",
    "0. 00.00.0000 99.99.99 24:60 0er 0te 0-fach 0x 0° 00:00:00 Uhr",
    "9999999999999999999. Mai 99999999999999-fach 99999999999999999999er 1e999 1/99999999",
    "+" + "4 " * 3_000,
    "0" * 5_000,
    "1'" * 3_000,
    "@" * 3_000 + "#" * 3_000,
    "5 €/" * 2_000,
]


@pytest.mark.parametrize(("name", "written", "accepted"), ISOLATED)
def test_a_case_is_said_as_people_say_it(
    name: str, written: str, accepted: tuple[str, ...]
) -> None:
    """Every way of writing in the table has one of its spoken forms."""
    assert is_said(written, accepted, "de"), f"{name}: {normalize(written, 'de')}"


@pytest.mark.parametrize(("written", "accepted"), WHOLE)
def test_a_sentence_is_said_as_people_say_it(written: str, accepted: tuple[str, ...]) -> None:
    """Every sentence in the table has one of its spoken forms."""
    assert is_said(written, accepted, "de"), normalize(written, "de")


def test_prose_is_left_as_it_is() -> None:
    """Sentences without figures, signs and abbreviations do not change."""
    assert normalize(PROSE, "de") == PROSE


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Obst usw. Dann Kaffee.", "Obst und so weiter. Dann Kaffee."),
        ("Obst usw.", "Obst und so weiter."),
        ("Obst usw., dann Kaffee.", "Obst und so weiter, dann Kaffee."),
        ("Am 3.5.", "Am dritten Mai."),
        ("Am 3.5. regnet es.", "Am dritten Mai regnet es."),
        ("Treffen am 3. Danach Essen.", "Treffen am dritten. Danach Essen."),
        ("Ich nehme 5. Danach gehen wir.", "Ich nehme fünf. Danach gehen wir."),
        ("Es dauert 5 Min.", "Es dauert fünf Minuten."),
        ("Es dauert 5 Min. länger.", "Es dauert fünf Minuten länger."),
        ("Das sind 5 km.", "Das sind fünf Kilometer."),
    ],
)
def test_the_stop_of_a_sentence_stays(written: str, said: str) -> None:
    """A stop that ends a sentence is still there, one that is only an abbreviation's is not."""
    assert normalize(written, "de") == said


def _in_fragments(text: str, size: int) -> str:
    work = growing("de")
    pieces = []
    for at in range(0, len(text), size):
        pieces += work.push(text[at : at + size])
    return "".join(piece.text for piece in pieces + work.finish())


@pytest.mark.parametrize("written", [written for written, _ in WHOLE])
def test_fragments_make_no_difference(written: str) -> None:
    """A sentence is said the same in whatever pieces it comes."""
    whole_text = normalize(written, "de")
    for size in range(1, 7):
        assert _in_fragments(written, size) == whole_text


@given(st.text("0123 1.,:/-–%€°'x½²IVXkm hdrzBSMä\n", max_size=40), st.integers(1, 6))
def test_fragments_of_anything_make_no_difference(text: str, size: int) -> None:
    """The same for any mixture of figures, marks and letters; and nothing is ever refused."""
    assert _in_fragments(text, size) == normalize(text, "de")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "de") < 3


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "null"),
        (1, "eins"),
        (101, "einhunderteins"),
        (1001, "eintausendeins"),
        (101_000, "einhunderteintausend"),
        (1_000_000, "eine Million"),
        (2_300_000, "zwei Millionen dreihunderttausend"),
    ],
)
def test_cardinals(value: int, said: str) -> None:
    """Numbers have the words that children learn."""
    assert cardinal(value) == said


def test_no_thousand_is_counted_with_eins() -> None:
    """It is `eintausend` wherever it stands."""
    assert not any("einstausend" in cardinal(value * 1_000 + 1) for value in range(1, 1_000))


def test_years_and_ordinals() -> None:
    """Hundreds are counted in years before 2000; ordinals end in `t` up to 19, then in `st`."""
    assert [year(value) for value in (1066, 1984, 2024)] == [
        "eintausendsechsundsechzig",
        "neunzehnhundertvierundachtzig",
        "zweitausendvierundzwanzig",
    ]
    irregular = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
    for value in range(1, 100):
        stem = cardinal(value) + ("t" if value < 20 else "st")
        assert ordinal_stem(value) == irregular.get(value, stem)


def test_what_is_too_long_for_words_is_read_digit_by_digit() -> None:
    """So are codes with zeros in front."""
    assert whole("9" * 20) == " ".join(["neun"] * 20)
    assert whole("007") == "null null sieben"


def test_genders() -> None:
    """A compound has the gender of its last part, any other noun the one its ending suggests."""
    found = {noun: gender_of(noun) for noun in ("Knoblauchzehe", "Esslöffel", "Hauptgericht")}
    assert found == {"Knoblauchzehe": "f", "Esslöffel": "m", "Hauptgericht": "n"}
    assert [gender_of(noun) for noun in ("Xung", "Xchen", "Xling")] == ["f", "n", "m"]
