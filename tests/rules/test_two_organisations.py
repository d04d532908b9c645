"""Sites whose devices report to different organisations."""

from builders import GUID, device, report
from rules.fleets import found, lines

RULE = "two_organisations"
OTHER = "99999999-2222-3333-4444-555555555555"


def of(name, org=GUID):
    return report(items=device(name) | {"Organization Id": org})


def test_it_fires_for_a_site_with_two(tmp_path):
    frame = found(RULE, tmp_path, {"Lyon/a.txt": of("A"), "Lyon/b.txt": of("B", OTHER), "Lyon/c.txt": of("C")})
    assert frame["subject"].tolist() == ["Lyon"]
    assert frame["result_id"].isna().all()
    assert frame["message"].tolist() == [f"devices of Lyon report to {GUID} (2 devices), {OTHER} (1 devices)"]
    assert lines(frame, tmp_path) == [f"Organization Id: {GUID}", f"Organization Id: {OTHER}"]


def test_it_is_silent_where_each_site_has_its_own_or_none_is_known(tmp_path):
    files = {"Lyon/a.txt": of("A"), "Leeds/b.txt": of("B", OTHER), "Leeds/c.txt": of("C", "")}
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_is_silent_without_sites(tmp_path):
    assert len(found(RULE, tmp_path, {"a.txt": of("A"), "b.txt": of("B", OTHER)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_two_devices_of_two_sites_are_two_findings(tmp_path):
    sites = {
        f"{site}/{name}.txt": of(site + name, org) for site in ("X", "Y") for name, org in (("a", GUID), ("b", OTHER))
    }
    assert found(RULE, tmp_path, sites)["subject"].tolist() == ["X", "Y"]
