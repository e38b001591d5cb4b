"""A written word is heard with the last of the words that are said for it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rtts.text.intake import Intake, Split
from rtts.text.normalize import speak
from rtts.text.whole import tracker
from rtts.text.words import WrittenWord, WrittenWords


def heard(sent: str, language: str = "en") -> list[tuple[str, WrittenWord]]:
    """The written words of a text whose spoken words take 100 ms each."""
    intake = Intake(tracker(language), Split())
    found, now = [], 0.0
    for segment in intake.write(sent) + intake.flush():
        spoken = speak(segment.text, language)
        words = WrittenWords(spoken, intake, segment.origin, segment.start)
        at = 0
        for word in spoken.text.split():
            start = spoken.text.index(word, at)
            at = start + len(word)
            taken = words.take(start, at, now, now + 100)
            now += 100
            if taken is not None:
                found.append((sent[taken.start : taken.end], taken))
    return found


def test_an_amount_is_one_word_that_ends_with_its_last() -> None:
    """It begins with the first that is said for it."""
    words = heard("It costs **$1,249.50** by 5/3.")
    assert [text for text, _ in words] == ["It", "costs", "$1,249.50", "by", "5/3."]
    amount, date = words[2][1], words[4][1]
    said = "one thousand two hundred forty-nine dollars and fifty cents".count(" ") + 1
    assert (amount.start_ms, amount.end_ms) == (200, 200 + said * 100)
    assert date.end_ms - date.start_ms == 200


def test_a_formula_is_one_word() -> None:
    """What markup changed is as whole as what a rule changed."""
    words = heard("Then $x^2 + y$ is left.")
    assert [text for text, _ in words] == ["Then", "$x^2 + y$", "is", "left."]


@given(st.lists(st.sampled_from(["$5", "3.14", "Dr.", "see", "**so**", "5/3", "a&b", "x", "1st,"])))
def test_words_follow_each_other(words: list[str]) -> None:
    """In what was written as in time, and none is told twice."""
    taken = [word for _, word in heard(" ".join(words))]
    assert all(a.end <= b.start for a, b in pairwise(taken))
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(taken))
