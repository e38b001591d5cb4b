"""From what a client sends to segments, with offsets into what was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.intake import Intake, PlainSegment, Split
from rtts.text.language import LanguageTracker
from rtts.text.normalize import speak
from rtts.text.whole import speakable, spoken_segments, tracker


def taken(messages: list[str], language: str = "en", **split: int) -> list[PlainSegment]:
    """The segments of a turn that comes in messages."""
    intake = Intake(tracker(language), Split(**split))  # type: ignore[arg-type]
    return [each for text in messages for each in intake.write(text)] + intake.flush()


def test_a_segment_knows_what_it_stands_for() -> None:
    """Its text has lost its markup, its range is what was sent."""
    sent = "## Now\n\nIt **costs** `5`. See [this](http://a.b)!"
    segments = taken([sent])
    assert [each.text for each in segments] == ["Now.", "It costs 5.", "See this!"]
    assert [sent[each.start : each.end].strip() for each in segments] == [
        "Now",
        "It **costs** `5`.",
        "See [this](http://a.b)!",
    ]


def test_a_space_that_nobody_sent_counts_nowhere() -> None:
    """Messages whose client strips them are parted, and offsets stay the client's."""
    messages = ["I am *here* now.", "Are you?"]
    segments = taken(messages)
    assert [each.text for each in segments] == ["I am here now.", "Are you?"]
    sent = "".join(messages)
    assert [sent[each.start : each.end] for each in segments] == messages


def test_no_space_is_put_behind_an_initial() -> None:
    """A token of an LLM may end in one."""
    assert [each.text for each in taken(["I am from the U.", "S. Army."])] == [
        "I am from the U.S. Army."
    ]


def test_no_space_is_put_behind_a_stop_that_begins_a_name() -> None:
    """A token of an LLM may be a space and a dot."""
    assert [each.text for each in taken(["We use", " .", "NET here."])] == ["We use .NET here."]


def test_one_sentence_decides_for_the_next() -> None:
    """A segment is cut by the rules of the language of the one before it."""
    segments = taken(["Das ist mein Auto und nicht deins. Am 3. Mai fahre ich los."], "auto")
    assert [(each.language, each.text) for each in segments] == [
        ("de", "Das ist mein Auto und nicht deins."),
        ("de", "Am 3. Mai fahre ich los."),
    ]


def test_without_markup_everything_stays() -> None:
    """For texts that are no markdown."""
    intake = Intake(LanguageTracker("en", {}), Split(), markup=False)
    assert [each.text for each in intake.write("a **b** `c`. ") + intake.flush()] == [
        "a **b** `c`."
    ]


def test_what_is_held_back_is_pending() -> None:
    """In the markup as well as in the sentence; dropped code is not."""
    intake = Intake(tracker("en"), Split())
    intake.write("Hello there **")
    assert intake.pending == len("Hello there **")
    intake.flush()
    intake.write("\n```\n" + "code\n" * 50)
    assert intake.pending < 10


MESSAGES = st.lists(
    st.text("aB5. \n*_`[](|)#-!<>&$\\{^}😀é中。，\"'", min_size=1, max_size=30),
    min_size=1,
    max_size=5,
)


@given(MESSAGES, st.sampled_from(["en", "auto", "zh"]))
def test_segments_follow_each_other_in_what_was_sent(messages: list[str], language: str) -> None:
    """Their ranges never overlap or run back, and nothing lies outside of what was sent."""
    sent = "".join(messages)
    at = 0
    for segment in taken(messages, language):
        assert at <= segment.start <= segment.end <= len(sent)
        assert segment.end <= segment.covers <= len(sent)
        at = segment.end


@given(MESSAGES, st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_messages_of_any_size_give_the_same_segments(messages: list[str], sizes: list[int]) -> None:
    """As long as no space is put between them."""
    text = "".join(messages).replace(".", ",").replace("!", ",").replace("。", "，")
    parts, at, turn = [], 0, 0
    while at < len(text):
        parts.append(text[at : at + sizes[turn % len(sizes)]])
        at, turn = at + len(parts[-1]), turn + 1
    in_parts, whole = (
        [segment._replace(covers=0) for segment in taken(messages)] for messages in (parts, [text])
    )
    assert in_parts == whole


@given(st.text("aB5. *_`[]()|#é$%/:-", min_size=1, max_size=80))
def test_a_spoken_word_finds_its_way_back(text: str) -> None:
    """Through normalization, markup and joins: inside its segment, and in order."""
    intake = Intake(tracker("en"), Split())
    for segment in intake.write(text) + intake.flush():
        spoken = speak(segment.text, "en")
        for at in range(len(spoken.text)):
            start, end = spoken.to_written(at, at + 1)
            start, end = intake.to_sent(segment.origin + start, segment.origin + end)
            assert start <= end <= segment.end
            assert segment.start <= end


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "**Total:** $5 for 2 [tickets](http://a.b).",
            "en",
            "Total: five dollars for two tickets.",
        ),
        ("Das kostet 5 €. Bis 15:30 Uhr!", "de", "Das kostet fünf Euro. Bis fünfzehn Uhr dreißig!"),
        ("一共5个。谢谢！", "zh", "一共五个。谢谢！"),
        ("😀 ``` ", "en", ""),
    ],
)
def test_the_whole_chain(text: str, language: str, said: str) -> None:
    """Markup, segments, normalization."""
    assert speakable(text, language) == said


def test_segments_are_shown_as_they_become_certain() -> None:
    """Each as it is written and as it is said, while the rest is still to come."""
    shown = spoken_segments(iter(["It costs ", "$5. Is tha", "t OK?"]), lexicon=[("OK", "okay")])
    assert next(shown) == ("It costs $5.", "en", "It costs five dollars.")
    assert [tuple(each) for each in shown] == [("Is that OK?", "en", "Is that okay?")]
