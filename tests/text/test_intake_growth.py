"""What is known of a segment while it is still being written."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from rtts.text.intake import Growth, Intake, PlainSegment, Split
from rtts.text.whole import tracker

_FRAGMENTS = st.lists(
    st.sampled_from(
        ["He ", "met Dr", ". ", "Smith", "... ", "at 5", ".30 p.m. ", "No", "! ", "\n\n", "**so** ",
         "- a ", "“Yes,” ", "she said. ", "Das ist nicht ", "mein Auto. ", "你好", "。世界，",
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


@given(_FRAGMENTS, st.frozensets(st.integers(0, 30)), st.sampled_from(["auto", "en", "zh"]))
def test_a_segment_goes_on_as_it_began(
    fragments: list[str], stalls: frozenset[int], language: str
) -> None:
    """Whatever follows, stalls or is too long: what was given of it stays its beginning."""
    intake = Intake(tracker(language), Split("sentence", 8, 60))
    for growths, segment in followed(fragments, intake, stalls):
        for growth in growths:
            assert segment.text.startswith(growth.text.rstrip())
            assert (growth.origin, growth.start) == (segment.origin, segment.start)
            assert growth.language == segment.language
        lengths = [len(growth.text) for growth in growths]
        assert lengths == sorted(lengths)


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
