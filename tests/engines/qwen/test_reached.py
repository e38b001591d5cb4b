"""How far speech has come in its text, by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.engines.qwen.reached import Pace, Reached

TEXT = "Some words, spoken one after the other."


def guesses(pace: Pace, text: str, frames: int) -> list[int]:
    """The guess after each of so many frames of a text that is whole."""
    reached = Reached(pace)
    reached.feed(text)
    return [reached.at(frame) for frame in range(1, frames + 1)]


@given(st.lists(st.text(max_size=20), max_size=8), st.lists(st.integers(0, 400), max_size=8))
def test_it_never_goes_back_nor_beyond_what_was_fed(pieces: list[str], paces: list[int]) -> None:
    """Whatever the text, and however the pace that was learnt elsewhere changes."""
    pace = Pace()
    reached, fed, last = Reached(pace), 0, 0
    for at, piece in enumerate(pieces):
        reached.feed(piece)
        fed += len(piece)
        if at < len(paces):
            pace.learn(paces[at], 30)
        now = reached.at(7 * at)
        assert last <= now <= fed
        last = now
    assert reached.at(10**6) == fed


def test_the_first_sound_reaches_nothing() -> None:
    """What is quiet at the beginning is no letter."""
    assert guesses(Pace(), TEXT, 2) == [0, 0]


def test_wide_letters_take_longer() -> None:
    """Some three Latin letters in the time of one Han character."""
    latin, han = (guesses(Pace(), text * 40, 30)[-1] for text in ("a", "天"))
    assert 3 <= latin / han <= 6


@pytest.mark.parametrize("slower", [0.5, 2.0])
def test_the_pace_is_learnt_from_what_ended(slower: float) -> None:
    """After a few utterances the guess is right to a word or so, however fast the voice."""
    pace = Pace()
    whole = Reached(pace)
    whole.feed(TEXT)
    frames = round(slower * 0.3 * whole.cost)
    before = guesses(pace, TEXT, frames // 2)[-1]
    for _ in range(12):
        pace.learn(frames, whole.cost)
    after = guesses(pace, TEXT, frames // 2)[-1]
    assert abs(after - len(TEXT) // 2) <= 4 < abs(before - len(TEXT) // 2)
    assert guesses(pace, TEXT, frames + 2)[-1] == len(TEXT)


def test_nothing_is_learnt_of_nothing() -> None:
    """An utterance without text, or without a sound, has no pace."""
    pace = Pace()
    for frames, cost in ((100, 0), (0, 100), (2, 100)):
        pace.learn(frames, cost)
    assert pace.frames_per_cost == Pace().frames_per_cost
