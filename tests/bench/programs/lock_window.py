"""The real program with a vault known, up to its lock window."""

import sys

from ui import app as program

if __name__ == "__main__":
    desktop = program.start(sys.argv[1:])
    # After the program, which loads Qt itself and in its own way.
    from tests.bench.programs.first_paint import FirstPaint

    if desktop.lock_window is None:
        sys.exit("no lock window is shown")
    watch = FirstPaint(desktop.lock_window)
    sys.exit(desktop.run())
