"""How much memory the unlocked program holds with the list of clients in front."""

import sys
from pathlib import Path

from tests.bench.programs.first_paint import end, rss_bytes
from tests.bench.programs.real_program import RealProgram, work_in


def measure(program: RealProgram) -> None:
    before = rss_bytes()
    program.unlock()
    program.show_clients()
    end(rss=rss_bytes(), locked=before)


if __name__ == "__main__":
    work_in(Path(sys.argv[1]), measure)
