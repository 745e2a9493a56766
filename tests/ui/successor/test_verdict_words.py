"""The verdict in words: what somebody can do about it stands there."""

import zipfile
from pathlib import Path

from tests.ui.successor.sealed import Sealed
from ui.successor.held_export import HeldExport
from ui.successor.verdict_words import findings, headline


def test_a_zip_file_that_was_packed_anew_is_to_be_unpacked(sealed: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "mailed.zip"
    with zipfile.ZipFile(sealed.zip_file) as own, zipfile.ZipFile(path, "w") as packed:
        for name in own.namelist():
            packed.writestr(name, own.read(name), zipfile.ZIP_DEFLATED)
    held = HeldExport()
    held.take(path)
    assert "unpacked first" in headline(held)[0]
    first = findings(held)[0]
    assert first.heading == "Unpack the ZIP file first"
    assert "compressed" in first.text
    assert "choose the folder that comes out" in first.text
    held.close()


def test_one_that_casekeep_made_need_not_be(sealed: Sealed) -> None:
    held = HeldExport()
    held.take(sealed.zip_file)
    assert "unpack" not in " ".join(one.heading + one.text for one in findings(held)).lower()
    held.close()
