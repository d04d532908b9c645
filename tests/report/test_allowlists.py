"""Allow-lists read by those who use them, Squid and an engine of proxy scripts; the rest by their vendors' rules."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from builders import GATEWAY, write
from plan.fleets import directly, of
from pypac.parser import PACFile

from mdeanalysis import load
from mdeanalysis.plan.allowlist import COLUMNS, allowlist
from mdeanalysis.report.allowlists import notes
from mdeanalysis.report.allowlists import write as written

DAY = date(2025, 3, 21)
ROOT = Path(__file__).parent.parent.parent
FORMS = ("csv", "edl", "squid", "pac", "paloalto", "zscaler")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
HOSTILE = (
    "x.example.com\nhttp_access allow all",
    '"];evil();["',
    "203.0.113.7",
    "a b.example.com",
    "*",
    "edr-*.example.com",
)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    us = "https://winatp-gw-cus.microsoft.com/commands/test"
    folder = tmp_path_factory.mktemp("fleet")
    return allowlist(
        load(write(folder, {"a.txt": of("A", directly(GATEWAY)), "b.txt": of("B", directly(us))})).tables
    )


def rows(*names: str, port: int = 443) -> pd.DataFrame:
    """An allow-list of just these names."""
    made = pd.DataFrame([dict.fromkeys(COLUMNS, "")] * len(names), columns=list(COLUMNS))
    return made.assign(
        host=list(names), port=port, wildcard=["*" in name for name in names], devices=1, anonymous=True
    )


def squid() -> Path:
    """Squid as it is installed."""
    found = shutil.which("squid", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and sys.platform != "linux":
        pytest.skip("needs Squid, which `make test` brings on Debian and its like alone")
    assert found, "needs Squid: `make test` brings it on Debian and its like as root, elsewhere install it"
    return Path(found)


def parsed(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What Squid says of the list, included as its first lines say."""
    (folder / "defender.conf").write_text(text, encoding="utf-8")
    conf = folder / "squid.conf"
    conf.write_text(f"http_port 127.0.0.1:3128\nacl strangers src 192.0.2.0/24\nhttp_access deny strangers\n"
                    f"include {folder}/defender.conf\nhttp_access deny all\n", encoding="utf-8")  # fmt: skip
    return subprocess.run(
        [squid(), "-k", "parse", "-f", conf], capture_output=True, text=True, timeout=60, check=False
    )


def test_squid_reads_the_list_without_a_warning(hosts: pd.DataFrame, tmp_path: Path) -> None:
    text = written(hosts, "squid", DAY)
    done = parsed(text, tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"WARNING|ERROR|FATAL|is a subdomain", done.stderr) == []
    assert done.stderr.count("Processing: acl mde_hosts") == text.count("\nacl mde_hosts")
    assert "Processing: http_access allow mde_connect mde_hosts mde_port_443" in done.stderr


def test_squid_refuses_a_broken_list(tmp_path: Path) -> None:
    assert parsed("acl mde_hosts dstdomain\nhttp_acces allow mde_hosts\n", tmp_path).returncode != 0


def test_squid_gets_no_name_that_a_wildcard_covers(tmp_path: Path) -> None:
    names = rows("*.example.com", "a.example.com", "example.com", "*.b.example.com", "example.org")
    text = written(names, "squid", DAY)
    assert re.findall(r"^acl mde_hosts dstdomain (.+)$", text, re.MULTILINE) == ["example.org", ".example.com"]
    done = parsed(text, tmp_path)
    assert done.returncode == 0
    assert "WARNING" not in done.stderr


def script(text: str) -> PACFile:
    return PACFile(text.replace('var OTHERS = "DIRECT"', 'var OTHERS = "PROXY proxy.example.com:8080"'))


def test_the_proxy_script_sends_just_these_hosts_their_own_way(hosts: pd.DataFrame) -> None:
    pac = script(written(hosts, "pac", DAY))
    for row in hosts.itertuples():
        host = row.host.replace("*", "any")
        scheme = "http" if row.port == 80 else "https"
        assert pac.find_proxy_for_url(f"{scheme}://{host}/x", host) == "DIRECT"
        assert pac.find_proxy_for_url(f"{scheme}://{host.upper()}/x", host.upper()) == "DIRECT"
        for other in (f"{host}.example.com", f"evil-{host}.org", host.replace(".", "-")):
            assert pac.find_proxy_for_url(f"{scheme}://{other}/x", other) == "PROXY proxy.example.com:8080"


@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("http://ctldl.windowsupdate.com/x", "DIRECT"),
        ("https://ctldl.windowsupdate.com/x", "PROXY proxy.example.com:8080"),
        ("https://wd.microsoft.com/", "PROXY proxy.example.com:8080"),
        ("https://constructor/", "PROXY proxy.example.com:8080"),
    ],
    ids=["on-80", "on-443", "the-name-without-a-label", "a-word-of-the-language"],
)
def test_the_proxy_script_tells_near_misses_apart(hosts: pd.DataFrame, url: str, way: str) -> None:
    host = url.split("/")[2]
    assert script(written(hosts, "pac", DAY)).find_proxy_for_url(url, host) == way


def test_the_plain_list_has_a_name_a_line(hosts: pd.DataFrame) -> None:
    lines = written(hosts, "edl", DAY).splitlines()
    assert sorted(lines) == sorted(set(hosts["host"]))


def test_palo_alto_s_entries_end_in_a_slash(hosts: pd.DataFrame) -> None:
    lines = written(hosts, "paloalto", DAY).splitlines()
    assert sorted(lines) == sorted({f"{host}/" for host in hosts["host"]})


def test_zscaler_s_wildcards_are_leading_dots(hosts: pd.DataFrame) -> None:
    lines = written(hosts, "zscaler", DAY).splitlines()
    assert sorted(lines) == sorted({host.removeprefix("*") for host in hosts["host"]})


def test_the_csv_has_every_column(hosts: pd.DataFrame) -> None:
    lines = list(csv.DictReader(io.StringIO(written(hosts, "csv", DAY))))
    assert len(lines) == len(hosts)
    assert set(COLUMNS) <= set(lines[0])


@pytest.mark.parametrize("form", FORMS)
def test_no_list_holds_an_address(hosts: pd.DataFrame, form: str) -> None:
    assert ADDRESS.findall(written(hosts, form, DAY)) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_what_is_no_name_reaches_no_configuration(form: str) -> None:
    text = written(rows("good.example.com", *HOSTILE), form, DAY)
    assert "good.example.com" in text
    assert "evil" not in text
    assert "allow all" not in text
    assert ADDRESS.findall(text) == []
    assert "edr-" not in text


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_an_empty_list_is_empty_and_whole(form: str, tmp_path: Path) -> None:
    text = written(rows(), form, DAY)
    if form == "squid":
        assert parsed(text, tmp_path).returncode == 0
    elif form == "pac":
        assert script(text).find_proxy_for_url("https://a.example.com/", "a.example.com").startswith("PROXY")
    else:
        assert text == ""


def test_what_a_list_cannot_say_is_said_beside_it(hosts: pd.DataFrame) -> None:
    devices = pd.DataFrame({"required_urls": pd.array([3, pd.NA], dtype="Int64")})
    said = notes(pd.concat([hosts, rows("edr-*.example.com")]), devices, "edl")
    assert said[0].startswith("1 device of unknown region or build")
    assert said[1].endswith("edr-*.example.com")
    assert said[2].startswith("on port 80")
    assert "ctldl.windowsupdate.com" in said[2]
    assert notes(hosts, devices[:1], "squid") == []
