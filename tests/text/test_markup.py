"""What is left of markup, and that a stream loses it as the whole text does."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.markup import Markup, plain
from rtts.text.offsets import Offsets, Piece

# As it is written, and what is left of it.
CASES: list[tuple[str, str]] = [
    ("**bold** and *it*, __b__, _it_, ~~x~~ and ==x==", "bold and it, b, it, x and x"),
    ("2 * 3, 5*6, 2 ** 3, x**2", "2 * 3, 5*6, 2 ** 3, x**2"),
    ("snake_case, a_b, __init__.py and ~5", "snake_case, a_b, init.py and ~5"),
    ("x == y and a=b", "x == y and a=b"),
    ("*a * b* c", "a * b c"),
    ("un**believ**able, ***both***", "unbelievable, both"),
    ("An unclosed **bold line\nnext", "An unclosed bold line\nnext"),
    ("a lone * between spaces", "a lone * between spaces"),
    ("这是**重点**内容", "这是重点内容"),
    ("Name: ______", "Name: ______"),
    ("## Title\nText", "Title.\nText"),
    ("# Why? #\nText", "Why?\nText"),
    ("## 标题\n正文", "标题。\n正文"),
    ("#hashtag and #1", "#hashtag and #1"),
    ("Title\n=====\nText", "Title.\nText"),
    ("Title\n---\nText", "Title.\nText"),
    ("One.\n\n---\n\nTwo.\n***\nThree.", "One.\n\n\nTwo.\nThree."),
    ("- One\n* Two:\n+ Three,\n• Four!", "One.\nTwo:\nThree,\nFour!"),
    ("- One\n  and more\n- Two\n  - Three", "One\n  and more.\nTwo.\nThree."),
    ("1. Open\n2. Close", "1. Open\n2. Close"),
    ("- [ ] a\n- [x] b", "a.\nb."),
    ("-5 degrees\n- minus", "-5 degrees\nminus."),
    ("✅ Fast\n✅ Easy\n➡️ Next", "Fast.\nEasy.\nNext."),
    ("| A | B |\n|---|:--:|\n| 1 | 2 |\n| 3 | |\n\nText", "A, B.\n1, 2.\n3.\n\nText"),
    ("| a | ✅ b |\n", "a, b.\n"),
    ("| A | B |\n|---|---|\n| 1 | 2 |", "A, B.\n1, 2."),
    ("a | b || c", "a | b || c"),
    ('[text](http://x.y/a_b "title (1)") here', "text here"),
    ("[text][ref], [**bold**](#a), [`code`](/b)", "text, bold, code"),
    ("![alt text](u.png) and [note]", "alt text and note"),
    ("[wiki](https://x.y/a_(b)_c).", "wiki."),
    ("[여기](https://x.kr)를", "여기를"),
    ("A fact[^1], known[2][3]. See [4].", "A fact, known. See 4."),
    ("A fact.[1](https://x.y)", "A fact."),
    ("The facts [1]. Another [2] [3]", "The facts . Another  "),
    ("The list [1] and [2, 3] of [4](https://x.y)", "The list 1 and 2, 3 of 4"),
    ("[see](below it) a[i] [a b", "see(below it) a[i] a b"),
    ("[x]: http://foo.bar\nText\n[^1]: A note", "Text\nA note."),
    ("<https://x.y/a_b> <a@b.c> <mailto:d@e.f>", "https://x.y/a_b a@b.c d@e.f"),
    ("https://x.y/a_b_~d*e#f?g=h&i==j.", "https://x.y/a_b_~d*e#f?g=h&i==j."),
    ("https://x.y/A_(b)_c, (https://x.y)_", "https://x.y/A_(b)_c, (https://x.y)_"),
    ("www.x.y/a_b#c and a_b@c.de", "www.x.y/a_b#c and a_b@c.de"),
    ("**https://x.y** now", "https://x.y now"),
    ("Before\n```python\nx = **1**\n```\nAfter", "Before\nAfter"),
    ("~~~~\n```\n~~~\n~~~~\nAfter", "After"),
    ("Before\n```\nunclosed\n", "Before\n"),
    ("Use `x*y*z` and ``a`b`` now", "Use x*y*z and a`b now"),
    ("it`s `unclosed", "it`s `unclosed"),
    ("> quote\n> > more\n>5", "quote\nmore\n>5"),
    ("<b>x</b> and <span class='a b c'>y</span>", "x and y"),
    ("one<br/>two<p>three</p>", "one\ntwo\nthree\n"),
    ("a < b, x<5, i<n, if a <b and c", "a < b, x<5, i<n, if a <b and c"),
    ("a<!-- c -->b<script>a<b</script> c", "a b c"),
    ("<think>hmm\n\nyes</think>Answer", "Answer"),
    ('<speak>Wait <break time="1s"/>now</speak>', "Wait now"),
    ("<table><tr><td>A</td> <td>B</td></tr></table>", "A, B\n"),
    ("done<|im_end|>", "done"),
    ("&lt;b&gt; &mdash; &#39;&#x41;&nbsp;", "<b> — 'A\xa0"),
    ("AT&T a & b R&D; &foo;", "AT&T a & b R&D; &foo;"),
    ("So &#x1F600; nice", "So nice"),
    (r"\*not\* \_x\_ C:\new \# 1", r"*not* _x_ C:\new # 1"),
    ("It is $5 and $10, or $5-$10.", "It is $5 and $10, or $5-$10."),
    ("$x=1$5 and $a = is it$", "$x=1$5 and $a = is it$"),
    ("It is $5 million a year, $x", "It is $5 million a year, $x"),
    (r"$x^2$, $x^{10}$, $x^{n+1}$, $x_1$, $n$", "x², x¹⁰, x^(n + 1), x₁, n"),
    (r"$\frac{a}{b}$ $\frac{a+1}{2}$ $1\frac12$", "a⁄b (a + 1)⁄2 1 1⁄2"),
    (r"$x^2-4ac$ $-b$ $2\pi r$ $mc^2$ $dx$", "x² − 4\u2062a\u2062c −b 2\u2062π r m\u2062c² dx"),
    (r"$\sin2x$ $\text{max}=5km$ $v_{max}$", "sin 2\u2062x max = 5km v max"),
    ("$5$ to $7$, 3 for $9$", "5 to 7, 3 for 9"),
    (r"$\sqrt{x}$ $\sqrt[3]{x}$ $\sqrt{x+1}$", "√x ∛x √(x + 1)"),
    (r"\(2 \times 3 \leq \pi\) \[a \to \infty\]", "2 × 3 ≤ π a → ∞"),
    (r"$$\text{speed} = \left( 5 \right)\,\%$$", "speed = (5) %"),
    (r"$\sin x$, $\foo{y}$ and $f(x)$", "sin x, foo y and f(x)"),
    ("Great 🎉 job. Hello👋World", "Great job. Hello World"),
    ("a 👩\u200d👩\u200d👧 b 👍🏽 c 🇩🇪 d ❤️ e", "a b c d e"),
    ("你好👋世界", "你好世界"),
    ("1️⃣ © ® ™ → 20 °C ➡️ ★", "1 © ® ™ → 20 °C → "),
    ("Sil\xadbe zero\u200bwidth \ufeffmark \u202edir", "Silbe zerowidth mark dir"),
    ("نمی\u200cخواهم क्\u200dष a\u200cb", "نمی\u200cخواهم क्\u200dष ab"),
    ("a\ud800b\x00c\x07\r\nd\x85e", "abc\nd e"),
    ("Hi :) there :-( now ;) or :D so <3 it", "Hi there now or so it"),
    (r"well ¯\_(ツ)_/¯ then xD ok ^_^ yes", "well then ok yes"),
    ("10:30 a:b (see 3:) x-ray XDA :1", "10:30 a:b (see 3:) x-ray XDA :1"),
    ("text【4†source】. 【重要】 \ue200cite\ue202turn0\ue201", "text. 【重要】 "),
    ("", ""),
]

PROSE = "The fox, as 3 of them say, jumps over 1,000.50 dogs. Él no sabe; 我们走吧。 "


def stream(text: str, size: int) -> list[Piece]:
    """The pieces of a text that comes in fragments of a size."""
    markup = Markup()
    pieces = [
        piece for at in range(0, len(text), size) for piece in markup.push(text[at : at + size])
    ]
    return pieces + markup.flush()


def joined(pieces: list[Piece]) -> str:
    """What pieces say."""
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_what_is_left(written: str, expected: str) -> None:
    """Marks vanish, what a reader reads out stays, in whatever fragments it comes."""
    assert plain(written) == expected
    for size in range(1, 6):
        assert joined(stream(written, size)) == expected


def test_the_table_is_long() -> None:
    """There are at least sixty cases."""
    assert len(CASES) >= 60


@pytest.mark.parametrize("char", list("😀☀⌚⭐🀄🇦🏽🦄🪐🫠♻✂❤✅❌🆗🈚🟢"))
def test_every_block_of_emoji_is_mute(char: str) -> None:
    """Emoji of every age and block vanish."""
    assert plain(f"a {char} b{char}") == "a b"


@pytest.mark.parametrize("char", list("©®™°→←↔№€½é한न♯①“”—…"))
def test_signs_that_are_said_stay(char: str) -> None:
    """A sign with a name of its own is left to the rules of the language."""
    assert plain(f"a {char} b") == f"a {char} b"


def test_prose_is_never_held_back() -> None:
    """A letter, a digit, a space, a comma and a stop pass in the push they came in."""
    markup = Markup()
    for char in PROSE.replace(";", ""):
        assert joined(markup.push(char)) == char
        assert markup.pending == 0


@pytest.mark.parametrize(
    "sign", ["*", "_", "`", "[", "[^1", "![", "<", "<b", "&", "&am", "$", "\\", " :", "\n#", "\n- "]
)
def test_a_mark_waits_for_what_decides_it(sign: str) -> None:
    """What may be a mark is held back, and given as it is by a flush."""
    markup = Markup()
    markup.push("One two")
    markup.push(sign)
    assert 0 < markup.pending <= len(sign) or sign == "!["
    markup.flush()
    assert markup.pending == 0
    assert joined(markup.push(" and more")).endswith("and more")


@pytest.mark.parametrize(
    "opening", ["[", "[^", "$", "$x ", "`", "**", "a**", "<a ", "&", "\\(", "$$"]
)
def test_what_nothing_closes_is_given_up(opening: str) -> None:
    """However long the text goes on, little of it is held back."""
    markup = Markup()
    held = []
    for char in opening + "ab c=" * 400:
        markup.push(char)
        held.append(markup.pending)
    assert max(held) <= 400
    assert held[-1] <= 1


@pytest.mark.parametrize(
    "text", ["if a <b and c", "It is $5 a", "see a [b", "it`s", "R&D is", "x: y"]
)
def test_what_is_no_mark_after_all_is_known_soon(text: str) -> None:
    """A price, a comparison and an apostrophe hold up no more than a word or two."""
    markup = Markup()
    markup.push(text)
    assert markup.pending == 0


def test_a_flush_in_mid_text() -> None:
    """After a flush the stream goes on where it was, and offsets with it."""
    markup = Markup()
    pieces = markup.push("So **it *") + markup.flush() + markup.push("is** 😀 good.")
    pieces += markup.flush()
    assert joined(pieces) == "So it *is good."
    assert pieces[-1].end == len("So **it *is** 😀 good.")


def test_pieces_lead_back() -> None:
    """Offsets of what is left map to what was written."""
    text = "A **big** fox 🎉 ran &amp; hid."
    pieces = stream(text, 3)
    offsets = Offsets(pieces)
    left = joined(pieces)
    for word in ("big", "fox", "ran", "hid"):
        at = left.index(word)
        start, end = offsets.to_written(at + 1, at + 2)
        assert text[start:end] == word[1]


SIGNS = st.sampled_from(list("*_`~[]()|#<>&$\\:;-\n 1.a😀=!+>^\r\t中é\u200d\ufe0f\ud83d"))
MARKS = st.sampled_from(
    [
        "**",
        "```",
        "~~~",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\frac{",
        "}",
        "](",
        "![",
        "[^1]",
        "[1]",
        "<b>",
        "</b>",
        "<br>",
        "<think>",
        "</think>",
        "<!--",
        "-->",
        "<a href='",
        "&amp;",
        "&#",
        "x",
        "https://x.y",
        "\n\n",
        "\n- ",
        "\n# ",
        "\n> ",
        "\n| ",
        "|---|",
        " :)",
        "【4†",
        "】",
        "[x]: /",
        "\ue200",
        "\ue201",
        "word",
        "sin",
        "is ok",
        " D",
        "<td>",
        "\n---\n",
        "   ",
        "\n  - ",
        "✅ ",
    ]
)
TEXT = st.lists(st.one_of(SIGNS, MARKS), max_size=60).map("".join) | st.text(max_size=60)


@pytest.mark.unmeasured
@given(TEXT, st.lists(st.integers(1, 7), min_size=1))
@settings(max_examples=300, deadline=None)
def test_fragments_make_no_difference(text: str, sizes: list[int]) -> None:
    """Pieces follow each other without a gap, plain ones are as written, joined they agree."""
    markup = Markup()
    pieces = []
    at = 0
    while at < len(text):
        size = sizes[at % len(sizes)]
        given_out = markup.push(text[at : at + size])
        assert not any(a.plain and b.plain for a, b in pairwise(given_out))
        pieces += given_out
        at += size
    pieces += markup.flush()
    assert markup.pending == 0
    end = 0
    for piece in pieces:
        assert piece.start == end <= piece.end
        assert not piece.plain or piece.text == text[piece.start : piece.end]
        end = piece.end
    assert end == len(text)
    assert joined(pieces) == plain(text)


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_nothing_that_cannot_be_said_is_left(text: str) -> None:
    """Halves of characters, emoji and controls never come through."""
    left = plain(text)
    assert not set("😀\ud83d\ufe0f\r") & set(left)


@given(st.text("abc XYZ 0123456789 ,.'’()é中文", max_size=80).filter(lambda text: "x" not in text))
def test_prose_stays_as_it_is(text: str) -> None:
    """Text without a mark is not changed."""
    assert plain(text) == text


def seconds(text: str) -> float:
    """The least of three times that a text takes."""
    times = []
    for _ in range(3):
        start = process_time()
        plain(text)
        times.append(process_time() - start)
    return min(times)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "unit",
    [
        "*",
        "_",
        "`",
        "[",
        "](",
        "|a ",
        "<",
        "<a ",
        "&",
        "$x",
        "\\(",
        "\\[",
        "\n- ",
        "\n|",
        "> ",
        "- ",
        "a[",
        "[^",
        "<!--",
        "<think>",
        "```\n",
        "$$",
        " :",
        "😀",
        "\r",
        "a**b",
        "http://(",
        "{",
        "\n=",
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes four times the time, whatever the text."""
    count = 6_000 // len(unit)
    assert seconds(unit * count * 4) < 8 * seconds(unit * count) + 0.005


@pytest.mark.parametrize("inside", ["\\frac{", "{", "^{", "\\sqrt[", "\\", "_", "}", "x^2 "])
def test_deep_mathematics_is_read(inside: str) -> None:
    """However deep its braces, mathematics never fails, and what follows it is said."""
    for count in (1, 10, 60):
        said = plain(f"$${inside * count}$$ \\[{inside * count}\\]\n\nand on")
        assert said.endswith("and on")
