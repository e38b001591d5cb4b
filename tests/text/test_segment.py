"""The machine that cuts: its buffer, its flushes, its bounds, and that no piece matters."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.audible import is_speakable
from rtts.text.cutting import stops
from rtts.text.segment import Segment, Segmenter, segment
from tests.text.segments import SEGMENTS
from tests.text.streams import parts_of, stream, texts_of

CASES = parts_of(SEGMENTS)


@pytest.mark.parametrize(
    "parts",
    [
        ["Hi. How are you?"],
        ["Hi. Yes. ", "No. Well then. ", "Good."],
        ["Hello. Hi!"],
        ["How are you doing? ", "Hi."],
    ],
)
def test_a_short_segment_is_joined_with_the_next(parts: list[str]) -> None:
    """Fewer than min_chars characters do not stand alone, unless the text ends with them."""
    assert segment("".join(parts), min_chars=8) == parts


def test_min_chars_of_zero_parts_everything() -> None:
    """With no shortest length, single words are sentences."""
    assert segment("Hi. Yes! No? 好。是。", min_chars=0) == [
        "Hi. ",
        "Yes! ",
        "No? ",
        "好。",
        "是。",
    ]


def test_mode_none_cuts_nothing() -> None:
    """Mode none gives the whole text at the flush."""
    text = "One sentence here. Another one!\n\nAnd a paragraph."
    segmenter = Segmenter(mode="none")
    assert segmenter.push(text) == []
    assert segmenter.flush() == [Segment(text, 0, len(text))]


@pytest.mark.parametrize(
    ("mode", "parts"),
    [
        ("sentence", ["aaaa bbbb cccc dddd, ", "eeee ffff"]),
        ("sentence", ["aaaa, bbbb cccc dddd ", "eeee ffff"]),
        ("sentence", ["a" * 24, "a" * 24, "a" * 3]),
        ("sentence", ["我" * 18 + "，", "我" * 8]),
        ("none", ["Aaaa bbbb. Cccc dddd. ", "Eeee, ffff."]),
        ("none", ["Aaaa bbbb, cccc dddd ", "eeee. Ffff."]),
    ],
)
def test_text_without_a_boundary_is_cut_at_the_best_place(mode: str, parts: list[str]) -> None:
    """At max_chars: behind a late clause, else the last space, else hard."""
    assert segment("".join(parts), mode=mode, max_chars=24) == parts  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "parts"), CASES)
def test_no_segment_is_too_long(language: str, parts: list[str]) -> None:
    """Whatever stands at max_chars, it is kept, and a stream is cut as the whole is."""
    text = "".join(parts)
    for limit in range(1, 40):
        whole = segment(text, language, max_chars=limit)
        assert max(map(len, whole)) <= limit
        assert "".join(whole) == text
        assert texts_of(stream(text, 1, Segmenter(language, max_chars=limit))) == whole


@pytest.mark.parametrize(
    "whole",
    [
        "e\u0301\u0302",
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "❤\ufe0f",
        "🇩🇪",
        "\ud83d\ude00",
        "ก\u0e34\u0e49",
    ],
)
def test_a_hard_cut_parts_no_character(whole: str) -> None:
    """Marks, joiners, skin tones, flags and surrogates stay with what they belong to."""
    text = "x" * (20 - len(whole) + 1) + whole + "y" * 5
    first = segment(text, max_chars=20)[0]
    assert first == "x" * (20 - len(whole) + 1)


def test_a_heap_of_marks_is_cut_all_the_same() -> None:
    """More marks than any script piles up do not hold up a cut."""
    text = "a" * 50 + "\u0301" * 300
    assert [len(part) for part in segment(text, max_chars=100)] == [100, 100, 100, 50]


def test_quotes_of_several_sentences() -> None:
    """The end of a quotation stays with it, however many sentences it had."""
    parts = ["老师说：“同学们好。", "今天我们来学习新课。", "大家准备好了吗。”", "没有人回答他。"]
    assert segment("".join(parts), "zh") == parts


def test_flush_gives_all() -> None:
    """A flush leaves nothing behind, and offsets go on after it."""
    segmenter = Segmenter()
    assert segmenter.push("Hello there. Dr. Sm") == [Segment("Hello there. ", 0, 13)]
    assert segmenter.flush() == [Segment("Dr. Sm", 13, 19)]
    assert segmenter.flush() == []
    segmenter.push("Next")
    assert segmenter.flush() == [Segment("Next", 19, 23)]


@pytest.mark.parametrize(
    ("held", "given"),
    [
        ("I think that we sho", "I think that we "),
        ("Word", ""),
        (" ... wor", ""),
        ("", ""),
        ("Hello there.", "Hello there."),
        ("He said “hello.”", "He said “hello.”"),
        ("Who is there?", "Who is there?"),
        ("It costs 3.", "It costs "),
        ("I saw Dr.", "I saw "),
        ("I saw Dr. ", "I saw Dr. "),
        ("今天天气，很好但", "今天天气，"),
        ("今天天气很好但", ""),
    ],
)
def test_flush_words(held: str, given: str) -> None:
    """A stalled stream is spoken up to its last space, or to its end if that ends a sentence."""
    segmenter = Segmenter()
    assert segmenter.push(held) == []
    assert "".join(texts_of(segmenter.flush_words())) == given
    assert "".join(texts_of(segmenter.flush())) == held[len(given) :]


def test_offsets_go_on_after_flush_words() -> None:
    """What follows a stall begins where the stall's segment ended."""
    segmenter = Segmenter()
    segmenter.push("I think that we sho")
    assert segmenter.flush_words() == [Segment("I think that we ", 0, 16)]
    assert segmenter.pending == 3
    assert segmenter.push("uld go. Now") == [Segment("should go. ", 16, 27)]


