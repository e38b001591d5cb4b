r"""Token ids of a text that is still being written, the same as those of the whole text.

The official package tokenizes `<|im_start|>assistant\n{text}<|im_end|>\n…` and takes out the
ids of the text. Between its control tokens a text is put into NFC, cut into words by a regular
expression, and each word's bytes are merged pair by pair. So ids are certain up to a place of
which three things are known whatever follows: no character composes across it, the expression
ends a match there, and what stands before it is matched alike when it stands alone.

With the expression of Qwen2 that is nearly every end of a word, so what is held back is the
word in progress. Chinese and Japanese have no such ends within a clause; there a third kind of
place serves: one between two characters that no entry of the vocabulary holds side by side,
since then no merge can join them. A tokenizer of any other making has all its text held back
until the end, which is late, and exact.

Here a text is only ever text: `<|im_end|>` in it is spoken, not obeyed, since the tokenizer in
use is a view of the official one that knows no control tokens.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final
from weakref import WeakKeyDictionary

from tokenizers import Tokenizer

__all__ = [
    "GrowingTokens",
    "PlainTokenizer",
    "encode_text",
    "instruction_ids",
    "plain_tokenizer",
    "role_ids",
]

_QWEN2: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""The only expression for which this module knows where its matches end."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_CHARACTERS = re.compile(rb"[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*|^[\x80-\xbf]+")
"""The characters of a token's bytes. Its first and its last may be parts of one."""
_FIRST_WIDE = "\u2e80"
"""From here on scripts need no spaces: Han, kana, Hangul, Yi."""

_SAFE = {"L": "N S R O", "K": "N S R O", "N": "L K N S R O"}
_SAFE |= {"O": "N S", "M": "N S", "R": "L K N O"}
_CERTAIN = frozenset((left, right) for left, row in _SAFE.items() for right in row.split())
"""Classes between which a match ends, whatever stands before and behind."""


class _Classes(dict[str, str]):
    """The class of a character, found when first asked for.

    L: a letter that composes with nothing before it, or with letters only, as Hangul's do. K: a
    letter of a wide script. N: a digit. S: white space. R: a line's end. O: any other sign that
    composes with nothing before it. M: may compose, or is not known; but surely no white space
    and no digit. Z: tells nothing.
    """

    def __missing__(self, char: str) -> str:
        if len(self) > 100_000:
            self.clear()
        self[char] = kind = _class_of(char)
        return kind


def _class_of(char: str) -> str:
    if char in "\r\n":
        return "R"
    if "\x1c" <= char <= "\x1f":
        return "Z"  # white space to Python, which strips it, and none to the expression
    stable = unicodedata.is_normalized("NFC", char)
    if char.isspace():
        return "S" if stable else "Z"
    category = unicodedata.category(char)
    if not stable or category[0] == "M" or category == "Cn" or unicodedata.combining(char):
        return "M"
    if category[0] == "N":
        return "N"
    if category[0] != "L":
        return "O"
    return "K" if char >= _FIRST_WIDE else "L"


_CLASSES: Final = _Classes()


class PlainTokenizer:
    """What the official tokenizer makes of text in which nothing is a control token.

    It shares the official one's vocabulary, and leaves that tokenizer as it is. Many texts may
    use it, in any thread.
    """

    def __init__(self, tokenizer: Any) -> None:
        official = tokenizer.backend_tokenizer
        self._tokenizer = Tokenizer(official.model)
        self._tokenizer.normalizer = official.normalizer
        self._tokenizer.pre_tokenizer = official.pre_tokenizer
        self.cuts = _is_qwen2(official)
        """Knows how to cut a text that is not whole. Otherwise all ids come at its end."""
        ignoring = getattr(official.model, "ignore_merges", True)
        self._joints = _joints(self._tokenizer.get_vocab()) if self.cuts and not ignoring else None

    def encode(self, text: str) -> list[int]:
        """The ids of a text as it stands. Surrogates, which are no text, become U+FFFD."""
        text = _SURROGATES.sub("\ufffd", text)
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def last_cut(self, text: str) -> int:
        """The last place at which the text can be cut and each part tokenized alone; 0: none.

        Whatever follows the text. It looks for it from the end.
        """
        if not self.cuts:
            return 0
        after = "Z"
        right = _CLASSES[text[-1]]
        for at in range(len(text) - 1, 0, -1):
            left = _CLASSES[text[at - 1]]
            if (left, right) in _CERTAIN or (left == right == "S" and after in "LKNOM"):
                return at
            if left == right == "K" and self._apart(text[at - 1], text[at]):
                return at
            after, right = right, left
        return 0

    def _apart(self, left: str, right: str) -> bool:
        """No merge can join the end of one character with the beginning of the other."""
        if self._joints is None:
            return False
        ending, beginning = left.encode(), right.encode()
        return self._joints.isdisjoint(
            ending[start:] + beginning[:end]
            for start in range(len(ending))
            for end in range(1, len(beginning) + 1)
        )


