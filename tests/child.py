"""The command as a child process runs it."""

from __future__ import annotations

import shutil
import sys
import sysconfig


def command_line() -> list[str]:
    """The installed `mdeanalysis`; from source where it is not installed."""
    script = shutil.which("mdeanalysis", path=sysconfig.get_path("scripts"))
    return [script] if script else [sys.executable, "-c", "from mdeanalysis.cli import main; main()"]
