"""What speaks against a condition although it is far from chance: how its devices came to be those that are left.

The search sets aside who fails by another cause. Whoever such a cause cannot reach, since the device is offline
anyway, stays and looks like a condition that fails throughout. So a condition must be raised among all of its devices
too, hidden ones counted as not failing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.conditions import FALLBACKS, Conditions
from mdeanalysis.causes.contrasts import upper_tail
from mdeanalysis.causes.outcomes import NOT_TESTED, Rows, View, distinct
from mdeanalysis.causes.search import Found, devices_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Any failure must be raised too: a closed site turns noise of other reasons into its own.
_ANY = 0.01
#: This share of a condition's devices at least must fail by it, with those that get round it.
_LEAST_HARM = 0.2
#: A condition's devices are lost where this share of the failing ones reach nothing at all.
_MOST = 0.5


@dataclass
class Doubts:
    """Judges what the search found in a view (`sets`, failing for the reason `code`)."""

    conditions: Conditions
    rows: Rows

    def none_of(self, view: View, code: int, found: Found) -> bool:
        """Whether nothing speaks against the condition."""
        own = devices_of(self.conditions, found.sets)
        failing = self._failing(view, code)
        return (
            self._any_raised(view, own)
            and self._raised(own, failing, view.exposed) <= self._level
            and self._harms(view, code, own, found)
            and not self._fell_back(view, found.sets, own, failing)
        )

    @property
    def _level(self) -> float:
        return 0.05 / max(1, len(self.conditions))

    def _failing(self, view: View, code: int) -> Ints:
        """Who fails for the reason, as far as nothing explains it yet."""
        some = view.failed[(self.rows.reason[view.failed] == code) & ~self.rows.settled[view.failed]]
        return distinct(self.rows.device[some], self.conditions.devices)

    def _any_raised(self, view: View, own: Ints) -> bool:
        """Whether the devices fail more often for whatever reason."""
        settled = self.rows.settled[view.failed]
        failing = np.unique(self.rows.device[view.failed[~settled]])
        gone = np.setdiff1d(self.rows.device[view.failed[settled]], failing)
        return self._raised(own, failing, np.setdiff1d(view.exposed, gone, assume_unique=True)) <= _ANY

    def _raised(self, own: Ints, failing: Ints, exposed: Ints) -> float:
        own = np.intersect1d(own, exposed, assume_unique=True)
        k = len(np.intersect1d(own, failing, assume_unique=True))
        return float(upper_tail(k, len(own), len(failing), len(exposed))[0])

    def _harms(self, view: View, code: int, own: Ints, found: Found) -> bool:
        """Whether it keeps devices enough from the service: not where nearly all of them get round it."""
        round_it = self.rows.device[view.masked[self.rows.ways[view.masked] >> code & 1 > 0]]
        failing = self.rows.device[view.failed[self.rows.reason[view.failed] == code]]
        masked = np.setdiff1d(np.intersect1d(own, round_it), failing)
        return found.k >= _LEAST_HARM * (found.n + len(masked))

    def _fell_back(self, view: View, sets: tuple[int, ...], own: Ints, failing: Ints) -> bool:
        """Whether a way out is named that the tool shows too where it found none, and only that raises the rate.

        A device that reaches nothing finds no proxy either and shows as direct. It might have another way as well as
        that one, so the condition must be raised with either of them in its place.
        """
        for at, c in enumerate(sets):
            instead = [
                self.conditions.of(other)
                for fallback, usual in FALLBACKS
                if self.conditions.same[c] == [fallback]
                for other in self.conditions.sets_of(usual)
            ]
            lost = np.intersect1d(own, failing, assume_unique=True)
            if instead and self.lost[lost].mean() >= _MOST:
                either = np.union1d(self.conditions.of(c), np.concatenate(instead))
                for kept in (*sets[:at], *sets[at + 1 :]):
                    either = np.intersect1d(either, self.conditions.of(kept), assume_unique=True)
                if self._raised(either, failing, view.exposed) > self._level:
                    return True
        return False

    @cached_property
    def lost(self) -> Bools:
        """Which devices reach nothing at all."""
        tried = self.rows.reason != NOT_TESTED
        failed, reached = (
            np.bincount(self.rows.device[tried & chosen], minlength=self.conditions.devices)
            for chosen in (self.rows.failed, ~self.rows.failed)
        )
        return np.asarray((failed > 0) & (reached == 0))
