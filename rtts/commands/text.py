"""`rtts text`: what would be said for a text, in lines for people or for machines."""

import json
from collections.abc import Iterable, Iterator

from rtts.errors import RttsError
from rtts.text.normalize import Pairs
from rtts.text.whole import spoken_segments
from rtts.voices.languages import language_code

__all__ = ["render"]


def render(
    fragments: Iterable[str], language: str, lexicon: Pairs, *, as_json: bool
) -> Iterator[str]:
    """Each segment, its language, and its spoken form, as soon as it is certain."""
    for segment in spoken_segments(fragments, _code(language), lexicon):
        if as_json:
            yield json.dumps(segment._asdict(), ensure_ascii=False)
        else:
            written = " ".join(segment.written.split())
            yield f"{segment.language}  {written}\n    {segment.spoken}"


def _code(language: str) -> str:
    """The code of a language that is given by its code or its name."""
    code = "auto" if language == "auto" else language_code(language)
    if code is None:
        raise RttsError(f"Nobody knows a language {language!r}; use auto, or a code such as en.")
    return code
