"""Korean counters and particles: what is around them tells how they are said."""

import pytest

from rtts.text.normalize import normalize
from rtts.text.rules.ko.numbers import native, native_noun


@pytest.mark.parametrize(
    ("value", "counting", "alone"),
    [
        (1, "한", "하나"),
        (2, "두", "둘"),
        (20, "스무", "스물"),
        (21, "스물한", "스물하나"),
        (35, "서른다섯", "서른다섯"),
        (99, "아흔아홉", "아흔아홉"),
    ],
)
def test_native_numbers(value: int, counting: str, alone: str) -> None:
    """The first four and twenty are shorter in front of what they count."""
    assert [native(value), native_noun(value)] == [counting, alone]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3번 읽었다", "세 번 읽었다"),
        ("3번 출구", "삼 번 출구"),
        ("3분 뒤", "삼 분 뒤"),
        ("손님 3분이", "손님 세 분이"),
        ("20대 여성", "이십대 여성"),
        ("트럭 3대", "트럭 세 대"),
    ],
)
def test_one_counter_takes_both_kinds(written: str, said: str) -> None:
    """What is around a counter tells times from numbers, people from minutes."""
    assert normalize(written, "ko") == said


@pytest.mark.parametrize("particle", ["를", "의", "에서", "까지", "만", "은"])
def test_particles_stick(particle: str) -> None:
    """A particle stays at the end of what it was written behind."""
    assert normalize(f"5kg{particle}", "ko") == f"오 킬로그램{particle}"
    assert normalize(f"GPT-4{particle}", "ko") == f"GPT 사{particle}"
