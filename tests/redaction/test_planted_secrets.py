"""Hundreds of secrets in every field, escape, encoding and carrier: none is left, and the copy still reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planting import SECRETS, carried, escaped, notes, report, secrets, written

from mdeanalysis.loading import load
from mdeanalysis.redaction.run import Redacted, redact

NUMBERS = range(11, 25)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Redacted]:
    """A folder of secrets, its copy, and how it was made."""
    top = tmp_path_factory.mktemp("planted")
    source, copy = top / "source", top / "copy"
    for number in NUMBERS:
        known = secrets(number)
        folder = source / known["site"] / known["device"]
        folder.mkdir(parents=True)
        texts = report(known), notes(known), "\n".join(form for value in known.values() for form in escaped(value))
        (folder / "MDEClientAnalyzer.txt").write_text(texts[0], "utf-16")
        (folder / f"{known['plain_user']}.txt").write_text(texts[1], "utf-8")
        for name, data in carried("\n".join(texts), f"{known['device']}.txt") if number % 7 == 0 else ():
            (folder / name).write_bytes(data)
        (folder / "escapes.log").write_text(texts[2], "utf-8")
    done = redact([str(source)], copy, top / "map.json", fleet=load(source))
    return source, copy, done


def test_no_secret_is_left(planted: tuple[Path, Path, Redacted]) -> None:
    _, copy, _ = planted
    values = {value.lower(): kind for number in NUMBERS for kind, value in secrets(number).items()}
    assert len(values) == len(SECRETS) * len(NUMBERS) > 300
    anything = re.compile("|".join(map(re.escape, sorted(values, key=len, reverse=True))))
    found = {
        (values[match[0]], place.removeprefix(str(copy)))
        for place, text in written(copy)
        for match in anything.finditer(text.lower())
    }
    assert found == set()


def test_the_search_of_this_test_finds_secrets(planted: tuple[Path, Path, Redacted]) -> None:
    source, _, _ = planted
    known = secrets(14)
    texts = [text.lower() for _, text in written(source)]
    assert {kind for kind, value in known.items() if any(value.lower() in text for text in texts)} == set(known)


def test_the_copy_has_the_same_files_and_devices(planted: tuple[Path, Path, Redacted]) -> None:
    source, copy, done = planted
    assert done.copy.left == []
    assert sum(file.is_file() for file in source.rglob("*")) == sum(file.is_file() for file in copy.rglob("*"))
    before, after = load(source), load(copy)
    assert len(before.devices) == len(after.devices) == len(NUMBERS)
    assert before.devices["state"].value_counts().to_dict() == after.devices["state"].value_counts().to_dict()


def test_microsofts_hosts_codes_and_versions_stay(planted: tuple[Path, Path, Redacted]) -> None:
    _, copy, _ = planted
    for file in copy.rglob("MDEClientAnalyzer.txt"):
        text = file.read_text("utf-16")
        assert "Testing URL : https://winatp-gw-weu.microsoft.com/commands/test\n" in text
        assert "Microsoft Windows NT 10.0.19044.0.1645" in text
        assert "Failed (12029: WinHttpSendRequest: 12029: Rechner h-" in text
