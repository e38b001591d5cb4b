"""The whole way of a text through the front-end: what a listener would hear of it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rtts.text.audible import is_speakable
from rtts.text.codes import LANGUAGES
from rtts.text.intake import Intake, PlainSegment, Split
from rtts.text.language import LanguageTracker
from rtts.text.normalize import Pairs, speak

__all__ = ["SpokenSegment", "speakable", "spoken_segments", "tracker"]

_UNSPACED = ("ja", "zh")


class SpokenSegment(NamedTuple):
    """A segment, and what is said for it."""

    written: str
    language: str
    spoken: str


def tracker(language: str) -> LanguageTracker:
    """Follow the text's language where `language` is `auto`; otherwise it stays as it is."""
    if language == "auto":
        return LanguageTracker("en", {code: code for code in LANGUAGES})
    return LanguageTracker(language, {})


def spoken_segments(
    fragments: Iterable[str], language: str = "auto", lexicon: Pairs = ()
) -> Iterator[SpokenSegment]:
    """Each segment of a text that comes in fragments, as soon as it is certain."""
    intake = Intake(tracker(language), Split())
    sent = ""
    for fragment in fragments:
        sent += fragment
        yield from _spoken(sent, intake.write(fragment), lexicon)
    yield from _spoken(sent, intake.flush(), lexicon)


def _spoken(sent: str, segments: Iterable[PlainSegment], lexicon: Pairs) -> Iterator[SpokenSegment]:
    for segment in segments:
        said = speak(segment.text, segment.language, lexicon).text
        if is_speakable(said):
            written = sent[segment.start : segment.end].strip()
            yield SpokenSegment(written, segment.language, " ".join(said.split()))


def speakable(text: str, language: str = "auto", lexicon: Pairs = ()) -> str:
    """What is said for a text: without markup, numbers and signs as words.

    `language` is a code such as `en`, or `auto`. An empty text if there is nothing to say.
    """
    said = ""
    for segment in spoken_segments([text], language, lexicon):
        parted = said and not (segment.language in _UNSPACED and said[-1] in "。！？…”」』）")
        said += f" {segment.spoken}" if parted else segment.spoken
    return said
