"""When an utterance has gone wrong: it is far too long for its text, or it has fallen silent.

A model may miss the end of its text and go on, in babble or in silence, for as long as it is
let. Two things end that: a budget of frames that grows with the text, and a watch on the sound.
Both are set so that no speech that is meant to be reaches them.
"""

import math
import unicodedata
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FrameBudget", "SilenceWatch", "cost", "quiet_frames"]

# Tenths of a second. One syllable has a whole second. Means of languages lie between 5.2 and 7.8
# syllables a second (Pellegrino et al. 2011, Mandarin and Japanese), those of speakers hardly
# below 4.3 (Coupé et al. 2019). Told to speak slowly, one may be half as fast as the slowest,
# pauses within the phrase included; and that is allowed for twice.
_SHORTEST: Final = 50
"""For a text of any length: a breath, a laugh, a drawn "hm", the quiet at both ends."""
_LETTER = 3  # Romance words have one vowel in two letters, but few of five letters have three
_CAPITAL = 9  # may be spelled, and has a name then
_KANA = 8
_HANGUL = 10
_HAN = 13  # one syllable in Chinese, one to three in Japanese
_DIGIT = 27  # "777" in Spanish is ten syllables
_SYMBOL = 25  # "percent", "is at most", "smiling face with open mouth"
_SENTENCE = 25  # slow readers pause for up to 1.4 s between sentences (Kazlauskienė 2020)
_PHRASE = 12
_SPACE = 1
_VOWEL_SIGN = 3
_MARK = 1
_AGAIN = 1  # a sign like the one before: a line of dashes is not said dash by dash

_ENDS = frozenset(".!?…\n。！？｡︒।؟")
_SAID = frozenset("#%&*/@\\§¶†‡‰‱•‣′″※％＆＃＠／＊")
"""Punctuation to Unicode, and words to a reader."""
_WIDE: Final = (
    ("\u3040", "\u30ff", _KANA),
    ("\u31f0", "\u31ff", _KANA),
    ("\uff66", "\uff9f", _KANA),
    ("\uac00", "\ud7a3", _HANGUL),
    ("\u2e80", "\ua4cf", _HAN),
    ("\uf900", "\ufaff", _HAN),
    ("\U00016fe0", "\U0003ffff", _HAN),
)
"""Scripts of which each letter is a syllable or more."""

_COSTS: Final = {"L": _LETTER, "N": _DIGIT, "Z": _SPACE, "P": _PHRASE, "S": _SYMBOL, "C": _LETTER}
_FINER: Final = {"Lu": _CAPITAL, "Lt": _CAPITAL, "Mc": _VOWEL_SIGN, "Cc": _SPACE, "Cf": 0}


class _Costs(dict[str, int]):
    """What a character adds, found when first asked for."""

    def __missing__(self, char: str) -> int:
        if len(self) > 100_000:
            self.clear()
        self[char] = cost = _cost_of(char)
        return cost


def _cost_of(char: str) -> int:
    category = unicodedata.category(char)
    if char in _ENDS:
        return _SENTENCE
    if char in _SAID:
        return _SYMBOL
    if category[0] == "L":
        for first, last, cost in _WIDE:
            if first <= char <= last:
                return cost
    return _FINER.get(category, _COSTS.get(category[0], _MARK))


_costs: Final = _Costs()


def cost(char: str) -> int:
    """What a character adds to a budget, in tenths of a second: some four times what it takes."""
    return _costs[char]


class FrameBudget:
    """The most frames that the text so far may take, to be asked anew as it grows.

    It is at least twice what speech at 80 words a minute takes, and for more than a few words at
    most eight times that; it is five seconds and less than three for each character. A fixed
    number of frames a word, as others have it, starves long words, numbers and text without
    spaces.
    """

    def __init__(self, frames_per_second: float = 12.5) -> None:
        """`frames_per_second` is the codec's."""
        self._rate = frames_per_second / 10
        self._tenths = _SHORTEST
        self._last = ""
        self.frames = self._allowed()
        """As many frames as have been allowed for."""

    def add(self, text: str) -> None:
        """Allow for more text. Where it is cut does not matter."""
        last = self._last
        tenths = 0
        for char in text:
            cost = _costs[char]
            tenths += cost if char != last or char.isalnum() else min(cost, _AGAIN)
            last = char
        self._tenths += tenths
        self._last = last
        self.frames = self._allowed()

    def _allowed(self) -> int:
        return math.ceil(self._tenths * self._rate)


class SilenceWatch:
    """Tells when an utterance has been silent for so long that no more is to be expected.

    Readers pause for up to a second, slow ones for 1.8 s between paragraphs (Campione and
    Véronis 2002, Kazlauskienė 2020): 2.5 s are more than punctuation or an instruction to
    speak slowly asks for, and little to sit through.
    """

    def __init__(self, frames_per_second: float = 12.5, *, seconds: float = 2.5) -> None:
        self._most = math.ceil(seconds * frames_per_second)
        self._run = 0
        self.silent = False
        """Whether it was silent for too long. Once it is true it stays so."""

    def push(self, *, quiet: bool) -> None:
        """Take the next frame, of which `quiet_frames` says whether it is quiet."""
        self._run = self._run + 1 if quiet else 0
        if self._run >= self._most:
            self.silent = True


_QUIET = 32768 * 10 ** (-60 / 20)


def quiet_frames(samples: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Which of the frames (n, samples) are silent: (n,).

    Silent is a frame whose mean power is under -60 dB of full scale, where a voice or a room is
    never. A frame with one sample beyond what such a power allows is not, and nothing more is
    computed of it: that is nearly all that are spoken.
    """
    size = samples.shape[1]
    loudest = math.sqrt(size) * _QUIET
    quiet: NDArray[np.bool_] = samples.max(axis=1, initial=0) < loudest
    rows = np.flatnonzero(quiet)
    if len(rows):
        found = samples[rows].astype(np.float64)
        quiet[rows] = np.einsum("ns,ns->n", found, found) < size * _QUIET**2
    return quiet
