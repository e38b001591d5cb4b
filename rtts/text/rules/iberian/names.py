"""Ordinals, Roman numerals, abbreviations and words with a slash."""

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from rtts.text.rules.base import (
    Begins,
    Match,
    Rule,
    after,
    before,
    opens_line,
    word_after,
    word_before,
)
from rtts.text.rules.iberian.measures import is_counted
from rtts.text.rules.iberian.speech import Form, Speech
from rtts.text.rules.numbers import from_roman
from rtts.text.wordlists import any_of, word_list

__all__ = ["Abbreviation", "NameWords", "abbreviations", "name_rules"]

_ARTICLES = frozenset(word_list("la una a uma da à na el del al o do ao no"))
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_FOLLOWING = {
    "name": re.compile(rf"[{_CAPITAL}]|(?:y|e|ou?)\s[{_CAPITAL}]"),
    "digit": re.compile(r"\d|#|[B-DF-HJ-NP-XZ]\b(?!\.)|[IVXLC]+\b|n\.?[º°]"),
    "inner": re.compile(r"\d"),
    "mid": re.compile(r"[\da-zß-öø-ÿ,:;]"),
    "roman": re.compile(r"[IVXLC]+\b"),
    "place": re.compile(rf"[{_CAPITAL}]|(?:de|del|d[ao]s?)\b"),
    "street": re.compile(rf"[{_CAPITAL}]|d[aeo]s?\b"),
}
"""What has to stand behind an abbreviation, by its place."""


class Abbreviation(NamedTuple):
    """What an abbreviation stands for, and where."""

    said: str
    """With a slash, for a man and for a woman: `dom/dona`."""
    where: str
    """`""` anywhere, `end` also where a sentence ends, `name` before a capital, `place` before one
    or "de", `street` before one and behind "na", `digit` before a number, `inner` before one and
    within a sentence, `mid` before a small letter or a number, `roman` before such a numeral."""


def abbreviations(table: str) -> dict[str, Abbreviation]:
    """Read lines such as `pág. | página | digit`; several forms are parted by a comma."""
    found = {}
    for line in table.strip().splitlines():
        names, said, *where = [cell.strip() for cell in line.split("|")]
        for name in names.split(","):
            key = "".join(name.split())
            found[key] = Abbreviation(said, where[0] if where else "")
    return found


class NameWords(NamedTuple):
    """What has to be known of a language's short forms."""

    abbreviations: Mapping[str, Abbreviation]
    """Without spaces, with their stops; in small letters unless the case counts."""
    openers: frozenset[str]
    """Words that are capitalised only where a sentence begins."""
    kings: frozenset[str]
    """Names whose numeral is an ordinal."""
    queens: frozenset[str]
    numbered: frozenset[str]
    """Nouns in lower case before a Roman numeral: "siglo", "capítulo"."""
    ordinals_to: int
    """Beyond this kings and centuries take cardinals."""
    centuries: frozenset[str]
    events: frozenset[str]
    """Nouns in lower case behind a Roman ordinal: "el V centenario"."""
    articles: frozenset[str]
    """What may stand before one."""
    number_sign: str
    """Of "n.º" and "#"."""
    periods: Container[str]
    """Stretches of time that something is counted in."""
    either: str
    """Of a slash between words."""
    slashed: Mapping[str, str]
    """Short forms with a slash: `c/u`."""
    ordinal_endings: str
    """Letters behind a number that make it an ordinal: `er|ra`."""
    degrees: str
    """Of an ordinal's sign that is meant as a degree."""
    street_before: frozenset[str] = frozenset()


