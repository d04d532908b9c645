"""The library and the help texts start at once: of third-party packages, click alone is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Prints the packages that `code` adds; what the interpreter's start brought, such as coverage, is left out.
CHILD = """
import contextlib, io, sys
before = set(sys.modules)
with contextlib.redirect_stdout(io.StringIO()) as output:
    {code}
print(*{{name.partition(".")[0] for name in sys.modules.keys() - before}})
"""
OUR_OWN = {"mdeanalysis", "click"} | ({"colorama"} if sys.platform == "win32" else set())
HELP = """
    from mdeanalysis.cli import main
    with contextlib.suppress(SystemExit):
        main({arguments})
    assert 'Usage' in output.getvalue()
"""


def foreign_packages(code: str) -> set[str]:
    """Third-party packages other than click that a fresh interpreter loads for `code`."""
    command = [sys.executable, "-c", CHILD.format(code=code)]
    child = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert child.returncode == 0, child.stderr
    return set(child.stdout.split()) - set(sys.stdlib_module_names) - OUR_OWN


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import mdeanalysis", id="import"),
        pytest.param(HELP.format(arguments=["--help"]), id="help"),
        pytest.param(HELP.format(arguments=["summarize", "--help"]), id="help-of-a-command"),
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert foreign_packages(code) == set()


def test_a_heavy_import_is_seen() -> None:
    assert "numpy" in foreign_packages("import mdeanalysis, numpy")
