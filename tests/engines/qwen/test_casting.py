"""Who speaks, and what an engine says of that before it is loaded."""

import re
from pathlib import Path
from typing import Any

import pytest
import torch

from rtts.engines.base import EngineInfo, Job
from rtts.engines.qwen import build
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.casting import Casting, Recording
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.voices.cloning import ClonePrompt
from rtts.errors import SettingsError
from tests.engines.qwen.engines import Tiny
from tests.engines.qwen.tiny import text_tokenizer

TOKENIZER = text_tokenizer()
CLONE = ClonePrompt(torch.zeros(3), key="k")


def casting(tiny: Tiny, kind: str, size: str = "1b7", clone: ClonePrompt = CLONE) -> Casting:
    """Of a checkpoint; every voice is a clone of the same recording."""
    return Casting(find_checkpoint(str(tiny(kind, size))), TOKENIZER, lambda _voice: clone)


def job(**fields: Any) -> Job:
    """A job with these fields."""
    return Job(**{"id": 1, "voice": "ryan", "language": "en"} | fields)


def info(tiny: Tiny, kind: str, *registered: str, size: str = "1b7", **options: Any) -> EngineInfo:
    """What is told before anything is loaded."""
    return describe(find_checkpoint(str(tiny(kind, size))), QwenOptions(**options), registered)


# Roles.


@pytest.mark.parametrize(
    ("fields", "language", "speaker"),
    [
        ({}, "english", "ryan"),
        ({"voice": "RYAN", "language": "EN-gb"}, "english", "ryan"),
        ({"voice": "eric", "language": "auto"}, None, "eric"),
        ({"voice": "eric", "language": "zh"}, "chinese", "eric"),
    ],
)
def test_a_preset_voice(
    tiny: Tiny, fields: dict[str, str], language: str | None, speaker: str
) -> None:
    """By its name, in the model's name of the language; `auto` leaves that to the model."""
    voicing = casting(tiny, "custom_voice").role(job(**fields)).voicing
    assert (voicing.language, voicing.speaker) == (language, speaker)
    assert (voicing.instructions_ids, voicing.key) == ((), "")


def test_instructions_are_part_of_who_speaks(tiny: Tiny) -> None:
    """The same voice with others is another prefix."""
    cast = casting(tiny, "custom_voice")
    plain, sad, glad = (
        cast.role(job(instructions=words)).voicing for words in ("", "Sad.", "Glad.")
    )
    assert len({plain, sad, glad}) == 3
    assert sad == cast.role(job(instructions="Sad.")).voicing
    assert len(sad.instructions_ids) > 3


def test_a_designed_voice(tiny: Tiny) -> None:
    """It has no speaker; its instructions are all that there is of it."""
    voicing = (
        casting(tiny, "voice_design").role(job(voice="designed", instructions="Deep.")).voicing
    )
    assert voicing.speaker is None
    assert len(voicing.instructions_ids) > 3


def test_a_cloned_voice_is_its_prompt(tiny: Tiny) -> None:
    """By its embedding, or as what goes on from a recording; prefixes are kept by its key."""
    role = casting(tiny, "base").role(job(voice="mine"))
    assert (role.voicing.key, role.voicing.speaker, role.recording) == ("k", None, None)
    codes = torch.zeros(4, 5, dtype=torch.int64)
    known = ClonePrompt(torch.zeros(3), codes, " Hello you. ")
    role = casting(tiny, "base", clone=known).role(job(voice="mine"))
    assert role.voicing.key == "mine"
    assert isinstance(role.recording, Recording)
    assert role.recording.codes is codes
    assert TOKENIZER.decode(role.recording.text_ids) == "Hello you."


@pytest.mark.parametrize(
    ("kind", "size", "fields", "words"),
    [
        ("custom_voice", "1b7", {"voice": "nobody"}, "has no voice nobody; it has "),
        ("custom_voice", "1b7", {"language": "xx"}, "does not speak xx; it speaks "),
        ("custom_voice", "0b6", {"instructions": "Sing."}, "takes no instructions."),
        ("voice_design", "1b7", {"voice": "ryan"}, "has no voice ryan; it speaks as designed"),
        ("base", "1b7", {"voice": "mine", "instructions": "Sing."}, "takes no instructions."),
    ],
)
def test_what_a_checkpoint_has_not_is_a_sentence(
    tiny: Tiny, kind: str, size: str, fields: dict[str, str], words: str
) -> None:
    """It names what was asked for, and what there is; instructions are not repeated."""
    with pytest.raises(SettingsError, match=re.escape(words)) as caught:
        casting(tiny, kind, size).role(job(**fields))
    assert "Sing" not in str(caught.value)


# What is told before.


def test_preset_voices_are_told(tiny: Tiny) -> None:
    """With every language, since each voice speaks all of them."""
    told = info(tiny, "custom_voice", slots=7)
    assert {"ryan", "vivian", "eric"} <= {voice.id for voice in told.voices}
    assert told.default_voice == told.voices[0].id
    assert {"en", "zh", "de"} <= set(told.languages) == set(told.voices[0].languages)
    assert (told.name, told.sample_rate, told.slots) == ("qwen", 24000, 7)
    assert (told.grows, told.word_times, told.sets_speed) == (True, False, False)
    assert told.span_letters > 100


@pytest.mark.parametrize(
    ("kind", "size", "instructed", "clones", "designs"),
    [
        ("custom_voice", "0b6", False, False, False),
        ("custom_voice", "1b7", True, False, False),
        ("voice_design", "1b7", True, False, True),
        ("base", "0b6", False, True, False),
    ],
)
def test_each_kind_tells_what_it_can(
    *, tiny: Tiny, kind: str, size: str, instructed: bool, clones: bool, designs: bool
) -> None:
    """Instructions, cloning and design differ by kind, and by size."""
    told = info(tiny, kind, "mine", size=size)
    assert told.takes_instructions == instructed
    assert (told.clones_voices, told.designs_voices) == (clones, designs)


def test_a_model_that_has_nobody_to_speak_as_is_refused(tiny: Tiny) -> None:
    """One that speaks as recordings do needs some; they are its voices."""
    assert [voice.id for voice in info(tiny, "base", "mine", "yours").voices] == ["mine", "yours"]
    with pytest.raises(SettingsError, match="speaks as a recording does, and there is none"):
        info(tiny, "base")
    assert [voice.id for voice in info(tiny, "voice_design").voices] == ["designed"]


def test_a_voice_with_words_does_not_wait_for_a_further_sentence(
    tiny: Tiny, tmp_path: Path
) -> None:
    """It speaks when its whole text is there, so an utterance ends with its sentence."""
    folder = str(tiny("base", "0b6"))
    (tmp_path / "mine.wav").write_bytes(b"RIFF")
    assert build(folder, {"voices": str(tmp_path)}).info.span_letters == 180
    (tmp_path / "mine.txt").write_text("What I said.")
    assert build(folder, {"voices": str(tmp_path)}).info.span_letters == 0
