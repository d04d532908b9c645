"""README's examples are what the commands print, and sample_results is what the demo command writes."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from readme_examples import README, ROOT, examples, output_of

from mdeanalysis.demo import write_fleet

SAMPLE = ROOT / "sample_results"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file's bytes; of zips and gzips what is in them, since compressors differ."""
    found: dict[str, bytes] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found |= unpacked(file.relative_to(folder).as_posix(), file.read_bytes())
    return found


def unpacked(name: str, content: bytes) -> dict[str, bytes]:
    if content[:2] == b"\x1f\x8b":
        return unpacked(name + "!", gzip.decompress(content))
    if zipfile.is_zipfile(io.BytesIO(content)):
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [unpacked(f"{name}!{member.filename}", archive.read(member)) for member in archive.infolist()]
        return {key: value for member in members for key, value in member.items()}
    return {name: b"" if name.endswith(".zip") else content}


@pytest.mark.parametrize(("command", "shown"), [pytest.param(*e, id=e[0]) for e in examples()])
def test_an_example_shows_what_the_command_prints(command, shown):
    assert shown == output_of(command)


def test_the_readme_has_examples():
    assert len(list(examples())) >= 2
    assert "summarize sample_results" in README.read_text(encoding="utf-8")


def test_sample_results_are_what_the_demo_command_writes(tmp_path):
    write_fleet(tmp_path / "fleet", 40, 7)
    assert contents(SAMPLE) == contents(tmp_path / "fleet")


def test_sample_results_are_small():
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 3_000_000
