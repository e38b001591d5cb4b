"""What stands before the first frame: the official prompt, parted by what it depends on.

Every position is the sum of a text id and a code. The official code lays a whole prompt out at
once; here it falls into three parts:

* The prefix: instruction, role, language tags and speaker. It depends on the voicing alone, so
  its keys and values are computed once and copied.
* The block: further positions of this utterance, if its layout has any.
* The first frame: the last position of the official prompt. From it on, frame f is the sum of
  the codes of frame f - 1 and text id f.

The layouts, as `text over code`, position by position:

    prefix      instruction and role (over nothing), pad over tags and speaker, bos over pad
    growing     no block; the first frame is text[0] over bos, then text[1], …, end, pad, pad, …
    whole text  text[0] … text[n - 1] and end, all over pad; the first frame is pad over bos
    cloned      reference text, text and end are one text, which is laid over bos and the
                reference codes as `growing` would be, or, `whole`, over pad before them

A text that is shorter than what it lies over goes on with pad.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch

from rtts.engines.qwen.lanes import upload
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.tokens import role_ids

__all__ = ["Prompts", "Start", "Voicing"]


@dataclass(frozen=True)
class Voicing:
    """Who speaks, in which language, how: what a prefix depends on.

    Two are equal, and share a prefix, if all but the embedding is; `key` stands for that.
    """

    language: str | None
    """The model's name of it; None leaves it to the model."""
    speaker: str | None = None
    """A voice of the checkpoint."""
    instructions_ids: tuple[int, ...] = ()
    """The whole turn that asks for it, control tokens and all."""
    speaker_embedding: torch.Tensor | None = field(default=None, compare=False, repr=False)
    """A cloned voice, (H,), in place of a speaker."""
    key: str = ""
    """Names the embedding."""


@dataclass(frozen=True)
class Start:
    """How an utterance begins, after its prefix."""

    block: torch.Tensor | None
    """(P, H): positions before the first frame."""
    codec_sum: torch.Tensor
    """(H,): what the first frame adds its text to."""
    text: tuple[int, ...]
    """Frame f reads `text[f]`; beyond its end, what is appended later, or pad if `ended`."""
    ended: bool
    """Nothing is appended: the end of the text is in `text` or in the block."""
    frame: int = 0
    """The number of the first frame: of those before it, the codes were given."""
    seen: tuple[int, ...] = ()
    """Each code 0 of the given frames, once, in ascending order."""


