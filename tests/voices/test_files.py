"""Reference voices in a folder: added, listed, removed, and never in a form that cannot be used."""

import os
import resource
import stat
import subprocess
import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from rtts.audio.pcm import to_s16le
from rtts.errors import SettingsError
from rtts.voices.files import (
    CACHE,
    add_voice,
    at_rate,
    cache_folder,
    find_reference,
    find_references,
    prompt_files,
    remove_voice,
    write_whole,
)
from tests.audio.sounds import level_db, noise, speech, tone

GOOD = ["anna", "Anna-2", "a_b", "7", "x" * 64]
BAD = ["", "-a", "_a", "a b", "a.b", "../a", "a/b", "ä", "x" * 65, "a\n", "a+f3", "*", "\udc80"]


def write_wav(path: Path, rate: int = 24000, seconds: float = 2, pitch: float = 1) -> Path:
    """A recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(to_s16le(speech(rate, seconds) * pitch))
    return path


@pytest.mark.parametrize("name", GOOD)
def test_a_voice_is_added_at_the_models_rate(tmp_path: Path, name: str) -> None:
    """16 bits in mono at 24 kHz, and its words on one line."""
    made = add_voice(
        tmp_path / "v", name, write_wav(tmp_path / "in.wav", 44100), " Hello\n there. "
    )
    with wave.open(str(made)) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (
            24000,
            1,
            2,
        )
        assert reader.getnframes() == 48000
    [(found, voice)] = find_references(tmp_path / "v").items()
    assert (found, voice.recording) == (name, made)
    assert voice.words() == "Hello there."
    assert voice == find_reference(tmp_path / "v", name)
    assert sorted(path.name for path in made.parent.iterdir()) == [f"{name}.txt", f"{name}.wav"]


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    """It would be another file, or a sign that means something."""
    with pytest.raises(SettingsError, match="cannot be called"):
        add_voice(tmp_path / "v", name, write_wav(tmp_path / "in.wav"))
    with pytest.raises(SettingsError, match="There is no voice"):
        find_reference(tmp_path, name)
    assert not (tmp_path / "v").exists()


def test_a_voice_is_replaced_only_if_that_is_said(tmp_path: Path) -> None:
    """Then its text, other forms of it, and what engines made of it, go too."""
    folder = tmp_path / "v"
    source = write_wav(tmp_path / "in.wav")
    add_voice(folder, "anna", source, "Hello.")
    for name in ("anna", "ANNA"):
        with pytest.raises(SettingsError, match="There is a voice anna already"):
            add_voice(folder, name, source)
    with pytest.raises(SettingsError, match="There is a voice anna already"):
        add_voice(folder, "Anna", source, replace=True)
    (folder / "anna.wav").rename(folder / "anna.FLAC")
    assert find_reference(folder, "anna") == find_references(folder)["anna"]
    write_whole(folder / "anna.txt", b"Hello.")
    (folder / CACHE).mkdir()
    (folder / CACHE / "anna.00.safetensors").touch()
    (folder / CACHE / "annabel.00.safetensors").touch()
    add_voice(folder, "anna", source, replace=True)
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        CACHE, "anna.wav", "annabel.00.safetensors",
    ]  # fmt: skip
    assert not find_reference(folder, "anna").has_words


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    """A recording or a text that cannot be used makes no voice, and none worse."""
    folder = tmp_path / "v"
    good = write_wav(tmp_path / "in.wav")
    with pytest.raises(SettingsError, match="lasts"):
        add_voice(folder, "anna", write_wav(tmp_path / "short.wav", seconds=0.5))
    with pytest.raises(SettingsError, match="1001 characters"):
        add_voice(folder, "anna", good, "x" * 1001)
    with pytest.raises(SettingsError, match="UTF-8"):
        add_voice(folder, "anna", good, "\udc80")
    with pytest.raises(SettingsError, match="usual rate"):
        add_voice(folder, "anna", write_wav(tmp_path / "odd.wav", 44101))
    assert not folder.exists()
    folder.write_text("a file")
    with pytest.raises(SettingsError, match="cannot be changed"):
        add_voice(folder, "anna", good)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system lets no file become larger, as where a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_voice_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    """Its recording with its own words: those of another make a voice that stammers."""
    folder = tmp_path / "v"
    add_voice(folder, "anna", write_wav(tmp_path / "in.wav"), "Hello there.")
    recorded = find_reference(folder, "anna").recording.read_bytes()
    other = write_wav(tmp_path / "other.wav", pitch=0.5)
    with (
        files_of_at_most(1000),
        pytest.raises(SettingsError, match="cannot be changed: File too large"),
    ):
        add_voice(folder, "anna", other, "Something else.", replace=True)
    voice = find_reference(folder, "anna")
    assert (voice.words(), voice.recording.read_bytes()) == ("Hello there.", recorded)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("name", ["a", "a.b", "*", "**", "", "../v/anna", "/v/anna"])
def test_a_voice_is_found_by_its_whole_name(tmp_path: Path, name: str) -> None:
    """A name is no pattern and no path."""
    add_voice(tmp_path / "v", "anna", write_wav(tmp_path / "in.wav"))
    write_wav(tmp_path / "v" / "a.b.wav")
    with pytest.raises(SettingsError, match="There is no voice"):
        find_reference(tmp_path / "v", name)


def test_a_removed_voice_leaves_nothing(tmp_path: Path) -> None:
    """Recording, text, and prompts, in the folder's own cache or another; no other voice."""
    folder, cache = tmp_path / "v", tmp_path / "c"
    source = write_wav(tmp_path / "in.wav")
    for name in ("anna", "anna-b", "bob"):
        add_voice(folder, name, source, "Hello.")
    for place in (folder / CACHE, cache):
        place.mkdir()
        for name in ("anna", "anna-b"):
            (place / f"{name}.00.safetensors").touch()
            (place / f"{name}.11.safetensors").touch()
    remove_voice(folder, "anna")
    assert list(find_references(folder)) == ["anna-b", "bob"]
    assert not list(folder.rglob("anna.*"))
    assert len(list(prompt_files(folder / CACHE, "anna-b"))) == 2
    remove_voice(folder, "anna-b", cache)
    assert len(list(cache.iterdir())) == 2
    with pytest.raises(SettingsError, match="There is no voice anna"):
        remove_voice(folder, "anna")


