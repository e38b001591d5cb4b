"""Registered voices: their prompts are made once, kept, and gone when the voice is."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from rtts.engines.qwen.official import Official
from rtts.engines.qwen.voices.cache import pack, unpack
from rtts.engines.qwen.voices.cloning import Cloner
from rtts.engines.qwen.voices.store import Bounds, VoiceStore
from rtts.errors import SettingsError
from rtts.voices.files import CACHE, add_voice, remove_voice, write_whole
from tests.audio.sounds import speech
from tests.audio.test_recording import wav
from tests.engines.qwen.test_cloning import make_cloner, same
from tests.engines.qwen.test_voice_cache import Told

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
RATE = 24000
TEXT = "Words of before."
SHORT = 1.2


@cache
def sound(pitch: int = 0) -> NDArray[np.float32]:
    """A recording; another number is another one."""
    return speech(RATE, SHORT) * (0.9 - pitch / 20)


@dataclass
class House:
    """A folder of voices, and stores over it."""

    folder: Path
    cloner: Cloner
    told: Told = field(default_factory=Told)

    @property
    def cache(self) -> Path:
        return self.folder / CACHE

    def add(self, name: str, text: str = "", pitch: int = 0) -> None:
        """Put a voice there as somebody who copies files would."""
        write_whole(self.folder / f"{name}.wav", wav(sound(pitch)))
        if text:
            write_whole(self.folder / f"{name}.txt", text.encode())

    def store(
        self, *, disk: bool = True, bounds: Bounds | None = None, cloner: Cloner | None = None
    ) -> VoiceStore:
        """A store as a worker makes it at its start."""
        return VoiceStore(
            self.folder,
            cloner or self.cloner,
            cache=self.cache if disk else None,
            bounds=bounds,
            report=self.told,
        )

    @property
    def events(self) -> list[str]:
        return [event for event, _ in self.told]


@pytest.fixture
def house(tiny: Tiny, official: Load, tmp_path: Path) -> House:
    """With the voices anna, whose words are known, and bob."""
    made = House(tmp_path, make_cloner(official(tiny("base"))))
    made.add("anna", TEXT)
    made.add("bob", pitch=1)
    return made


def test_a_prompt_is_made_once(house: House) -> None:
    """Then it is in memory, and on disk when the worker has been started again."""
    store = house.store()
    made = store.prompt("anna")
    expected = house.cloner.prompt(sound_as_read(), RATE, TEXT)
    assert same(made, expected)
    assert store.prompt("anna") is made
    assert (store.hits, store.misses) == (1, 1)
    later = house.store()
    assert same(later.prompt("anna"), made)
    assert later.prompt("anna").key == made.key
    assert (later.hits, later.misses) == (2, 0)
    assert house.events == ["voice_prompt_made"]


def sound_as_read() -> NDArray[np.float32]:
    """Sixteen bits of it."""
    return (np.rint(sound() * 32768) / 32768).astype(np.float32)


def test_words_make_the_model_go_on_from_the_recording(house: House) -> None:
    """Without them the voice is its embedding alone."""
    store = house.store()
    anna, bob = store.prompt("anna"), store.prompt("bob")
    assert anna.text == TEXT
    assert anna.codes is not None
    assert anna.codec_state is not None
    assert bob.codes is bob.codec_state is None
    assert anna.key != bob.key


def test_a_replaced_voice_has_another_prompt(house: House) -> None:
    """At once: with another recording, with other words, with none."""
    store = house.store()
    keys = [store.prompt("anna").key]
    house.add("anna", pitch=2)
    keys.append(store.prompt("anna").key)
    house.add("anna", "Other words.", pitch=2)
    assert store.prompt("anna").text == "Other words."
    keys.append(store.prompt("anna").key)
    (house.folder / "anna.txt").unlink()
    assert store.prompt("anna").codes is None
    keys.append(store.prompt("anna").key)
    assert len(set(keys)) == 4
    house.add("anna", TEXT)
    assert store.prompt("anna").key == keys[0]
    assert store.misses == 4
    (house.folder / "anna.wav").rename(house.folder / "anna.WAV")
    assert store.prompt("anna").key == keys[0]


def test_the_same_recording_under_two_names_is_one_prompt(house: House) -> None:
    """In memory; each name has a file of its own, so that each can be deleted."""
    house.add("copy", TEXT)
    store = house.store()
    assert store.prompt("anna").key == store.prompt("copy").key
    assert store.figures()["voice_prompts"] == 1
    assert store.prompt("copy") is store.prompt("anna")


def test_other_weights_make_another_prompt(house: House, tiny: Tiny, official: Load) -> None:
    """Workers with two checkpoints share a folder, and neither takes the other's."""
    other = make_cloner(official(tiny("base", "0b6")))
    one, two = house.store(), house.store(cloner=other)
    first, second = one.prompt("anna"), two.prompt("anna")
    assert first.speaker_embedding.shape != second.speaker_embedding.shape
    assert same(house.store().prompt("anna"), first)
    assert same(house.store(cloner=other).prompt("anna"), second)
    assert one.misses == two.misses == 1
    third = house.store(cloner=a_twin(house.cloner))
    assert third.prompt("anna").key != first.key
    assert third.misses == 1


def a_twin(cloner: Cloner) -> Cloner:
    """One with weights of the same shapes that are others."""
    twin = copy(cloner)
    twin.identity = "another"
    return twin


def test_a_file_of_other_shapes_is_made_anew(house: House) -> None:
    """Though it is whole and bears the right key."""
    store = house.store()
    made = store.prompt("anna")
    [file] = house.cache.iterdir()
    assert made.codes is not None
    file.write_bytes(pack(replace(made, codes=made.codes[:, 1:])))
    later = house.store()
    later.prompt("anna")
    assert later.misses == 1
    replaced = unpack(file.read_bytes(), made.key)
    assert replaced is not None
    assert same(replaced, made)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x04."])
