"""Prompts in memory and in files: bounded, and never wrong, whatever happened to a file."""

import os
import pickle
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save

from rtts.engines.qwen.codec.decoder import CodecState
from rtts.engines.qwen.voices.cache import DiskCache, MemoryCache, pack, unpack
from rtts.engines.qwen.voices.cloning import ClonePrompt
from rtts.voices.files import UNFINISHED

KEY = "0123456789abcdef" * 4


def a_prompt(key: str = KEY, size: int = 7, dtype: torch.dtype = torch.bfloat16) -> ClonePrompt:
    """A prompt of random numbers."""
    draw = torch.Generator().manual_seed(size)
    return ClonePrompt(
        torch.randn(size, generator=draw).to(dtype),
        torch.randint(0, 99, (5, 3), generator=draw),
        "What is said in it. 你好",
        CodecState(
            torch.randn(4, 2, 2, 1, 3, generator=draw).to(dtype),
            torch.randn(11, generator=draw).to(dtype),
            torch.tensor(5),
        ),
        key,
    )


def same(one: ClonePrompt | None, other: ClonePrompt | None) -> bool:
    """Whether nothing differs."""
    if one is None or other is None:
        return one is other
    return (
        (one.key, one.text) == (other.key, other.text)
        and one.tensors.keys() == other.tensors.keys()
        and all(
            torch.equal(one.tensors[name], other.tensors[name])
            and one.tensors[name].dtype == other.tensors[name].dtype
            for name in one.tensors
        )
    )


class Told(list[tuple[str, dict[str, object]]]):
    """What an operator is told."""

    def __call__(self, event: str, **fields: object) -> None:
        self.append((event, fields))


PACKED = pack(a_prompt())


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_packed_comes_back(dtype: torch.dtype, *, whole: bool) -> None:
    """Bit by bit, with its type; also a prompt that is an embedding alone."""
    prompt = a_prompt(dtype=dtype)
    if not whole:
        prompt = ClonePrompt(prompt.speaker_embedding, key=KEY)
    assert same(unpack(pack(prompt), KEY), prompt)


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_no_changed_byte_gets_through(place: int, change: int) -> None:
    """It is noticed, or it was one that means nothing."""
    damaged = bytearray(PACKED)
    damaged[place] ^= change
    found = unpack(bytes(damaged), KEY)
    assert found is None or same(found, a_prompt())


@given(st.integers(0, len(PACKED) - 1), st.binary(max_size=20))
def test_no_torn_file_gets_through(length: int, more: bytes) -> None:
    """Neither with other bytes behind what is left."""
    assert unpack(PACKED[:length] + more, KEY) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 100,
        pickle.dumps({"speaker_embedding": [1.0]}),
        save({"speaker_embedding": torch.ones(3)}),
        save({"speaker_embedding": torch.ones(3)}, metadata={"form": "another"}),
        pack(a_prompt("f" * 64)),
    ],
)
def test_other_files_are_no_prompts(content: bytes) -> None:
    """Whoever wrote them."""
    assert unpack(content, KEY) is None


def test_memory_keeps_what_was_asked_for_last() -> None:
    """Within its bytes; what is larger than those is not kept."""
    prompts = [a_prompt(str(number)) for number in range(4)]
    memory = MemoryCache(2 * prompts[0].nbytes)
    memory.put(prompts[0])
    memory.put(prompts[1])
    assert memory.get("0") is prompts[0]
    memory.put(prompts[2])
    assert [memory.get(key) is not None for key in "012"] == [True, False, True]
    memory.put(prompts[2])
    assert (len(memory), memory.bytes) == (2, 2 * prompts[0].nbytes)
    memory.put(a_prompt("big", size=10_000))
    assert memory.get("big") is None
    memory.forget("0")
    memory.forget("nobody")
    assert (len(memory), memory.bytes) == (1, prompts[0].nbytes)


def test_files_come_back_and_are_private(tmp_path: Path) -> None:
    """The folder is made when it is needed. A voice is its owner's affair."""
    told = Told()
    disk = DiskCache(tmp_path / "a" / "b", 1 << 20, told)
    assert not disk.has("anna", KEY)
    assert disk.read("anna", KEY) is None
    assert not (tmp_path / "a").exists()
    disk.write("anna", a_prompt())
    assert disk.has("anna", KEY)
    assert same(disk.read("anna", KEY), a_prompt())
    assert not disk.has("bob", KEY)
    [file] = (tmp_path / "a" / "b").iterdir()
    assert file.name.startswith("anna.")
    assert file.name.endswith(".safetensors")
    assert file.stat().st_mode & 0o077 == 0
    assert (disk.files, disk.bytes) == (1, file.stat().st_size)
    assert told == []


