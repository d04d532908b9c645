"""The verdict of each result over the URLs that its device requires, joined with what it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.endpoints import required_endpoints
from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.catalogue.rows import path_key, split_url
from mdeanalysis.schema import DIMENSIONS
from mdeanalysis.tables.attempts import AttemptRows, vocabulary
from mdeanalysis.tables.typed import booleans, categorical, codes_of, integers, to_frame
from mdeanalysis.verdict.profiles import Profiles
from mdeanalysis.verdict.urls import method_lists, methods_of
from mdeanalysis.vocabulary import METHODS, OUTCOMES, REASONS, SERVICES, STATES

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: A device's state is the first of these that any of its URLs has.
_WORST_FIRST = ("failed", "cut_off", "not_tested", "unknown", "reached")
_WITHOUT_URLS = {"cut_off": "cut_off", "not_tested": "not_tested", "complete": "not_tested"}


def device_rows(rows: AttemptRows, urls: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """A row of `devices` for every result of the batch (the newest of each device is chosen later)."""
    profiles = Profiles.of(results)
    basis = _basis(urls)
    result = rows.result[basis]
    judged = urls[basis]
    columns: dict[str, Any] = {name: results[name].array for name in ("result_id", "source", *DIMENSIONS)}
    columns |= _counts(judged, result, len(results), profiles)
    columns |= _state(judged, result, results)
    columns["services_failed"] = _services_failed(judged, result, len(results))
    columns |= _untested(urls, rows.result, profiles)
    masks = _masks(judged, result, len(results))
    columns["working_methods"] = methods_of(masks)
    columns["single_path"] = booleans(np.asarray([mask.bit_count() == 1 for mask in masks.tolist()], bool), masks > 0)
    columns["direct_bypass"] = booleans(_bypass(rows, basis, len(results)))
    return to_frame("devices", columns, len(results))


def _basis(urls: pd.DataFrame) -> Bools:
    """The URLs that judge: required ones, or all tested where that is not known; SYSTEM's only."""
    needed = urls["required"].to_numpy(dtype=bool, na_value=True)
    return np.asarray(needed & (urls["context"].to_numpy() == "system"))


def _counts(judged: pd.DataFrame, result: Ints, count: int, profiles: Profiles) -> dict[str, Any]:
    known = np.asarray([required_endpoints(profile) is not None for profile in profiles.values], dtype=bool)
    stated = known[profiles.of_result] if len(profiles.values) else np.zeros(0, dtype=bool)
    state = judged["state"].to_numpy()
    every = np.ones(count, dtype=bool)

    def number(mask: Bools) -> Ints:
        return np.bincount(result[mask], minlength=count)

    return {
        "required_urls": integers(number(np.ones(len(result), dtype=bool)), stated),
        "reached_urls": integers(number(state == "reached"), every),
        "failed_urls": integers(number(state == "failed"), every),
    }


def _state(judged: pd.DataFrame, result: Ints, results: pd.DataFrame) -> dict[str, Any]:
    worst = np.full(len(results), len(_WORST_FIRST), dtype=np.int64)
    ranks = np.asarray([_WORST_FIRST.index(state) for state in STATES])[judged["state"].cat.codes.to_numpy()]
    np.minimum.at(worst, result, ranks)
    names = [*_WORST_FIRST, ""]
    without = [_WITHOUT_URLS.get(str(state), "unknown") for state in results["test_state"]]
    states = [names[rank] or other for rank, other in zip(worst.tolist(), without, strict=True)]
    why = np.full(len(results), len(REASONS), dtype=np.int64)
    reasons = judged["reason"].cat.codes.to_numpy()
    np.minimum.at(why, result[reasons >= 0], reasons[reasons >= 0])
    return {
        "state": vocabulary(np.asarray([STATES.index(state) for state in states], dtype=np.int64), STATES),
        "reason": vocabulary(np.where(why == len(REASONS), -1, why), REASONS),
    }


