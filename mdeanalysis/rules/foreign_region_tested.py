"""URLs of another region were tested in place of the device's own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.profile import Profile, regions_of
from mdeanalysis.rules.evidence_join import listed
from mdeanalysis.rules.rule import Rule, View, hits
from mdeanalysis.vocabulary import TESTED_SERVICES


def find(view: View) -> pd.DataFrame:
    """Services of which every tested URL belongs to a foreign region; own ones beside them do no harm."""
    devices = view.devices[view.devices["region"].notna() & (view.devices["region_evidence"] != "cnc_hosts")]
    urls = view.system_urls
    urls = urls[urls["service"].isin(TESTED_SERVICES) & urls["endpoint_region"].notna()]
    urls = urls[urls["result_id"].isin(devices["result_id"].unique())]
    devices = devices[devices["result_id"].isin(urls["result_id"].unique())]
    ids = urls["result_id"].cat.categories.get_indexer(pd.Index(devices["result_id"].astype("object")))
    place = devices["region"].astype("object") + "|" + devices["datacenter"].astype("object").fillna("")
    codes, places = pd.factorize(place)
    of_result = pd.Series(codes, ids)
    pair = of_result.reindex(urls["result_id"].cat.codes.to_numpy()).to_numpy()
    own = _own(list(places), list(urls["endpoint_region"].cat.categories))
    is_own = own[pair.astype("int64"), urls["endpoint_region"].cat.codes.to_numpy()] if len(urls) else []
    keys = [urls["result_id"].cat.codes, urls["service"].cat.codes]
    alone = ~pd.Series(is_own, urls.index, dtype="bool").groupby(keys).transform("any").astype(bool)
    return _told(urls[alone], devices)


def _own(places: list[str], regions: list[str]) -> npt.NDArray[np.bool_]:
    """Whether an endpoint's regions (columns) serve a device's place (rows)."""
    serving = [_regions(*place.split("|", 1)) for place in places]
    table = [[bool(mine & set(names.split("/"))) for names in regions] for mine in serving]
    return pd.DataFrame(table, columns=regions, dtype="bool").to_numpy()


def _regions(region: str, datacenter: str) -> frozenset[str]:
    """The catalogue's regions that serve a device."""
    return frozenset[str]().union(*regions_of(Profile(region, datacenter)))


def _told(rows: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    result, service = rows["result_id"].astype("object"), rows["service"].astype("object")
    regions = pd.Series(devices["region"].astype("object").array, devices["result_id"].astype("object").array)
    group = result + " " + service
    others = group.map(listed(group, rows["endpoint_region"])).astype("object")
    message = (
        "the device's region is "
        + result.map(regions).astype("object")
        + ", but URLs of "
        + service
        + " are of "
        + others
    )
    return hits(rows, service, message + " alone")


RULE = Rule(
    "foreign_region_tested",
    "warning",
    "Another region's URLs were tested in place of the device's own",
    "Run the newest analyzer from its whole folder on the onboarded device, so that it takes the URLs of the "
    "device's own region; before onboarding, run MDEClientAnalyzer.cmd -o PATH with the onboarding script. Answers "
    "of another region say nothing of the one that the sensor uses.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
