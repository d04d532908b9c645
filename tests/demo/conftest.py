"""A device of any story, as the plan would deal it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mdeanalysis.demo.model import Device
from mdeanalysis.demo.sites import SYSTEMS, ZURICH
from mdeanalysis.demo.stories import BY_NAME

GUID = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def device_of() -> Callable[..., Device]:
    """`device_of("dns")` is a device whose story is that; keywords change it."""

    def device(story: str = "healthy", **changes: object) -> Device:
        told = BY_NAME[story]
        site = told.site or ZURICH
        plain = Device(
            number=17,
            name="CONTOSO-WS017",
            site=site,
            system=SYSTEMS[4][0],
            way=told.way or site.ways[0],
            story=story,
            carrier="zip",
            encoding="utf16",
            culture=told.culture or "en-US",
            runner=told.runner or "psexec",
            url_list="shipped" if story == "not_onboarded" else "region",
            started_utc=datetime(2025, 3, 3, 8, 54, 23, tzinfo=UTC),
            device_id="0123456789abcdef0123456789abcdef01234567",
            sense_guid="66666666-7777-8888-9999-aaaaaaaaaaaa",
            org_id=GUID,
            tag="Lab",
        )
        return replace(plain, **changes)

    return device
