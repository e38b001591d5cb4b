"""A checkpoint is found and described before anything is loaded; what is wrong is said."""

import fnmatch
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
import requests
from huggingface_hub import errors

from rtts.engines.qwen.checkpoint import fetch_weights, find_checkpoint, tensors
from rtts.errors import SettingsError
from tests.engines.qwen.tiny import DIALECTS, KINDS, SIZES, SPEAKERS

Tiny = Callable[..., Path]
CODES = {"de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_a_folder_is_described(tiny: Tiny, kind: str, size: str) -> None:
    """Kind, size, voices, languages and dialects stand in its configuration."""
    folder = tiny(kind, size)
    found = find_checkpoint(str(folder))
    assert (found.folder, found.name, found.kind, found.size) == (folder, folder.name, kind, size)
    assert set(found.languages) == CODES
    assert found.languages["zh"] == "chinese"
    assert set(found.voices) == (set(SPEAKERS) if kind == "custom_voice" else set())
    assert found.dialects == (DIALECTS if kind == "custom_voice" else {})
    assert found.sample_rate == 24000
    assert found.config["talker_config"]["num_code_groups"] in {5, 6}


@pytest.mark.parametrize(
    ("kind", "size", "takes"),
    [
        ("custom_voice", "0b6", False),
        ("custom_voice", "1b7", True),
        ("voice_design", "0b6", True),
        ("voice_design", "1b7", True),
        ("base", "1b7", False),
    ],
)
def test_who_takes_instructions(tiny: Tiny, kind: str, size: str, takes: bool) -> None:  # noqa: FBT001
    """The official package drops instructions for small models with preset voices."""
    assert find_checkpoint(str(tiny(kind, size))).takes_instructions is takes


def test_describing_needs_no_torch(tiny: Tiny) -> None:
    """What an engine can do is known without the libraries that run it."""
    program = (
        "import sys\n"
        "from rtts.engines.qwen.checkpoint import find_checkpoint\n"
        f"assert find_checkpoint({str(tiny())!r}).voices\n"
        "sys.exit(bool({'torch', 'transformers', 'qwen_tts'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_voice_is_found_whatever_its_capitals(tiny: Tiny) -> None:
    """An unknown one is told with those there are."""
    checkpoint = find_checkpoint(str(tiny()))
    assert checkpoint.speaker("Ryan") == "ryan"
    with pytest.raises(SettingsError, match=r"has no voice dalek; it has aiden, .*vivian\."):
        checkpoint.speaker("dalek")
    with pytest.raises(SettingsError, match="has no voice ryan; it has no preset voices"):
        find_checkpoint(str(tiny("base"))).speaker("ryan")


def test_a_language_is_found_by_its_code(tiny: Tiny) -> None:
    """Regions do not matter; an unknown one is told with those there are."""
    checkpoint = find_checkpoint(str(tiny()))
    assert [checkpoint.language(code) for code in ("en", "pt-BR", "auto", "")] == [
        "english",
        "portuguese",
        None,
        None,
    ]
    with pytest.raises(SettingsError, match=r"does not speak tlh; it speaks de, en, .*zh\."):
        checkpoint.language("tlh")


def test_no_model_and_no_folder() -> None:
    """A model has to be named, and a folder has to be there."""
    with pytest.raises(SettingsError, match="needs a model"):
        find_checkpoint("")
    with pytest.raises(SettingsError, match="/nowhere/at/all is not there"):
        find_checkpoint("/nowhere/at/all")


def test_a_repository_that_cannot_be_fetched() -> None:
    """Without a network, a name of the hub that is not on this machine is refused."""
    with pytest.raises(SettingsError, match="nobody/nothing is not on this machine, and the"):
        find_checkpoint("nobody/nothing")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.RepositoryNotFoundError, "the hub has no such repository"),
        (errors.GatedRepoError, "set HF_TOKEN"),
        (errors.HfHubHTTPError, "cannot be fetched from the Hugging Face hub: too bad"),
    ],
)
def test_what_the_hub_refuses(
    monkeypatch: pytest.MonkeyPatch, error: type[errors.HfHubHTTPError], sentence: str
) -> None:
    """Whatever the hub answers is a sentence."""

    def refuse(*_: object, **__: object) -> None:
        raise error("too bad\nat length", response=requests.Response())

    monkeypatch.setattr(huggingface_hub, "snapshot_download", refuse)
    with pytest.raises(SettingsError, match=sentence):
        find_checkpoint("somebody/something")


