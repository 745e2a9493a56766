"""The box on paper in which a secret stands: lines in large groups, check characters, a QR code."""

import segno
from fpdf import FPDF

from vault.keys.recovery_sheet import SheetLine, SheetText
from vault.printing.document import MONO, MONO_STRONG, SANS, Style, put

LEFT, RIGHT = 20.0, 190.0
"""Letter is 18 mm shorter than A4 and may be printed centered or from the top."""
_HEIGHT = 74.0
_QR_SIZE = 48.0
# Four modules, which readers of the code want free of ink.
_QR_MARGIN = 6.0
_GROUP_PITCH = 20.5
_LABEL = Style(SANS, 9, grey=95, line=4.4)
_SECRET = Style(MONO_STRONG, 17, line=8)
_PREFIX = Style(MONO, 11, grey=70, line=6)
_NUMBER = Style(SANS, 9, grey=95, line=8)


def draw(pdf: FPDF, y: float, secret: SheetText, qr_text: str) -> float:
    """Draw the box with its top at ``y`` mm; return the y below it. It takes the page's width."""
    pdf.set_draw_color(150)
    pdf.set_line_width(0.3)
    pdf.rect(LEFT, y, RIGHT - LEFT, _HEIGHT, round_corners=True, corner_radius=2)
    qr_x = RIGHT - _QR_SIZE - _QR_MARGIN
    _draw_qr(pdf, (qr_x, y + 9), qr_text)
    put(pdf, (qr_x, y + 9 + _QR_SIZE + 3), "Prefix and lines 1 to 4", _LABEL)
    left = LEFT + 6
    check_x = left + 8 + 4 * _GROUP_PITCH + 2
    put(pdf, (left + 8, y + 5), secret.prefix, _PREFIX)
    put(pdf, (check_x, y + 5.6), "check", _LABEL)
    row = y + 13.5
    for line in secret.lines[:-1]:
        _draw_line(pdf, (left, row), line, check_x)
        row += 10.5
    put(pdf, (left + 8, row + 1), "Start of the fingerprint", _LABEL)
    _draw_line(pdf, (left, row + 6), secret.lines[-1], check_x)
    return y + _HEIGHT


def _draw_line(pdf: FPDF, at: tuple[float, float], line: SheetLine, check_x: float) -> None:
    put(pdf, at, str(line.number), _NUMBER)
    for place, group in enumerate(line.groups):
        put(pdf, (at[0] + 8 + place * _GROUP_PITCH, at[1]), group, _SECRET)
    put(pdf, (check_x, at[1]), line.check, _SECRET)


def _draw_qr(pdf: FPDF, at: tuple[float, float], text: str) -> None:
    matrix = segno.make_qr(text, error="m").matrix
    module = _QR_SIZE / len(matrix)
    pdf.set_fill_color(0)
    for y, row in enumerate(matrix):
        for start, length in _dark_runs(row):
            # A little taller than a module, so that no viewer shows seams between the rows.
            corner = (at[0] + start * module, at[1] + y * module)
            pdf.rect(*corner, length * module, module * 1.02, style="F")


def _dark_runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules in a row of the code."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
