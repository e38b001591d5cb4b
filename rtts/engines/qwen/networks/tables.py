"""What ids look like to the networks: every embedding table, with its projection applied once.

The official code embeds a text id and sends it through a two-layer projection each time, and
projects each code on its way into the predictor. Both depend on the id alone, so here the
projections are applied to whole tables when the model is loaded, and a frame only looks up.

All code tables are one tensor, group after group: what belongs to one group is a view of it,
and the sum over the groups of a frame is one lookup and one sum.

Memory, in bfloat16: the projected text table takes 311 MB for 0.6B (half of the table it is made
from) and 622 MB for 1.7B (as much); the codes 69 and 138 MB, and for 1.7B 65 MB more for the
predictor's side. Everything is a copy: what it was made from can be released.
"""

from collections.abc import Sequence
from typing import Any, Self

import torch
from torch.nn import functional

__all__ = ["Tables"]

_CHUNK = 4096
"""Text ids that are projected at once: 32 MB of intermediate values for the published sizes."""


class Tables:
    """Embeddings of text ids and codes, for the talker (width H) and the predictor (width H').

    `codes` holds the tables of all groups, of heights V (code 0) and then V' each, one after
    the other. `small_to_mtp` is weight and bias of the projection between the two networks, or
    None where they are equally wide and have none.
    """

    def __init__(
        self,
        text: torch.Tensor,  # (text vocabulary, H)
        codes: Sequence[torch.Tensor],  # (V, H), then (V', H) for each further group
        small_to_mtp: tuple[torch.Tensor, torch.Tensor] | None = None,  # (H', H), (H',)
    ) -> None:
        heights = [table.shape[0] for table in codes]
        starts = [sum(heights[:group]) for group in range(len(codes))]
        self.text = text
        self.groups = len(codes)
        self.heights = tuple(heights)
        self._codes = torch.cat(tuple(codes))  # (V + (G - 1) V', H)
        self._code0 = self._codes[: heights[0]]
        self._starts = torch.tensor(starts, device=text.device)  # (G,)
        self._small_to_mtp = small_to_mtp
        # The last group's codes are nobody's input: nothing comes after them.
        inputs = self.project_hidden(self._codes[: starts[-1]])
        self._inputs: tuple[torch.Tensor, ...] = torch.split(inputs, heights[:-1])

    @classmethod
    def from_official(cls, talker: Any) -> Self:
        """Take the tables of a Qwen3TTSTalkerForConditionalGeneration, on its device."""
        predictor = talker.code_predictor
        projection = getattr(predictor.small_to_mtp_projection, "weight", None)
        with torch.no_grad():
            return cls(
                _project_text(talker),
                [
                    talker.get_input_embeddings().weight.detach(),
                    *(table.weight.detach() for table in predictor.get_input_embeddings()),
                ],
                None
                if projection is None
                else (projection.detach(), predictor.small_to_mtp_projection.bias.detach()),
            )

    @property
    def device(self) -> torch.device:
        """Where the tables lie."""
        return self.text.device

    @property
    def dtype(self) -> torch.dtype:
        """What they are made of."""
        return self.text.dtype

    @property
    def codes(self) -> torch.Tensor:
        """The tables of all groups, one after the other: (V + (G - 1) V', H)."""
        return self._codes

    @property
    def starts(self) -> torch.Tensor:
        """Where the table of each group begins in `codes`: (G,)."""
        return self._starts

    @property
    def inputs(self) -> tuple[torch.Tensor, ...]:
        """The tables of all groups but the last, as the predictor sees them: (height, H')."""
        return self._inputs

    def embed_text(self, ids: torch.Tensor) -> torch.Tensor:
        """Text ids (...) as the talker sees them: (..., H)."""
        return functional.embedding(ids, self.text)

    def embed_code0(self, ids: torch.Tensor) -> torch.Tensor:
        """Ids of the talker's own vocabulary (...): code 0, tags, speakers, pad: (..., H)."""
        return functional.embedding(ids, self._code0)

    def embed_frames(self, codes: torch.Tensor) -> torch.Tensor:
        """Frames of codes (..., G), each as the sum over its groups: (..., H)."""
        return functional.embedding(codes + self._starts, self._codes).sum(-2)

    def predictor_input(self, group: int, ids: torch.Tensor) -> torch.Tensor:
        """Codes of one group (B,) as the predictor's position `group` + 1 sees them: (B, H')."""
        return functional.embedding(ids, self._inputs[group])

    @property
    def is_projecting(self) -> bool:
        """Whether there is a projection between the two networks."""
        return self._small_to_mtp is not None

    def project_hidden(self, hidden: torch.Tensor) -> torch.Tensor:
        """The talker's hidden state (..., H) as the predictor's position 0 sees it: (..., H')."""
        if self._small_to_mtp is None:
            return hidden
        weight, bias = self._small_to_mtp
        return functional.linear(hidden, weight, bias)

    def project_hidden_into(self, hidden: torch.Tensor, out: torch.Tensor) -> None:
        """The same of (B, H), into (B, H') with rows of any stride."""
        if self._small_to_mtp is None:
            out.copy_(hidden)
        else:
            weight, bias = self._small_to_mtp
            torch.addmm(bias, hidden, weight.t(), out=out)


def _project_text(talker: Any) -> torch.Tensor:
    """The talker's text table after its projection: (text vocabulary, H).

    All chunks are equally high, the last one laps over the one before: a product of another
    height may be rounded otherwise, and no id shall look different for where it stands.
    """
    raw: torch.Tensor = (
        talker.get_text_embeddings().weight.detach()
    )  # (text vocabulary, text hidden)
    height = raw.shape[0]
    chunk = min(_CHUNK, height)
    table = raw.new_empty(height, talker.config.hidden_size)
    for start in range(0, height, chunk):
        begin = min(start, height - chunk)
        table[begin : begin + chunk] = talker.text_projection(raw[begin : begin + chunk])
    return table
