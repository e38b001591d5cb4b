"""The examples run as they are printed, against a real server."""

import asyncio
import sys
from pathlib import Path

import av

from tests.support.aio import run
from tests.support.house import house

EXAMPLES = Path(__file__).parent.parent / "examples"


async def output_of(name: str, *arguments: str) -> str:
    """What an example prints. It is told the address of a server of its own."""
    async with house() as home:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(EXAMPLES / name),
            *arguments,
            home.url,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
        assert process.returncode == 0
        return out.decode()


def test_write_file(tmp_path: Path) -> None:
    """An Ogg file comes out that sounds as long as the example says."""
    path = tmp_path / "speech.ogg"
    said = run(output_of("write_file.py", str(path), "Hello there."))
    with av.open(str(path)) as container:
        length = sum(frame.samples for frame in container.decode(audio=0)) / 48000
    assert 0.55 < length < 0.75
    assert said.startswith(f"{path}: 0.6")


def test_write_file_by_its_suffix(tmp_path: Path) -> None:
    """What is in the file is what its name says."""
    path = tmp_path / "speech.mp3"
    run(output_of("write_file.py", str(path), "Hello there."))
    with av.open(str(path)) as container:
        assert container.format.name == "mp3"


def test_llm_stream() -> None:
    """The first sentence is heard before the model has written the last."""
    lines = run(output_of("llm_stream.py")).splitlines()
    first = next(at for at, line in enumerate(lines) if line.endswith("sentence 1"))
    assert first < lines.index("the model has written all of it")
    assert lines[-1].endswith("s of speech in all")


def test_all_examples_compile() -> None:
    """Those that want a loudspeaker are at least Python."""
    names = {path.name for path in EXAMPLES.glob("*.py")}
    assert {"ffplay_pipe.py", "live_player.py", "llm_stream.py", "write_file.py"} <= names
    for path in EXAMPLES.glob("*.py"):
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
