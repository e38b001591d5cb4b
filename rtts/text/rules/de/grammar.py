"""What the words around a number tell of its case, and the endings that follow from it."""

import re
from typing import Literal

from rtts.text.rules.base import Match, after, before
from rtts.text.rules.de.nouns import Gender
from rtts.text.rules.de.numbers import DASH, GAP
from rtts.text.rules.de.words import STARTERS
from rtts.text.wordlists import word_set

__all__ = [
    "Case",
    "adjective_ending",
    "case_of",
    "closing_stop",
    "half",
    "left_words",
    "one",
    "ordinal_context",
    "right_word",
]

Case = Literal["nom", "acc", "dat"]

_MARKS = "\"'“”„‘’‚«»‹›()[]{}*_"
_DATIVE = word_set(
    "ab aus außer bei beim binnen dank gegenüber in im innerhalb laut mit nach nahe samt seit statt"
    " unter von vom vor wegen während zu zum zur zwischen"
)
_ACCUSATIVE = word_set("auf bis durch für gegen ohne pro per um über")
_SOFTENERS = word_set(
    "allein bereits ca. circa einmal etwa exakt fast genau gerade gut höchstens immerhin je"
    " jeweils knapp lediglich maximal mehr mindestens minimal noch nur rund schon sogar"
    " ungefähr weniger als wenigstens zirka zusätzlich"
)
"""Words between a preposition and its number."""
_TAKING = word_set(
    "addiere benutze bestelle bestellen bestellst bezahlst bezahlt braucht brauche brauchen"
    " brauchst buche buchen benötige benötigen benötigst benötigt bekommst bekommt dauert"
    " dauerte enthalten enthielt enthält ergibt erhältst erhielt erhält esse esst füge gab"
    " gebe geben gib gibt habe haben hast hat hatte hatten hättest hätte isst kaufe kaufen"
    " kaufst kauft koste kosten kostet kostete mische misst nahm nehme nehmen nimm nimmst"
    " nimmt reserviere reservieren schneide spare sparen sparst spart trage trinke trinken"
    " trinkst trinkt umfasst verbraucht verdient verliert verlor verwende verwenden wiegt"
    " zahle zahlen zahlst zahlt"
)
"""Verbs whose object is counted."""
_EXTENTS = word_set(
    "alt breit danach davor dick entfernt früher groß her hoch lang länger nördlich später südlich"
    " tief vorher weit weiter westlich zuvor östlich"
)
"""What stands behind a measure in the accusative: `einen Meter` hoch."""
_ENDS_CLAUSE = (".", ":", ";", "!", "?")

_COORDINATED = re.compile(
    rf"(?<![\w.])\d{{1,3}}(?:\.(?:{GAP}?\d\d?\.|{GAP}[A-ZÄ][a-zä]{{2,9}}\.?)?(?:{GAP}?\d{{4}})?"
    rf"{GAP}*(?:bis|und|oder|sowie|,|/|{DASH})|{GAP}?{DASH}){GAP}*\Z"
)
"""A day or another ordinal, and what joins the next one to it."""
_WEAK = word_set("am beim dem den des im vom zum zur hinterm überm unterm vorm")
_PLAIN_E = word_set("ans aufs das die durchs fürs ins ums übers")
_EIN_WORD = re.compile(r"(?:k?ein|mein|dein|sein|ihr|unse?r|eue?r)(e[mnrs]?)?")
_DIES_WORD = re.compile(r"(?:dies|jed|jen|welch|solch|manch)(e[mnrs]?)")
_LOOSE = word_set("ab bis gegen nach seit von vor zwischen")
"""They take a date without an article, and people say it as though there were one."""

_ONE: dict[Gender, dict[Case, str]] = {
    "m": {"nom": "ein", "acc": "einen", "dat": "einem"},
    "f": {"nom": "eine", "acc": "eine", "dat": "einer"},
    "n": {"nom": "ein", "acc": "ein", "dat": "einem"},
}
_HALF: dict[Gender, dict[Case, str]] = {
    "m": {"nom": "halber", "acc": "halben", "dat": "halben"},
    "f": {"nom": "halbe", "acc": "halbe", "dat": "halben"},
    "n": {"nom": "halbes", "acc": "halbes", "dat": "halben"},
}
_STRONG: dict[Gender, dict[Case, str]] = {
    "m": {"nom": "er", "acc": "en", "dat": "em"},
    "f": {"nom": "e", "acc": "e", "dat": "er"},
    "n": {"nom": "es", "acc": "es", "dat": "em"},
}


