"""Measures what is said for text: `python -m bench.normalize` in the project's root.

Scores are of the tables in tests/text/cases: isolated cases, whole sentences, and sentences that
were written after the rules and before they were looked at again (`blind`, as they stand now).
Times are of the same sentences, each the best of several rounds; imports are each in a process of
its own. Last come texts that are made to break things.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from statistics import median, quantiles

from rtts.text.codes import LANGUAGES
from rtts.text.normalize import growing, normalize
from tests.text.compare import is_said

ROUNDS = 5
FRAGMENT_CHARS = 4
ORDER = ("en", "de", "fr", "it", "pt", "es", "ru", "zh", "ja", "ko")

Cases = Sequence[tuple[str, tuple[str, ...]]]

HOSTILE = {
    "10,000 digits": "7" * 10_000,
    "400-digit amount": "$" + "9" * 400 + ".99",
    "grouped digits": "1,234," * 2000,
    "lone surrogates": "\ud800 5\udfff€ " * 1000,
    "combining marks": "a" + "\u0301" * 10_000,
    "fractions": "1/2" * 3000,
    "versions": "1.1." * 3000,
    "signs": "€$%&@#" * 2000,
    "ranges": "5-7" * 3000,
    "Roman": "MCMXCIV" * 1500,
    "numbers": "1 234 567,89 " * 800,
    "ordinals": "3. " * 3000,
    "links": "http://a.b/" * 1000,
    "brackets": "([{" * 3000,
    "wide": "第三章2024年" * 1200,
}

IMPORT = """
import time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20
import rtts.text.normalize
began, before = time.perf_counter(), resident()
from rtts.text.normalize import normalize
normalize("{written}", "{language}")
print((time.perf_counter() - began) * 1000, resident() - before)
"""


def score(cases: Cases, language: str) -> str:
    """How many of the cases are said as one of their accepted forms."""
    said = sum(is_said(written, accepted, language) for written, accepted in cases)
    return f"{said:4}/{len(cases):<4}{said / max(len(cases), 1) * 100:4.0f} %"


def best(sentence: str, language: str) -> float:
    """Microseconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        normalize(sentence, language)
        times.append(time.perf_counter() - began)
    return min(times) * 1e6


def streamed(sentences: Sequence[str], language: str) -> float:
    """Microseconds a character, in small fragments; the best of several rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for sentence in sentences:
            text = growing(language)
            for at in range(0, len(sentence), FRAGMENT_CHARS):
                text.push(sentence[at : at + FRAGMENT_CHARS])
            text.finish()
        times.append(time.perf_counter() - began)
    return min(times) * 1e6 / sum(map(len, sentences))


def first_use(language: str, sentence: str) -> str:
    """What the first sentence of a fresh process costs on top: its imports, and its memory."""
    program = IMPORT.format(language=language, written=sentence.replace('"', ""))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    milliseconds, mebibytes = map(float, done.stdout.split())
    return f"{milliseconds:6.0f} ms {mebibytes:5.1f} MiB"


def show_languages() -> None:
    """One line for each language."""
    print("      isolated       sentences      blind          us/sentence    stream    first use")
    print("                                                   p50    p95     us/char")
    for language in ORDER:
        cases = import_module(f"tests.text.cases.{language}")
        isolated = [case for group in cases.CASES.values() for case in group]
        whole = [*cases.SENTENCES, *cases.BLIND]
        sentences = [written for written, _ in whole]
        times = [best(sentence, language) for sentence in sentences]
        scores = "".join(
            f"  {score(group, language)}" for group in (isolated, cases.SENTENCES, cases.BLIND)
        )
        print(
            f"  {language}{scores}  {median(times):6.0f} {quantiles(times, n=20)[-1]:6.0f}"
            f"   {streamed(sentences, language):6.2f}  {first_use(language, sentences[0])}"
        )


def show_hostile() -> None:
    """The slowest of all languages for each text."""
    print("\n  hostile text           slowest language, ms")
    for name, text in HOSTILE.items():
        slowest = max((best(text, language), language) for language in LANGUAGES)
        print(f"  {name:20} {slowest[0] / 1000:8.1f}  {slowest[1]}")


if __name__ == "__main__":
    show_languages()
    show_hostile()
