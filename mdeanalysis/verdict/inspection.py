"""Whether somebody between the device and a service opens its TLS.

The test's own rows come first: a refused certificate proves that, and an answer with Microsoft's own certificate the
contrary. Where neither is there (blobs, and whatever else the tool does not pin), the report of 2024 may name who
issued the certificate, and under which root. Its script calls any issuer unexpected that it does not list, newer ones
of Microsoft among them; a name tells of inspection unless it is wholly Microsoft's or a supplier's: an inspector's
that only has the word Microsoft in it is no such name.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.issuers import is_known_issuer
from mdeanalysis.tables.attempts import AttemptRows, vocabulary
from mdeanalysis.vocabulary import INSPECTION, REASONS

Bools = npt.NDArray[np.bool_]
#: The tool never pins a blob; one that seems pinned has lost its flag on the way.
_PINNABLE = re.compile(r"https:(?!//[^/]*\.blob\.core\.)", re.IGNORECASE)
_CHAIN = "Certificate chain of "
#: How the facts are named that tell who issued a URL's certificate, and under which root.
ISSUED = ("Certificate issuer of ", "Certificate root of ")
_INTERCEPTED, _CLEAN, _CANNOT_TELL = range(len(INSPECTION))


def inspection(rows: AttemptRows, reached: Bools, facts: pd.DataFrame, results: pd.DataFrame) -> pd.Categorical:
    """The column `inspection` of the URLs, of which some are `reached`."""
    frame, starts = rows.frame, rows.starts
    broken = np.logical_or.reduceat(frame["reason"].cat.codes.to_numpy() == REASONS.index("tls_inspection"), starts)
    pinnable = np.asarray([_PINNABLE.match(url) is not None for url in frame["url"].cat.categories], dtype=bool)
    url = frame["url"].cat.codes.to_numpy()[starts]
    pinned = frame["pinned"].to_numpy(dtype=bool)[starts]
    proven = reached & pinned & pinnable[url]
    codes = np.select([broken, proven], [_INTERCEPTED, _CLEAN], _CANNOT_TELL)
    issued = _by_issuer(facts)
    if issued:
        system = frame["context"].to_numpy()[starts] == "system"
        names, ids = list(frame["url"].cat.categories), results["result_id"].tolist()
        for row in np.flatnonzero((codes == _CANNOT_TELL) & system).tolist():
            codes[row] = issued.get((ids[rows.result[row]], names[url[row]]), _CANNOT_TELL)
    return vocabulary(codes, INSPECTION)


def _by_issuer(facts: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(result, URL) -> what the names of issuer and root tell, where they tell something."""
    names = facts["name"].cat.categories
    told = {name for name in names if name.startswith((_CHAIN, *ISSUED))}
    if not told:
        return {}
    own = facts[facts["name"].isin(told) & facts["value"].notna()]
    found: dict[tuple[str, str], int] = {}
    for result, name, value in zip(own["result_id"], own["name"], own["value"], strict=True):
        _, _, url = name.partition(" of ")
        if name.startswith(_CHAIN):
            if value == "expected":
                found.setdefault((result, url), _CLEAN)
        elif not is_known_issuer(value):
            found[result, url] = _INTERCEPTED
    return found
