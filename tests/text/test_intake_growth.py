"""What is known of a segment while it is still being written."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.intake import Growth, Intake, PlainSegment, Split
from rtts.text.language import LanguageTracker
from rtts.text.normalize import growing, normalize
from rtts.text.whole import tracker

_FRAGMENTS = st.lists(
    st.sampled_from(
        ["He ", "met Dr", ". ", "Smith", "... ", "at 5", ".30 p.m. ", "No", "! ", "\n\n", "**so** ",
         "- a ", "“Yes,” ", "she said. ", "Das ist nicht ", "mein Auto. ", "你好", "。世界，",
         "我们明天去", "か\u3099", "ー", "\U00020000\U000e0100", "5月", "か、",
         "x" * 40, "word " * 12, ", and ", "`c` ", "https://a.b/c ", "$x^2$ ", "😀 ", "(see p. 3) "]
    ),
    max_size=30,
)  # fmt: skip


def followed(
    fragments: list[str], intake: Intake, stalls: frozenset[int] = frozenset()
) -> Iterator[tuple[list[Growth], PlainSegment]]:
    """Each segment with what was known of it before it was whole."""
    growths: list[Growth] = []
    steps = [*range(len(fragments)), None]
    for at in steps:
        if at is None:
            segments = intake.flush()
        else:
            segments = intake.write(fragments[at])
            if at in stalls:
                segments += intake.flush_words()
        for segment in segments:
            yield growths, segment
            growths = []
        growth = intake.grow()
        if growth is not None:
            growths.append(growth)


@settings(max_examples=300)
@given(
    _FRAGMENTS,
    st.frozensets(st.integers(0, 30)),
    st.sampled_from(["auto", "en", "zh", "ja"]),
    st.sampled_from([Split("sentence", 8, 60), Split("clause", 0, 20), Split("none", 8, 60)]),
)
def test_a_segment_goes_on_as_it_began(
    fragments: list[str], stalls: frozenset[int], language: str, split: Split
) -> None:
    """Whatever follows, stalls or is too long: what was given of it stays its beginning."""
    intake = Intake(tracker(language), split)
    for growths, segment in followed(fragments, intake, stalls):
        for growth in growths:
            assert segment.text.startswith(growth.text.rstrip())
            assert (growth.origin, growth.start) == (segment.origin, segment.start)
            assert growth.language == segment.language
        lengths = [len(growth.text) for growth in growths]
        assert lengths == sorted(lengths)
        assert len(segment.text) <= split.max_chars


@given(_FRAGMENTS)
def test_looking_changes_no_segment(fragments: list[str]) -> None:
    """In one language, and where no length cuts it, a text has the same segments."""
    watched = Intake(tracker("en"), Split("sentence", 8, 5000))
    plain = Intake(tracker("en"), Split("sentence", 8, 5000))
    segments = [segment for _, segment in followed(fragments, watched)]
    assert segments == [each for text in fragments for each in plain.write(text)] + plain.flush()


def test_a_word_is_known_at_the_space_behind_it() -> None:
    """The sentence need not be over."""
    intake = Intake(tracker("en"), Split())
    assert intake.write("Hello") == []
    assert intake.grow() is None
    assert intake.write(" there, how") == []
    assert intake.grow() == Growth("Hello there, ", 0, 0, "en")


def test_a_stop_that_may_be_an_abbreviation_holds_nothing_else_up() -> None:
    """What stands before it belongs to the sentence anyway."""
    intake = Intake(tracker("en"), Split())
    intake.write("She is with Dr.")
    growth = intake.grow()
    assert growth is not None
    assert growth.text == "She is with "


def test_the_language_is_waited_for() -> None:
    """Twelve letters show it."""
    intake = Intake(tracker("auto"), Split())
    intake.write("Das ist ")
    assert intake.grow() is None
    intake.write("nicht mein ")
    assert intake.grow() == Growth("Das ist nicht mein ", 0, 0, "de")


def test_a_later_segment_of_the_turn_does_not_wait() -> None:
    """The language was established by the one before."""
    intake = Intake(tracker("auto"), Split())
    intake.write("Das ist nicht mein Auto. Nein ")
    intake.write("und ")
    growth = intake.grow()
    assert growth is not None
    assert growth.language == "de"
    assert growth.text.startswith("Nein")


def grown(intake: Intake, text: str, size: int = 1) -> list[Growth | None]:
    """What is known behind each piece of a text that completes no segment."""
    growths = []
    for at in range(0, len(text), size):
        assert intake.write(text[at : at + size]) == []
        growths.append(intake.grow())
    return growths


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "我们明天早上八点在火车站见面然后一起去北京"),
        ("ja", "明日の朝八時に駅で会いましょう"),
        ("zh", "买3斤苹果吧"),
    ],
)
def test_where_words_have_no_spaces_each_character_is_given(language: str, text: str) -> None:
    """As soon as it is there, though no mark may come for long; a number waits for what it is."""
    growths = grown(Intake(tracker(language), Split()), text)
    for at, growth in enumerate(growths, start=1):
        assert growth is not None
        assert len(growth.text) == at if not text[at - 1].isdigit() else at - 1
    said = growing(language)
    pieces = [piece for char in text for piece in said.push(char)] + said.finish()
    assert "".join(piece.text for piece in pieces) == normalize(text, language)


def test_a_stall_leaves_nothing_behind_that_was_given() -> None:
    """Nor does it cut a text without spaces before what is being spoken of it."""
    intake = Intake(tracker("zh"), Split())
    growths = grown(intake, "我们明天早上，八点")
    assert growths[-1] is not None
    (segment,) = intake.flush_words()
    assert segment.text == growths[-1].text == "我们明天早上，八点"


def test_a_character_is_not_parted_where_a_text_is_too_long() -> None:
    """What belongs to the last one that was given comes with it."""
    intake = Intake(tracker("ja"), Split("sentence", 8, 20))
    segments = []
    for char in "か\u3099" * 15:
        segments += intake.write(char)
        intake.grow()
    for segment in segments:
        assert segment.text[0] == "か"


def test_a_clause_is_cut_whole_where_a_text_is_too_long() -> None:
    """Near the greatest length nothing is given behind a clause, since a cut may come."""
    intake = Intake(tracker("en"), Split("sentence", 8, 100))
    text = "word " * 15 + "and then, there " + "is " * 10
    segments: list[PlainSegment] = []
    given = []
    for char in text:
        segments += intake.write(char)
        growth = intake.grow()
        if growth is not None and not segments:
            given.append(growth.text)
    assert [segment.text for segment in segments] == ["word " * 15 + "and then,"]
    assert given[-1] == "word " * 15 + "and then, "


def test_no_clause_is_cut_out_of_what_was_given() -> None:
    """One that ends before it is no place to cut any more."""
    intake = Intake(tracker("en"), Split("sentence", 8, 60))
    segments: list[PlainSegment] = []
    given = 0
    for char in "One two three four five six seven, " + "word " * 10:
        segments += intake.write(char)
        growth = intake.grow()
        if growth is not None and not segments:
            given = len(growth.text.rstrip())
    assert len(segments) == 1
    assert given > len("One two three four five six seven, ")
    assert len(segments[0].text) >= given


def test_in_mode_none_words_are_given_too() -> None:
    """The segment ends at a flush alone, which is no reason to wait for one."""
    growths = grown(Intake(tracker("en"), Split("none")), "Hello there. Are you ")
    assert growths[-1] is not None
    assert growths[-1].text == "Hello there. Are you "


def follower(*languages: str, spoken: str) -> Intake:
    """Of a conversation in which a language was spoken already."""
    tracked = LanguageTracker(spoken, {each: each for each in languages})
    tracked._established = True
    return Intake(tracked, Split())


@pytest.mark.parametrize(
    ("spoken", "text", "language", "chars"),
    [
        ("de", "Das ist ein Wort und noch eins", "de", len("Das ist ")),
        (
            "de",
            "But this is an English sentence now",
            "en",
            len("But this is an English sentence "),
        ),
        ("en", "OK, then let us go", "en", len("OK, then ")),
        ("zh", "我们明天早上", "zh", 4),
        ("ja", "東京都内で会いましょう", "ja", len("東京都内で")),
        ("zh", "東京都で会いましょう", "ja", len("東京都で会いまし")),
    ],
)
def test_a_segment_is_begun_in_the_language_that_it_has(
    spoken: str, text: str, language: str, chars: int
) -> None:
    """Few letters are enough to go on in the language spoken, more are needed to leave it."""
    intake = follower("de", "en", "zh", "ja", spoken=spoken)
    growths = grown(intake, text)
    begun = [at for at, growth in enumerate(growths, start=1) if growth is not None]
    assert begun, text
    first = growths[begun[0] - 1]
    assert first is not None
    assert (first.language, begun[0]) == (language, chars)


def test_what_tells_nothing_does_not_wait_for_ever() -> None:
    """Forty letters without evidence are spoken as what was spoken before."""
    intake = follower("de", "en", spoken="de")
    growths = grown(intake, "Xzqw vbnm kjhg plmq wrtz " * 3, size=5)
    first = next(growth for growth in growths if growth is not None)
    assert first.language == "de"
    assert 40 <= len(first.text.replace(" ", "")) <= 48
