"""Prompts of cloned voices that are kept: in memory, and in files.

The files are safetensors, which can hold tensors and nothing that runs. Several workers may share
them: each writes a file whole or not at all, and reads it in one go, so the worst that happens is
that two make the same prompt. A file that cannot be read, is damaged, or holds something else, is
as good as none.
"""

import contextlib
import hashlib
import json
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from rtts.engines.qwen.codec.decoder import CodecState
from rtts.engines.qwen.voices.cloning import ClonePrompt, memory_of
from rtts.voices.files import UNFINISHED, write_whole

__all__ = ["FORM", "DiskCache", "MemoryCache", "pack", "unpack"]

FORM = "rtts voice prompt 1"
"""Of the files; another number where what a codec keeps of a stream is laid out otherwise."""

_UNFINISHED_S = 3600.0
"""What was being written so long ago never will be."""


class MemoryCache:
    """Prompts by their keys, bounded by bytes; what was not asked for the longest goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.bytes = 0
        self._kept: OrderedDict[str, ClonePrompt] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> ClonePrompt | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, prompt: ClonePrompt) -> None:
        """Keep it, unless it is larger than all that may be kept."""
        if prompt.nbytes > self._limit:
            return
        self.forget(prompt.key)
        while self.bytes + prompt.nbytes > self._limit:
            self.forget(next(iter(self._kept)))
        self._kept[prompt.key] = prompt
        self.bytes += prompt.nbytes

    def forget(self, key: str) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self.bytes -= dropped.nbytes


class DiskCache:
    """Prompts in files, bounded by bytes. Whatever goes wrong with them is no error.

    When a file was last used is its time of modification: the time of access is not kept by all
    file systems.
    """

    def __init__(self, folder: Path | None, limit: int, report: Callable[..., object]) -> None:
        self.folder = folder if limit > 0 else None
        self._limit = limit
        self._report = report
        self._told = False
        self.files = self.bytes = 0
        self._make_room()

    def has(self, voice: str, key: str) -> bool:
        path = self._path(voice, key)
        return path is not None and path.is_file()

    def read(self, voice: str, key: str) -> ClonePrompt | None:
        """A prompt that was kept; None if it was not, or is not what it should be."""
        path = self._path(voice, key)
        if path is None:
            return None
        try:
            content = path.read_bytes()
        except OSError:
            return None
        prompt = unpack(content, key)
        if prompt is None:
            self._report("voice_file_damaged", file=path.name)
        else:
            self.touch(voice, key)
        return prompt

    def touch(self, voice: str, key: str) -> None:
        """Note that a prompt is in use."""
        path = self._path(voice, key)
        if path is not None:
            with contextlib.suppress(OSError):
                os.utime(path)

    def write(self, voice: str, prompt: ClonePrompt) -> None:
        path = self._path(voice, prompt.key)
        if path is None or self.folder is None:
            return
        content = pack(prompt)
        if len(content) > self._limit:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, content, private=True)
        except OSError as error:
            if not self._told:
                self._report("voice_cache_unwritable", reason=str(error))
            self._told = True
        self._make_room(path)

    def count(self) -> None:
        """Look how much there is."""
        sizes = [size for _, size, _ in self._entries()]
        self.files, self.bytes = len(sizes), sum(sizes)

    def _path(self, voice: str, key: str) -> Path | None:
        """Where a prompt is; the whole key is within."""
        return None if self.folder is None else self.folder / f"{voice}.{key[:32]}.safetensors"

    def _make_room(self, written: Path | None = None) -> None:
        """Delete what was not used the longest, but never what has just been written."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if total <= self._limit:
                break
            if path != written:
                total -= size
                with contextlib.suppress(OSError):
                    path.unlink()
        self._sweep()
        self.count()

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its size, and where it is."""
        for path in _listed(self.folder):
            if path.suffix == ".safetensors":
                with contextlib.suppress(OSError):  # another worker has deleted it
                    seen = path.stat()
                    yield seen.st_mtime, seen.st_size, path

    def _sweep(self) -> None:
        """Delete what workers left half written when they died."""
        for path in _listed(self.folder):
            if path.name.endswith(UNFINISHED):
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime > _UNFINISHED_S:
                        path.unlink()


def _listed(folder: Path | None) -> list[Path]:
    try:
        return [] if folder is None else list(folder.iterdir())
    except OSError:
        return []


def pack(prompt: ClonePrompt) -> bytes:
    """A prompt as the bytes of a file."""
    tensors = {name: tensor.cpu().contiguous() for name, tensor in prompt.tensors.items()}
    about = {"form": FORM, "key": prompt.key, "text": prompt.text}
    packed: bytes = save(tensors, metadata=about | {"sha256": _digest(tensors, about)})
    return packed


def unpack(content: bytes, key: str) -> ClonePrompt | None:
    """The prompt in a file's bytes; None if they are damaged, or it is not the one of `key`."""
    try:
        tensors = load(content)
        header = int.from_bytes(content[:8], "little")
        about = json.loads(content[8 : 8 + header])["__metadata__"]
        digest = about.pop("sha256")
        if (about["form"], about["key"]) != (FORM, key) or digest != _digest(tensors, about):
            return None
        parts = [tensors.get(f"codec_{part}") for part in ("kv", "tails", "position")]
        whole = all(part is not None for part in parts)
        return ClonePrompt(
            tensors["speaker_embedding"],
            tensors.get("codes"),
            about["text"],
            CodecState(*parts) if whole else None,
            key,
        )
    except (SafetensorError, ValueError, LookupError, TypeError):
        return None


def _digest(tensors: Mapping[str, torch.Tensor], about: Mapping[str, str]) -> str:
    """Of all that is kept: safetensors would not notice if a number was changed."""
    digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(memory_of(tensor))
    return digest.hexdigest()
