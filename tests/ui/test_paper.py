"""Printing from memory, at its true size."""

from datetime import date
from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ui.paper import images, print_on
from vault.keys.creation import plan_vault
from vault.printing.sheet_pdf import SheetContent, render_recovery_sheet


def _pdf() -> bytes:
    plan = plan_vault("North Street")
    content = SheetContent(
        vault_name=plan.name,
        vault_id=plan.vault_id,
        created_on=date(2026, 11, 22),
        slot_label="Recovery sheet 1",
        secret=plan.sheet,
        qr_text=plan.qr_text,
        fingerprint=plan.fingerprint,
    )
    return render_recovery_sheet(content)


def _darkness(pdf: bytes) -> float:
    """Return how much of the first page is ink."""
    image = images(pdf, 50)[0]
    dots = bytes(image.constBits())
    return sum(dot < 128 for dot in dots) / len(dots)


def test_what_comes_out_is_what_went_in(qtbot: QtBot, tmp_path: Path) -> None:
    pdf, paper = _pdf(), tmp_path / "paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    print_on(printer, pdf)
    printed = paper.read_bytes()
    assert len(pypdfium2.PdfDocument(printed)) == 1
    assert abs(_darkness(printed) - _darkness(pdf)) < 0.02
    assert _darkness(pdf) > 0.01
