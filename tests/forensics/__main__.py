"""Forensics: ``python packaging/dev.py forensics``. What an attacker finds or can fake."""

import sys

from tests import suite
from tests.forensics import tamper
from tests.suite import RowProgram

PROGRAMS: dict[str, RowProgram] = {"tamper": tamper.run}

if __name__ == "__main__":
    sys.exit(suite.run("forensics", PROGRAMS))
