"""`python -m mdeanalysis.cli`."""

from mdeanalysis.cli import main

main()
