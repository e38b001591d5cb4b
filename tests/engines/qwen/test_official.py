"""The official package is imported and used quietly, and what it loads is whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.official import Official, import_official, load_official, release
from rtts.errors import SettingsError
from tests.engines.qwen.tiny import SIZES, a_clone, official_codes, official_prompt, text_ids

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
ASKED_FOR = ("sox", "onnxruntime", "torchaudio", "librosa")


def python(program: str, *path: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a Python of its own, with more folders to import from."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (Path.cwd(), *path)))}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.unmeasured
def test_the_import_is_quiet_and_leaves_no_stand_in() -> None:
    """Nothing is written, and what is not installed stays what cannot be imported."""
    program = (
        "import sys, importlib.util\n"
        f"names = {ASKED_FOR!r}\n"
        "missing = [name for name in names if importlib.util.find_spec(name) is None]\n"
        "from rtts.engines.qwen.official import import_official\n"
        "assert import_official() is import_official()\n"
        "assert not [m for m in sys.modules if m.partition('.')[0] in missing]\n"
        "from transformers.utils import is_librosa_available\n"
        "assert is_librosa_available() == ('librosa' not in missing)"
    )
    done = python(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.unmeasured
def test_what_is_installed_is_not_replaced(tmp_path: Path) -> None:
    """A stand-in is for what is missing, or cannot be imported here, and for nothing else."""
    (tmp_path / "sox.py").write_text("MINE = True\n")
    (tmp_path / "torchaudio").mkdir()
    (tmp_path / "torchaudio/part.py").touch()
    (tmp_path / "torchaudio/__init__.py").write_text(
        "import torchaudio.part\nraise OSError('libcudart.so.13: no such file')\n"
    )
    program = (
        "import sys\n"
        "from rtts.engines.qwen.official import import_official\n"
        "import_official()\n"
        "assert sys.modules['sox'].MINE\n"
        "assert not [m for m in sys.modules if m.startswith('torchaudio')]"
    )
    done = python(program, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("size", SIZES)
def test_loading_writes_nothing(tiny: Tiny, size: str, capfd: pytest.CaptureFixture[str]) -> None:
    """No banner, bar or advice gets between the lines of a log."""
    official = load_official(find_checkpoint(str(tiny(size=size))), "cpu", torch.bfloat16)
    assert capfd.readouterr() == ("", "")
    assert not official.model.training
    assert official.model.talker.dtype == torch.bfloat16
    assert official.model.speech_tokenizer.model.dtype == torch.bfloat16


def test_defaults_of_the_checkpoint_stand_over_those_of_the_package(
    tiny: Tiny, official: Load
) -> None:
    """What generation_config.json does not say, the package's own defaults do."""
    defaults = official(tiny()).defaults
    assert (defaults["temperature"], defaults["top_k"], defaults["max_new_tokens"]) == (0.8, 40, 64)
    assert (defaults["repetition_penalty"], defaults["subtalker_temperature"]) == (1.05, 0.9)


def test_loading_is_as_the_package_loads(tiny: Tiny, official: Load) -> None:
    """The same weights and the same ids as by the package's own entrance."""
    mine = official(tiny())
    theirs = import_official().Qwen3TTSModel.from_pretrained(str(tiny()), dtype=torch.float32)
    weights = theirs.model.state_dict()
    assert all(
        torch.equal(tensor, weights[name]) for name, tensor in mine.model.state_dict().items()
    )
    text = "<|im_start|>assistant\nIt’s 5 o'clock, 你好!<|im_end|>\n"
    assert mine.tokenizer(text)["input_ids"] == theirs.processor(text)["input_ids"][0]


@pytest.mark.parametrize("part", [".", "speech_tokenizer"])
def test_a_tensor_that_is_in_no_file_is_missed(tiny: Tiny, tmp_path: Path, part: str) -> None:
    """Else it would be random, and speech would be noise."""
    copy = Path(shutil.copytree(tiny(), tmp_path / "copy"))
    path = copy / part / "model.safetensors"
    tensors = load_file(path)
    name = next(name for name in tensors if name.endswith("input_layernorm.weight"))
    del tensors[name]
    save_file(tensors, path, metadata={"format": "pt"})
    with pytest.raises(SettingsError, match=f"1 tensors are missing, {name} among them"):
        load_official(find_checkpoint(str(copy)), "cpu", torch.float32)


def test_a_tensor_of_another_shape_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    """Weights that do not fit the configuration are a sentence, not a stack trace."""
    copy = Path(shutil.copytree(tiny(), tmp_path / "copy"))
    tensors = load_file(copy / "model.safetensors")
    tensors["talker.model.norm.weight"] = torch.ones(3)
    save_file(tensors, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(SettingsError, match="cannot be loaded: Error"):
        load_official(find_checkpoint(str(copy)), "cpu", torch.float32)


def test_what_is_released_takes_no_memory(tiny: Tiny) -> None:
    """Only what encodes reference audio stays, and only where the checkpoint can use it."""
    for kind in ("custom_voice", "base"):
        official = load_official(find_checkpoint(str(tiny(kind))), "cpu", torch.float32)
        model, codec = official.model, official.model.speech_tokenizer.model
        shared = model.talker.codec_head.weight.detach()
        release(official)
        assert shared.abs().sum() > 0
        assert sum(tensor.numel() for tensor in model.talker.parameters()) == 0
        assert sum(tensor.numel() for tensor in codec.decoder.parameters()) == 0
        left = sum(tensor.numel() for tensor in codec.encoder.parameters())
        assert (left > 0) is (kind == "base")


def test_what_is_released_still_encodes_a_reference(tiny: Tiny, official: Load) -> None:
    """A clone's prompt is the same before and after."""
    kept = official(tiny("base"))
    released = load_official(find_checkpoint(str(tiny("base"))), "cpu", torch.float32)
    release(released)
    audio = np.random.default_rng(0).normal(0, 0.1, 24000).astype(np.float32)
    package = import_official()
    before, after = (
        package.Qwen3TTSModel(
            one.model, package.Qwen3TTSProcessor(tokenizer=one.tokenizer)
        ).create_voice_clone_prompt((audio, 24000), "Words.")[0]
        for one in (kept, released)
    )
    assert torch.equal(before.ref_code, after.ref_code)
    assert before.ref_code.shape == (13, 5)
    assert torch.equal(before.ref_spk_embedding, after.ref_spk_embedding)


def test_what_the_tests_compare_with(tiny: Tiny, official: Load) -> None:
    """The official codes never end early, differ from frame to frame, and depend on the text."""
    base, preset = official(tiny("base", "0b6")), official(tiny("custom_voice", "0b6"))
    how = {"speaker": "ryan", "language": "english"}
    one, other = (official_codes(preset, text, frames=40, **how) for text in ("Hello", "Bye, now"))
    assert one.shape == (40, 6)
    assert len(set(one[:, 0].tolist())) > 10
    assert not torch.equal(one, other)
    assert one.max() < 160  # neither the end nor any other control id
    clone = a_clone(base, frames=9)
    icl = official_prompt(base, "Hello", clone=clone, whole=True)
    ids = [*text_ids(base, clone.text), *text_ids(base, "Hello")]
    # Role, tags, speaker, tts_bos; both texts and tts_eos; codec_bos and the codes.
    assert icl["inputs_embeds"].shape[1] == 3 + 5 + len(ids) + 1 + 1 + 9
