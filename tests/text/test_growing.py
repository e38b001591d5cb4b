"""Speakable text while it is being written: the same as of the whole, and soon."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.growing import GrowingText
from rtts.text.lexicon import Lexicon
from rtts.text.offsets import Offsets, Piece
from rtts.text.rules.base import Begins, Match, Rule, Rules, after, opens_line, word_before


def say_amount(match: Match) -> str | None:
    """`$5` and `$5 million`."""
    return f"{match[1]} {match[2] or ''} dollars".replace("  ", " ")


def say_street(match: Match) -> str:
    """A saint has a name behind it."""
    return "Saint" if after(match).lstrip()[:1].isupper() else "Street"


def say_room(match: Match) -> str | None:
    """Only behind its word."""
    return " ".join(match[0]) if word_before(match) == "room" else None


RULES = Rules(
    "en",
    (
        Rule("money", re.compile(r"\$(\d+)(?: (million))?\b"), say_amount, Begins.SIGN),
        Rule("range", re.compile(r"(\d+)-(\d+)\b"), lambda match: f"{match[1]} to {match[2]}"),
        Rule("code", re.compile(r"\d+\b"), say_room),
        Rule("ordinal", re.compile(r"\d+\."), lambda match: "first" if opens_line(match) else None),
        Rule("cardinal", re.compile(r"\d+"), lambda match: f"n{match[0]}n"),
        Rule("roman", re.compile(r"[IVX]+\b"), lambda _: "the eighth", Begins.LETTER),
        Rule("title", re.compile(r"St\."), say_street, Begins.LETTER),
        Rule("sign", re.compile("[*€]"), lambda _: "", Begins.SIGN),
    ),
    hot=frozenset({"st."}),
    hot_word=re.compile("[IVX]{2,}"),
    linking=frozenset({"million", "of"}),
)


def grown(text: str, sizes: list[int], lexicon: Lexicon | None = None) -> list[Piece]:
    """The pieces of a text that comes in fragments of these sizes, again and again."""
    growing = GrowingText(RULES, lexicon)
    pieces, at, turn = [], 0, 0
    while at < len(text):
        end = at + sizes[turn % len(sizes)]
        pieces += growing.push(text[at:end])
        at, turn = end, turn + 1
    return pieces + growing.finish()


def said(text: str) -> str:
    """Of a whole text."""
    return joined(grown(text, [len(text) or 1]))


def joined(pieces: list[Piece]) -> str:
    """What is said in all."""
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("He has $5 in room 204.", "He has 5 dollars in room 2 0 4."),
        ("It made $5 million of it.", "It made 5 million dollars of it."),
        ("It made $5 millions.", "It made 5 dollars millions."),
        ("Henry VIII, of 5-7 wives", "Henry the eighth, of 5 to 7 wives"),
        ("On St. Paul St. at night", "On Saint Paul Street at night"),
        ("1. Open 2 of 3\n1. Close", "first Open n2n of n3n\nfirst Close"),
        ("x2 and 3y", "x n2n and n3n y"),
        ("10€ and *", "n10n and "),
        ("5(a) and (b)7", "n5n (a) and (b) n7n"),
        ("an [a] {b|c} `d` #e ~f <g> h_i", "an a b c d e f g h i"),
        ('x["y"]["z"].', 'x "y" "z".'),
        ("4\u2062a\u2062c", "n4n a c"),
        ("it's a well-known “fact” (really).", "it's a well-known “fact” (really)."),
        ("  two\n\nspaces  ", "  two\n\nspaces  "),
    ],
)
def test_what_is_said(written: str, spoken: str) -> None:
    """Rules are asked in their order where a word, a number or a sign begins."""
    assert said(written) == spoken


def test_a_plain_word_is_certain_at_the_space_behind_it() -> None:
    """And not before, since it may go on; of its own it is given at the end."""
    growing = GrowingText(RULES)
    assert joined(growing.push("Hello")) == ""
    assert joined(growing.push(" there")) == "Hello "
    assert growing.pending == len("there")
    assert joined(growing.finish()) == "there"


def test_a_number_is_certain_when_the_next_plain_word_is_there() -> None:
    """A word that a rule sees beyond is not enough, and more than one word is never needed."""
    growing = GrowingText(RULES)
    assert joined(growing.push("He made $5 ")) == "He made "
    assert joined(growing.push("million ")) == ""
    assert joined(growing.push("last")) == ""
    assert joined(growing.push(" ")) == "5 million dollars last "


def test_nothing_behind_what_is_certain_is_seen() -> None:
    """The second word behind is there in the whole text, and a rule must not know it."""
    assert said("St. of paul Paul") == "Street of paul Paul"
    seen: list[str] = []
    rule = Rule("spy", re.compile(r"\d"), lambda match: seen.append(after(match)))  # type: ignore[func-returns-value]
    growing = GrowingText(Rules("en", (rule,), linking=frozenset({"of"})))
    growing.push("7 of nine others came")
    assert seen == [" of nine"]


FRAGMENTS = st.lists(st.integers(1, 6), min_size=1, max_size=5)
ALPHABET = "a 5.St$-VI€*中。\n'\"²\u0301"
PAIRS = st.lists(st.tuples(st.text("aS5. ", min_size=1, max_size=4), st.text("xy", max_size=3)))


@given(st.text(ALPHABET, max_size=120), FRAGMENTS, PAIRS)
def test_streamed_is_whole(text: str, sizes: list[int], pairs: list[tuple[str, str]]) -> None:
    """In whatever fragments a text comes, the same is said, and the pieces leave nothing out."""
    lexicon = Lexicon(pairs)
    pieces = grown(text, sizes, lexicon)
    assert joined(pieces) == joined(grown(text, [len(text) or 1], lexicon))
    assert [piece.start for piece in pieces] + [len(text)] == [
        0,
        *(piece.end for piece in pieces),
    ]
    assert all(piece.text == text[piece.start : piece.end] for piece in pieces if piece.plain)


@given(st.text(ALPHABET, max_size=80), st.data())
def test_every_offset_can_be_taken_back(text: str, data: st.DataObject) -> None:
    """A range of what is said stands for a range of what was written, and the whole for all."""
    offsets = Offsets(grown(text, [len(text) or 1]))
    start = data.draw(st.integers(0, offsets.length))
    end = data.draw(st.integers(start, offsets.length))
    written_start, written_end = offsets.to_written(start, end)
    assert 0 <= written_start <= written_end <= len(text)


def test_the_lexicon_is_kept_to_all_along() -> None:
    """However much was forgotten behind the word that it is about to match."""
    growing = GrowingText(RULES, Lexicon([("plain", "simple")]))
    spoken = "".join(joined(growing.push("A plain word. ")) for _ in range(2000))
    assert spoken + joined(growing.finish()) == "A simple word. " * 2000


def test_a_rule_looks_back_at_what_was_given_out_long_ago() -> None:
    """The word before a number is there still, wherever the text was forgotten behind it."""
    growing = GrowingText(RULES)
    begun = joined(growing.push("plain " * 1000 + "room "))
    assert begun.endswith("plain room ")
    assert joined(growing.push("12") + growing.finish()) == "1 2"


def test_a_long_stream_is_forgotten_behind() -> None:
    """What was given out long ago is dropped, and offsets go on as if it were there."""
    text = "plain words of 5 and $6 of St. Paul " * 400
    fragments = Random(3)
    growing = GrowingText(RULES)
    pieces, at = [], 0
    while at < len(text):
        end = at + fragments.randint(1, 9)
        pieces += growing.push(text[at:end])
        at = end
        assert len(growing._text) < 6000
    pieces += growing.finish()
    assert joined(pieces) == said(text)
    assert pieces[-1].end == len(text)


@pytest.mark.parametrize(
    "text", ["5 " * 5000, "a" * 9999, " " * 9999, "5" * 9999, "$" * 999, "\ud800"]
)
def test_hostile_text_comes_through(text: str) -> None:
    """Nothing is lost of it and nothing breaks: what a rule does not know stays."""
    assert joined(grown(text, [7])) == said(text)
