"""The real program with a vault known, up to its lock window."""

import sys

from PySide6.QtWidgets import QApplication

from tests.bench.programs.first_paint import FirstPaint
from ui import app as program

if __name__ == "__main__":
    # The program takes an application object that is there; its own modules are loaded by now.
    app = QApplication(["casekeep"])
    watch = FirstPaint(app)
    sys.exit(program.main(sys.argv[1:]))
