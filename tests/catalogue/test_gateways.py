"""The region that Command & Control hosts give away."""

from __future__ import annotations

import pytest

from mdeanalysis.catalogue.endpoints import region_of_cnc


@pytest.mark.parametrize(
    ("hosts", "region"),
    [
        (["winatp-gw-weu.microsoft.com", "winatp-gw-neu3.microsoft.com"], ("EU", None)),
        (["WINATP-GW-CUS.microsoft.com"], ("US", None)),
        (["winatp-gw-cane.microsoft.com", "winatp-gw-cus.microsoft.com"], ("US", None)),
        (["winatp-gw-uks.microsoft.com"], ("UK", None)),
        (["winatp-gw-aue.microsoft.com"], ("AU", None)),
        (["winatp-gw-aec0a.microsoft.com"], ("AE", None)),
        (["winatp-gw-asmc.microsoft.com"], ("ASM", None)),
        (["winatp-gw-usgv.microsoft.com", "winatp-gw-usgt.microsoft.com"], ("FFL4", "UsGov")),
        (["winatp-gw-usmt.microsoft.com", "winatp-gw-usmv.microsoft.com"], ("FFL4", "UsMod")),
        (["edr-weu.eu.endpoint.security.microsoft.com"], ("EU", None)),
        (["edr-new.uk.endpoint.security.microsoft.com"], ("UK", None)),
        (["edr-new.ina.endpoint.security.microsoft.com"], ("IN", None)),
        (["edr-usgt.usg.endpoint.security.microsoft.us"], ("FFL4", "UsGov")),
        (["winatp-gw-weu.microsoft.com", "us-v20.events.data.microsoft.com"], ("EU", None)),
        (["winatp-gw-weu.microsoft.com", "edr-weu.eu.endpoint.security.microsoft.com"], ("EU", None)),
    ],
)
def test_gateways_of_one_region_name_it(hosts, region):
    assert region_of_cnc(hosts) == region


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        ["winatp-gw-cus.microsoft.com", "winatp-gw-weu.microsoft.com"],
        ["winatp-gw-usgt.microsoft.com", "winatp-gw-usmt.microsoft.com"],
        ["winatp-gw-weu9.microsoft.com"],
        ["winatp-gw-weu.microsoft.com", "winatp-gw-weu9.microsoft.com"],
        ["edr-weu.xx.endpoint.security.microsoft.com"],
        ["mdav.eu.endpoint.security.microsoft.com", "eu-v20.events.data.microsoft.com"],
        ["www.example.com"],
    ],
    ids=[
        "none at all",
        "the built-in list's two regions",
        "two government clouds",
        "a gateway known by shape alone",
        "a known one beside one known by shape alone",
        "an unknown streamlined label",
        "no gateway among them",
        "a foreign host",
    ],
)
def test_anything_else_leaves_the_region_unknown(hosts):
    assert region_of_cnc(hosts) is None
