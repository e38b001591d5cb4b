"""The tests of the engine `qwen` never pass by not running."""

import subprocess
import sys


def test_what_is_not_installed_is_said_at_the_end() -> None:
    """Without torch the folder is passed over, in red, and nothing of it fails for that."""
    program = (
        "import sys, pytest\n"
        "sys.modules['torch'] = None\n"
        "folder = 'tests/engines/qwen'\n"
        "options = ['-q', '-p', 'no:cacheprovider', '--color=yes']\n"
        "sys.exit(pytest.main([folder, 'tests/engines/test_tone.py', *options]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    *_, line = (line for line in done.stdout.splitlines() if "The Qwen tests did not run" in line)
    assert line.startswith("\x1b[31m")
    assert "torch not installed" in line
    assert "transformers" not in line