def name_rules(speech: Speech, words: NameWords) -> tuple[Rule, ...]:
    """The rules for ordinals, Roman numerals, abbreviations and slashes."""
    teller = _Names(speech, words)
    ordinal = re.compile(
        r"(?<![\w.,-])(?P<digits>\d{1,4})(?:\.?(?P<mark>[ºª°])(?P<many>s)?"
        rf"|\.?(?P<ending>{words.ordinal_endings})\b"
        r"|\.(?P<raised>[oaᵒᵃ]s?)\b)(?:\.(?=\s?[a-záéíóúñ]))?(?![\w])"
    )
    roman = re.compile(r"(?<![\w./-])(?P<numeral>[IVXLCDM]{1,12})(?P<mark>[ºª])?(?![\w/]|\.\w)")
    span = re.compile(
        r"(?<![\w./-])(?P<first>[IVX]{1,12})\s?[-–]\s?(?P<last>[IVX]{1,12})(?![\w/-])"
    )
    number = re.compile(
        r"(?:[nN]\.?\s?[º°]s?\.?|[nN]\.os?\.?|[nN]ros?\.|[nN][uú]ms?\.|№|#)\s?(?=\d)"
    )
    slashed = any_of(words.slashed)
    short = re.compile(rf"(?<![\w/])(?P<name>{slashed})(?![\w/])", re.IGNORECASE)
    before_word = re.compile(r"(?<![\w/])(?P<name>[cps]/)\s?(?=[^\W\d_])", re.IGNORECASE)
    both_genders = re.compile(r"(?P<word>[^\W\d_]{3,20})(?:/|\()(?P<a>as?)\)?(?!\w)")
    either = re.compile(r"(?P<one>[^\W\d_]{1,30})/(?=[^\W\d_]{1,30}(?![\w/@]))")
    letters = r"[^\W\d_]{1,8}"
    single = re.compile(rf"(?<![\w.@/-]){letters}\.[ºªo]?(?!\w)")
    letter = Begins.LETTER
    return (
        Rule("number", number, lambda _: words.number_sign, letter | Begins.SIGN),
        Rule("ordinal", ordinal, teller.say_ordinal),
        Rule("roman", span, teller.say_roman_range, letter),
        Rule("roman", roman, teller.say_roman, letter),
        Rule("abbreviation", short, teller.say_slashed, letter),
        Rule("abbreviation", before_word, teller.say_slashed, letter),
        Rule("word", both_genders, teller.say_genders, letter),
        Rule("word", either, teller.say_either, letter),
        Rule(
            "abbreviation",
            re.compile(rf"(?<![\w.@/-]){letters}\.\s?{letters}\.(?:\s?{letters}\.)?[ªº]?(?!\w)"),
            teller.say_abbreviation,
            letter,
        ),
        Rule(
            "abbreviation",
            re.compile(rf"(?<![\w.@/-]){letters}\.\s?{letters}\.[ªº]?(?!\w)"),
            teller.say_abbreviation,
            letter,
        ),
        Rule("abbreviation", single, teller.say_abbreviation, letter),
    )