def test_a_damaged_file_is_made_anew(house: House, content: bytes) -> None:
    """And told, and replaced."""
    made = house.store().prompt("anna")
    [file] = house.cache.iterdir()
    file.write_bytes(content)
    store = house.store()
    assert same(store.prompt("anna"), made)
    assert "voice_file_damaged" in house.events
    assert same(house.store().prompt("anna"), made)
    assert house.events.count("voice_prompt_made") == 2


def test_what_is_kept_is_bounded(house: House) -> None:
    """In memory and on disk; 0 keeps nothing, and everything works without."""
    house.add("carl", TEXT, pitch=3)
    size = house.store(disk=False).prompt("anna").nbytes
    for bounds in (Bounds(0, 0), Bounds(0, 1 << 30), Bounds(size, size + 10_000)):
        store = house.store(bounds=bounds)
        for voice in ("anna", "carl", "anna", "anna"):
            assert store.prompt(voice).text == TEXT
        figures = store.figures()
        assert figures["voice_prompt_bytes"] <= bounds.memory
        assert figures["voice_file_bytes"] <= bounds.disk
        assert store.hits + store.misses == 4
    assert store.misses == 2


def test_files_can_be_switched_off(house: House) -> None:
    """Then prompts are made again after a restart."""
    for _ in range(2):
        store = house.store(disk=False)
        store.prompt("anna")
        store.prompt("anna")
        assert (store.hits, store.misses) == (1, 1)
    assert not house.cache.exists()


def test_a_deleted_voice_is_gone(house: House) -> None:
    """From memory, from disk, and from what can be asked for; others stay."""
    store = house.store()
    for voice in ("anna", "bob"):
        store.prompt(voice)
    store.delete("anna")
    assert list(store.voices()) == ["bob"]
    with pytest.raises(SettingsError, match=r"There is no voice anna\.$"):
        store.prompt("anna")
    with pytest.raises(SettingsError, match=r"There is no voice anna\.$"):
        store.delete("anna")
    figures = store.figures()
    assert figures["voice_prompts"] == figures["voice_files"] == 1
    assert not list(house.folder.rglob("anna*"))
    store.prompt("bob")
    assert store.misses == 2


def test_a_voice_deleted_by_another_is_gone(house: House) -> None:
    """A worker that has it in memory gives it up when it is next asked for."""
    store = house.store()
    store.prompt("anna")
    remove_voice(house.folder, "anna")
    with pytest.raises(SettingsError, match="There is no voice anna"):
        store.prompt("anna")
    assert store.figures()["voice_prompts"] == 0


@pytest.mark.parametrize("name", ["nobody", "", "../anna", "anna.wav", "*", "ann?", "\x00"])
def test_what_is_no_voice_is_told(house: House, name: str) -> None:
    """A client may ask for anything."""
    with pytest.raises(SettingsError, match="There is no voice"):
        house.store().prompt(name)


def test_a_voice_that_cannot_be_used_is_told(house: House) -> None:
    """Once to the operator, every time to who asks; until its files are others."""
    write_whole(house.folder / "anna.wav", wav(sound()[: RATE // 2]))
    store = house.store()
    for _ in range(3):
        with pytest.raises(SettingsError, match=r"anna\.wav lasts 0\.50 s"):
            store.prompt("anna")
    assert house.events == ["voice_unusable"]
    house.add("anna", TEXT)
    assert store.prompt("anna").text == TEXT
    (house.folder / "anna.txt").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"anna\.txt is no text"):
        store.prompt("anna")


def test_prompts_are_made_beforehand(house: House) -> None:
    """Of all voices but those that cannot be used, which are told; and only what is missing."""
    write_whole(house.folder / "zoe.wav", b"no recording")
    store = house.store()
    store.prepare()
    assert (store.hits, store.misses) == (0, 3)
    assert house.events == ["voice_prompt_made", "voice_prompt_made", "voice_unusable"]
    store.prompt("anna")
    store.prompt("bob")
    assert (store.hits, store.misses) == (2, 3)
    later = house.store()
    later.prepare()
    assert later.figures()["voice_prompts"] == 0
    later.prompt("anna")
    assert (later.hits, later.misses) == (1, 1)


def test_too_little_memory_is_told_and_may_pass(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The voice is tried again when it is next asked for."""
    store = house.store()

    def short(*_: object) -> None:
        raise torch.OutOfMemoryError

    with monkeypatch.context() as patch:
        patch.setattr(house.cloner, "prompt", short)
        with pytest.raises(SettingsError, match="too little memory"):
            store.prompt("anna")
    assert store.prompt("anna").text == TEXT


def test_the_figures_tell_what_is_kept(house: House) -> None:
    """By names that end as metrics do."""
    store = house.store()
    made = store.prompt("anna")
    store.prompt("anna")
    [file] = house.cache.iterdir()
    assert store.figures() == {
        "voice_prompts": 1,
        "voice_prompt_bytes": made.nbytes,
        "voice_files": 1,
        "voice_file_bytes": file.stat().st_size,
        "voice_prompt_hits_total": 1,
        "voice_prompt_misses_total": 1,
    }


def test_a_voice_added_by_the_command_can_be_used(house: House, tmp_path: Path) -> None:
    """While a worker runs, too."""
    store = house.store()
    source = tmp_path / "in"
    source.mkdir()
    (source / "phone.wav").write_bytes(wav(speech(44100, SHORT), 44100))
    add_voice(house.folder, "dora", source / "phone.wav", TEXT)
    assert store.prompt("dora").text == TEXT
