"""Where sentences, lines and clauses end, in ten languages, whole and as a stream."""

from statistics import median

import pytest

from rtts.text.cutting import stops
from rtts.text.segment import Segmenter, segment
from tests.text.segments import SEGMENTS
from tests.text.segments_last import SEGMENTS as LAST_SEGMENTS
from tests.text.segments_later import SEGMENTS as LATER_SEGMENTS
from tests.text.segments_more import SEGMENTS as MORE_SEGMENTS
from tests.text.streams import parts_of, stream, texts_of

CASES = parts_of(SEGMENTS) + parts_of(MORE_SEGMENTS)
LATER = parts_of(LATER_SEGMENTS) + parts_of(LAST_SEGMENTS)


@pytest.mark.parametrize(("language", "parts"), CASES + LATER)
def test_sentences(language: str, parts: list[str]) -> None:
    """A text is cut between its sentences."""
    assert segment("".join(parts), language) == parts


@pytest.mark.parametrize(("language", "parts"), CASES + LATER)
def test_a_stream_is_cut_as_the_whole(language: str, parts: list[str]) -> None:
    """Pieces of 1 to 6 characters make no difference."""
    text = "".join(parts)
    whole = segment(text, language)
    for size in range(1, 7):
        assert texts_of(stream(text, size, Segmenter(language))) == whole


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("zh", ["“走吧。”", "他没有回答。"]),
        ("zh", ["“走吧。”他小声回答。", "没有人动。"]),
        ("ja", ["「行こう。」", "彼は答えなかった。"]),
        ("ja", ["「行こう。」", "彼女は何も言わない。"]),
        ("ja", ["「行こう。」", "誰も尋ねなかった。"]),
        ("ja", ["「行こう。」彼は答えた。", "みんな立った。"]),
        ("ko", ['"가자." ', "그는 대답하지 않았다."]),
        ("ko", ['"가자." ', "그녀는 말하지 않았다."]),
        ("ko", ['"가자." 그는 대답했다. ', "모두 일어났다."]),
    ],
)
def test_a_silence_tells_nothing(language: str, parts: list[str]) -> None:
    """That nobody answered is no report of the quotation before it."""
    text = "".join(parts)
    assert segment(text, language) == parts
    assert texts_of(stream(text, 1, Segmenter(language))) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["월요~ 금요일은 쉬어요~ ", "주말에 만나요~!! ", "안녕~"],
        ["네~ 알겠습니다~~ ", "바로 갈게요～ 😊 ", "곧 봐요."],
        ["월요~금요 9시~18시에 영업해요~\n", "감사합니다."],
        ['"좋아요~" 그녀가 말했다. ', "끝이다."],
    ],
)
def test_a_wave_ends_a_polite_sentence(parts: list[str]) -> None:
    """Behind a polite ending it stands for a stop, elsewhere for a range or a long vowel."""
    text = "".join(parts)
    assert segment(text, "ko") == parts
    for size in range(1, 7):
        assert texts_of(stream(text, size, Segmenter("ko"))) == parts


def test_a_word_of_any_length_is_seen_to_its_end() -> None:
    """A long word behind a stop without a space may be no word at all."""
    text = "This is done." + "Abcdefghijklmnopqrstuvwx" + ".py and so on."
    assert segment(text) == [text]
    assert texts_of(stream(text, 1, Segmenter())) == [text]


def test_every_language_is_well_covered() -> None:
    """The tables have 25 texts of each of ten languages, half of them or so written later."""
    assert len(SEGMENTS) == 10
    for language, texts in SEGMENTS.items():
        assert len(texts) + len(MORE_SEGMENTS[language]) >= 25
        assert len(LATER_SEGMENTS[language]) >= 18
        assert len(LAST_SEGMENTS[language]) >= 12


def lateness(language: str, parts: list[str]) -> list[int]:
    """How many characters behind each sentence's last mark were seen when it was cut."""
    segmenter = Segmenter(language)
    return [
        seen - part.start - len(part.text.rstrip())
        for seen, char in enumerate("".join(parts), start=1)
        for part in segmenter.push(char)
    ]


