"""The one place where tables are described is sound."""

import re

import pytest

from mdeanalysis.schema import DIMENSIONS, TABLES

CONTRACT = {
    "results": "result_id device_key device_name source formats superseded",
    "attempts": "result_id device_name context url host method proxy_address outcome http_status error_code "
    "error_function tls_flags message reason reached pinned source line",
    "urls": "result_id device_name context url host service endpoint_region required state reason working_methods "
    "expected_status statuses tool_state inspection",
    "facts": "result_id device_name section name value alert source line",
    "proxy_settings": "result_id device_name scope kind address bypass enabled source line",
    "workspace_hosts": "result_id device_name workspace_id rule host port outcome reason message source line",
    "events": "result_id device_name event_id severity category check text guidance urls source line",
    "findings": "result_id device_name rule severity subject message advice evidence",
    "problems": "source line kind reason",
    "inputs": "source taken_for result_id device_name bytes encoding lines blank understood unknown skipped samples "
    "why",
    "live": "result_id device_key device_name url method way proxy_address step dns_ms connect_ms tls_ms answer_ms "
    "tls_version http_status issuer root certificate location server via auth_schemes error",
    "devices": "device_name result_id state required_urls reached_urls failed_urls untested_urls services_failed "
    "services_untested working_methods single_path direct_bypass listed portal_health",
    "inventory": "device_key device_name listed_name device_id site owner ring portal_health portal_onboarding "
    "counted arrived joined_by state why source line",
    "coverage": "site expected received readable fresh tested healthy never_received ambiguous undated "
    "unexpected portal_active_failing portal_inactive_healthy",
}
DESCRIBED = (
    "tool_version run_at run_at_local os_name os_version os_release os_build os_revision os_edition architecture "
    "platform device_id sense_guid org_id tenant_id aad_device_id group_ids device_tag region region_evidence "
    "datacenter connectivity_mode agent sense_version onboarded test_state not_tested_reason proxy_method "
    "proxy_address workspace_ids site owner ring"
)


def test_the_tables_are_the_contracts():
    assert list(TABLES) == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_contracts_columns_in_their_order(name):
    promised = CONTRACT[name].split()
    assert [column for column in TABLES[name].names if column in promised] == promised


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_named_once_and_say_what_they_mean(name):
    table = TABLES[name]
    assert len(set(table.names)) == len(table.names)
    assert table.row
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z_]*", column.name)
        assert column.kind in {"category", "text", "int", "bool", "time"}
        assert column.meaning
        assert len(column.meaning) < 120 or "," in column.meaning


def test_every_table_with_a_device_name_has_its_key():
    for table in TABLES.values():
        assert ("device_name" in table.names) == ("device_key" in table.names)


def test_what_describes_a_device_stands_in_results_and_devices():
    assert list(DIMENSIONS) == DESCRIBED.split()
    for name in ("results", "devices"):
        assert set(DIMENSIONS) <= set(TABLES[name].names)


def test_one_name_has_one_type_wherever_it_stands():
    kinds = {}
    for table in TABLES.values():
        for column in table.columns:
            kinds.setdefault(column.name, set()).add(column.kind)
    several = {name for name, found in kinds.items() if len(found) > 1}
    # A carrier or a sentence repeats in the rows about it, and does not where each row has its own.
    assert several <= {"source", "message", "reason"}
