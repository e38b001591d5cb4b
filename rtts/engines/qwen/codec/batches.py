"""The codec in batches of few sizes, in a lane of its own.

While the networks speak a frame, the codec makes the frames before it heard. It takes their codes
from the ring that each slot keeps on the device, so the host need not know them yet, and gives
samples as the wire has them. What the host tells it is one small copy: slots and frames.

A batch has one frame of each row, or two or four where the listeners have a lead: the work is
the same, the launches are fewer. That pays up to some tens of rows; more rows than that are as
quick frame by frame.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from rtts.engines.qwen.buckets import bucket_for
from rtts.engines.qwen.codec.decoder import Codec, to_pcm16
from rtts.engines.qwen.lanes import Lane, Replay, staged

__all__ = ["GROUPS_OF_FRAMES", "CodecBatches"]

GROUPS_OF_FRAMES = (4, 2, 1)
"""How many frames a row of a batch may have, most first."""

_REHEARSED = (16, 100)
"""Frames behind which a stream goes on: few, and more than any layer reaches back."""

_MOST_GROUPED = 64
"""Rows of a batch of several frames: from here on arithmetic counts, and not launches."""


@dataclass(frozen=True)
class _Batch:
    """One size, with tensors that stay where they are."""

    inputs: torch.Tensor  # (2, b): slots, end to end as kernels read them; their first frames
    pcm: torch.Tensor  # (b, samples) int16
    replay: Replay


class CodecBatches:
    """Decodes what lies in the rings. `buckets` are the sizes of batches, ascending."""

    def __init__(
        self, codec: Codec, ring: torch.Tensor, *, lane: Lane, buckets: Sequence[int]
    ) -> None:
        self.codec, self.lane = codec, lane
        self._ring = ring  # (S + 1, R, G)
        self._buckets = tuple(buckets)
        few = tuple(size for size in buckets if size <= _MOST_GROUPED)
        self._few = few or self._buckets[:1]
        self._made: dict[tuple[int, int], _Batch] = {}

    def __repr__(self) -> str:
        return f"<CodecBatches recorded={len(self._made)} of {len(self.sizes())}>"

    @property
    def device(self) -> torch.device:
        """Where it is done."""
        return self._ring.device

    def most_rows(self, frames: int) -> int:
        """How many rows a batch of so many frames a row may have."""
        return self._buckets_of(frames)[-1]

    def most_samples(self) -> int:
        """The samples that the largest batch gives."""
        return max(frames * rows for frames, rows in self.sizes()) * self.codec.samples_per_frame

    def sizes(self) -> list[tuple[int, int]]:
        """Frames a row and rows of all batches, the largest first: the others fit into its room."""
        found = [(frames, rows) for frames in GROUPS_OF_FRAMES for rows in self._buckets_of(frames)]
        return sorted(found, key=lambda size: (size[0] * size[1], size[0]), reverse=True)

    def _buckets_of(self, frames: int) -> tuple[int, ...]:
        return self._buckets if frames == 1 else self._few

    def record(self, report: Callable[..., object]) -> None:
        """Prepare all batches. `report` is told the event and its figures."""
        began = time.perf_counter()
        sizes = self.sizes()
        for done, (frames, rows) in enumerate(sizes, start=1):
            self._batch(frames, rows)
            seconds = round(time.perf_counter() - began, 1)
            report(
                "codec_recorded",
                frames=frames,
                rows=rows,
                done=done,
                of=len(sizes),
                seconds=seconds,
            )

    def rehearse(self) -> None:
        """Let the scratch slot go on behind some frames, as a stream does that comes back.

        What a GPU's libraries load, choose and compile for it is then there.
        """
        with self.lane.use(), torch.inference_mode():
            scratch = torch.full((1,), self.codec.slots, device=self.device)
            for frames in _REHEARSED:
                shape = (1, frames, self._ring.shape[2])
                codes = torch.zeros(shape, dtype=torch.int64, device=self.device)
                self.codec.prime(codes, scratch)

    def decode(self, slots: Sequence[int], firsts: Sequence[int], frames: int) -> torch.Tensor:
        """The samples of the frames from `firsts` on, so many of each slot: (B, samples) int16.

        Their codes must be in the ring when the lane comes to it: let it follow who puts them
        there. No slot may come twice. What it gives is overwritten by the next call of its size.
        """
        rows = len(slots)
        batch = self._batch(frames, bucket_for(rows, self._buckets_of(frames)))
        host = np.zeros(batch.inputs.shape, dtype=np.int64)
        host[0] = self.codec.slots
        host[0, :rows], host[1, :rows] = slots, firsts
        with self.lane.use(), torch.inference_mode():
            batch.inputs.copy_(staged(host, self.device), non_blocking=True)
        batch.replay()
        return batch.pcm[:rows]

    def _batch(self, frames: int, rows: int) -> _Batch:
        key = (frames, rows)
        if key not in self._made:
            self._made[key] = self._make(frames, rows)
        return self._made[key]

    def _make(self, frames: int, rows: int) -> _Batch:
        samples = frames * self.codec.samples_per_frame
        with self.lane.use(), torch.inference_mode():
            inputs = torch.zeros(2, rows, dtype=torch.int64, device=self.device)
            inputs[0] = self.codec.slots
            pcm = torch.zeros(rows, samples, dtype=torch.int16, device=self.device)
            steps = torch.arange(frames, device=self.device)

        def work() -> None:
            slots, firsts = inputs.unbind()
            places = (firsts[:, None] + steps) % self._ring.shape[1]
            codes = self._ring[slots[:, None], places]  # (b, n, G)
            pcm.copy_(to_pcm16(self.codec.decode(codes, slots)))

        return _Batch(inputs, pcm, self.lane.record(work))
