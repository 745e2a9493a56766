"""The limit: a window with nothing in it. ``memory`` as argument reads memory, not time."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.programs.first_paint import FirstPaint

if __name__ == "__main__":
    app = QApplication(["empty"])
    window = QMainWindow()
    window.resize(720, 560)
    window.show()
    watch = FirstPaint(window, reads_memory="memory" in sys.argv)
    sys.exit(app.exec())
