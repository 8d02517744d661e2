"""`python -m auditor.cli`: the command where it is not installed."""

from auditor.cli import main

main()
