"""`python -m mdeanalysis`."""

from mdeanalysis.cli import main

main()
