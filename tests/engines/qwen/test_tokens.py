"""Ids of growing text: whatever the pieces, those that the official package makes of the whole."""

import json
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)
from transformers import Qwen2TokenizerFast

from rtts.engines.qwen import tokens
from rtts.engines.qwen.tokens import (
    GrowingTokens,
    PlainTokenizer,
    encode_text,
    instruction_ids,
    plain_tokenizer,
    role_ids,
)
from tests.engines.qwen.tiny import SPECIAL
from tests.text.cases import answers, answers_last, answers_more, ja, ko, zh
from tests.text.cases.languages import SENTENCES

ROOT = Path(__file__).parents[3]
ANSWERS = [
    answer
    for module in (answers, answers_more, answers_last)
    for table in vars(module).values()
    if isinstance(table, list)
    for answer in table
    if isinstance(answer, answers.Answer)
]
TEXTS = [answer.text for answer in ANSWERS]

# What is apt to go wrong: characters that compose, join, part, or are white space to some.
ALPHABETS = [
    " ",
    " \t\n\r\x0b\x85\x1c\x1f\xa0\u2000\u2001\u2003\u2028\u3000",
    "'sStTreEvVmMlLdDſ’",
    "aeiouAEIOUxyzäéñçşİıßΩωйЖК\u212a\u2126\u0149ǰﬁﬆ",
    "\u0301\u0308\u0327\u0323\u0338\u0344\u05b0\u20e3\u3099\u309a\ufe0f",
    "今天气很好的我们中华人民共和国，。、日本語かがガハは々ー豈",
    "\u1100\u1112\u1161\u1175\u11a8\u11c2가각힣한국어\ua960\ud7b0\u302e",
    "नमस्ते\u0915\u093c\u0958\u09c7\u09be\u09d7",
    "0123456789٣①½²Ⅷ",
    '!?.,;:-—()<=>«»…"*#$€~`_|\u037e\u1fef\u0387\u2329',
    "😀👍🏽👨\u200d👩🇩🇪",
    "\ud800\udc00\udfff\ufffd\uffff\ue000\x00",
    "\U00016d63\U00016d67\U000113c2\U00011382\U000113c9\U0002ebf0\U0001fae8",
]
CONTROL = ["<|im_end|>", "<|endoftext|>", "<tts_pad>", "<|im_start|>"]
WORDS = ["don't", "it's ", "\r\n\r\n", "  a", " b", "1,234.5", "e\u0301", "한국", "你好世界"]


@cache
def trained() -> Any:
    """A tokenizer as Qwen's is made, with the merges that this project's own texts teach."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    texts += TEXTS + [text for said in SENTENCES.values() for text in said]
    texts += [text for module in (zh, ja, ko) for text, _ in module.SENTENCES + module.BLIND]
    made = Tokenizer(models.BPE())
    made.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(tokens._QWEN2), "isolated")
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    made.pre_tokenizer = pre_tokenizers.Sequence([split, level])
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=6000,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=24,
    )
    made.train_from_iterator([*texts, "assistant\n" * 500, "user\n" * 500], trainer)
    return official_tokenizer(made)


def official_tokenizer(made: Any) -> Any:
    """A tokenizer as the package holds it, with the control tokens."""
    tokenizer = Qwen2TokenizerFast(tokenizer_object=made, unk_token=None, eos_token="<|im_end|>")
    added = [AddedToken(name, special=True, normalized=False) for name in SPECIAL]
    tokenizer.add_special_tokens({"additional_special_tokens": added})
    # Real ones have some that are not special: these are parsed as well.
    tokenizer.add_tokens([AddedToken("<think>", special=False, normalized=False)])
    return tokenizer


@pytest.fixture(scope="module", params=["tiny", "trained"])
def tokenizer(request: pytest.FixtureRequest, tiny: Callable[..., Path]) -> Any:
    """The official tokenizer of a tiny checkpoint, and one of a real vocabulary's making."""
    return trained() if request.param == "trained" else Qwen2TokenizerFast.from_pretrained(tiny())


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts of a few alphabets at once, control tokens among them, and all of Unicode."""
    some = draw(st.lists(st.sampled_from(ALPHABETS), min_size=1, max_size=4))
    anything = st.characters(exclude_categories=[])
    part = st.one_of(
        st.text(st.sampled_from("".join(some)), max_size=8),
        st.sampled_from(CONTROL + WORDS + ["<think>"]),
        st.text(anything, max_size=3),
    )
    return "".join(draw(st.lists(part, max_size=5)))


def grow(tokenizer: Any, pieces: Iterator[str] | list[str]) -> list[int]:
    """All ids of a text that comes in pieces."""
    growing = GrowingTokens(tokenizer)
    found = [id for piece in pieces for id in growing.push(piece)]
    return found + growing.finish()


def pieces_of(text: str, sizes: list[int]) -> Iterator[str]:
    """The text in pieces of these sizes, over and over."""
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        yield text[at : at + size]
        at += size
        turn += 1


def official_ids(tokenizer: Any, text: str) -> list[int]:
    """What the official package hands to its model of a text."""
    prompt = f"<|im_start|>assistant\n{text}<|im_end|>\n<|im_start|>assistant\n"
    ids: list[int] = tokenizer(prompt).input_ids
    return ids[3:-5]


def is_plain(tokenizer: Any, text: str) -> bool:
    """The official tokenizer takes it, and finds no control token in it."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return False
    return not any(name in text for name in tokenizer.get_added_vocab())


