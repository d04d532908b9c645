"""Which members of a zip are refused by their names, places and modes, and which are not."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from mdeanalysis.intake import Ledger, documents
from mdeanalysis.intake.suspect import leads_out


@pytest.mark.parametrize(
    "name", ["/a.txt", "../a.txt", "a/../../b.txt", "a/..", "..", "C:/a.txt", "c:a.txt", "//host/share/a.txt"]
)
def test_a_name_that_leads_out_of_its_zip_is_told(name: str) -> None:
    assert leads_out(name)


@pytest.mark.parametrize(
    "name", ["a.txt", "./a.txt", "a..b/c.txt", "..a/b.txt", "a/b../c.txt", "a/...", "ab:c.txt", "1:2.txt", "a/C:/b"]
)
def test_a_name_that_stays_inside_is_not(name: str) -> None:
    assert not leads_out(name)


def read(*members: tuple[str, int]) -> tuple[list[str], list[tuple[str, str]]]:
    """The members read of a zip of (name, mode) pairs, and its problems."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, mode in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, f"words of {name}")
    groups = list(documents(["-"], Ledger(), io.BytesIO(data.getvalue())))
    found = [document.source for group in groups for document in group.documents]
    return found, [(problem.kind, problem.reason) for group in groups for problem in group.problems]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK], ids=str)
def test_a_link_or_device_is_refused_and_the_rest_is_read(kind: int) -> None:
    assert read(("a.txt", kind | 0o777), ("b.txt", 0o600)) == (
        ["-!b.txt"],
        [("unsafe", "1 of its 2 files are links or devices")],
    )


@pytest.mark.parametrize("mode", [0, 0o644, stat.S_IFREG | 0o755], ids=oct)
def test_a_plain_file_of_any_mode_is_read(mode: int) -> None:
    assert read(("a.txt", mode), ("b.txt", mode)) == (["-!a.txt", "-!b.txt"], [])


def test_each_thing_that_is_wrong_is_told_once() -> None:
    found, problems = read(("../a.txt", 0), ("/b.txt", 0), ("c.txt", stat.S_IFLNK), ("d.txt", 0))
    assert found == ["-!d.txt"]
    assert [reason for _, reason in problems] == [
        "2 of its 4 files have names that lead out of it",
        "1 of its 4 files are links or devices",
    ]