def test_pending_counts_what_is_held_back() -> None:
    """White space in front of what is to come holds nobody up."""
    segmenter = Segmenter()
    segmenter.push("Hello there!\n\n")
    assert segmenter.pending == 0
    segmenter.push("Hel")
    assert segmenter.pending == 3
    assert repr(segmenter) == "<Segmenter en offset=13 pending=3>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", True), ("7", True), ("好", True), ("50%", True), ("€", True), ("é", True), ("²", True)]
    + [(text, False) for text in ("", " \n", "...", "—", "***", "_", "「」", "\u200d", "\ud800")],
)
def test_speakable(text: str, *, expected: bool) -> None:
    """Letters, digits and signs that are read out are speakable; marks and spaces are not."""
    assert is_speakable(text) is expected


@pytest.mark.parametrize(("language", "parts"), CASES[::4])
def test_feed_and_next_are_push(language: str, parts: list[str]) -> None:
    """One segment at a time, and then nothing until there is more text."""
    text = "".join(parts)
    pushed, fed = Segmenter(language), Segmenter(language)
    for char in text:
        fed.feed(char)
        assert [*iter(fed.next, None)] == pushed.push(char)
        assert fed.next() is None
    assert [*iter(lambda: fed.next(final=True), None)] == pushed.flush()
    assert fed.next(final=True) is None


def test_the_language_changes_between_segments() -> None:
    """What is not yet cut is judged by the rules of the language that was set."""
    segmenter = Segmenter("en")
    segmenter.feed("He came. Am 3. Mai ging er. Am 4. Mai ")
    assert segmenter.next() == Segment("He came. ", 0, 9)
    assert segmenter.language == "en"
    segmenter.language = "de"
    assert segmenter.language == "de"
    assert segmenter.next() == Segment("Am 3. Mai ging er. ", 9, 28)
    assert segmenter.next() is None
    segmenter.language = "en"
    assert segmenter.next() == Segment("Am 4. ", 28, 34)


def test_what_another_language_kept_is_judged_again() -> None:
    """A change of language holds from where the segment in work begins."""
    segmenter = Segmenter("de")
    segmenter.feed("Platz am 3. Mai war")
    assert segmenter.next() is None
    segmenter.language = "en"
    assert segmenter.next() == Segment("Platz am 3. ", 0, 12)


def switched(text: str, sizes: list[int], languages: list[str]) -> list[Segment]:
    """The segments of a stream whose language changes with each of them."""
    segmenter = Segmenter(languages[0])
    segments: list[Segment] = []

    def take(*, final: bool) -> None:
        while segment := segmenter.next(final=final):
            segments.append(segment)
            segmenter.language = languages[len(segments) % len(languages)]

    at = 0
    for size in sizes:
        segmenter.feed(text[at : at + size])
        at += size
        take(final=False)
    segmenter.feed(text[at:])
    take(final=True)
    return segments


WORDS = st.sampled_from(
    [word for _, parts in CASES for word in "".join(parts).split() if "." in word]
    + ["Smith", "Mai", "The", "I", "Das", "14", "1.", "1)", "#", "«", "„Komm!“", "Yahoo!"]
    + [
        "said",
        "dit-il",
        "他说",
        "と言った",
        "말했다",
        "—",
        ":)",
        "🎉",
        "b)",
        "EE.",
        "UU.",
        "¿",
        "he",
    ]
)
MARKS = st.sampled_from(
    list(".!?…。！？,;:—–，、「」“”‘’\"'()«»*-#1aA \n\r\té好のと한я\u0301\u200d\ud800")
)
PROSE = st.lists(st.one_of(WORDS, MARKS, st.sampled_from([" ", " ", "\n", "\n\n"]))).map("".join)
TEXT = st.one_of(PROSE, st.text(st.characters()), st.lists(MARKS).map("".join))
LANGUAGES = st.sampled_from([*SEGMENTS, "auto", "nl", "hi", "ar"])
MODES = st.sampled_from(["sentence", "clause", "none"])