# The law


@pytest.mark.unmeasured
@settings(max_examples=700)
@given(text=texts(), sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_any_pieces_give_the_ids_of_the_whole(tokenizer: Any, text: str, sizes: list[int]) -> None:
    """The ids of all pieces are those of the whole, which are the official ones."""
    whole = encode_text(tokenizer, text)
    assert grow(tokenizer, pieces_of(text, sizes)) == whole
    if is_plain(tokenizer, text):
        assert whole == official_ids(tokenizer, text.strip())


@pytest.mark.parametrize("size", [1, 3, 7])
def test_answers_give_the_official_ids(tokenizer: Any, size: int) -> None:
    """So do whole answers of assistants, in ten languages."""
    plain = [text for text in TEXTS if is_plain(tokenizer, text)]
    assert len(plain) > 0.9 * len(TEXTS)
    for text in plain:
        assert grow(tokenizer, pieces_of(text, [size])) == official_ids(tokenizer, text.strip())


def test_random_text_of_all_alphabets(tokenizer: Any) -> None:
    """So do thousands of short texts in which every kind of character meets every other."""
    dice = random.Random(7)
    for _ in range(3000):
        some = dice.sample(ALPHABETS, 2)
        text = "".join(dice.choice(dice.choice(some)) for _ in range(dice.randint(2, 12)))
        found = grow(tokenizer, pieces_of(text, [dice.randint(1, 3)]))
        assert found == encode_text(tokenizer, text), ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "\n\t ", "a", " a ", "a\n", "\x1c a\x1c", "a\x1c ", "a  \x1c ", "\u0301a"],
        *["it's", "it'S ok", "it's's", "''s", "'sx", "'d'accord", "rock 'n' roll", "it'ſa", "'re"],
        *["a\n\n b", "a \n \n  b", "a.\n\n", "a.\n b", "a. \nb", "a\r\n\r\nb", "\n\n", "a\u2028b"],
        *["a   b", "a   (b", "a  1", "a\t\t1", "a\u2000 b", "a\xa0\xa0(b", "a \u0301b", "1 \u0301"],
        *[
            "1\u0301",
            "=\u0338a",
            "a=\u0338",
            "\u0958,a",
            "e\u0323\u0301\u0327 x",
            "\u1100\u1161\u11a8",
        ],
        *[
            "가\u11a8나",
            "か\u3099く",
            "ハ\u309aー",
            "今天\u3099",
            "\u1100" * 9,
            "豈今",
            "\ud83d\ude00",
        ],
        *["a\ud800b", "\ud800\u0301", "a\uffffb", "x" * 5000, "今" * 3000, "1" * 3000, "'" * 3000],
    ],
)
def test_hard_texts(tokenizer: Any, text: str) -> None:
    """Texts at which a plausible cut is wrong, a character at a time and cut anywhere in two."""
    whole = encode_text(tokenizer, text)
    assert grow(tokenizer, list(text)) == whole
    for at in range(1, min(len(text), 40)):
        assert grow(tokenizer, [text[:at], text[at:]]) == whole


