"""Which required hosts a run lacks, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.endpoints import required_endpoints
from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.catalogue.rows import path_key, split_url
from mdeanalysis.rules.rule import View
from mdeanalysis.verdict.devices import comma_list
from mdeanalysis.verdict.profiles import Profiles

#: Hosts of lists that no edition of the analyzer tests, though devices require them.
_NEVER_TESTED = frozenset({"crl.microsoft.com", "www.microsoft.com"})
#: What the analyzer leaves out for the regions of the US government.
_NOT_OF_GOVERNMENT = frozenset({"ctl_crl", "settings", "events", "sample_upload_blob"})
_MOST_HOSTS = 6
_SEED = 20240521


class Lack(NamedTuple):
    """Whole services, and single hosts of services that were tested; comma lists, None where there are none."""

    services: str | None
    service_hosts: str | None
    hosts: str | None


def lacks(view: View) -> pd.DataFrame:
    """One row a device that was tested: `result_id`, `source`, `test_state` and a `Lack`.

    Of Windows alone: the tests of other systems leave services out by design.
    Results of one profile that tested the same URLs share the answer.
    """
    urls = view.system_urls
    tested = urls["result_id"].unique()
    devices = view.devices[view.devices["platform"] == "windows"]
    devices = devices[devices["result_id"].isin(tested) & devices["required_urls"].notna()]
    profiles = Profiles.of(devices)
    codes, marks = urls["result_id"].cat.codes.to_numpy(), urls["url"].cat.codes.to_numpy()
    # The sum of random numbers of its URLs tells a list of URLs, whatever their order.
    random = np.random.default_rng(_SEED).integers(1, 1 << 62, len(urls["url"].cat.categories) + 1, dtype=np.uint64)
    sums = np.zeros(len(urls["result_id"].cat.categories), dtype=np.uint64)
    np.add.at(sums, codes, random[marks])
    own = urls["result_id"].cat.categories.get_indexer(pd.Index(devices["result_id"].astype("object")))
    keys = pd.DataFrame({"profile": profiles.of_result, "sum": sums[own], "code": own}, devices.index)
    firsts = keys.drop_duplicates(["profile", "sum"])
    lists = _urls_of(urls, codes, firsts["code"].to_numpy())
    named = zip(firsts["profile"], firsts["sum"], firsts["code"], strict=True)
    known = {(p, s): lack(profiles.values[p], frozenset(lists[code])) for p, s, code in named}
    found = [known[key] for key in zip(keys["profile"], keys["sum"], strict=True)]
    frame = pd.DataFrame(found, devices.index, list(Lack._fields), dtype="object")
    return pd.concat([devices[["result_id", "source", "test_state"]], frame], axis=1)


def _urls_of(urls: pd.DataFrame, codes: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> dict[int, list[str]]:
    own = np.isin(codes, wanted)
    lists: dict[int, list[str]] = defaultdict(list)
    for code, url in zip(codes[own].tolist(), urls["url"][own].tolist(), strict=True):
        lists[code].append(url)
    return lists


def lack(profile: Profile, tested: frozenset[str]) -> Lack:
    """What a device of this profile requires, and a run of these URLs lacks; what no analyzer tests is left out."""
    paths = {split_url(url) for url in tested}
    hosts = {host for host, _ in paths}
    government = (profile.region or "").upper().startswith(("FFL", "GW_FFL"))
    missing: dict[str, list[str]] = defaultdict(list)
    found: set[str] = set()
    required = required_endpoints(profile) or ()
    shared = {host for host, *_ in required if sum(other == host for other, *_ in required) > 1}
    for host, service, listed in required:
        if host in _NEVER_TESTED or (government and service in _NOT_OF_GOVERNMENT):
            continue
        if host in hosts and (host not in shared or any((host, path_key(path)) in paths for path in listed)):
            found.add(service)
        else:
            missing[service].append(host)
    whole = sorted(set(missing) - found)
    some = [host for service, names in missing.items() if service in found for host in names]
    return Lack(comma_list(whole), _shown([host for name in whole for host in missing[name]]), _shown(some))


def _shown(hosts: list[str]) -> str | None:
    names = list(dict.fromkeys(hosts))
    more = f" and {len(names) - _MOST_HOSTS} more" if len(names) > _MOST_HOSTS else ""
    return ", ".join(names[:_MOST_HOSTS]) + more or None
