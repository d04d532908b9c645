"""What the tries mean: per URL, then per device."""

from mdeanalysis.verdict.devices import device_rows
from mdeanalysis.verdict.urls import judge_urls

__all__ = ["device_rows", "judge_urls"]
