"""The search of a finished copy finds what another hand put back, wherever it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from planting import escaped, report, secrets, zipped

from mdeanalysis.errors import OutputError
from mdeanalysis.redaction import copying
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.run import refuse
from mdeanalysis.redaction.vault import Vault
from mdeanalysis.redaction.verify import Leak, Search

KNOWN = secrets(17)


@pytest.fixture(scope="module")
def search() -> Search:
    """A search for all secrets of one number."""
    redactor = Redactor(Vault(b"k" * 32))
    redactor.text(report(KNOWN))
    return Search(redactor.vault)


@pytest.mark.parametrize("form", range(13), ids=str)
def test_a_whole_word_in_any_escape(search: Search, form: int) -> None:
    text = list(escaped(KNOWN["device"]))[form].replace("x" + KNOWN["device"] + "y_", KNOWN["device"])
    assert list(search.words(f"see {text} there"))


@pytest.mark.parametrize(
    "kind", ["device", "plain_user", "proxy", "domain", "password", "organisation", "tag", "ipv4", "guid"]
)
def test_every_kind(search: Search, kind: str) -> None:
    assert list(search.text(f"and {KNOWN[kind]}, then")) != []
    assert list(search.text("and nothing, then")) == []


@pytest.mark.parametrize("carrier", ["name", "zip", "member", "gz", "utf-16"])
def test_every_carrier(search: Search, tmp_path: Path, carrier: str) -> None:
    text = f"{KNOWN['device']} is here".encode()
    name = f"{KNOWN['device']}.txt" if carrier == "name" else "a.txt"
    data = {
        "name": b"nothing",
        "zip": zipped({"a.txt": text}),
        "member": zipped({f"{KNOWN['device']}/a.txt": b"nothing"}),
        "gz": gzip.compress(text),
        "utf-16": text.decode().encode("utf-16"),
    }[carrier]
    (tmp_path / name).write_bytes(data)
    assert {leak.kind for leak in search.folder(tmp_path)} == {"host"}


def test_fields_are_searched_whatever_stands_in_them(search: Search) -> None:
    assert list(search.text("Device name: ZZ")) == ["host"]
    assert list(search.text("Optional Sense DeviceTag is: x")) == ["tag"]
    assert list(search.text("Optional Sense DeviceTag is: False")) == []


def test_an_address_that_stands_for_another_is_counted() -> None:
    vault = Vault(b"k" * 32)
    image = vault.address("10.1.2.3") or ""
    other = vault.address(image) or ""
    assert not copying.unexplained("a 10.1.2.3 b", f"a {image} b", vault)
    assert copying.unexplained(f"a 10.1.2.3 {image}", f"a {image} {image}", vault)
    assert not copying.unexplained(f"a 10.1.2.3 {image}", f"a {image} {other}", vault)


def test_a_leak_is_told_without_its_value() -> None:
    refuse([])
    with pytest.raises(OutputError, match=r"1 values were still found.*a\.zip!b\.txt \(user\)"):
        refuse([Leak("a.zip!b.txt", "user")])


def test_an_interrupted_copy_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with copying.staged(tmp_path / "copy", overwrite=False) as folder:
            (folder / "half.txt").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []
