"""Whole answers of assistants, from what is written to what a listener hears."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from time import process_time

import pytest

from rtts.text.codes import LANGUAGES
from rtts.text.intake import Intake, PlainSegment, Split
from rtts.text.whole import speakable, tracker
from tests.text.cases.answers import ANSWERS, UNSEEN, Answer
from tests.text.cases.answers_last import LAST, LAST_MENDED
from tests.text.cases.answers_more import MENDED, MORE
from tests.text.compare import heard

_CHOICE = re.compile(r"\{([^{}]*)\}")
_ALTERNATIVE = re.compile(r"\|(?![^{}]*\})")
_UNSPACED = ("zh", "ja", "ko")
_MARKS = frozenset("\\|#*_`$€%&@°=<>^~{}[]\ufe0f")
_SILENT_CATEGORIES = frozenset({"Sc", "Sm", "So", "Cf", "Cc", "Co", "Cs", "Nd", "No"})
_SCHEME = re.compile(r"\b(?:https?|ftp|mailto)\b", re.IGNORECASE)


def forms(essential: str) -> Iterator[str]:
    """Every form that the choices of an essential allow."""
    for text in _ALTERNATIVE.split(essential):
        parts = [
            part.split("|") if index % 2 else [part]
            for index, part in enumerate(_CHOICE.split(text))
        ]
        yield from map("".join, itertools.product(*parts))


def _compared(text: str, language: str) -> str:
    words = heard(text, language)
    return words.replace(" ", "") if language in _UNSPACED else f" {words} "


def missing(answer: Answer, said: str) -> str | None:
    """The first essential of an answer that is not heard in its place."""
    sound, at = _compared(said, answer.language), 0
    for essential in answer.essentials:
        compared = [_compared(form, answer.language) for form in forms(essential)]
        ends = [sound.find(form, at) + len(form) for form in compared if sound.find(form, at) >= 0]
        if not ends:
            return essential
        at = min(ends) - (answer.language not in _UNSPACED)
    return None


def unspeakable(said: str) -> str:
    """Characters that no voice can say, or that say nothing, with every scheme of a link."""
    marks = {
        char for char in said if char in _MARKS or unicodedata.category(char) in _SILENT_CATEGORIES
    }
    return "".join(sorted(marks - {"\n"})) + " ".join(_SCHEME.findall(said))


def complaint(answer: Answer) -> str:
    """What is wrong with what is said for an answer; empty if nothing is."""
    said = speakable(answer.text, answer.language)
    if left := unspeakable(said):
        return f"unspeakable {left!r} in {said!r}"
    if lost := missing(answer, said):
        return f"not said in its place: {lost!r} in {said!r}"
    sound = _compared(said, answer.language)
    wrong = [form for form in answer.absent if _compared(form, answer.language) in sound]
    return f"said: {wrong} in {said!r}" if wrong else ""


@pytest.mark.parametrize(
    ("essentials", "absent", "wrong"),
    [
        (("{five|fifty} dollars", "two|three tickets"), (), ""),
        (("three tickets", "five dollars"), (), "not said in its place: 'five dollars'"),
        (("dollar",), (), "not said in its place: 'dollar'"),
        ((), ("three tickets",), "said: ['three tickets']"),
    ],
)
def test_what_is_wrong_is_told(
    essentials: tuple[str, ...], absent: tuple[str, ...], wrong: str
) -> None:
    """An essential in the wrong place, half a word, and what was to be left out."""
    assert complaint(Answer("en", "**$5** for 3 tickets", essentials, absent)).startswith(wrong)
    assert bool(complaint(Answer("en", "**$5** for 3 tickets", essentials, absent))) == bool(wrong)


@pytest.mark.parametrize(
    "text", ["a #b", "5", "https a", "a\u200bb", "𝟓", "😀", "a €", "√x", "{a}"]
)
def test_what_no_voice_can_say(text: str) -> None:
    """Digits, signs, schemes and what cannot be seen are left of no answer."""
    assert unspeakable(text)
    assert not unspeakable("It's “fine”, (really) – so: well-known; isn't it?")


def _names(answers: list[Answer]) -> list[str]:
    return [f"{answer.language} {number}" for number, answer in enumerate(answers)]


@pytest.mark.parametrize(
    "answer", ANSWERS + MENDED + LAST_MENDED, ids=_names(ANSWERS + MENDED + LAST_MENDED)
)
def test_whole_answers(answer: Answer) -> None:
    """An answer is said as a person would say it, and nothing unspeakable is left of it."""
    assert not complaint(answer)


@pytest.mark.parametrize("answer", UNSEEN + MORE + LAST, ids=_names(UNSEEN + MORE + LAST))
def test_answers_that_the_rules_were_not_made_for(answer: Answer) -> None:
    """The same for answers that were written when the rules were there."""
    assert not complaint(answer)


def test_there_are_many_answers() -> None:
    """In every language, and most in English."""
    counted = Counter(answer.language for answer in ANSWERS)
    assert counted["en"] >= 40
    assert set(counted) == set(LANGUAGES)
    assert min(counted.values()) >= 5
    assert len(UNSEEN) >= 25
    assert len(MORE) >= 60
    assert len(LAST) >= 50


def fragments(text: str, size: int) -> Iterator[str]:
    """A text in fragments; none ends with a sentence that the next follows without a space.

    Messages that are cut so are taken for those of a client that strips them.
    """
    at = 0
    while at < len(text):
        end = at + size
        while text[end - 1 : end] in tuple(".!?…。！？") and text[end : end + 1].strip():
            end += 1
        yield text[at:end]
        at = end


def segments(messages: Iterable[str], language: str) -> list[PlainSegment]:
    """What an answer is cut into, without the offsets that depend on the messages."""
    intake = Intake(tracker(language), Split())
    found = [each for message in messages for each in intake.write(message)] + intake.flush()
    return [each._replace(covers=0) for each in found]


@pytest.mark.unmeasured
@pytest.mark.parametrize("size", range(1, 7))
def test_fragments_of_answers(size: int) -> None:
    """In whatever fragments an answer comes, it is cut and said alike."""
    for answer in ANSWERS + MENDED + UNSEEN + MORE + LAST:
        whole = segments([answer.text], answer.language)
        assert segments(fragments(answer.text, size), answer.language) == whole


def lateness(answer: Answer) -> list[int]:
    """Characters that come behind a segment until it is certain; the last ones wait for the end."""
    intake, sent, late = Intake(tracker(answer.language), Split()), 0, []
    for char in fragments(answer.text, 1):
        sent += len(char)
        late += [sent - segment.end for segment in intake.write(char)]
    return late


def test_a_segment_is_soon_certain() -> None:
    """It waits for the next word, and seldom for more."""
    late = sorted(
        chars for answer in ANSWERS + MENDED + UNSEEN + MORE + LAST for chars in lateness(answer)
    )
    assert late[len(late) // 2] <= 3
    assert late[len(late) * 95 // 100] <= 12


_HIDING = ("comments", "fences", "thoughts")
TRAPS = {
    "code": "`",
    "fences": "```\n",
    "emphasis": "**a_",
    "stars": "*",
    "brackets": "[a](",
    "footnotes": "[^1][2]",
    "citations": " words [1",
    "tables": "|a |",
    "rules": "\n---",
    "items": "\n1. - > ",
    "headings": "\n#",
    "tags": "<a b=",
    "comments": "<!-- ",
    "thoughts": "<think>",
    "entities": "&amp;",
    "mathematics": "$x^{2} ",
    "display": "$$\\frac{",
    "parentheses": "\\(a\\",
    "braces": "{}[]|",
    "emoji": "👩‍👩‍👧🇩🇪",
    "faces": " :-)",
    "links": "http://a.b/?",
    "folders": "~/a/../",
    "digits": "7",
    "amounts": "$1,234.50 ",
    "dates": "3. 4.2024 ",
    "surrogates": "\ud800 5",
    "accents": "e\u0301\u0323",
    "invisible": "a\u200b\u2062\u202e",
    "quotes": "„“\"'«»",
    "wide": "第三章2024年",
}
TRAPS["all"] = "".join(trap for name, trap in TRAPS.items() if name not in _HIDING)


def seconds(text: str, language: str) -> float:
    """The time of the processor that an answer takes."""
    begun = process_time()
    speakable(text, language)
    return process_time() - begun


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_traps_are_passed(trap: str, language: str) -> None:
    """Nothing breaks on a thousand of the worst characters, in any language."""
    assert isinstance(speakable((trap * 1000)[:1000], language), str)


@pytest.mark.unmeasured
@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_time_grows_with_the_text(trap: str) -> None:
    """Four times the text takes hardly more than four times the time."""
    text = trap * 6000
    ratios = []
    for _ in range(5):  # other work on the machine makes one of the two look slow now and then
        short, long = (min(seconds(text[:size], "en") for _ in range(2)) for size in (1500, 6000))
        ratios.append(long / max(short, 0.004))
        if ratios[-1] < 5:
            break
    assert min(ratios) < 8
