"""Write the three lock files anew from pyproject.toml. Needs `uv` on the PATH.

`run.lock` is what it takes to serve and to listen, and to build our packages.
`dev.lock` and `qwen.lock` are what comes on top, in versions that agree with it. `qwen.lock`
bears no hashes, because machines differ in their build of torch.

Versions that fit stay as they are. `--upgrade`, like any other argument, is handed to uv.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
COMPILE = (
    "uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url"
    " --no-emit-find-links"
)
# hatchling asks for it when it installs a package in place.
EDITABLES = "editables"
# Ours, and the one that is installed without what it says it needs.
NEVER = "--no-emit-package rtts-client --no-emit-package qwen-tts"


def main() -> None:
    """Write run.lock first: the other two must agree with it."""
    if shutil.which("uv") is None:
        sys.exit("The locks are made by uv, and there is no uv on the PATH: install it first.")
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    extras = project["project"]["optional-dependencies"]
    build = [*project["build-system"]["requires"], EDITABLES]
    write("run.lock", "--generate-hashes --extra espeak --extra play pyproject.toml", build)
    write("dev.lock", "--generate-hashes -c requirements/run.lock", extras["dev"])
    write("qwen.lock", "-c requirements/run.lock -c requirements/dev.lock", extras["qwen"])


def write(name: str, options: str, requirements: list[str]) -> None:
    """Resolve the requirements into `requirements/<name>`. Raises CalledProcessError."""
    output = ["--output-file", f"requirements/{name}", "-"]
    subprocess.run(
        [*COMPILE.split(), *NEVER.split(), *options.split(), *sys.argv[1:], *output],
        cwd=ROOT,
        env={**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"},
        input="\n".join(requirements),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )


if __name__ == "__main__":
    main()