def test_a_repository_is_described_before_its_weights_are_fetched(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First two small files; then, of the same commit, everything that is loaded."""
    folder = tiny()
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    fetched: list[tuple[str | None, set[str]]] = []

    def download(repository: str, revision: str | None, allow_patterns: list[str]) -> str:
        assert repository == "somebody/something"
        wanted = {f for f in files if any(fnmatch.fnmatch(f, p) for p in allow_patterns)}
        fetched.append((revision, wanted))
        return str(folder)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    checkpoint = find_checkpoint("somebody/something")
    assert (checkpoint.name, checkpoint.kind) == ("somebody/something", "custom_voice")
    assert fetched == [(None, {"config.json", "speech_tokenizer/config.json"})]
    assert fetch_weights(checkpoint) == folder
    assert fetched[1] == (folder.name, set(files))


@pytest.fixture
def copy(tiny: Tiny, tmp_path: Path) -> Path:
    """A checkpoint to spoil."""
    return Path(shutil.copytree(tiny(), tmp_path / "copy"))


def change(path: Path, **fields: Any) -> None:
    """Put other fields into a JSON file; None takes one out."""
    values = json.loads(path.read_text()) | fields
    path.write_text(json.dumps({key: value for key, value in values.items() if value is not None}))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"model_type": "llama"}, "model_type=llama, not qwen3_tts"),
        ({"tokenizer_type": "qwen3_tts_tokenizer_25hz"}, "speech tokenizer qwen3_.*25hz"),
        ({"tts_model_type": "singer"}, "is of the kind singer"),
        ({"talker_config": None}, "lacks something .*talker_config"),
        ({"talker_config": {"spk_id": {}}}, "lacks something .*codec_language_id"),
        ({"talker_config": []}, "lacks something"),
    ],
)
def test_another_model_is_refused(copy: Path, fields: dict[str, Any], sentence: str) -> None:
    """What is not a Qwen3-TTS checkpoint that this engine speaks is refused with the reason."""
    change(copy / "config.json", **fields)
    with pytest.raises(SettingsError, match=sentence):
        find_checkpoint(str(copy))


def test_another_codec_is_refused(copy: Path) -> None:
    """The speech tokenizer must be what the model's configuration says."""
    change(copy / "speech_tokenizer/config.json", model_type="qwen3_tts_tokenizer_25hz")
    with pytest.raises(SettingsError, match="speaks through qwen3_tts_tokenizer_12hz only"):
        find_checkpoint(str(copy))


@pytest.mark.parametrize("name", ["config.json", "speech_tokenizer/config.json"])
def test_a_configuration_is_missing_or_damaged(copy: Path, name: str) -> None:
    """The sentence names the file."""
    for content, sentence in [("{", "cannot be read"), ("[]", "no JSON object")]:
        (copy / name).write_text(content)
        with pytest.raises(SettingsError, match=f"{name} .*{sentence}|{name} holds {sentence}"):
            find_checkpoint(str(copy))
    (copy / name).unlink()
    with pytest.raises(SettingsError, match=f"not a Qwen3-TTS checkpoint: it has no {name}"):
        find_checkpoint(str(copy))


@pytest.mark.parametrize("part", [".", "speech_tokenizer"])
def test_weights_are_missing_or_damaged(copy: Path, part: str) -> None:
    """A file that is cut short, spoilt or not there is told before it is loaded."""
    checkpoint = find_checkpoint(str(copy))
    assert fetch_weights(checkpoint) == copy
    path = copy / part / "model.safetensors"
    whole = path.read_bytes()
    for spoilt in (whole[:-1], whole[:100], b"", whole + b"!", b"\xff" * 64, b"\0" * 8 + whole):
        path.write_bytes(spoilt)
        with pytest.raises(SettingsError, match=r"model\.safetensors are damaged or were not"):
            fetch_weights(checkpoint)
    path.unlink()
    with pytest.raises(SettingsError, match="weights are missing: there is no"):
        fetch_weights(checkpoint)


def test_weights_in_several_files(copy: Path) -> None:
    """An index names the files; each of them must be there."""
    names = list(tensors(copy))
    (copy / "model.safetensors").rename(copy / "model-00001-of-00001.safetensors")
    weight_map = dict.fromkeys(names, "model-00001-of-00001.safetensors")
    index = copy / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": weight_map}))
    assert list(tensors(copy)) == names
    index.write_text(json.dumps({"weight_map": weight_map | {"more": "model-2.safetensors"}}))
    with pytest.raises(SettingsError, match=r"there is no .*model-2\.safetensors"):
        fetch_weights(find_checkpoint(str(copy)))


def test_the_text_tokenizer_is_missing(copy: Path) -> None:
    """Without its vocabulary nothing can be read."""
    for name in ("tokenizer.json", "vocab.json"):
        (copy / name).unlink(missing_ok=True)
    with pytest.raises(SettingsError, match=r"lacks its text tokenizer: vocab\.json"):
        fetch_weights(find_checkpoint(str(copy)))