def _services_failed(judged: pd.DataFrame, result: Ints, count: int) -> pd.Categorical:
    failed = judged["state"].to_numpy() == "failed"
    services: list[set[str]] = [set() for _ in range(count)]
    codes = judged["service"].cat.codes.to_numpy()[failed]
    names = list(judged["service"].cat.categories)
    for position, code in set(zip(result[failed].tolist(), codes.tolist(), strict=True)):
        if code >= 0:
            services[position].add(names[code])
    return categorical(*codes_of(comma_list(found) for found in services))


def comma_list(services: Iterable[str]) -> str | None:
    """Services in their order of weight."""
    ranks = {name: rank for rank, name in enumerate(SERVICES)}
    return ",".join(sorted(services, key=lambda name: (ranks.get(name, len(ranks)), name))) or None


def _untested(urls: pd.DataFrame, result: Ints, profiles: Profiles) -> dict[str, Any]:
    """Required endpoints that the run lacks. Results that tested the same URLs share the answer."""
    count = len(profiles.of_result)
    system = np.flatnonzero(urls["context"].to_numpy() == "system")
    order = system[np.argsort(result[system], kind="stable")]
    borders = np.searchsorted(result[order], np.arange(count + 1))
    codes = urls["url"].cat.codes.to_numpy().astype(np.int32)
    names = list(urls["url"].cat.categories)
    numbers, services = [], []
    for position, profile in enumerate(profiles.of_result.tolist()):
        tested = codes[order[borders[position] : borders[position + 1]]]
        own = tuple(names[code] for code in sorted(set(tested.tolist())))
        number, lacking = _lacking(profiles.values[profile], own)
        numbers.append(number)
        services.append(lacking)
    return {"untested_urls": numbers, "services_untested": services}


@lru_cache(maxsize=4096)
def _lacking(profile: Profile, tested: tuple[str, ...]) -> tuple[int | None, str | None]:
    required = required_endpoints(profile)
    if required is None:
        return None, None
    paths = {split_url(url) for url in tested}
    hosts = {host for host, _ in paths}
    shared = {host for host, service, _ in required if sum(h == host for h, _, _ in required) > 1}
    lacking, found = [], set()
    for host, service, listed in required:
        if host in hosts and (host not in shared or any((host, path_key(path)) in paths for path in listed)):
            found.add(service)
        else:
            lacking.append((host, service))
    return len(lacking), comma_list({service for _, service in lacking} - found)


def _masks(judged: pd.DataFrame, result: Ints, count: int) -> Ints:
    index = {names: mask for mask, names in enumerate(method_lists())}
    categories = [index[names] for names in judged["working_methods"].cat.categories]
    codes = judged["working_methods"].cat.codes.to_numpy()
    masks = np.zeros(count, dtype=np.int64)
    known = codes >= 0
    np.bitwise_or.at(masks, result[known], np.asarray(categories, dtype=np.int64)[codes[known]])
    return masks


def _bypass(rows: AttemptRows, basis: Bools, count: int) -> Bools:
    """Whether for any judging URL the named proxy was tried in vain and the direct way works."""
    if not len(rows.starts):
        return np.zeros(count, dtype=bool)
    method = rows.frame["method"].cat.codes.to_numpy()
    outcome = rows.frame["outcome"].cat.codes.to_numpy()
    reached = rows.frame["reached"].to_numpy(dtype=bool)
    tried = ~np.isin(outcome, [OUTCOMES.index("not_configured"), OUTCOMES.index("missing")])
    vain = np.logical_or.reduceat((method == METHODS.index("named_proxy")) & tried & ~reached, rows.starts)
    direct = np.logical_or.reduceat((method == METHODS.index("direct")) & reached, rows.starts)
    found = np.zeros(count, dtype=bool)
    found[rows.result[basis & vain & direct]] = True
    return found