class _Names:
    """Says short forms in one language."""

    def __init__(self, speech: Speech, words: NameWords) -> None:
        self._speech = speech
        self._words = words

    def _following_form(self, match: Match) -> Form:
        found = re.match(r"\s([^\W\d_]{2,30})", after(match))
        if not found or found[1].lower() in self._speech.no_nouns:
            return "alone"
        return self._speech.gender(found[1].lower())

    def say_ordinal(self, match: Match) -> str | None:
        value = int(match["digits"])
        mark = match["mark"] or match["ending"] or match["raised"] or ""
        following = after(match).lstrip()
        if mark == "°" and following[:1] in "CFK":
            return None
        if mark in {"º", "°"} and self._is_degree(match, value):
            return f"{self._cardinal(value)} {self._words.degrees}"
        many = match["many"] or mark.endswith("s")
        form: Form = "alone"
        if mark[0] == "ª" or mark.rstrip("s")[-1] in "aᵃ":
            form = "f"
        elif not many and (mark == "er" or self._following_form(match) == "m"):
            form = "m"
        said = self._speech.ordinal(value, form)
        return f"{said}s" if many else said

    def _is_degree(self, match: Match, value: int) -> bool:
        """Whether an ordinal's sign is meant as a degree: "a 35º", "-10º"."""
        if re.search(r"(?:\A|\s)[-−]\Z", before(match, 3)):
            return True
        led = word_before(match).lower() in {"a", "de", "hasta", "até", "unos", "uns", "los", "os"}
        return led and value >= 20 and self._following_form(match) == "alone"

    def say_roman_range(self, match: Match) -> str | None:
        first, last = from_roman(match["first"]), from_roman(match["last"])
        if first is None or last is None:
            return None
        return f"{self._cardinal(first)} {self._speech.to} {self._cardinal(last)}"

    def say_roman(self, match: Match) -> str | None:
        value = from_roman(match["numeral"])
        if value is None or (match["numeral"] in {"C", "D", "L", "M"} and not match["mark"]):
            return None
        if match["mark"]:
            return self._speech.ordinal(value, "f" if match["mark"] == "ª" else "alone")
        previous = word_before(match)
        name = previous.strip("\"'“”«»(),.")
        if name.lower() in self._words.numbered and not previous.endswith((",", ";")):
            ordinal = name.lower() in self._words.centuries and value <= self._words.ordinals_to
            return self._speech.ordinal(value, "alone") if ordinal else self._cardinal(value)
        if name in self._words.kings or name in self._words.queens:
            form: Form = "f" if name in self._words.queens else "alone"
            if value <= self._words.ordinals_to:
                return self._speech.ordinal(value, form)
            return self._cardinal(value)
        return self._unnamed_roman(match, value, previous)

    def _cardinal(self, value: int) -> str:
        return self._speech.cardinal(value, "alone")

    def _unnamed_roman(self, match: Match, value: int, previous: str) -> str | None:
        """A numeral behind no word that is known for it: of I, V and X, and two of them."""
        numeral = match["numeral"]
        if not set(numeral) <= set("IVX"):
            return None
        linked = re.search(r"[IVX]\s?(?:[-–—]|[ye]|al?)\s?\Z", before(match, 8))
        if linked and word_before(match) != "I":
            return self._cardinal(value)
        following = word_after(match).strip(".,;:)»”\"'")
        noun = following.lower()
        named = previous[:1].isupper() and previous[-1:].isalnum()
        opens = not named or previous.lower() in self._words.articles
        counts = following[:1].isupper() and following not in self._words.openers
        counts = counts and (len(numeral) > 1 or previous.lower() in self._words.articles)
        if opens and value <= 20 and (counts or noun in self._words.events):
            return self._speech.ordinal(value, "f" if self._speech.gender(noun) == "f" else "m")
        return None if len(numeral) == 1 else self._cardinal(value)

    def say_slashed(self, match: Match) -> str:
        return self._words.slashed[match["name"].lower()]

    def say_genders(self, match: Match) -> str | None:
        word = match["word"]
        if match[0].count("(") != match[0].count(")"):
            return None
        singular = word.removesuffix("s") if match["a"] == "as" else word
        stem = singular[:-1] if singular.endswith(("o", "e")) else singular
        return f"{word} {self._words.either} {stem}{match['a']}"

    def say_either(self, match: Match) -> str | None:
        word = match["one"]
        rest = match.string[match.end() : match.endpos].split(None, 1)[0].strip('.,;:!?)»”"')
        if rest in self._words.periods and is_counted(before(match) + word):
            return None  # so often in so much time
        if word.isupper() or rest.isupper() or before(match, 1) in {"/", "@", "."}:
            return f"{word} "
        return f"{word} " if len(word) == 1 or len(rest) == 1 else f"{word} {self._words.either}"

    def say_abbreviation(self, match: Match) -> str | None:
        key = "".join(match[0].split())
        entry = self._words.abbreviations.get(key) or self._words.abbreviations.get(key.lower())
        if entry is None or not self._fits(match, entry):
            return None
        said = self._agreed(match, entry.said)
        return f"{said}." if self._ends(match, entry) else said

    def _agreed(self, match: Match, said: str) -> str:
        """Of "dom/dona" the one that the article or else the name behind it asks for."""
        masculine, _, feminine = said.partition("/")
        article = word_before(match).lower()
        if article in _ARTICLES:
            return feminine if feminine and article[-1] in "aà" else masculine
        name = word_after(match).strip(".,;:!?)")
        woman = name in self._words.queens or (name.endswith("a") and name not in self._words.kings)
        return feminine if feminine and woman else masculine

    def _fits(self, match: Match, entry: Abbreviation) -> bool:
        following = after(match).lstrip(' \t\u00a0"“«(')
        pattern = _FOLLOWING.get(entry.where)
        if pattern is not None and not pattern.match(following):
            return False
        if entry.where == "name":
            return re.split(r"[\s.,;:!?]", following, maxsplit=1)[0] not in self._words.openers
        if entry.where == "street":
            return self._is_street(match, following)
        return entry.where != "inner" or word_before(match)[-1:].isalnum()

    def _is_street(self, match: Match, following: str) -> bool:
        previous = word_before(match)
        if opens_line(match):
            return True
        if following[0].islower():
            return previous.islower() or (previous[-1:] in ".,:;" and len(previous) > 2)
        left = previous.lower().strip(",:(")
        return left in self._words.street_before or previous[-1:] in {",", ";", ":"}

    def _ends(self, match: Match, entry: Abbreviation) -> bool:
        """Whether the stop is also that of the sentence."""
        following = after(match)
        if not following.strip():
            return True
        word = following.lstrip(" \t\n\"'“«(¿¡—-")
        if "\n" in following[: len(following) - len(word)]:
            return True
        opener = re.split(r"[\s.,;:!?]", word, maxsplit=1)[0]
        return entry.where == "end" and (
            opener in self._words.openers or following.lstrip()[:1] in "¿¡"
        )
