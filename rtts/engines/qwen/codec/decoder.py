"""Codes into sound, frame by frame: the codec's decoder, with a state for each stream.

It runs the weights of the official `Qwen3TTSTokenizerV2Decoder`, which is causal, and gives
what that gives for the whole utterance at once. The official `chunked_decode` decodes a left
context of 25 frames anew each time instead and only comes near, since its transformer sees
further back than that.

The state is slot-major: a row for each slot, and one more, the scratch slot, for the rows that
only fill up a batch. Shapes depend on the number of rows and frames alone and nothing is
read back by the host, so that a call can be captured as a CUDA graph.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

import torch
from torch.nn import functional

from rtts.engines.qwen.codec.fused import FusedVocoder
from rtts.engines.qwen.codec.layers import Tails, reaches
from rtts.engines.qwen.codec.weights import CodecKernels, CodecWeights

__all__ = ["Codec", "CodecState", "to_pcm16"]

_KERNELS = "rtts.engines.qwen.kernels.codec"  # not imported above: it imports Triton
_FULL_SCALE = 32768
_LOWEST = -32768
_HIGHEST = 32767


@dataclass(frozen=True)
class CodecState:
    """What one stream goes on from, apart from any slot."""

    kv: torch.Tensor  # (R, L, 2, KVH, D)
    tails: torch.Tensor  # (elements,)
    position: torch.Tensor  # ()


class Codec:
    """Decodes for `slots` streams, of which the last, numbered `slots`, is the scratch slot."""

    def __init__(
        self,
        weights: CodecWeights,
        *,
        slots: int,
        groups: int,
        samples_per_frame: int,
        sample_rate: int,
    ) -> None:
        self.slots = slots
        self.samples_per_frame = samples_per_frame
        self.sample_rate = sample_rate
        self._codebooks = weights.codebooks()
        self._entrance = weights.entrance()
        self._transformer = weights.transformer()
        parts, kernels = weights.vocoder(), weights.kernels
        self._layers = parts.layers()
        self._reaches = reaches(self._layers)
        self._fused = None if kernels is None else FusedVocoder(kernels, self._entrance, parts)
        self._codebook_size = len(self._codebooks) // groups
        self._firsts = torch.arange(groups, device=self._codebooks.device) * self._codebook_size
        elements = self._entrance.elements + sum(layer.elements for layer in self._layers)
        self._kv = self._codebooks.new_zeros(slots + 1, *self._transformer.ring)
        self._tails = self._codebooks.new_zeros(slots + 1, elements)
        self._positions = self._firsts.new_zeros(slots + 1)

    @classmethod
    def from_official(
        cls,
        decoder: Any,
        *,
        slots: int,
        sample_rate: int,
        device: str,
        dtype: torch.dtype,
        kernels: bool = False,
    ) -> Self:
        """Take the weights of `speech_tokenizer.model.decoder`. Raises SettingsError.

        With `kernels` the layers run by those of Triton, which must be there, on a GPU.
        """
        fused = importlib.import_module(_KERNELS) if kernels else None
        return cls(
            CodecWeights(decoder, device, dtype, cast("CodecKernels | None", fused)),
            slots=slots,
            groups=decoder.config.num_quantizers,
            samples_per_frame=int(decoder.total_upsample),
            sample_rate=sample_rate,
        )

    @property
    def bytes_per_slot(self) -> int:
        """The memory that the state of one slot takes."""
        return sum(state[0].numel() * state.element_size() for state in self._state)

    def reset(self, slots: Sequence[int] | torch.Tensor) -> None:
        """Let streams begin in these slots, whatever was in them.

        One operation for each tensor of the state, however many slots; the host waits for none.
        A tensor of slots (n,) lies on the decoder's device.
        """
        if not len(slots):
            return
        if not isinstance(slots, torch.Tensor):
            first, end = min(slots), max(slots) + 1
            if end - first == len(set(slots)):
                for state in self._state:
                    state[first:end].zero_()
                return
            slots = self._upload(slots)
        for state in self._state:
            state.index_fill_(0, slots, 0)

    def _upload(self, slots: Sequence[int]) -> torch.Tensor:
        """Numbers of slots on the device; a GPU copies them by itself."""
        device = self._positions.device
        host = torch.tensor(slots, pin_memory=device.type == "cuda")
        return host.to(device, non_blocking=True)

    def save(self, slot: int) -> CodecState:
        """A copy of what the stream in a slot goes on from."""
        return CodecState(*(state[slot].clone() for state in self._state))

    def restore(self, slot: int, saved: CodecState) -> None:
        """Let a stream go on in a slot from what was saved, there or in another slot."""
        for state, kept in zip(self._state, (saved.kv, saved.tails, saved.position), strict=True):
            state[slot].copy_(kept)

    def decode(self, codes: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        """The sound of n more frames of the streams in `slots`.

        `codes` (B, n, G) and `slots` (B,) are integers on the decoder's device; no slot but
        the scratch slot may come twice. Gives float32 in [-1, 1], (B, n * samples per frame).
        A code beyond its codebook, such as the one that ends an utterance, sounds like the
        last one: on a GPU it would end the process otherwise. That frame is none to be heard.
        """
        rows = self._tails.index_select(0, slots)
        if self._fused is None:
            tails = Tails(rows)
            x = self._latents(codes, slots, tails).transpose(1, 2)
            for layer in self._layers:
                x = layer(x, tails)
            sound = x[:, 0]
        else:
            # A kernel's programs are in no order: what one still reads another must not write.
            tails = Tails(rows, torch.empty_like(rows))
            sound = self._fused(self._latents(codes, slots, tails, fused=True), tails)
        self._tails.index_copy_(0, slots, tails.onto)
        return sound.float().clamp_(-1, 1)

    def prime(self, codes: torch.Tensor, slots: torch.Tensor) -> None:
        """Put the streams in `slots` where `decode` of these frames would, without the sound.

        All frames go through the transformer. After it each layer runs over the last of its
        inputs only, as many as reach into a tail that is kept, which is a small part of the
        work and leaves the same state. It is done by plain layers: lengths may be any.
        """
        tails = Tails(self._tails.index_select(0, slots))
        x = self._latents(codes, slots, tails).transpose(1, 2)
        for layer, reach in zip(self._layers, self._reaches, strict=True):
            x = layer(x[..., -reach:], tails)
        self._tails.index_copy_(0, slots, tails.onto)

    @property
    def _state(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self._kv, self._tails, self._positions

    def _latents(
        self, codes: torch.Tensor, slots: torch.Tensor, tails: Tails, *, fused: bool = False
    ) -> torch.Tensor:
        """What the transformer makes of the frames: (B, n, latent); goes on with its state."""
        entries = codes.clamp(0, self._codebook_size - 1) + self._firsts
        x = functional.embedding(entries, self._codebooks).sum(2)  # (B, n, channels)
        if fused and self._fused is not None:
            x = self._fused.enter(x, tails)
        else:
            x = self._entrance(x.transpose(1, 2), tails).transpose(1, 2).contiguous()
        positions = self._positions.index_select(0, slots)
        x = self._transformer(x, self._kv, slots, positions)
        self._positions.index_copy_(0, slots, positions + codes.shape[1])
        return x


def to_pcm16(samples: torch.Tensor) -> torch.Tensor:
    """Floats as 16-bit integers on the same device, bit by bit as `rtts.audio.pcm.to_int16`.

    The scale is 2**15, a half goes to the even neighbour, what lies beyond full scale is
    clipped. The bytes of the wire are `.cpu().numpy().astype("<i2").tobytes()`.
    """
    return (samples * _FULL_SCALE).round_().clamp_(_LOWEST, _HIGHEST).to(torch.int16)