@st.composite
def segmenters(draw: st.DrawFn) -> dict[str, object]:
    """How a segmenter may be set."""
    return {
        "language": draw(LANGUAGES),
        "mode": draw(MODES),
        "min_chars": draw(st.integers(0, 20)),
        "max_chars": draw(st.integers(1, 60) | st.just(300)),
        "first_clause": draw(st.booleans()),
    }


@settings(max_examples=400, deadline=None)
@given(TEXT, st.lists(st.integers(0, 12), max_size=60), segmenters())
def test_segments_do_not_depend_on_the_pieces(
    text: str, sizes: list[int], how: dict[str, object]
) -> None:
    """However a text is parted on its way, its segments are the same, and joined they are it."""
    whole = Segmenter(**how)  # type: ignore[arg-type]
    expected = whole.push(text) + whole.flush()
    parted = Segmenter(**how)  # type: ignore[arg-type]
    segments, at = [], 0
    for size in sizes:
        segments += parted.push(text[at : at + size])
        at += size
    segments += parted.push(text[at:]) + parted.flush()
    assert segments == expected
    assert "".join(texts_of(segments)) == text
    assert all(text[part.start : part.end] == part.text for part in segments)
    assert all(0 < len(part.text) <= how["max_chars"] for part in segments)  # type: ignore[operator]


@settings(max_examples=300, deadline=None)
@given(TEXT, st.lists(st.integers(0, 12), max_size=60), st.lists(LANGUAGES, min_size=1, max_size=4))
def test_switches_of_language_do_not_depend_on_the_pieces(
    text: str, sizes: list[int], languages: list[str]
) -> None:
    """Only the text and the segments between which the language changes decide."""
    assert switched(text, sizes, languages) == switched(text, [], languages)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(0, 2))), LANGUAGES)
def test_nothing_is_lost_whatever_is_called(calls: list[tuple[str, int]], language: str) -> None:
    """Flushes of either kind, at any time, lose and repeat nothing."""
    segmenter = Segmenter(language)
    segments: list[Segment] = []
    for text, call in calls:
        segments += segmenter.push(text)
        segments += [list, segmenter.flush, segmenter.flush_words][call]()
    segments += segmenter.flush()
    assert "".join(texts_of(segments)) == "".join(text for text, _ in calls)
    assert [part.start for part in segments[1:]] == [part.end for part in segments[:-1]]


HOSTILE = [
    ". ",
    "Dr. ",
    "J. ",
    "1. a\n",
    "a.b@",
    '"a. ',
    "「。",
    "。",
    "「。」と",
    " ",
    "\n",
    "«! ",
    "3.",
    "…",
    "-\n",
    ", ",
    '"! ',
    "”Tom ",
    "“。”他",
    "! 🎉 ",
    ":) ",
    "a.B ",
    "— ",
    "«",
    "[1]",
    "\u0301",
]


def work(text: str, **how: object) -> int:
    """How many calls of Python or C it takes to cut a stream."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    segmenter = Segmenter(**how)  # type: ignore[arg-type]
    sys.setprofile(count)
    try:
        stream(text, 3, segmenter)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("mode", ["sentence", "clause", "none"])
def test_work_grows_with_the_text_and_no_faster(unit: str, mode: str) -> None:
    """Twice the text takes about twice the work, whatever it is made of; a square takes 4."""
    once, twice = (work(unit * times, mode=mode, min_chars=60) for times in (400, 800))
    assert twice <= 2.6 * once


@pytest.mark.parametrize("unit", HOSTILE)
def test_sentencex_sees_a_few_words_at_a_time(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time may grow with the square of what it is given, so it is never given much."""
    real = stops.sentence_splitter()
    given: list[int] = []

    def recorder(language: str, text: str) -> list[str]:
        given.append(len(text))
        return real(language, text)

    monkeypatch.setattr(stops, "sentence_splitter", lambda: recorder)
    segment(unit * 500, "nl", min_chars=0)
    assert max(given, default=0) <= stops.CONTEXT_CHARS + 30


def test_sentencex_is_imported_when_first_needed() -> None:
    """A server that speaks languages with lists of their own has not loaded it."""
    code = (
        "import sys; from rtts.text.segment import Segmenter; Segmenter('en').push('Hi. So ');"
        "print('sentencex' in sys.modules); Segmenter('nl').push('Hallo daar. Ja');"
        "print('sentencex' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]
