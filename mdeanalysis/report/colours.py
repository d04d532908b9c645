"""One colour a state, in tables and pictures alike; as greys they still differ, from dark (failed) to light."""

from __future__ import annotations

#: (background, text). Told apart by the colour-blind too; wherever one stands, the word or number stands in it.
STATE_COLOURS = {
    "reached": ("#b9dcec", "#000000"),
    "failed": ("#8f2d0c", "#ffffff"),
    "cut_off": ("#edb14a", "#000000"),
    "not_tested": ("#e8e8e8", "#000000"),
    "unknown": ("#9a9a9a", "#000000"),
}