def left_words(match: Match, chars: int = 60) -> list[str]:
    """The words before a match in its line, the nearest first; stops and commas stay on."""
    return words_of(before(match, chars))


def words_of(text: str) -> list[str]:
    """The words of a text's last line, the last first; stops and commas stay on."""
    line = text.rpartition("\n")[2]
    return [bare for word in reversed(line.split()) if (bare := word.strip(_MARKS))]


def ordinal_context(match: Match) -> tuple[list[str], bool]:
    """The words before an ordinal, the nearest first, and whether others go with it.

    What stands before the first of `3. und 4.` decides for both.
    """
    text = before(match)
    for _ in range(3):
        first = _COORDINATED.search(text)
        if first is None:
            break
        text = text[: first.start()]
    return words_of(text), len(text) < len(before(match))


def right_word(match: Match) -> str:
    """The word behind a match in its line, without marks; empty if there is none."""
    line = after(match).partition("\n")[0]
    words = line.split(None, 1)
    return words[0].strip(_MARKS + ".,;:!?…") if words else ""


def closing_stop(match: Match) -> str:
    """The stop that a match took for its own, if it is that of the sentence too.

    It is where nothing follows, or a word that has a capital only at the beginning of one.
    """
    rest = after(match)
    line = rest.partition("\n")[0].strip()
    if not line.strip(_MARKS):
        return "."
    opens = rest[:1].isspace() and right_word(match) in STARTERS
    return "." if opens else ""


def case_of(left: list[str], right: str = "") -> Case:
    """The case of what is counted, by the words before it, the nearest first."""
    words = [word.lower() for word in left[:8]]
    if words[:1] in (["und"], ["oder"]):
        words = _coordinated(words)
    while words and words[0] in _SOFTENERS:
        words.pop(0)
    if words and words[0] in _DATIVE:
        return "dat"
    if (words and words[0] in _ACCUSATIVE) or right in _EXTENTS:
        return "acc"
    for word in words:
        if word.endswith(_ENDS_CLAUSE):
            break
        if word in _TAKING:
            return "acc"
    return "nom"


def _coordinated(words: list[str]) -> list[str]:
    """The words before what is joined by `und`, if a preposition of both is near."""
    for at, word in enumerate(words[1:5], 1):
        if word in _DATIVE or word in _ACCUSATIVE:
            return words[at:]
        if word.endswith((",", *_ENDS_CLAUSE)):
            break
    return words


def one(gender: Gender, case: Case) -> str:
    """The indefinite article, which is also the number."""
    return _ONE[gender][case]


def half(gender: Gender, case: Case) -> str:
    """Half of something: `eine halbe`."""
    return f"{_ONE[gender][case]} {_HALF[gender][case]}"


def adjective_ending(left: list[str], gender: Gender, *, date: bool = False) -> str:
    """The ending of an ordinal, or of any adjective, by the words before it, nearest first."""
    word = left[0].lower() if left else ""
    if word in _WEAK:
        return "en"
    if word in _PLAIN_E:
        return "e"
    if word == "der":
        return _behind_der(left, gender)
    ending = _behind_pronoun(left, gender)
    if ending is not None:
        return ending
    if date:
        near = {other.lower().rstrip(",") for other in left[:2]}
        return "en" if word in _LOOSE or (word[-1:] == "," and near & _WEAK) else "er"
    return _STRONG[gender][case_of(left)]


def _behind_der(left: list[str], gender: Gender) -> str:
    governed = len(left) > 1 and left[1].lower() in _DATIVE | _ACCUSATIVE
    return "e" if gender == "m" and not governed else "en"


def _behind_pronoun(left: list[str], gender: Gender) -> str | None:
    word = left[0].lower() if left else ""
    found = _EIN_WORD.fullmatch(word)
    if found is not None:
        bare = "es" if gender == "n" else "er"
        return bare if found[1] is None else "e" if found[1] == "e" else "en"
    found = _DIES_WORD.fullmatch(word)
    if found is None:
        return None
    if found[1] == "er":
        return _behind_der(left, "m" if word == "jeder" else gender)
    return "e" if found[1] in {"e", "es"} else "en"
