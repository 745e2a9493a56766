"""Forensics: ``python packaging/dev.py forensics``. What an attacker finds or can fake."""

import sys

from tests import suite
from tests.forensics import ceremony, dispose, drill, export, files, memory, tamper
from tests.suite import RowProgram

PROGRAMS: dict[str, RowProgram] = {
    "files": files.run,
    "memory": memory.run,
    "tamper": tamper.run,
    "drill": drill.run,
    "dispose": dispose.run,
    "ceremony": ceremony.run,
    "export": export.run,
}

if __name__ == "__main__":
    sys.exit(suite.run("forensics", PROGRAMS))
