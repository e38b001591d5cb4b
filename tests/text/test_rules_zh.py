"""What no table of Chinese sentences can say."""

from rtts.text.normalize import growing, normalize
from rtts.text.rules.zh import RULES
from rtts.text.rules.zh.numbers import number


def test_two_is_counted_with_another_word() -> None:
    """Two things are 两; twelve, a half more than two, and the second are 二."""
    assert [number("2", counted=True), number("12", counted=True)] == ["两", "十二"]
    assert number("2.5", counted=True) == "二点五"
    assert normalize("第2个", "zh") == "第二个"


def test_what_makes_it_wait() -> None:
    """A plain character is given out at once, a number when two characters are behind it."""
    grown = growing("zh")
    assert "".join(piece.text for piece in grown.push("我有")) == "我有"
    assert not grown.push("2")
    assert not grown.push("苹")
    assert "".join(piece.text for piece in grown.push("果")).startswith("二")
    assert RULES.lookahead == 2