def test_a_cut_parts_no_match_of_the_expression(tokenizer: Any) -> None:
    """Whatever the vocabulary: the words of two parts and of the whole are the same."""
    official, dice = tokenizer.backend_tokenizer, random.Random(3)
    plain = PlainTokenizer(tokenizer)
    plain._joints = None  # what is cut within a word is another matter

    def words(text: str) -> list[str]:
        found = official.pre_tokenizer.pre_tokenize_str(official.normalizer.normalize_str(text))
        return [word for word, _ in found]

    for _ in range(6000):
        some = "".join(dice.sample(ALPHABETS[:-2], 2)) + " ,"
        text = "".join(dice.choice(some) for _ in range(8))
        cut = plain.last_cut(text[:5])
        assert words(text) == words(text[:cut]) + words(text[cut:]), ascii(text)


# Controls


@given(pieces=st.lists(st.sampled_from([*CONTROL, "<think>", " ", "a", "<|", "|>", "<", "im_end"])))
def test_no_text_gives_a_control_token(tokenizer: Any, pieces: list[str]) -> None:
    """A control token in a text is text, in whatever pieces, and reads back as it was written."""
    added = set(tokenizer.get_added_vocab().values())
    text = "".join(pieces)
    found = grow(tokenizer, pieces)
    assert not added.intersection(found)
    assert not added.intersection(encode_text(tokenizer, text))
    assert not added.intersection(instruction_ids(tokenizer, text)[1:-2])
    assert tokenizer.decode(found) == text.strip()


def test_the_official_tokenizer_stays_as_it_is(tokenizer: Any) -> None:
    """It knows its control tokens as before; only our view of it does not."""
    before = tokenizer.backend_tokenizer.to_str()
    grow(tokenizer, ["<|im_end|> a"])
    assert tokenizer.backend_tokenizer.to_str() == before
    assert len(tokenizer("<|im_end|>").input_ids) == 1
    assert plain_tokenizer(tokenizer) is plain_tokenizer(tokenizer)


@pytest.mark.parametrize(
    "text", ["calm", " slow,\n\nsad ", "\nvery slow", "它's 悲伤", "", "\u0301"]
)
def test_instructions_and_roles_are_the_official_ones(tokenizer: Any, text: str) -> None:
    """What stands around an instruction and before a text is what the official package writes."""
    official = tokenizer(f"<|im_start|>user\n{text}<|im_end|>\n").input_ids
    assert instruction_ids(tokenizer, text) == (official if text else [])
    assert role_ids(tokenizer) == tokenizer("<|im_start|>assistant\n").input_ids
    reference = tokenizer(f"<|im_start|>assistant\n{text.strip()}<|im_end|>\n").input_ids
    assert encode_text(tokenizer, text) == reference[3:-2]


# How late


def held_of(tokenizer: Any, text: str) -> Iterator[str]:
    """After each character: what is held back."""
    growing = GrowingTokens(tokenizer)
    for end, char in enumerate(text.strip(), 1):
        growing.push(char)
        yield text.strip()[end - growing.held : end]


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "ko", "pt", "ru"])
def test_what_is_held_back_is_the_word_in_progress(tokenizer: Any, language: str) -> None:
    """Held back is the last word at most, and the signs or spaces before it."""
    for answer in ANSWERS:
        if answer.language != language:
            continue
        for held in held_of(tokenizer, answer.text):
            assert is_a_word(held), ascii(held)


def is_a_word(text: str) -> bool:
    """Signs or spaces, then letters alone; or a digit that came last."""
    word = text.lstrip("".join(char for char in text if not is_letter(char)))
    return all(map(is_letter, word)) and not any(char.isnumeric() for char in text[:-1])


def is_letter(char: str) -> bool:
    """A letter or a mark on one; not a mark that says how to draw a sign."""
    return char.isalpha() or (unicodedata.category(char)[0] == "M" and char != "\ufe0f")


def test_a_clause_of_chinese_is_not_held_back() -> None:
    """Where no entry of the vocabulary joins two characters, text is cut between them."""
    tokenizer = trained()
    text = "我今天想去看电影但是天气不太好所以我决定留在家里听音乐"
    held = [len(part) for part in held_of(tokenizer, text)]
    assert max(held) < len(text) / 3
    assert sum(held) / len(held) < 4


# The work


@pytest.mark.parametrize("text", ["word ", "a", " ", "!", "\u0301", "今天", "\n", "'", "1"])
def test_the_work_of_a_push_does_not_grow(tokenizer: Any, text: str) -> None:
    """As many characters are looked at for the last thousand pushes as for the first."""
    plain_tokenizer(tokenizer).encode("")
    first, later = lines_run(tokenizer, text, 0), lines_run(tokenizer, text, 5000)
    assert later < 1.5 * first + 500