def test_what_the_listing_refuses(tmp_path: Path) -> None:
    """A name no voice can have, a name twice, a name of the model's own, no folder at all."""
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        find_references(tmp_path / "v")
    write_wav(tmp_path / "anna.wav")
    for ignored in ("README.txt", ".hidden.wav", "._anna.wav", "notes.md"):
        (tmp_path / ignored).touch()
    assert list(find_references(tmp_path, ["Vivian"])) == ["anna"]
    with pytest.raises(SettingsError, match="a voice anna of its own"):
        find_references(tmp_path, ["Anna"])
    (tmp_path / "anna.flac").touch()
    with pytest.raises(SettingsError, match=r"anna\.flac and anna\.wav"):
        find_references(tmp_path)
    (tmp_path / "anna.flac").rename(tmp_path / "an na.flac")
    with pytest.raises(SettingsError, match="'an na'"):
        find_references(tmp_path)


def test_a_text_that_is_none_is_told(tmp_path: Path) -> None:
    """A byte order mark and blank lines do no harm; other bytes than UTF-8 are refused."""
    write_wav(tmp_path / "anna.wav")
    voice = find_reference(tmp_path, "anna")
    assert voice.words() == ""
    voice.transcript.write_bytes(b"\xef\xbb\xbf Na\xc3\xafve\r\n\r\ntext \n")
    assert voice.words() == "Naïve text"
    voice.transcript.write_bytes(b"\xff\xfeN\x00")
    with pytest.raises(SettingsError, match=r"anna\.txt is no text"):
        voice.words()
    voice.transcript.unlink()
    voice.transcript.mkdir()
    with pytest.raises(SettingsError, match=r"anna\.txt cannot be read"):
        voice.words()


def test_the_stamp_tells_a_replaced_file(tmp_path: Path) -> None:
    """Another recording of the same size, a text that came or went; and a voice that is gone."""
    voice = find_references(write_wav(tmp_path / "anna.wav").parent)["anna"]
    seen = [voice.stamp]
    write_whole(voice.recording, voice.recording.read_bytes())
    seen.append(voice.stamp)
    voice.transcript.write_text("Hello.")
    seen.append(voice.stamp)
    voice.transcript.unlink()
    assert voice.stamp == seen[1]
    assert len(set(seen)) == 3
    voice.recording.unlink()
    with pytest.raises(SettingsError, match="no voice anna any more"):
        _ = voice.stamp


def test_the_cache_is_where_the_operator_says() -> None:
    """In the folder itself, elsewhere, or nowhere."""
    folder = Path("/srv/voices")
    assert cache_folder(folder, "") == folder / ".prompts"
    assert cache_folder(folder, "/var/cache/rtts") == Path("/var/cache/rtts")
    assert cache_folder(folder, "~/prompts") == Path.home() / "prompts"
    assert cache_folder(folder, "off") is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What fails leaves the old file and nothing beside it; a private one is for its user."""
    path = tmp_path / "a"
    write_whole(path, b"old", private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(TypeError):
        write_whole(path, "new")  # type: ignore[arg-type]
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert path.read_bytes() == b"old"


def test_another_rate_is_the_same_sound() -> None:
    """Of the same length, without a delay, and within full scale."""
    for rate in (8000, 22050, 44100, 48000, 192000):
        made = at_rate(tone(440, rate, 2), rate, 24000, "a")
        assert len(made) == 48000
        inside = slice(1000, -1000)
        assert level_db(made[inside] - tone(440, 24000, 2)[inside]) < -50
    square = np.sign(tone(200, 48000, 1))
    assert np.abs(at_rate(square, 48000, 24000, "a")).max() == 1
    same = noise(1000)
    assert at_rate(same, 24000, 24000, "a") is same


def test_the_command_keeps_voices(tmp_path: Path) -> None:
    """Add, list, remove; and a mistake is told in a sentence."""
    folder, source = tmp_path / "v", write_wav(tmp_path / "in.wav")

    def voices(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rtts", "voices", *arguments, "--folder", str(folder)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"}
        )

    added = voices("add", "anna", str(source), "--text", "Grüße.")
    assert (added.returncode, added.stdout) == (0, f"{folder / 'anna.wav'}\n")
    assert voices("list").stdout.split() == ["anna", "with", "text", "anna.wav"]
    again = voices("add", "anna", str(source))
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.startswith("rtts: There is a voice anna already")
    assert voices("remove", "anna").returncode == 0
    assert voices("list").stdout == ""
    assert list(folder.iterdir()) == []
