"""Names of Windows builds."""

from __future__ import annotations

import pytest

from mdeanalysis.catalogue.os_releases import os_release


@pytest.mark.parametrize(
    ("build", "is_server", "release"),
    [
        (7600, False, "Windows 7"),
        (7601, False, "Windows 7 SP1"),
        (7601, True, "Windows Server 2008 R2 SP1"),
        (9200, False, "Windows 8"),
        (9200, True, "Windows Server 2012"),
        (9600, False, "Windows 8.1"),
        (9600, True, "Windows Server 2012 R2"),
        (10240, False, "Windows 10 1507"),
        (14393, False, "Windows 10 1607"),
        (14393, True, "Windows Server 2016"),
        (16299, True, "Windows Server, version 1709"),
        (17763, False, "Windows 10 1809"),
        (17763, True, "Windows Server 2019"),
        (19044, False, "Windows 10 21H2"),
        (19045, False, "Windows 10 22H2"),
        (20348, True, "Windows Server 2022"),
        (22000, False, "Windows 11 21H2"),
        (22631, False, "Windows 11 23H2"),
        (25398, True, "Windows Server, version 23H2"),
        (26100, False, "Windows 11 24H2"),
        (26100, True, "Windows Server 2025"),
        (26200, False, "Windows 11 25H2"),
        (21999, False, "Windows 10 build 21999"),
        (22001, False, "Windows 11 build 22001"),
        (29000, False, "Windows 11 build 29000"),
        (29000, True, "Windows Server build 29000"),
        (19044, True, "Windows Server build 19044"),
        (3790, False, "Windows build 3790"),
    ],
)
def test_a_build_and_its_kind_name_the_release(build, is_server, release):
    assert os_release(build, is_server, None) == release


@pytest.mark.parametrize(
    ("build", "os_name", "release"),
    [
        (14393, "Windows Server 2016 Standard", "Windows Server 2016"),
        (14393, "Hyper-V Server 2016", "Windows Server 2016"),
        (14393, "Windows 10 Enterprise", "Windows 10 1607"),
        (14393, None, None),
        (26100, None, None),
        (29000, None, None),
        (19044, None, "Windows 10 21H2"),
        (20348, None, "Windows Server 2022"),
    ],
)
def test_without_a_kind_the_name_or_the_build_alone_decides(build, os_name, release):
    assert os_release(build, None, os_name) == release


def test_the_stated_kind_outranks_the_name():
    assert os_release(14393, False, "Windows Server 2016") == "Windows 10 1607"


def test_without_a_build_there_is_no_release():
    assert os_release(None, True, "Windows Server 2016") is None