def lines_run(tokenizer: Any, text: str, before: int) -> int:
    """How many lines a thousand pushes run, after so many others."""
    growing = GrowingTokens(tokenizer)
    growing.push("a")
    for _ in range(before):
        growing.push(text)
    count = 0

    def local(*_: Any) -> Any:
        nonlocal count
        count += 1
        return local

    old = sys.gettrace()
    sys.settrace(lambda frame, *_: local if frame.f_code.co_filename == tokens.__file__ else None)
    try:
        for _ in range(1000):
            growing.push(text)
    finally:
        sys.settrace(old)
    return count


# What it rests on


def changed(tokenizer: Any, change: Callable[[dict[str, Any]], None]) -> Any:
    """A tokenizer whose description was changed."""
    described = json.loads(tokenizer.backend_tokenizer.to_str())
    change(described)
    return Qwen2TokenizerFast(tokenizer_object=Tokenizer.from_str(json.dumps(described)))


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "another normalizer": lambda told: told.update(normalizer={"type": "NFKC"}),
    "no normalizer": lambda told: told.update(normalizer=None),
    "no expression": lambda told: told.update(pre_tokenizer=steps_of(told)[1]),
    "another expression": lambda told: steps_of(told)[0].update(pattern={"Regex": r"\w+|\W"}),
    "a space before": lambda told: steps_of(told)[1].update(add_prefix_space=True),
    "inverted": lambda told: steps_of(told)[0].update(invert=True),
    "ends of words": lambda told: told["model"].update(end_of_word_suffix="e"),
}


def steps_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The two steps of a described pre-tokenizer."""
    steps: list[dict[str, Any]] = told["pre_tokenizer"]["pretokenizers"]
    return steps


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_qwens_is_held_back_whole(change: str) -> None:
    """Of a tokenizer of another making nothing is known: all ids come at the end, the same."""
    tokenizer = changed(trained(), CHANGES[change])
    assert not plain_tokenizer(tokenizer).cuts
    growing = GrowingTokens(tokenizer)
    text = "Hello, ﬁne 1 world."
    assert [growing.push(char) for char in text] == [[]] * len(text)
    assert growing.held == len(text)
    assert growing.finish() == encode_text(tokenizer, text)


def test_whole_words_taken_first_leave_wide_text_uncut() -> None:
    """A model that takes a word as one token if it can may not have the word cut."""
    tokenizer = changed(trained(), lambda told: told["model"].update(ignore_merges=True))
    assert plain_tokenizer(tokenizer).cuts
    assert GrowingTokens(tokenizer).push("我今天想去看电影但是天气不太好") == []
    for text in TEXTS[-60:]:
        assert grow(tokenizer, list(text)) == encode_text(tokenizer, text)


@pytest.mark.unmeasured
def test_classes_agree_with_the_expression() -> None:
    """Python calls letter, digit and white space what the tokenizer's expressions call so."""
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    known = [char for char in everything if unicodedata.category(char) not in ("Cn", "Cs")]
    sets = {
        "L": engine_has(r"\p{L}", known),
        "N": engine_has(r"\p{N}", known),
        "S": engine_has(r"\s", known),
    }
    for char in known:
        kind = tokens._class_of(char)
        engine = next((name for name in "LNS" if char in sets[name]), "O")
        right = {"L": "LKM", "N": "N", "S": "SRZ", "O": "OMZ"}
        assert kind in right[engine], ascii(char)


def test_what_is_not_known_is_no_space_and_no_digit_in_the_end() -> None:
    """What NFC may change is no space and no digit; what composes begins nothing."""
    everything = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    for char in everything:
        kind = tokens._class_of(char)
        if kind == "M":
            last = unicodedata.normalize("NFC", char)[-1]
            assert not last.isspace()
            assert unicodedata.category(last)[0] != "N"
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            second = chr(int(parts[1], 16))
            assert tokens._class_of(second) == "M" or "\u1100" <= second <= "\u11ff"


def engine_has(expression: str, known: list[str]) -> set[str]:
    """The characters that the tokenizer's engine matches."""
    split = pre_tokenizers.Split(Regex(expression), "removed")
    left = {char for part, _ in split.pre_tokenize_str("".join(known)) for char in part}
    return set(known) - left
