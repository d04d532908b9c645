"""README's examples: each `console` block runs a command from the checkout's root and shows what it prints.

`python tests/readme_examples.py` writes the outputs anew; a test holds them to what the commands print.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(
    r"(?P<head>```console\n)\$ (?P<command>mdeanalysis [^\n]*)\n(?P<output>.*?)(?P<tail>```)", re.DOTALL
)


def examples() -> Iterator[tuple[str, str]]:
    """(command, output as README shows it) of every block."""
    for found in _BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield found["command"], found["output"]


def output_of(command: str) -> str:
    """What the command prints on standard output."""
    words = [sys.executable, "-m", "mdeanalysis", *shlex.split(command)[1:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in {0, 3, 4}:
        raise RuntimeError(f"{command}: status {done.returncode}: {done.stderr}")
    return done.stdout


def write() -> None:
    """Puts the commands' outputs of today into README."""
    text = README.read_text(encoding="utf-8")
    new = _BLOCK.sub(lambda m: f"{m['head']}$ {m['command']}\n{output_of(m['command'])}{m['tail']}", text)
    README.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    write()
