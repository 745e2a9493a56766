"""Bench: ``python packaging/dev.py bench``. Each figure beside its limit, taken in the same run."""

import sys

from tests import suite
from tests.bench import (
    backup,
    custody,
    dispose,
    documents,
    find,
    gui_block,
    importing,
    many_documents,
    memory,
    rotate,
    save,
    sealing,
    start,
    unlock,
)
from tests.suite import RowProgram

PROGRAMS: dict[str, RowProgram] = {
    "start": start.run,
    "unlock": unlock.run,
    "find": find.run,
    "save": save.run,
    "gui-block": gui_block.run,
    "memory": memory.run,
    "rotate": rotate.run,
    "dispose-1": dispose.run_one,
    "dispose-50": dispose.run_many,
    "import": importing.run,
    "document-add": documents.run_add,
    "document-read": documents.run_read,
    "backup-first": backup.run_first,
    "backup-again": backup.run_again,
    "seal-first": sealing.run_first,
    "seal-refresh": sealing.run_refresh,
    "seal-many": many_documents.run,
    "open-caseload": custody.run_caseload,
    "take-custody": custody.run_take,
}

if __name__ == "__main__":
    sys.exit(suite.run("bench", PROGRAMS))