def test_the_least_used_files_go(tmp_path: Path) -> None:
    """Those that were neither read nor touched for the longest; never the one just written."""
    one = len(pack(a_prompt("0" * 64)))
    disk = DiskCache(tmp_path, 3 * one, Told())
    for number in range(3):
        disk.write("v", a_prompt(f"{number}" * 64))
    for number, path in enumerate(sorted(tmp_path.iterdir())):
        os.utime(path, (number, number))
    assert disk.read("v", "0" * 64) is not None
    disk.touch("v", "1" * 64)
    disk.write("v", a_prompt("3" * 64))
    assert [disk.has("v", f"{number}" * 64) for number in range(4)] == [True, True, False, True]
    assert (disk.files, disk.bytes) == (3, 3 * one)
    disk.write("v", a_prompt("4" * 64, size=10_000))
    assert not disk.has("v", "4" * 64)
    assert disk.files == 3
    for path in tmp_path.iterdir():
        os.utime(path, (2**33, 2**33))  # written by a machine whose clock is fast
    disk.write("v", a_prompt("6" * 64))
    assert disk.has("v", "6" * 64)
    assert disk.files == 3
    small = DiskCache(tmp_path, one, Told())
    assert small.files == 1
    small.write("v", a_prompt("5" * 64))
    assert small.has("v", "5" * 64)
    assert small.files == 1


@pytest.mark.parametrize("off", ["folder", "limit"])
def test_files_can_be_switched_off(tmp_path: Path, off: str) -> None:
    """Then nothing is written and nothing is read."""
    DiskCache(tmp_path, 1 << 20, Told()).write("anna", a_prompt())
    folder, limit = (None, 1 << 20) if off == "folder" else (tmp_path, 0)
    disk = DiskCache(folder, limit, Told())
    disk.write("bob", a_prompt())
    disk.touch("anna", KEY)
    assert disk.read("anna", KEY) is None
    assert not disk.has("anna", KEY)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_file_is_told_and_replaced(tmp_path: Path) -> None:
    """It is as good as none."""
    told = Told()
    disk = DiskCache(tmp_path, 1 << 20, told)
    disk.write("anna", a_prompt())
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert disk.read("anna", KEY) is None
    assert told == [("voice_file_damaged", {"file": file.name})]
    disk.write("anna", a_prompt())
    assert same(disk.read("anna", KEY), a_prompt())


def test_where_nothing_can_be_written_it_is_told_once(tmp_path: Path) -> None:
    """And that is all that comes of it."""
    (tmp_path / "file").write_text("no folder")
    told = Told()
    disk = DiskCache(tmp_path / "file", 1 << 20, told)
    for number in range(3):
        disk.write("anna", a_prompt(f"{number}" * 64))
    assert disk.read("anna", KEY) is None
    assert [event for event, _ in told] == ["voice_cache_unwritable"]


def test_what_dead_workers_left_is_swept(tmp_path: Path) -> None:
    """Files that are half written for an hour; what is being written now is left alone."""
    old, fresh = (tmp_path / f".{name}{UNFINISHED}" for name in ("old", "fresh"))
    old.touch()
    fresh.touch()
    os.utime(old, (1, 1))
    DiskCache(tmp_path, 1 << 20, Told()).write("anna", a_prompt())
    assert not old.exists()
    assert fresh.exists()


def test_two_workers_share_a_folder(tmp_path: Path) -> None:
    """They write, read and delete the same files: each gets what it asked for, or nothing."""
    prompts = [a_prompt(f"{number}" * 64, size=20 + number) for number in range(6)]
    limit = 3 * len(pack(prompts[-1]))
    told = Told()
    wrong: list[object] = []

    def work(step: int) -> None:
        disk = DiskCache(tmp_path, limit, told)
        try:
            for turn in range(60):
                prompt = prompts[turn * step % len(prompts)]
                found = disk.read("anna", prompt.key)
                if found is None:
                    disk.write("anna", replace(prompt))
                elif not same(found, prompt):
                    wrong.append(found)
        except Exception as error:  # noqa: BLE001  # whatever it is, no worker may see it
            wrong.append(error)

    workers = [threading.Thread(target=work, args=(step,)) for step in (1, 5, 7)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
    assert told == []
    assert not list(tmp_path.glob(f"*{UNFINISHED}"))
