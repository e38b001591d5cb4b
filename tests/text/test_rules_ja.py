"""What no table of Japanese sentences can say."""

import pytest

from rtts.text.normalize import growing, normalize


@pytest.mark.parametrize(
    ("written", "said"),
    [("0時", "零時"), ("0.5", "零点五"), ("0個", "ゼロ個"), ("080", "ゼロ八ゼロ")],
)
def test_nought_has_two_names(written: str, said: str) -> None:
    """Of the clock, the thermometer and in a decimal it is 零, of things and in codes ゼロ."""
    assert normalize(written, "ja") == said


def test_a_plain_character_is_given_out_at_once() -> None:
    """A number waits for what it counts, words before it do not."""
    grown = growing("ja")
    assert "".join(piece.text for piece in grown.push("私は")) == "私は"
    assert not grown.push("5")
    assert not grown.push("個")
    assert "".join(piece.text for piece in grown.push("食べま")) == "五個食べま"
