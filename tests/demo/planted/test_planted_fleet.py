"""Which fleets can be planted, that they are always the same, and how their dimensions hang together."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.demo.planted import Planted, plant, truth_path, write_planted
from mdeanalysis.demo.planted.kinds import KINDS
from mdeanalysis.errors import OutputError, SelectionError


def digest(planted: Planted) -> str:
    """Of every text and of the truth."""
    found = hashlib.sha256(repr(planted.truth()).encode())
    for name, content in planted.texts():
        found.update(name.encode() + b"\0" + content)
    return found.hexdigest()[:16]


def test_one_seed_gives_the_same_bytes_on_every_machine() -> None:
    assert digest(plant(60, 1, "3", 0.05)) == digest(plant(60, 1, "3", 0.05)) == "33d9b6abd338d459"


def test_another_seed_is_another_fleet() -> None:
    assert digest(plant(60, 1, "3", 0.05)) != digest(plant(60, 2, "3", 0.05))


@pytest.mark.parametrize("devices", [50, 200, 2000])
@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_so_many_causes_as_are_asked_for_are_planted(devices: int, count: int) -> None:
    for seed in range(4):
        planted = plant(devices, seed, str(count))
        assert len(planted.causes) == count
        conditions = [tuple(cause.conditions.items()) for cause in planted.causes]
        assert len(set(conditions)) == count


@pytest.mark.parametrize("seed", range(5))
def test_a_large_fleet_has_place_for_every_kind_and_a_small_one_for_some(seed: int) -> None:
    assert [cause.kind for cause in plant(2000, seed, "all").causes] == list(KINDS)
    assert len(plant(50, seed, "all").causes) >= 5


def test_kinds_can_be_named_more_than_once() -> None:
    planted = plant(2000, 1, "proxy_auth, wpad,proxy_auth")
    assert [cause.kind for cause in planted.causes] == ["wpad", "proxy_auth", "proxy_auth"]
    first, second = (cause.conditions for cause in planted.causes[1:])
    assert first != second


@pytest.mark.parametrize(
    ("devices", "causes", "says"),
    [
        (200, "gremlins", "'gremlins' is no kind of cause; say asr_rule"),
        (200, "", "no kind of cause"),
        (200, "wpad,,firewall", "no kind of cause"),
        (200, "-1", "no kind of cause"),
        (200, "21", "too many"),
        (200, "9" * 5000, "no kind of cause"),
        (200, "٣", "no kind of cause"),
        (1, "1", "has no place for 1 causes"),
        (50, "wpad,wpad,wpad", "no place for 3 causes; it has for wpad"),
    ],
)
def test_what_cannot_be_planted_is_a_clear_error(devices: int, causes: str, says: str) -> None:
    with pytest.raises(SelectionError, match=says):
        plant(devices, 1, causes)


def test_each_site_is_in_one_region_with_a_couple_of_proxies() -> None:
    members = plant(2000, 1, "none", 0).members
    regions = {(member.place.site.name, member.place.site.region) for member in members}
    assert len(regions) == len({site for site, _ in regions}) == 16
    for site, _ in regions:
        used = Counter(m.way.address for m in members if m.place.site.name == site and m.way.address)
        assert sum(count for _, count in used.most_common(3)) > 0.7 * used.total()


def test_the_region_mostly_decides_the_proxy_and_the_system_decides_the_agent() -> None:
    members = plant(2000, 2, "none", 0).members
    proxied = [m for m in members if m.way.address.startswith("proxy-") and "global" not in m.way.address]
    home = [m for m in proxied if f"proxy-{m.place.site.region.lower()}" in m.way.address]
    assert 0.9 < len(home) / len(proxied) < 1
    assert len({(member.system.build, member.system.server, member.agent) for member in members}) == 9
    assert {member.agent for member in members} == {"built_in", "unified", "mma"}


def test_only_sites_decide_whether_wpad_is_there() -> None:
    members = plant(500, 3, "none", 0).members
    assert {member.place.role for member in members if member.way.kind == "wpad"} == {"wpad"}
    assert all(bool(member.place.site.wpad_proxy) == (member.place.role == "wpad") for member in members)


@settings(max_examples=8, deadline=None)
@given(devices=st.integers(0, 60), seed=st.integers(-3, 3), noise=st.sampled_from([0.0, 0.2, 1.0]))
def test_every_text_is_filled_in_and_names_its_device(devices: int, seed: int, noise: float) -> None:
    planted = plant(devices, seed, "all", noise)
    texts = dict(planted.texts())
    assert len(texts) == devices
    for name, content in texts.items():
        text = content.decode("utf-16" if content.startswith(b"\xff\xfe") else "utf-8")
        assert f"Device name: {Path(name).stem}\r\n" in text
        assert not [letter for letter in text if "\ue000" <= letter <= "\uf8ff"]


def test_devices_that_are_alike_differ_in_their_identities_alone() -> None:
    planted = plant(2000, 1, "all", 0.02)
    sheets = planted.sheets
    by_shape: dict[int, list[str]] = {}
    for member in planted.members:
        text = sheets.text(member).decode("utf-16" if member.place.encoding == "utf16" else "utf-8")
        by_shape.setdefault(id(sheets.of(member)), []).append(text)
    first, second = next(texts[:2] for texts in by_shape.values() if len(texts) > 1)
    differing = [one for one, two in zip(first.split("\r\n"), second.split("\r\n"), strict=True) if one != two]
    own = (
        "Device",
        "Sense",
        "SQM",
        "Optional",
        "Connecting",
        "Copying",
        "Starting",
        "MDE",
        "certutil",
        "Intune",
        "Azure",
    )
    own = (*own, "Machine", "Anti-", "Group")
    assert 3 <= len(differing) <= 16
    assert all(line.startswith(own) or "Tenant : " in line for line in differing)
    assert len(by_shape) < 1000


def test_the_day_of_the_first_run_can_be_chosen() -> None:
    later = datetime(2025, 6, 2, tzinfo=UTC)
    started = {member.place.started for member in plant(60, 1, "none", start=later).members}
    assert min(started) >= datetime(2025, 6, 1, tzinfo=UTC)
    naive = {member.place.started for member in plant(60, 1, "none", start=datetime(2025, 6, 2)).members}  # noqa: DTZ001
    assert started == naive


def test_the_truth_lies_beside_the_folder_and_is_no_part_of_it(tmp_path: Path) -> None:
    write_planted(tmp_path / "fleet", plant(50, 1, "2"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fleet", "fleet.truth.json"]
    assert {path.suffix for path in (tmp_path / "fleet").rglob("*") if path.is_file()} == {".txt"}
    assert all(len(path.relative_to(tmp_path).parts) == 3 for path in (tmp_path / "fleet").rglob("*.txt"))


@pytest.mark.parametrize(
    ("name", "is_file"), [("fleet/mine.txt", False), ("fleet.truth.json", False), ("fleet", True)]
)
def test_what_is_there_already_is_left_alone(tmp_path: Path, name: str, is_file: bool) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"is not an empty folder|older fleet"):
        write_planted(tmp_path / "fleet", plant(5, 1, "none"))
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1
    assert (tmp_path / "fleet").is_file() is is_file


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "fleet").mkdir()
    write_planted(tmp_path / "fleet", plant(5, 1, "none"))
    assert len(list((tmp_path / "fleet").rglob("*.txt"))) == 5


def test_a_parent_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        write_planted(tmp_path / "file" / "fleet", plant(1, 1, "none"))


def test_a_folder_without_a_name_has_its_truth_beside_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")
    assert truth_path(Path()) == tmp_path / "here" / "below.truth.json"
    assert truth_path(Path("..")) == tmp_path / "here.truth.json"
    assert truth_path(Path("fleet")) == Path("fleet.truth.json")
