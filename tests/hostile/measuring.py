"""Puts a hostile input beside the five good devices, has both loaded, and compares with the plain run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_inputs import Case, good_devices

HERE = Path(__file__).parent


@dataclass
class Measuring:
    """A process that loads what it is told to, and the plain run that all is compared with."""

    process: subprocess.Popen[str]
    home: Path

    def plain(self) -> dict[str, Any]:
        return self.ask(self.home / "plain")

    def case(self, case: Case) -> dict[str, Any]:
        """What the case gives beside the good devices."""
        folder = self.home / "case"
        try:
            folder.mkdir()
            good_devices(folder)
            case.build(folder)
            return self.ask(folder, case.nobody)
        finally:
            shutil.rmtree(folder)

    def ask(self, folder: Path, nobody: bool = False) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"folder": str(folder), "nobody": nobody}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def measuring() -> Iterator[Measuring]:
    """A measuring process, with folders that everyone may read: root gives its rights up for one case."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        home = Path(name)
        home.chmod(0o755)
        (home / "plain").mkdir()
        good_devices(home / "plain")
        command = [sys.executable, str(HERE / "measure.py"), str(home / "plain")]
        environment = {
            **os.environ,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8", env=environment) as process:
            yield Measuring(process, home)
            assert process.stdin is not None
            process.stdin.close()