def test_little_is_held_back() -> None:
    """A boundary is known 2 characters behind, or with the word or two that it depends on."""
    late = sorted(chars for language, parts in CASES for chars in lateness(language, parts))
    assert median(late) <= 2
    assert late[len(late) * 95 // 100] <= 6
    assert late[-1] <= len(" Tom Smith whisper")


@pytest.mark.parametrize(
    ("language", "pushed", "given"),
    [
        ("en", "Hello there! ", []),
        ("en", "Hello there! S", ["Hello there! "]),
        ("en", "How are you? i", []),
        ("en", "How are you? i ", ["How are you? "]),
        ("en", "Hello there. ", []),
        ("en", "Hello there. S", ["Hello there. "]),
        ("en", "Hello there.\n", ["Hello there.\n"]),
        ("en", "Hello there!\n", ["Hello there!\n"]),
        ("en", "He saw Dr. S", []),
        ("en", "It was 5 p.m. M", []),
        ("en", "It was 5 p.m. Mary ", ["It was 5 p.m. "]),
        ("en", "It costs 3.", []),
        ("en", "It costs 3.1", []),
        ("en", "He is done.N", []),
        ("en", "He is done.Next ", ["He is done."]),
        ("fr", "Tu viens ? d", []),
        ("fr", "Tu viens ? demandons", ["Tu viens ? "]),
        ("zh", "很高兴认识你。", []),
        ("zh", "很高兴认识你。我", ["很高兴认识你。"]),
        ("zh", "他说：“很高兴认识你。", []),
        ("zh", "他说：“很高兴认识你。”", []),
        ("zh", "他说：“很高兴认识你。”我", ["他说：“很高兴认识你。”"]),
        ("zh", "“很高兴认识你。”我", []),
        ("zh", "“很高兴认识你。我", ["“很高兴认识你。"]),
        ("zh", "今天真的很好吗？", []),
        ("zh", "今天真的很好吗？！", []),
        ("zh", "今天真的很好吗？！我", ["今天真的很好吗？！"]),
    ],
)
def test_a_segment_is_given_as_soon_as_it_is_certain(
    language: str, pushed: str, given: list[str]
) -> None:
    """One character is enough behind most marks, and a word where that must tell."""
    segmenter = Segmenter(language)
    assert texts_of([part for char in pushed for part in segmenter.push(char)]) == given


@pytest.mark.parametrize(
    "parts",
    [
        ["Title of it\n\n", "The text begins here\nand goes on here."],
        ["Hi\n\n", "A short paragraph stands alone.\n", "\nSo it does."],
        ["My shopping list\n", "- Apples and pears\n", "- Bread and butter\n"],
        ["# The heading\n", "The first sentence. ", "The second.\n"],
        ["1. The first item\n", "2. The second item\n   and more of it\n", "3. The third item"],
        ["This line of running text was wrapped by an editor\nAfter its fiftieth character."],
        ["This line of running text was wrapped by an editor\n", "- This is an item of a list."],
        ["This line of running text was wrapped by an editor\n-5 is not an item of a list."],
        ["A line that is short\nbut goes on in small letters."],
        ["It ends here.\n", "And it begins here.\r\n", "\r\nAgain it does."],
        ["这是第一行没有句号的文字\n", "这是第二行没有句号的文字\n"],
    ],
)
def test_lines(parts: list[str]) -> None:
    """Empty lines, list items and short lines end a segment; wrapped lines do not."""
    text = "".join(parts)
    assert segment(text) == parts
    for size in range(1, 7):
        assert texts_of(stream(text, size, Segmenter())) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["When you arrive, ", "call me at 10:30, ", "or pay 1,000 dollars; ", "bye."]),
        ("en", ["The list is this: ", "one or two — ", "or maybe three—", "who knows."]),
        ("en", ["Hello, ", "how are you, ", "my friend? ", "See https://a.b/c:d,e for it."]),
        ("en", ["From Paris–London at 10–20 miles, ", "and so on. ", "So it is."]),
        ("en", ["On May 5, 2024, ", "he left."]),
        ("en", ["“Well then,” ", "he told them, ", "and left."]),
        ("zh", ["如果你今天有时间的话，", "请给我们打一个电话；", "我们的公司一共有1，000个人。"]),
        ("zh", ["“我今天有一点不太舒服，”", "他轻轻地对我们这样说。"]),
        ("ja", ["もし時間があったなら、", "私に電話をしてください。"]),
    ],
)
def test_clauses(language: str, parts: list[str]) -> None:
    """Mode clause also cuts behind commas and their like, but not in numbers or addresses."""
    text = "".join(parts)
    assert segment(text, language, mode="clause") == parts
    for size in range(1, 7):
        assert texts_of(stream(text, size, Segmenter(language, mode="clause"))) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["If you have time today, ", "call me, please. ", "Well, or write, or come. "]),
        ("en", ["Well, I think so, ", "but, as I said, I know little. ", "Ask him."]),
        ("en", ["Sure! ", "If you have time today, call me. ", "Or write."]),
        ("en", ["… \n\n", "On the way home, ", "he sang, and so did we. ", "Good."]),
        ("en", ["It was May 5, 2024, ", "when he, at last, came. "]),
        ("de", ["Wenn du heute kommst, ", "ruf mich an, ja? ", "Oder, na ja, schreib."]),
        ("zh", ["如果你今天有时间，", "请打电话，好吗？", "或者，给我写信。"]),
        ("zh", ["好的，没有问题，", "我来，马上。"]),
    ],
)
def test_a_first_clause(language: str, parts: list[str]) -> None:
    """The first segment may be a clause of three words or more, and no other."""
    text = "".join(parts)
    for size in range(1, 7):
        segmenter = Segmenter(language, first_clause=True)
        assert texts_of(stream(text, size, segmenter)) == parts


