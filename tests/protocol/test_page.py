"""docs/protocol.md says what the code does."""

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rtts.protocol.messages import ClientMessage, ServerMessage
from rtts.protocol.native import SUBPROTOCOLS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "protocol.md"


def make_tables(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script as `make docs` and `make lint` do."""
    return subprocess.run(
        [sys.executable, script, *arguments],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def copied(folder: Path) -> Path:
    """The script and the pages in a folder of their own; returns the script's path."""
    (folder / "topics").mkdir()
    for name in ("protocol.md", "settings.md", "topics/text.md"):
        shutil.copy(ROOT / "docs" / name, folder / name)
    return Path(shutil.copy(ROOT / "docs" / "make_tables.py", folder))


def examples() -> list[str]:
    """Every line of JSON that the page shows."""
    blocks = PAGE.read_text(encoding="utf-8").split("```json\n")[1:]
    return [line for block in blocks for line in block.split("```")[0].splitlines()]


def test_the_page_is_in_step() -> None:
    """What the page says of messages and options was made from the structs."""
    checked = make_tables(ROOT / "docs" / "make_tables.py", "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_page_that_drifted_is_found_and_mended(tmp_path: Path) -> None:
    """`--check` fails on a changed line and changes nothing; without it the line is mended."""
    script = copied(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    drifted = page.replace("number, 0.25 to 4", "number, 0.25 to 5")
    copy = tmp_path / "protocol.md"
    copy.write_text(drifted, encoding="utf-8")
    assert make_tables(script, "--check").returncode == 1
    assert copy.read_text(encoding="utf-8") == drifted
    assert make_tables(script).returncode == 0
    assert copy.read_text(encoding="utf-8") == page


def test_a_message_without_a_place_is_found(tmp_path: Path) -> None:
    """A message of the protocol that the page does not show at all is named."""
    script = copied(tmp_path)
    page = PAGE.read_text(encoding="utf-8").replace("<!-- made from Flushed -->", "")
    (tmp_path / "protocol.md").write_text(page, encoding="utf-8")
    checked = make_tables(script, "--check")
    assert checked.returncode == 1
    assert "Flushed" in checked.stdout


@pytest.mark.parametrize("example", examples())
def test_every_example_is_a_message(example: str) -> None:
    """Each line of JSON on the page is one of a client or of the server, field by field."""
    fields = msgspec.json.decode(example)
    readable = []
    for union in (ClientMessage, ServerMessage):
        try:
            message = msgspec.json.decode(example, type=union)
        except msgspec.ValidationError:
            continue
        readable.append(msgspec.json.decode(msgspec.json.encode(message)))
    assert any(fields.items() <= each.items() for each in readable)


def test_what_the_page_names() -> None:
    """Subprotocols are named as they are offered."""
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"- `{name}`:" in page for name in SUBPROTOCOLS)
