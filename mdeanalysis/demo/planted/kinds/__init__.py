"""The kinds of causes, one module each: its `plan` chooses where in a fleet the cause is, or finds no place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mdeanalysis.demo.planted.kinds import (
    asr_rule,
    firewall,
    malformed_ring,
    old_root,
    proxy_auth,
    proxy_refused,
    region_storage,
    silent_bypass,
    tls_inspection,
    workspace,
    wpad,
)
from mdeanalysis.demo.planted.model import Cause
from mdeanalysis.demo.planted.roster import Roster

#: By the name that `--causes` takes, in the order in which they are planted: whatever moves devices comes first.
KINDS: dict[str, Callable[[Roster, Random], Cause | None]] = {
    "asr_rule": asr_rule.plan,
    "malformed_ring": malformed_ring.plan,
    "firewall": firewall.plan,
    "silent_bypass": silent_bypass.plan,
    "wpad": wpad.plan,
    "proxy_auth": proxy_auth.plan,
    "proxy_refused": proxy_refused.plan,
    "region_storage": region_storage.plan,
    "tls_inspection": tls_inspection.plan,
    "old_root": old_root.plan,
    "workspace": workspace.plan,
}