def test_a_first_clause_has_the_length_that_is_asked_for() -> None:
    """`min_chars` holds for a first clause too."""
    segmenter = Segmenter(first_clause=True, min_chars=14)
    assert texts_of(segmenter.push("If I am in, I will call you, or not.")) == [
        "If I am in, I will call you, "
    ]


def test_a_flush_begins_no_first_clause_anew() -> None:
    """What comes behind a flush is cut at sentences."""
    segmenter = Segmenter(first_clause=True)
    segmenter.push("Hello")
    segmenter.flush()
    assert texts_of(segmenter.push("If you have time today, call me. Or")) == [
        "If you have time today, call me. "
    ]


@pytest.mark.parametrize("language", ["auto", "", "xx", "pt-BR", "zh_cn", "\ud800", "deutsch"])
def test_any_language_will_do(language: str) -> None:
    """A language that nobody knows is cut as most are."""
    assert segment("Hello there. Yes.", language) == ["Hello there. ", "Yes."]


@pytest.mark.parametrize("language", ["auto", "", "en-GB", "en_us", "\ud800"])
def test_what_is_no_language_is_english(language: str) -> None:
    """Tags are read up to their first part; a language that is not yet known is English."""
    assert segment("He met Prof. Lee at 5 p.m. Eastern. So?", language) == [
        "He met Prof. Lee at 5 p.m. Eastern. ",
        "So?",
    ]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("nl", ["Hij kent dhr. Jansen en prof. De Vries. ", "Zij komen morgen."]),
        ("sv", ["Han köpte bröd, t.ex. limpa. ", "Det var gott."]),
        ("pl", ["Spotkamy się 3. maja. ", "Do widzenia."]),
        ("hi", ["मेरा नाम राम है। ", "आप कैसे हैं? ", "मैं ठीक हूँ।"]),
        ("ar", ["كيف حالك؟ ", "أنا بخير. ", "شكرا!"]),
        ("th", ["Hello. ", "สวัสดีครับ"]),
    ],
)
def test_languages_without_lists(language: str, parts: list[str]) -> None:
    """Their abbreviations are known to sentencex, and their marks are everybody's."""
    assert segment("".join(parts), language) == parts


def test_what_ends_a_sentence_is_not_decided_twice() -> None:
    """What is said of a stop with a part of the word behind it holds for the whole word."""
    for language, parts in CASES:
        rules = stops.Stops(language)
        text = "".join(parts)
        for at in [at for at, char in enumerate(text) if char == "." and text[at + 1 : at + 2]]:
            word = text[at + 1 :].split()[0] if text[at + 1 :].strip() else "x"
            said = [
                rules.ends(text[:at], word[:length], whole=length == len(word))
                for length in range(1, len(word) + 1)
            ]
            assert None not in said[-1:]
            assert len({answer for answer in said if answer is not None}) == 1, (text, word)
