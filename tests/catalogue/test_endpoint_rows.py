"""The rows of the catalogue, each against the join rule itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mdeanalysis.catalogue.endpoints import Profile, Row, lookup
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.catalogue.table import REGIONS
from mdeanalysis.vocabulary import SERVICES

HOME = {
    "WW": Profile("US"),
    "USGOV": Profile("FFL4", "UsGovTexas"),
    "GCC": Profile("FFL4", "UsModTexas"),
    "GCCH": Profile("FFL4", "UsGovVirginia"),
    "DOD": Profile("FFL5"),
}
GENERATIONS = {"standard", "streamlined", "mma", "shape"}


def home_of(row: Row) -> Profile:
    return HOME.get(row.region, Profile(row.region))


def own_urls(row: Row) -> list[str]:
    host = row.endpoint.replace("*", "contoso")
    return [f"{row.schemes[0]}://{host}{path.replace('*', 'contoso')}" for path in row.paths or ("/contoso",)]


def rank(service: str | None) -> int:
    return SERVICES.index(service) if service in SERVICES else len(SERVICES)


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: f"{row.endpoint}-{row.region}-{row.service}-{row.cloud}")
def test_a_row_is_found_by_its_own_urls_or_a_service_before_it_is(row):
    for url in own_urls(row):
        found = lookup(url, home_of(row))
        # Services outside the fixed order share the last rank, where the file's order decides.
        before = found.service != row.service and rank(found.service) <= rank(row.service)
        assert row in found.rows or before, url


def test_every_row_of_a_tested_service_is_the_answer_to_its_own_urls():
    tested = [row for row in catalogue() if row.service in SERVICES[:8] and row.required != "optional"]
    lost = [url for row in tested for url in own_urls(row) if lookup(url, home_of(row)).service != row.service]
    assert len(tested) > 100
    assert lost == []


def test_a_row_is_known_by_endpoint_region_service_and_cloud():
    keys = [(row.endpoint, row.region, row.service, row.cloud) for row in catalogue()]
    assert len(keys) == 413
    assert len(set(keys)) == len(keys)


def test_statuses_stand_beside_their_paths():
    rows = {(row.endpoint, row.service, row.region): row for row in catalogue()}
    assert all(len(row.statuses) == max(1, len(row.paths)) for row in rows.values())
    crl = rows["crl.microsoft.com", "ctl_crl", "WW"]
    assert crl.statuses == (frozenset(), frozenset({400}), frozenset({404}))
    gateway = rows["winatp-gw-cus.microsoft.com", "command_control", "US"]
    assert gateway.statuses == (frozenset({200}), frozenset({200}))


def test_the_words_of_the_file_are_known_words():
    assert {row.region for row in catalogue()} == set(REGIONS)
    assert {row.generation for row in catalogue()} == GENERATIONS
    assert {row.required for row in catalogue()} == {"required", "optional", "legacy"}
    assert {name for row in catalogue() for name in row.platforms} == {"windows", "macos", "linux"}


def test_the_file_is_read_at_first_use_and_without_pandas():
    code = (
        "import sys, mdeanalysis.catalogue.endpoints, mdeanalysis.catalogue.rows as rows;"
        "assert rows.catalogue.cache_info().currsize == 0;"
        "assert not {'pandas', 'pyarrow', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
