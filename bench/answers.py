"""Measures whole answers of assistants: `python -m bench.answers [-v]` in the project's root.

An answer passes when all that is essential is heard in its order and nothing is left that no
voice can say. With `-v`, what is wrong with each of the others is shown. Then how many characters
come behind a segment before it is certain, and the time that texts take which are made to break
things: the slowest of all languages for each.
"""

import sys
from collections import Counter
from statistics import median, quantiles

from rtts.text.codes import LANGUAGES
from tests.text.cases.answers import ANSWERS, UNSEEN, Answer
from tests.text.test_answers import TRAPS, complaint, lateness, seconds

TRAP_CHARS = 10_000


def show(title: str, answers: list[Answer]) -> None:
    """One line for each language, and one for all."""
    passed: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for number, answer in enumerate(answers):
        wrong = complaint(answer)
        for key in (answer.language, "all"):
            counted[key] += 1
            passed[key] += not wrong
        if wrong and "-v" in sys.argv:
            print(f"{answer.language} {number}: {wrong}\n")
    counted["all"] = counted.pop("all")
    print(title)
    for key, count in counted.items():
        print(f"  {key:3}  {passed[key]:3}/{count:<3}  {passed[key] / count * 100:4.0f} %")


def show_lateness() -> None:
    """Of the segments that do not wait for the end of the text."""
    print("characters that come behind a segment until it is certain")
    for language in sorted({answer.language for answer in ANSWERS}):
        answers = [answer for answer in ANSWERS + UNSEEN if answer.language == language]
        late = [chars for answer in answers for chars in lateness(answer)]
        print(f"  {language}  p50 {median(late):3.0f}  p95 {quantiles(late, n=20)[-1]:3.0f}")


def best(text: str, language: str) -> float:
    """The less of two times, of which the first may hold an import."""
    return min(seconds(text, language) for _ in range(2))


def show_traps() -> None:
    """Milliseconds for a thousand characters, of texts of ten thousand and of half of that."""
    print("traps, ms for 1,000 characters of 10,000, and how much longer than 5,000 they take")
    for name, trap in TRAPS.items():
        text = (trap * TRAP_CHARS)[:TRAP_CHARS]
        slowest, language = max((best(text, each), each) for each in LANGUAGES)
        half = best(text[: TRAP_CHARS // 2], language)
        print(f"  {name:12} {slowest * 1e6 / TRAP_CHARS:6.1f}  {language}  {slowest / half:4.1f}")


if __name__ == "__main__":
    show("answers", ANSWERS)
    show("answers that were written after the rules", UNSEEN)
    show_lateness()
    show_traps()
