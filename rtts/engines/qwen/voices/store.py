"""Registered voices and their prompts, which are made once and kept.

A prompt is kept by what it was made of: the bytes of the recording, its words, and the weights.
So a recording that is replaced gets a prompt of its own, and one that was made with another
checkpoint is not taken for one that fits.
"""

import contextlib
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from rtts.audio.recording import decode_recording, read_content
from rtts.engines.qwen.codec.decoder import CodecState
from rtts.engines.qwen.voices.cache import FORM, DiskCache, MemoryCache
from rtts.engines.qwen.voices.cloning import ClonePrompt, Cloner
from rtts.errors import SettingsError
from rtts.voices.files import Reference, find_reference, find_references, remove_voice

__all__ = ["Bounds", "VoiceStore"]

_MIB = 2**20


@dataclass(frozen=True)
class Bounds:
    """How much may be kept, in bytes. 0 keeps nothing."""

    memory: int = 256 * _MIB
    disk: int = 1024 * _MIB


@dataclass
class _Known:
    """What is known of a voice as long as its files stay as they are."""

    reference: Reference
    stamp: tuple[object, ...]
    key: str = ""
    refusal: str = ""
    """Why no prompt can be made of it."""


class VoiceStore:
    """The voices of one folder. All methods are called from the thread that makes speech."""

    def __init__(
        self,
        folder: Path,
        cloner: Cloner,
        *,
        cache: Path | None = None,
        bounds: Bounds | None = None,
        device: str = "cpu",
        report: Callable[..., object] = lambda _event, **_fields: None,
    ) -> None:
        """Keep prompts in memory on `device`, and in files of the folder `cache` if there is one.

        `report` is told what an operator should know.
        """
        self._folder = folder
        self._cloner = cloner
        self._bounds = bounds or Bounds()
        self._memory = MemoryCache(self._bounds.memory)
        self._disk = DiskCache(cache, self._bounds.disk, report)
        self._device = device
        self._report = report
        self._known: dict[str, _Known] = {}
        self.hits = 0
        """Prompts that were found, in memory or on disk."""
        self.misses = 0
        """Prompts that had to be made."""

    def __repr__(self) -> str:
        return f"<VoiceStore {self._folder} kept={len(self._memory)}>"

    # Prompts.

    def prompt(self, voice: str) -> ClonePrompt:
        """The prompt of a voice. Raises SettingsError if there is none, or it cannot be used."""
        known = self._look_up(voice)
        found = self._memory.get(known.key) if known.key else None
        if found is not None:
            self.hits += 1
            self._disk.touch(voice, known.key)
            return found
        if known.refusal:
            raise SettingsError(known.refusal)
        content, words = self._contents(known)
        prompt = self._disk.read(voice, known.key)
        if prompt is not None and self._cloner.fits(prompt):
            self.hits += 1
        else:
            self.misses += 1
            prompt = self._make(known, content, words)
            self._disk.write(voice, prompt)
        prompt = _moved(prompt, self._device)
        self._memory.put(prompt)
        return prompt

    def prepare(self) -> None:
        """Make the prompts that are nowhere kept yet, so that no utterance waits for its own.

        Voices that cannot be used are reported, and left for whoever asks for them. Raises
        SettingsError as `find_references` does.
        """
        for voice in self.voices():
            with contextlib.suppress(SettingsError):
                known = self._look_up(voice)
                self._contents(known)
                if not self._disk.has(voice, known.key):
                    self.prompt(voice)

    def voices(self) -> Mapping[str, Reference]:
        """The voices that are registered now. Raises SettingsError as `find_references` does."""
        return find_references(self._folder)

    def delete(self, voice: str) -> None:
        """Delete a voice and everything that was made of it.

        Raises SettingsError if it is not there, or a file cannot be deleted.
        """
        remove_voice(self._folder, voice, self._disk.folder)
        known = self._known.pop(voice, None)
        if known is not None:
            self._memory.forget(known.key)
        self._disk.count()

    def figures(self) -> Mapping[str, float]:
        """What can be watched. Files of other workers count when this one has written too."""
        return {
            "voice_prompts": len(self._memory),
            "voice_prompt_bytes": self._memory.bytes,
            "voice_files": self._disk.files,
            "voice_file_bytes": self._disk.bytes,
            "voice_prompt_hits_total": self.hits,
            "voice_prompt_misses_total": self.misses,
        }

    def _look_up(self, voice: str) -> _Known:
        """What is known of a voice, anew if its files were replaced."""
        known = self._known.get(voice)
        with contextlib.suppress(SettingsError):
            if known is not None and known.stamp == known.reference.stamp:
                return known
        if known is not None:
            del self._known[voice]
            self._memory.forget(known.key)
        reference = find_reference(self._folder, voice)
        self._known[voice] = known = _Known(reference, reference.stamp)
        return known

    def _contents(self, known: _Known) -> tuple[bytes, str]:
        """The recording and its words; from then on it is known by which key they go."""
        reference = known.reference
        try:
            content, words = read_content(reference.recording), reference.words()
        except SettingsError as error:
            self._report_unusable(known, error)
            raise
        known.key = self._key(content, words)
        return content, words

    def _make(self, known: _Known, content: bytes, words: str) -> ClonePrompt:
        """A prompt, anew. Raises SettingsError; what it is that fails once will fail again."""
        name = known.reference.recording.name
        began = time.monotonic()
        try:
            samples, rate = decode_recording(content, name)
            prompt = self._cloner.prompt(samples, rate, words, name)
        except SettingsError as error:
            known.refusal = str(error)
            self._report_unusable(known, error)
            raise
        except (torch.OutOfMemoryError, MemoryError):
            raise SettingsError(
                f"There is too little memory to hear the recording {name}; try again later."
            ) from None
        milliseconds = round((time.monotonic() - began) * 1000)
        voice = known.reference.name
        self._report("voice_prompt_made", voice=voice, ms=milliseconds, bytes=prompt.nbytes)
        return replace(prompt, key=known.key)

    def _report_unusable(self, known: _Known, error: SettingsError) -> None:
        self._report("voice_unusable", voice=known.reference.name, reason=str(error))

    def _key(self, content: bytes, words: str) -> str:
        parts = (FORM.encode(), self._cloner.identity.encode(), content, words.encode())
        digests = b"".join(hashlib.sha256(part).digest() for part in parts)
        return hashlib.sha256(digests).hexdigest()


def _moved(prompt: ClonePrompt, device: str) -> ClonePrompt:
    """The same with all that a step needs on a device.

    What the networks read of it comes out of memory of the host that is not pinned, so the host
    waits until it is there: no lane has to.
    """
    state = prompt.codec_state
    if state is not None:
        state = CodecState(*(part.to(device) for part in (state.kv, state.tails, state.position)))
    return replace(
        prompt,
        speaker_embedding=prompt.speaker_embedding.to(device),
        codes=None if prompt.codes is None else prompt.codes.to(device),
        codec_state=state,
    )