class Prompts:
    """Lays out prompts for one checkpoint.

    `config` is that of the loaded model, as a dictionary (`model.config.to_dict()`): the file
    config.json may leave out what equals a default.
    """

    def __init__(self, tables: Tables, config: Mapping[str, Any], tokenizer: Any) -> None:
        self._tables = tables
        self._config = config["talker_config"]
        self._role = role_ids(tokenizer)
        self.text_bos: int = config["tts_bos_token_id"]
        self.text_eos: int = config["tts_eos_token_id"]
        self.text_pad: int = config["tts_pad_token_id"]
        self._codec_bos = self._codes(self._config["codec_bos_id"])[0]  # (H,)
        self._codec_pad = self._codes(self._config["codec_pad_id"])  # (1, H)

    def prefix(self, voicing: Voicing) -> torch.Tensor:
        """All positions before the utterance's own: (n, H).

        Raises KeyError for a language or a speaker that the checkpoint has not.
        """
        codes = torch.cat((self._tags(voicing), *self._speaker(voicing), self._codec_pad))
        padding = [self.text_pad] * (len(codes) - 1)
        head = self._text(*voicing.instructions_ids, *self._role)
        return torch.cat((head, self._text(*padding, self.text_bos) + codes))

    def _tags(self, voicing: Voicing) -> torch.Tensor:
        """The codes that name the language, or leave it to the model: (3 or 4, H)."""
        config = self._config
        language = self._language(voicing)
        if language is None:
            opening = [config["codec_nothink_id"], config["codec_think_bos_id"]]
        else:
            id = config["codec_language_id"][language]
            opening = [config["codec_think_id"], config["codec_think_bos_id"], id]
        return self._codes(*opening, config["codec_think_eos_id"])

    def _language(self, voicing: Voicing) -> str | None:
        """The language, or the dialect that the speaker speaks for Chinese or of its own accord."""
        language = None if voicing.language is None else voicing.language.lower()
        if voicing.speaker and language in (None, "chinese"):
            return self._config["spk_is_dialect"].get(voicing.speaker.lower()) or language
        return language

    def _speaker(self, voicing: Voicing) -> tuple[torch.Tensor, ...]:
        """The position of the speaker, (1, H), if there is one: a designed voice has none."""
        if voicing.speaker_embedding is not None:
            tables = self._tables
            return (voicing.speaker_embedding.to(tables.device, tables.dtype).view(1, -1),)
        if voicing.speaker:
            return (self._codes(self._config["spk_id"][voicing.speaker.lower()]),)
        return ()

    def growing(self, text_ids: Sequence[int] = (), *, ended: bool = False) -> Start:
        """The streaming layout: begins as soon as there is one id, and takes more as they come.

        `text_ids` are those that are known already, with no role and no trailer.
        """
        text = (*text_ids, self.text_eos) if ended else tuple(text_ids)
        return Start(None, self._codec_bos, text, ended)

    def whole_text(self, text_ids: Sequence[int]) -> Start:
        """The non-streaming layout: the model reads all of the text, then begins to speak."""
        block = self._text(*text_ids, self.text_eos) + self._codec_pad
        return Start(block, self._codec_bos, (), ended=True)

    def cloned(
        self,
        ref_ids: Sequence[int],
        ref_codes: torch.Tensor,
        text_ids: Sequence[int],
        *,
        whole: bool,
    ) -> Start:
        """Go on in the voice of a recording, of which text and codes (T, G) are given.

        The text must be known to its end.
        """
        text = (*ref_ids, *text_ids, self.text_eos)
        given = self._frames(ref_codes)  # (T, H)
        codes = torch.cat((self._codec_bos[None], given))  # (1 + T, H)
        if whole:
            read = self._text(*text) + self._codec_pad
            heard = codes[:-1] + self._text(self.text_pad)
            return Start(torch.cat((read, heard)), codes[-1], (), ended=True)
        before = len(codes) - 1
        block = codes[:-1] + self._text(*self._stretch(text, 0, before))
        return Start(block, codes[-1], text[before:], ended=True)

    def forced(self, start: Start, codes: torch.Tensor) -> Start:
        """Go on after frames whose codes (n, G) are given, as if they had just been spoken.

        Raises ValueError if the text is not yet known as far as those frames read it.
        """
        frames = len(codes)
        if frames == 0:
            return start
        until = start.frame + frames
        if until > len(start.text) and not start.ended:
            raise ValueError(
                f"{until} frames are given, but only {len(start.text)} ids of a text that goes on:"
                " a frame is spoken only when its id is known, so give the rest of them."
            )
        sums = torch.cat((start.codec_sum[None], self._frames(codes)))  # (1 + n, H)
        block = sums[:-1] + self._text(*self._stretch(start.text, start.frame, until))
        return replace(
            start,
            block=block if start.block is None else torch.cat((start.block, block)),
            codec_sum=sums[-1],
            frame=until,
            seen=tuple(sorted({*start.seen, *codes[:, 0].tolist()})),
        )

    def _stretch(self, text: Sequence[int], begin: int, end: int) -> tuple[int, ...]:
        """Ids begin … end - 1 of a text that goes on with pad."""
        ids = tuple(text[begin:end])
        return ids + (self.text_pad,) * (end - begin - len(ids))

    def _text(self, *ids: int) -> torch.Tensor:  # (n, H)
        return self._tables.embed_text(self._tensor(ids))

    def _codes(self, *ids: int) -> torch.Tensor:  # (n, H)
        return self._tables.embed_code0(self._tensor(ids))

    def _frames(self, codes: torch.Tensor) -> torch.Tensor:  # (n, G) -> (n, H)
        if codes.device.type == "cpu":
            codes = upload(codes.numpy(), self._tables.device)
        return self._tables.embed_frames(codes)

    def _tensor(self, ids: Sequence[int]) -> torch.Tensor:
        return upload(np.array(ids, dtype=np.int64), self._tables.device)
