"""Every layout of a prompt is the official one, position by position."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.prompt import Prompts, Start, Voicing
from rtts.engines.qwen.tokens import instruction_ids
from tests.engines.qwen.tiny import SIZES, Clone, a_clone, official_prompt, text_ids

Loader = Callable[[Path], Official]
Builder = Callable[..., Path]

TEXT = "Hello there, the weather is fine: 23 degrees, 再见."
ASKED = "Speak calmly, like someone who has time."


class Scene:
    """One checkpoint, seen from both sides."""

    def __init__(self, official: Official) -> None:
        self.official = official
        self.tables = Tables.from_official(official.model.talker)
        config = official.model.config.to_dict()
        self.prompts = Prompts(self.tables, config, official.tokenizer)
        self.ids = text_ids(official, TEXT)

    def read(self, *ids: int) -> torch.Tensor:
        """Text ids (n,) as the talker sees them: (n, H)."""
        return self.tables.embed_text(torch.tensor(ids, dtype=torch.int64))

    def positions(self, voicing: Voicing, start: Start, text: Sequence[int]) -> torch.Tensor:
        """All positions up to and with the first frame, as a slot goes through them: (P, H)."""
        first = self.read(text[start.frame] if len(text) > start.frame else self.prompts.text_pad)
        parts = [self.prompts.prefix(voicing), start.codec_sum + first]
        if start.block is not None:
            parts.insert(1, start.block)
        return torch.cat(parts)

    def assert_official(
        self, voicing: Voicing, start: Start, *, text: str = TEXT, **how: Any
    ) -> None:
        """Assert that prefix, block, first frame and the text from there on are the official ones.

        `how` is what the official side is told.
        """
        expected = official_prompt(self.official, text, **how)
        ours = self.positions(voicing, start, start.text)
        assert ours.shape == expected["inputs_embeds"][0].shape
        assert torch.allclose(ours, expected["inputs_embeds"][0], rtol=0, atol=1e-6)
        assert start.ended
        # Beyond the end of either, both go on with pad.
        trailing = expected["trailing_text_hidden"][0]
        ids = start.text[1:]
        pad = self.prompts.text_pad
        length = max(len(trailing), len(ids)) + 2
        theirs = torch.cat((trailing, *[expected["tts_pad_embed"][0]] * (length - len(trailing))))
        ours = self.read(*ids, *[pad] * (length - len(ids)))
        assert torch.allclose(ours, theirs, rtol=0, atol=1e-6)

    def start(self, *, whole: bool) -> Start:
        """The start of TEXT in one of the layouts without a recording."""
        if whole:
            return self.prompts.whole_text(self.ids)
        return self.prompts.growing(self.ids, ended=True)


@pytest.fixture(params=SIZES)
def custom(request: pytest.FixtureRequest, tiny: Builder, official: Loader) -> Scene:
    """A checkpoint with preset voices, of each shape."""
    return Scene(official(tiny("custom_voice", request.param)))


@pytest.fixture
def base(tiny: Builder, official: Loader) -> Scene:
    """A checkpoint that clones."""
    return Scene(official(tiny("base", "0b6")))


both_layouts = pytest.mark.parametrize("whole", [False, True], ids=["streaming", "whole"])


@both_layouts
@pytest.mark.parametrize("asked", ["", ASKED], ids=["plain", "instructed"])
@pytest.mark.parametrize(
    ("speaker", "language"),
    [
        ("ryan", "english"),
        ("ryan", "auto"),
        ("vivian", "chinese"),
        ("eric", "chinese"),
        ("eric", "auto"),
        ("eric", "german"),
        ("dylan", "auto"),
        ("Dylan", "Chinese"),
    ],
)
def test_custom_voices(
    custom: Scene, speaker: str, language: str, asked: str, *, whole: bool
) -> None:
    """Preset voices, with and without instruction, dialects in Chinese and of their own accord."""
    instructions = tuple(instruction_ids(custom.official.tokenizer, asked))
    voicing = Voicing(None if language == "auto" else language, speaker, instructions)
    how = {"language": language, "speaker": speaker, "instruct": asked or None, "whole": whole}
    custom.assert_official(voicing, custom.start(whole=whole), **how)


@both_layouts
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["auto", "japanese"])
def test_designed_voices(
    tiny: Builder, official: Loader, size: str, language: str, *, whole: bool
) -> None:
    """A voice that is described has no speaker."""
    scene = Scene(official(tiny("voice_design", size)))
    instructions = tuple(instruction_ids(scene.official.tokenizer, ASKED))
    voicing = Voicing(None if language == "auto" else language, None, instructions)
    start = scene.start(whole=whole)
    scene.assert_official(voicing, start, language=language, instruct=ASKED, whole=whole)


@both_layouts
@pytest.mark.parametrize("language", ["auto", "chinese"])
def test_cloned_by_the_embedding(base: Scene, language: str, *, whole: bool) -> None:
    """An embedding stands where a preset speaker would."""
    clone = a_clone(base.official)
    voicing = cloned_voicing(clone, language)
    start = base.start(whole=whole)
    base.assert_official(voicing, start, language=language, clone=clone, whole=whole)


@both_layouts
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("excess", [-9, -1, 0, 1, 9])
def test_cloned_by_a_recording(
    tiny: Builder, official: Loader, size: str, excess: int, *, whole: bool
) -> None:
    """Whether the texts are shorter or longer than the recording, or fit it just so."""
    scene = Scene(official(tiny("base", size)))
    ref_ids = text_ids(scene.official, a_clone(scene.official).text)
    # The texts and their end lie over the recording's start and its frames.
    frames = len(ref_ids) + len(scene.ids) - excess
    clone = a_clone(scene.official, frames)
    assert clone.codes is not None
    start = scene.prompts.cloned(ref_ids, clone.codes, scene.ids, whole=whole)
    voicing = cloned_voicing(clone, "french")
    scene.assert_official(voicing, start, language="french", clone=clone, whole=whole)


def cloned_voicing(clone: Clone, language: str) -> Voicing:
    """A cloned voice, its embedding in another type, as it may come from a file."""
    given = clone.embedding.double()
    return Voicing(None if language == "auto" else language, speaker_embedding=given, key="mine")


def test_lookups_are_equal_to_the_bit(custom: Scene) -> None:
    """Where all comes from tables of codes nothing is rounded otherwise: the sum of two is exact.

    The text's side went through a product of another height, so it is taken from our table.
    """
    config = custom.official.model.config.talker_config
    weight = custom.official.model.talker.get_input_embeddings().weight.detach()
    prefix = custom.prompts.prefix(Voicing("english", "ryan"))
    tags = [
        config.codec_think_id,
        config.codec_think_bos_id,
        config.codec_language_id["english"],
        config.codec_think_eos_id,
        config.spk_id["ryan"],
        config.codec_pad_id,
    ]
    pad, bos = custom.prompts.text_pad, custom.prompts.text_bos
    assert torch.equal(prefix[3:], custom.read(*[pad] * 5, bos) + weight[tags])
    assert torch.equal(custom.prompts.growing().codec_sum, weight[config.codec_bos_id])


def test_growing_text_needs_no_block(custom: Scene) -> None:
    """The streaming layout begins without a single id, and with the ids that are there."""
    start = custom.prompts.growing()
    assert (start.block, start.text, start.ended, start.frame, start.seen) == (
        None,
        (),
        False,
        0,
        (),
    )
    assert custom.prompts.growing([5, 6]).text == (5, 6)
    assert custom.prompts.growing([5, 6], ended=True).text == (5, 6, custom.prompts.text_eos)


def test_the_language_of_a_dialect_voice(custom: Scene) -> None:
    """A dialect takes the place of Chinese and of no choice, and of no other language."""
    prefix = custom.prompts.prefix
    assert torch.equal(prefix(Voicing(None, "eric")), prefix(Voicing("sichuan_dialect", "eric")))
    assert torch.equal(prefix(Voicing("chinese", "eric")), prefix(Voicing(None, "eric")))
    assert not torch.equal(prefix(Voicing("german", "eric")), prefix(Voicing(None, "eric")))
    assert len(prefix(Voicing(None, "ryan"))) == len(prefix(Voicing(None, "eric"))) - 1


@pytest.mark.parametrize("voicing", [Voicing("klingon", "ryan"), Voicing("english", "nobody")])
def test_a_stranger_is_told(custom: Scene, voicing: Voicing) -> None:
    """A language or a speaker that is not in the config is a KeyError, not another voice."""
    with pytest.raises(KeyError):
        custom.prompts.prefix(voicing)


def test_a_voicing_names_its_prefix() -> None:
    """Voicings are equal by all but the tensor, so that they can be keys."""
    one, other = torch.zeros(3), torch.ones(3)
    same = {Voicing("a", speaker_embedding=t, key="k", instructions_ids=(1,)) for t in (one, other)}
    assert len(same) == 1
    assert Voicing("a", key="k") not in {Voicing("a", key="l"), Voicing(None, key="k")}


@both_layouts
def test_given_frames_are_positions(custom: Scene, *, whole: bool) -> None:
    """After n given frames the positions are those that n frames would have gone through."""
    start = custom.start(whole=whole)
    codes = some_codes(custom, 4)
    forced = custom.prompts.forced(start, codes)
    sums = custom.tables.embed_frames(codes)
    before = torch.cat((start.codec_sum[None], sums[:-1]))
    read = [*start.text[:4], *[custom.prompts.text_pad] * (4 - len(start.text[:4]))]
    tail = before + custom.read(*read)
    assert forced.block is not None
    assert torch.equal(forced.block[-4:], tail)
    assert torch.equal(forced.codec_sum, sums[-1])
    assert (forced.text, forced.ended, forced.frame) == (start.text, True, 4)
    assert forced.seen == tuple(sorted(set(codes[:, 0].tolist())))
    if start.block is None:
        assert len(forced.block) == 4
    else:
        assert torch.equal(forced.block[:-4], start.block)


@pytest.mark.parametrize("layout", ["streaming", "whole", "cloned"])
def test_given_frames_in_parts(base: Scene, layout: str) -> None:
    """Frames given one after the other, beyond the end of the text too, are those given at once."""
    clone = a_clone(base.official, 60)
    assert clone.codes is not None
    start = {
        "streaming": base.start(whole=False),
        "whole": base.start(whole=True),
        "cloned": base.prompts.cloned([3, 4], clone.codes, base.ids, whole=False),
    }[layout]
    codes = some_codes(base, len(base.ids) + 9)
    at_once = base.prompts.forced(start, codes)
    parted = start
    for part in codes.split([0, 1, 5, len(codes) - 6]):
        parted = base.prompts.forced(parted, part)
    assert at_once.block is not None
    assert parted.block is not None
    assert torch.equal(parted.block, at_once.block)
    assert torch.equal(parted.codec_sum, at_once.codec_sum)
    assert (parted.frame, parted.seen, parted.text) == (at_once.frame, at_once.seen, at_once.text)


def test_given_frames_need_their_text(custom: Scene) -> None:
    """Frames cannot have been spoken before the ids that they read were known."""
    codes = some_codes(custom, 3)
    with pytest.raises(ValueError, match="3 frames are given, but only 2 ids"):
        custom.prompts.forced(custom.prompts.growing([1, 2]), codes)
    going_on = custom.prompts.forced(custom.prompts.growing([1, 2, 3]), codes)
    assert (going_on.frame, going_on.text, going_on.ended) == (3, (1, 2, 3), False)


def test_a_recording_is_not_seen(base: Scene) -> None:
    """The codes of a recording are not this utterance's: the penalty leaves them alone."""
    clone = a_clone(base.official, 7)
    assert clone.codes is not None
    start = base.prompts.cloned([3, 4], clone.codes, base.ids, whole=False)
    assert (start.seen, start.frame) == ((), 0)


def some_codes(scene: Scene, frames: int) -> torch.Tensor:
    """Codes (frames, G), of which some are twice the same."""
    generator = torch.Generator().manual_seed(frames)
    return torch.randint(0, 11, (frames, scene.tables.groups), generator=generator)