_plain: WeakKeyDictionary[Any, PlainTokenizer] = WeakKeyDictionary()


def plain_tokenizer(tokenizer: Any) -> PlainTokenizer:
    """The plain view of an official tokenizer, made once (0.4 s for a whole vocabulary)."""
    plain = _plain.get(tokenizer)
    if plain is None:
        plain = _plain.setdefault(tokenizer, PlainTokenizer(tokenizer))
    return plain


def _is_qwen2(official: Any) -> bool:
    """Normalizer, pre-tokenizer and model are those of Qwen2, as far as boundaries go."""
    if _state(official.normalizer) != {"type": "NFC"}:
        return False
    steps = _state(official.pre_tokenizer).get("pretokenizers", [])
    if [step.get("type") for step in steps] != ["Split", "ByteLevel"]:
        return False
    split, level = steps
    model = official.model
    return bool(
        split["pattern"] == {"Regex": _QWEN2}
        and split["behavior"] == "Isolated"
        and not split["invert"]
        and not level["add_prefix_space"]
        and not level["use_regex"]
        and type(model).__name__ == "BPE"
        and not (model.dropout or model.continuing_subword_prefix or model.end_of_word_suffix)
    )


def _state(part: Any) -> dict[str, Any]:
    """The settings of a normalizer or a pre-tokenizer."""
    state: dict[str, Any] = json.loads(part.__getstate__()) if part is not None else {}
    return state


def _joints(tokens: Iterable[str]) -> frozenset[bytes]:
    """Each two neighbours in a token, neither of them ASCII; those at its ends may be parts."""
    byte_of = {char: byte for byte, char in _byte_level()}
    joints = set()
    for token in tokens:
        if token.isascii() or any(char not in byte_of for char in token):
            continue
        found = _CHARACTERS.findall(bytes(byte_of[char] for char in token))
        for left, right in pairwise(found):
            if left[0] > 0x7F and right[0] > 0x7F:
                joints.add(left + right)
    return frozenset(joints)


def _byte_level() -> Iterable[tuple[int, str]]:
    """How byte-level vocabularies write each byte: itself if it can be seen, else from U+0100."""
    unseen = 0
    for byte in range(256):
        if 0x21 <= byte <= 0x7E or (byte >= 0xA1 and byte != 0xAD):
            yield byte, chr(byte)
        else:
            yield byte, chr(0x100 + unseen)
            unseen += 1


class GrowingTokens:
    """The token ids of one utterance while its text grows.

    All ids together are those of the whole text without the white space around it, in whatever
    pieces it came. The work of a push grows with what is pushed and the word before it.
    """

    def __init__(self, tokenizer: Any) -> None:
        """`tokenizer` is the official one, a fast one of transformers."""
        self._plain = plain_tokenizer(tokenizer)
        self._begun = False
        self._held: list[str] = []
        """What is certain to have no place to cut."""
        self._edge = ""
        """What follows it: the last two characters, of which more may tell."""

    @property
    def held(self) -> int:
        """How many characters wait for what follows them."""
        return sum(map(len, self._held)) + len(self._edge)

    def push(self, text: str) -> list[int]:
        """Add text; returns the ids that became certain by it."""
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        if not text:
            return []
        # A surrogate would be unknown, its replacement is a sign.
        seen = self._edge + _SURROGATES.sub("\ufffd", text)
        cut = self._plain.last_cut(seen)
        ids = self._plain.encode(self._take() + seen[:cut]) if cut else []
        self._held.append(seen[cut:-2])
        self._edge = seen[cut:][-2:]
        return ids

    def finish(self) -> list[int]:
        """End the text; returns the ids of what was held back of it."""
        rest = (self._take() + self._edge).rstrip()
        self._edge = ""
        return self._plain.encode(rest) if rest else []

    def _take(self) -> str:
        """All that is held but the edge."""
        held = "".join(self._held)
        self._held.clear()
        return held


def encode_text(tokenizer: Any, text: str) -> list[int]:
    """The ids of a whole text that is to be spoken, without the white space around it.

    They are what the official package gives the model of it, `ids[3:-5]` of its prompt; or
    `ids[3:-2]` where it is the text of a reference recording.
    """
    return plain_tokenizer(tokenizer).encode(text.strip())


def instruction_ids(tokenizer: Any, instruction: str) -> list[int]:
    """The ids of an instruction with all that stands around it; of an empty one, none.

    The official package gives the model no instruction then, either.
    """
    if not instruction:
        return []
    plain = plain_tokenizer(tokenizer)
    begin, end = tokenizer.convert_tokens_to_ids(["<|im_start|>", "<|im_end|>"])
    return [begin, *plain.encode("user\n" + instruction), end, *plain.encode("\n")]


def role_ids(tokenizer: Any) -> list[int]:
    """The ids of what stands before every text, `<|im_start|>assistant` and a line's end."""
    begin = tokenizer.convert_tokens_to_ids("<|im_start|>")
    return [begin, *plain_tokenizer(tokenizer).encode("assistant\n")]
