"""Change requests: complete, and safe to paste, whatever the results held."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from builders import CYBER, GATEWAY, GATEWAY_2, write
from plan.fleets import HOST, OTHER, PROXY, by_proxy, directly, of

from mdeanalysis import load
from mdeanalysis.demo.planted import plant, write_planted
from mdeanalysis.errors import OutputError
from mdeanalysis.plan import make_plan
from mdeanalysis.report.tickets import write_tickets

FLEET = {
    "Bern/a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER)),
    "Bern/b.txt": of("B", by_proxy(GATEWAY, "403"), by_proxy(CYBER, "pin")),
    "Bern/c.txt": of("C", by_proxy(GATEWAY, "407", proxy=OTHER), by_proxy(CYBER, proxy=OTHER)),
    "Chur/d.txt": of("D", directly(GATEWAY, "12007"), directly(CYBER)),
}


def tickets(folder: Path, files: dict[str, str]) -> dict[str, dict[str, str]]:
    """Folder -> file -> text."""
    fleet = load(write(folder / "in", files))
    write_tickets(make_plan(fleet.tables), fleet.tables, folder / "out", ["in"])
    return {
        place.name: {file.name: file.read_text(encoding="utf-8") for file in place.iterdir()}
        for place in sorted((folder / "out").iterdir())
    }


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_each_way_out_has_a_folder_of_its_own(tmp_path):
    found = tickets(tmp_path, FLEET)
    assert list(found) == ["01-10.0.0.6-8080", "02-10.0.0.7-8080", "03-direct-from-chur"]
    assert all(set(files) == {"ticket.txt", "hosts.csv", "devices.csv", "evidence.csv"} for files in found.values())


def test_a_ticket_says_who_is_to_do_what_for_which_hosts(tmp_path):
    text = tickets(tmp_path, FLEET)["01-10.0.0.6-8080"]["ticket.txt"]
    assert text.startswith(
        "To:      proxy team, 10.0.0.6:8080\n"
        "Subject: Microsoft Defender for Endpoint: allow 1 host; do not inspect 1 host (10.0.0.6:8080, 2 devices)\n"
    )
    assert f"  {HOST[GATEWAY]:<46}  443        2  Refused by a proxy (403)\n" in text
    assert f"  {HOST[CYBER]:<46}  443        1  TLS inspection (12157)\n" in text
    assert "free 2 of 2, as far as was tested" in text
    assert "not their addresses" in text
    assert f"-x http://{PROXY} https://{HOST[GATEWAY]}/commands/test\n\nIt must print 200.\n" in text
    assert "The certificate's issuer" in text
    assert "mdeanalysis compare in AFTER --fail-on regression" in text


def test_the_tables_hold_every_host_device_and_line(tmp_path):
    files = tickets(tmp_path, FLEET)["01-10.0.0.6-8080"]
    hosts = [(row["change"], row["host"], row["port"], row["devices"]) for row in cells(files["hosts.csv"])]
    assert hosts == [("allow_host", HOST[GATEWAY], "443", "2"), ("stop_inspection", HOST[CYBER], "443", "1")]
    devices = [(row["device_name"], row["changes"], row["freed_by"]) for row in cells(files["devices.csv"])]
    assert devices == [("A", "1", "1"), ("B", "1 2", "2")]
    lines = cells(files["evidence.csv"])
    assert len(lines) == 3
    for row in lines:
        shown = (tmp_path / "in" / row["source"]).read_text(encoding="utf-8").split("\n")[int(row["line"]) - 1]
        assert row["answer"] in shown


def test_names_that_do_not_resolve_go_to_those_who_resolve_them(tmp_path):
    text = tickets(tmp_path, FLEET)["03-direct-from-chur"]["ticket.txt"]
    assert text.startswith(
        "To:      name server team, direct from Chur\nSubject: Microsoft Defender for Endpoint: name"
    )
    assert HOST[GATEWAY] in text


@pytest.mark.parametrize(
    ("files", "to"),
    [
        ({"Bern/a.txt": of("A", by_proxy(GATEWAY, "bad"))}, "whoever manages the devices' policies"),
        ({"Bern/a.txt": of("A", directly(GATEWAY, "12002"), directly(CYBER))}, "firewall team, direct from Bern"),
        (
            {
                "Bern/a.txt": of("A", by_proxy(GATEWAY, "12007")),
                "Bern/b.txt": of("B", by_proxy(GATEWAY)),
            },
            "support on site",
        ),
        (
            {
                "Bern/a.txt": of("A", directly(GATEWAY, "12045"), directly(CYBER)),
                "Chur/b.txt": of("B", by_proxy(GATEWAY, "12045"), by_proxy(CYBER)),
            },
            "whoever manages Windows, devices with Windows 10 21H2",
        ),
    ],
    ids=["setting", "firewall", "single-devices", "system"],
)
def test_a_ticket_goes_to_whoever_can_act(tmp_path, files, to):
    (made,) = tickets(tmp_path, files).values()
    assert made["ticket.txt"].startswith(f"To:      {to}")


def test_a_device_that_lacks_something_elsewhere_is_not_promised_to_be_free(tmp_path):
    both = of("A", by_proxy(GATEWAY, "403"), by_proxy(GATEWAY_2, "403", proxy=OTHER))
    first, second = tickets(tmp_path, {"Bern/a.txt": both}).values()
    assert "free 0 of 1, as far as was tested; the others lack something elsewhere as well" in " ".join(
        first["ticket.txt"].split()
    )
    assert "free 1 of 1" in second["ticket.txt"]


def test_hostile_names_stay_in_their_place(tmp_path):
    proxy = "../../x'$(id)\x1b[31m:8080"
    files = {"Bern/a.txt": of("=cmd()", by_proxy(GATEWAY, "403", proxy=proxy), by_proxy(CYBER, proxy=proxy))}
    found = tickets(tmp_path, files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    (made,) = found.values()
    assert "\x1b" not in "".join(made.values())
    assert "curl.exe" not in made["ticket.txt"]
    assert "'=CMD()" in made["devices.csv"]
    assert all(len(name) < 80 and "/" not in name and "$" not in name for name in found)


def test_many_devices_are_counted_and_few_of_them_named(tmp_path):
    files = {f"Bern/{n}.txt": of(f"PC-{n:02}", by_proxy(GATEWAY, "403"), by_proxy(CYBER)) for n in range(12)}
    (made,) = tickets(tmp_path, files).values()
    assert "and 2 more in devices.csv" in " ".join(made["ticket.txt"].split())
    assert len(cells(made["devices.csv"])) == 12


def test_nothing_to_change_writes_nothing(tmp_path):
    fleet = load(write(tmp_path / "in", {"a.txt": of("A", by_proxy(GATEWAY))}))
    assert write_tickets(make_plan(fleet.tables), fleet.tables, tmp_path / "out", ["in"]) == []


def test_a_file_in_the_folder_s_place_is_an_error(tmp_path):
    fleet = load(write(tmp_path / "in", FLEET))
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="takes a folder"):
        write_tickets(make_plan(fleet.tables), fleet.tables, tmp_path / "out", ["in"])


def test_a_workspace_s_host_has_no_request_to_try(tmp_path):
    write_planted(tmp_path / "fleet", plant(120, 4, "workspace", noise=0.0))
    fleet = load(tmp_path / "fleet")
    plan = make_plan(fleet.tables)
    assert set(plan.needs["service"]) == {"mma"}
    assert "allow_host" in set(plan.changes["kind"])
    write_tickets(plan, fleet.tables, tmp_path / "out", ["in"])
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "out").rglob("ticket.txt")]
    assert texts
    assert not any("curl.exe" in text for text in texts)
