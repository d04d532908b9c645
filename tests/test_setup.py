"""What the set-up files promise: one version, one list of dependencies, a Makefile that needs no help."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE: list[str] = PROJECT["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
#: Packages whose modules have another name.
DISTRIBUTIONS = {"ahocorasick": "pyahocorasick", "dns": "dnspython"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    """Package names without floors, extras and markers."""
    return {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}


def imported_packages() -> set[str]:
    """Top-level packages that the code of mdeanalysis imports anywhere, other than Python's and itself."""
    found: set[str] = set()
    for module in (ROOT / "mdeanalysis").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    named = {DISTRIBUTIONS.get(name, name.lower()) for name in found - set(sys.stdlib_module_names)}
    return named - {"mdeanalysis"}


@pytest.mark.parametrize(
    "entry", ["pyproject.toml", "mdeanalysis", "notebooks", "sample_results", "tests", "environment.yml"]
)
def test_the_entries_that_others_count_on_exist(entry: str) -> None:
    assert (ROOT / entry).exists()


def test_conda_gets_the_same_packages_and_floors() -> None:
    listed = re.findall(r"^  - (\S+[^:\s])$", text_of("environment.yml"), flags=re.MULTILINE)
    python = "python" + PROJECT["requires-python"]
    wanted = {"conda-forge", python, "pip", *CORE, *EXTRAS["notebooks"], *EXTRAS["report"]}
    assert sorted(listed) == sorted(wanted)


def test_conda_installs_the_checkout_itself() -> None:
    assert text_of("environment.yml").endswith("  - pip:\n      - -e .[probe]\n")


def test_constraints_pin_every_direct_dependency() -> None:
    direct = names([*CORE, *(requirement for extra in EXTRAS.values() for requirement in extra)])
    assert direct - names(text_of("constraints.txt").splitlines()) == set()


def test_constraints_are_pins_and_nothing_else() -> None:
    pin = re.compile(r"[a-z0-9-]+==[\w.]+( ; [\w.*' =!<>]+)?")
    assert [line for line in text_of("constraints.txt").splitlines() if not pin.fullmatch(line)] == []


def test_the_version_stands_in_one_place() -> None:
    modules = (ROOT / "mdeanalysis").rglob("*.py")
    stated = [path for path in modules if "__version__ =" in path.read_text(encoding="utf-8")]
    assert stated == [ROOT / "mdeanalysis" / "version.py"]
    assert "version" not in PROJECT
    assert PROJECT["dynamic"] == ["version"]


def test_the_licence_is_mit() -> None:
    licence = text_of("LICENSE")
    assert licence.startswith("MIT License\n")
    assert "mdeanalysis contributors" in licence
    assert PROJECT["license"] == "MIT"


def test_every_imported_package_is_declared() -> None:
    extras = (requirement for extra in EXTRAS if extra != "dev" for requirement in EXTRAS[extra])
    declared = names([*CORE, *extras])
    assert imported_packages() - declared == set()


def test_every_core_dependency_is_imported() -> None:
    assert names(CORE) - imported_packages() == set()


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """GNU make in the checkout, by itself: without what a `make test` around this test hands on."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=inherited, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def ready_venv(tmp_path: Path) -> Path:
    """An environment that make takes for finished; its command exits with what is in the file `status`."""
    scripts = {"python": "exit 0", "mdeanalysis": f'echo "$@"; exit $(cat {tmp_path}/status)'}
    (tmp_path / "bin").mkdir()
    for name, body in scripts.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / "ready").write_text(f"{ROOT.resolve()}\n")
    return tmp_path


needs_make = pytest.mark.skipif(
    os.name == "nt", reason="the Makefile is for POSIX systems; README has plain commands"
)


@needs_make
@pytest.mark.parametrize("target", ["help", "summarize", "test", "lint", "format", "sample", "clean"])
def test_make_alone_lists_every_target(target: str) -> None:
    assert re.search(rf"^make {target} +\w", make().stdout, flags=re.MULTILINE)


@needs_make
@pytest.mark.parametrize(
    ("status", "accepted"),
    [(0, True), (3, True), (4, True), (1, False), (2, False), (130, False)],
    ids=["clean", "findings", "partly-read", "could-not-run", "wrong-use", "interrupted"],
)
def test_make_summarize_accepts_findings_but_no_breakdown(ready_venv: Path, status: int, accepted: bool) -> None:
    (ready_venv / "status").write_text(str(status))
    run = make("summarize", f"VENV={ready_venv}")
    assert run.stdout == "summarize sample_results --as-of 2025-03-21\n"
    assert (run.returncode == 0) is accepted


@needs_make
@pytest.mark.parametrize("place", ["/somewhere/else", ""], ids=["copied", "broken-off"])
def test_an_environment_that_is_not_this_checkouts_is_made_anew(ready_venv: Path, place: str) -> None:
    (ready_venv / "ready").write_text(place)
    run = make("summarize", f"VENV={ready_venv}", "PYTHON=false")
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr


def test_the_installed_command_tells_the_version(run_command) -> None:
    version = re.search(r'__version__ = "(.+)"', text_of("mdeanalysis/version.py"))
    run = run_command("--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert version is not None
    assert version.group(1) in run.stdout


def test_no_test_can_leave_this_machine() -> None:
    with pytest.raises(RuntimeError, match="stay on the loopback"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    with pytest.raises(RuntimeError, match="stay on the loopback"):
        socket.getaddrinfo("pc-1.contoso.com", 443)


def test_a_test_can_reach_a_server_on_the_loopback() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
