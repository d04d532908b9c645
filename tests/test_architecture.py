"""The shape of the code: who imports whom, how long things are, where they stand, what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mdeanalysis"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION = 50
LONGEST_MODULE = 400
#: Folders of tests that mirror no package.
OTHER_TESTS = {"data", "property", "fuzz", "browser", "notebooks", "hostile"}

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wor[k]/|tmp/v\b|opt/pypi)")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|conda\.anaconda\.org|--(?:extra-)?index-url",
)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(module: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def long_functions(module: Path) -> list[str]:
    """Functions of a module that do not fit on a screen, docstring included."""
    functions = (node for node in nodes(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]


def prints(module: Path) -> list[int]:
    """Lines of a module that call `print`."""
    calls = (node for node in nodes(module) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def tracked_files() -> list[Path]:
    """What git keeps or would add."""
    git = ["git", "-c", "safe.directory=*"]
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run([*git, *listing], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in run.stdout.split("\0") if name and (ROOT / name).is_file()]


def readable(path: Path) -> str:
    """A file's text; that of UTF-16 too, as far as it is ASCII."""
    return path.read_bytes().replace(b"\0", b"").decode("utf-8", errors="replace")


def folders_with_code(root: Path) -> set[str]:
    """Folders under `root` that hold Python files, relative to it."""
    return {path.parent.relative_to(root).as_posix() for path in root.rglob("*.py")} - {"."}


def is_tested(package: str) -> bool:
    """Whether a package has its folder of tests, or, being one subject, a test module of its own."""
    folder = ROOT / "tests" / package
    return any(folder.glob("**/test_*.py")) or any(folder.parent.glob(f"test_{folder.name}*.py"))


def test_imports_follow_the_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_function_fits_on_a_screen() -> None:
    assert [(place(module), long) for module in MODULES if (long := long_functions(module))] == []


def test_every_module_is_short() -> None:
    lengths = {place(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_only_commands_print() -> None:
    silent = [module for module in MODULES if "cli" not in module.relative_to(PACKAGE).parts]
    assert [(place(module), lines) for module in silent if (lines := prints(module))] == []


def test_every_package_has_its_tests() -> None:
    assert [package for package in sorted(folders_with_code(PACKAGE)) if not is_tested(package)] == []


def test_every_folder_of_tests_mirrors_a_package() -> None:
    mirrors = {name for name in folders_with_code(ROOT / "tests") if OTHER_TESTS.isdisjoint(name.split("/"))}
    assert mirrors - folders_with_code(PACKAGE) == set()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine-path", "registry"])
def test_no_file_names_a_place_of_one_machine(pattern: re.Pattern[str]) -> None:
    named = {place(path): pattern.search(readable(path)) for path in tracked_files()}
    assert {name: match.group() for name, match in named.items() if match} == {}


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("see /wor" + "k/x", True),
        ("'/tmp/" + "v/bin'", True),
        ("https://example.com/wor" + "k/x", False),
        ("/tmp/" + "vault", False),
    ],
    ids=["checkout", "environment", "url", "other-folder"],
)
def test_machine_paths_are_told_from_their_like(text: str, caught: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is caught


def test_the_measures_see_what_they_forbid(tmp_path: Path) -> None:
    module = tmp_path / "long.py"
    fits = "def fits():\n" + "    pass\n" * (LONGEST_FUNCTION - 1)
    module.write_text(fits + fits.replace("fits", "long") + "    print()\n", encoding="utf-8")
    assert long_functions(module) == ["long"]
    assert prints(module) == [2 * LONGEST_FUNCTION + 1]
