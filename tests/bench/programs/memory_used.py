"""How much memory the unlocked program holds with the list of clients in front."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ui.loaded_code import hash_without_openssl, import_plainly

if TYPE_CHECKING:
    from tests.bench.programs.real_program import RealProgram


def measure(program: RealProgram) -> None:
    from tests.bench.programs.first_paint import end, rss_bytes

    before = rss_bytes()
    program.unlock()
    program.show_clients()
    end(rss=rss_bytes(), locked=before)


if __name__ == "__main__":
    # As the program itself does: what drives it here would else load in another way.
    hash_without_openssl()
    import_plainly()
    from tests.bench.programs.real_program import work_in

    work_in(Path(sys.argv[1]), measure)
