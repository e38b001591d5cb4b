"""The characters that markup is made of, and those that nobody says aloud.

Pictographs are Unicode's property Extended_Pictographic (emoji-data, version 17), with the
blocks around them filled up: chess men, planets and ornaments are as mute as emoji. Left out,
and so said, are signs with a name of their own (©, ®, ™), arrows, musical accidentals,
brackets, quotes and circled digits.
"""

import re

__all__ = [
    "EMOTICONS",
    "EMOTICON_BEGUN",
    "EMOTICON_CHARS",
    "JOINED_SCRIPTS",
    "JOINERS",
    "PLAIN_SIGNS",
    "SPECIAL",
    "SPECIAL_IN_LINE",
    "UNSAID",
    "UNSAID_CLASS",
    "UNSAID_RUN",
    "VISIBLE_RUN",
]

_EMOJI = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe"
    "\u2139\u2600-\u266c\u2670-\u2712\u2713-\u275a\u275f-\u2767\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1ad-\U0001f2ff\U0001f300-\U0001f6ff\U0001f780-\U0001f7ff"
    "\U0001f900-\U0001faff\U0001fc00-\U0001fffd"
)
_BREAKS = "\x0b\x0c\r\x1c-\x1f\x85"
"""Controls that part what stands on either side, as an emoji does."""
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff\ue000-\ue1ff\ue201-\uf8ff"
)
"""Controls, what directs lines and glyphs, the private use area and halves of characters."""

UNSAID_CLASS = f"\ue200{_EMOJI}{_BREAKS}{_INVISIBLE}"
UNSAID = re.compile(f"[{UNSAID_CLASS}]")
"""One character that is never said. Joiners are not among them: see `JOINED_SCRIPTS`."""
UNSAID_RUN = re.compile(f"[{_EMOJI}{_BREAKS}{_INVISIBLE}]+")
"""Several of them; U+E200, which may open a mark with letters in it, stands alone."""
VISIBLE_RUN = re.compile(f"[{_EMOJI}{_BREAKS}]")
"""One that parts words, where an invisible one does not."""

JOINERS = "\u200c\u200d"
JOINED_SCRIPTS = re.compile("[\u0600-\u109f\u1780-\u1aff\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc]")
"""Letters behind which a joiner is spelling, as in Persian and in the scripts of India."""

PLAIN_SIGNS = (
    dict.fromkeys("\u2794\u27a1\u27a5\u27a6\u27a7\u27a8\u27b2\u27bd\u27be\u27f6", "→")
    | {chr(code): "→" for code in [*range(0x2798, 0x27A1), *range(0x27A9, 0x27B0)]}
    | {"\u27a2": "→", "\u27a3": "→", "\u27a4": "→"}
    | {"\u2b05": "←", "\u2b06": "↑", "\u2b07": "↓", "\u203c": "!", "\u2049": "?"}
    | {"\u2028": "\n", "\u2029": "\n"}
)
"""Signs that are said, or heard, as a plainer one."""

_EYES_AND_MOUTHS = [
    eyes + nose + mouth
    for eyes in (":", ";", "=")
    for nose in ("", "-", "'", "o", "^")
    for mouth in ")(DPpOo3|/\\*][$"
    if eyes == ":" or mouth in ")(DPp"
]
EMOTICONS = frozenset(
    [face for face in _EYES_AND_MOUTHS if face not in ("=o)", "=o(", ":o3", ";o3")]
    + [face + face[-1] for face in _EYES_AND_MOUTHS if face[-1] in ")("]
    + ["<3", "<33", "<333", "</3", "xD", "xDD", "XD", "XDD", "^^", "^_^", "^.^", "^-^", "^^;"]
    + ["¯\\_(ツ)_/¯", "¯\\\\_(ツ)_/¯", "¯\\\\\\_(ツ)\\_/¯", "¯\\_(ツ)\\_/¯", "¯\\(ツ)/¯"]
)
EMOTICON_CHARS = max(map(len, EMOTICONS))
EMOTICON_BEGUN = frozenset(face[:end] for face in EMOTICONS for end in range(1, len(face) + 1))
"""Every emoticon as far as it may have arrived."""

_SIGNS = r"\n*_`~=\[\]<&$\\:;!^xX¯【\ue200"
_CLASS = _SIGNS + JOINERS + "".join(map(re.escape, PLAIN_SIGNS)) + _EMOJI + _BREAKS + _INVISIBLE
SPECIAL = re.compile(f"[{_CLASS}]")
"""The next character that may be more than it looks."""
SPECIAL_IN_LINE = re.compile(rf"[ \t|{_CLASS}]")
"""The same in a heading, an item or a row, where what stands at the line's end counts."""
