"""What a client is told of what cannot be done."""

from rtts.errors import RequestError
from rtts.protocol.messages import Error, Text
from rtts.session.answers import idle_soon, refusal, unknown_params


def test_a_short_wait_is_not_told_as_none() -> None:
    """`retry_after_ms` of 0 would say that waiting is of no use."""
    error = RequestError("rate_limited", "Too fast.", retry_after_s=0.0002)
    assert refusal(error) == Error(code="rate_limited", message="Too fast.", retry_after_ms=1)


def test_a_refusal_of_what_could_not_be_read_gives_back_the_text_that_could() -> None:
    """So that it can be sent again."""
    error = RequestError("invalid_value", "id: a string.", context="t1", text="Hello")
    assert refusal(error).text_remaining == "Hello"


def test_a_refusal_names_its_message_and_gives_its_text_back() -> None:
    """A client knows which one it was, and what was not spoken."""
    answer = refusal(
        RequestError("text_too_long", "Too long.", param="text"),
        Text(text="Hello", context="t1", id="e1"),
    )
    assert answer == Error(
        code="text_too_long",
        message="Too long.",
        param="text",
        context="t1",
        re="e1",
        text_remaining="Hello",
    )


def test_the_names_in_an_answer_are_bounded() -> None:
    """A client that sends a thousand unknown fields is told of twenty."""
    answer = unknown_params(Text(text=""), [f"f{number}" for number in range(1000)])
    assert "f19;" in answer.message
    assert "f20" not in answer.message


def test_a_warning_of_silence_says_what_is_left() -> None:
    """It answers no message, so it names none."""
    answer = idle_soon(27)
    assert (answer.code, answer.re) == ("idle_soon", None)
    assert "27 s" in answer.message
