"""Verdicts: which number counts, what each fault is called, how old an export is."""

import os
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.unsealing.making import Making, make, packed, put
from vault.errors import Cancelled, ExportUnreadable, NotAnExport, StorageFailed
from vault.sealing.part_model import Part
from vault.sealing.statement import Statement
from vault.store import bundle
from vault.unsealing import service
from vault.unsealing.model import Fault, FaultKind, SignatureState, Verdict

TODAY = date(2027, 2, 3)


@pytest.fixture(scope="module")
def made() -> Making:
    return make()


@pytest.fixture
def export(made: Making, tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    made.write(folder, 6, 7)
    return folder


def _look(path: Path, made: Making | None = None, *, is_quick: bool = False) -> Verdict:
    pin = made.key.public.fingerprint_bytes[:10] if made is not None else None
    with service.open_source(path) as source:
        return service.examine(source, pin, today=TODAY, is_quick=is_quick)


def _kinds(verdict: Verdict) -> dict[str, FaultKind]:
    return {fault.file: fault.kind for fault in verdict.all_faults}


def test_a_sound_export(made: Making, export: Path) -> None:
    verdict = _look(export, made)
    assert verdict.is_clean and verdict.best is verdict.numbers[0]
    assert (verdict.best.number, verdict.age_months) == (7, 3)
    assert verdict.best.signature is SignatureState.GOOD
    assert verdict.best.fingerprint == made.key.public.fingerprint
    assert verdict.best.documents == 3 and verdict.best.statement is not None
    records = verdict.best.part(Part.RECORDS)
    assert records is not None and records.threshold == 2
    assert records.openings == ((1, 2), (1, 3), (2, 3))
    assert records.size == (export / "records-7.age").stat().st_size
    assert verdict.best.part(Part.PSYCHOTHERAPY) is None


def test_without_a_card_nobody_knows_whose_key_it_is(export: Path) -> None:
    assert {one.signature for one in _look(export).numbers} == {SignatureState.UNPINNED}
    assert {one.signature for one in _look(export, make()).numbers} == {SignatureState.OTHER_KEY}


def _cut(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-3])


def _emptied(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(b"")


def _gone(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("change", "file", "kind", "best"),
    [
        (_cut("records-7.age"), "records-7.age", FaultKind.CHANGED, 6),
        (_gone("caseload-7.age"), "caseload-7.age", FaultKind.MISSING, 6),
        (_gone("MANIFEST-7.sha256"), "MANIFEST-7.sha256", FaultKind.UNFINISHED, 6),
        (_gone("MANIFEST-7.sha256.sig"), "MANIFEST-7.sha256.sig", FaultKind.UNFINISHED, 6),
        (_cut("MANIFEST-7.sha256.sig"), "MANIFEST-7.sha256.sig", FaultKind.UNREADABLE, 6),
        (_emptied("MANIFEST-7.sha256"), "MANIFEST-7.sha256", FaultKind.NOT_SIGNED, 6),
        (_cut("seal-7.json"), "seal-7.json", FaultKind.UNREADABLE, 6),
        (_gone("START-HERE.html"), "START-HERE.html", FaultKind.MISSING, 7),
        (_cut("open/records/1-2.age"), "open/records/1-2.age", FaultKind.CHANGED, 7),
    ],
)
def test_a_fault_has_a_name_and_the_best_number_is_the_whole_one(
    made: Making,
    export: Path,
    change: Callable[[Path], object],
    file: str,
    kind: FaultKind,
    best: int,
) -> None:
    change(export)
    verdict = _look(export, made)
    assert _kinds(verdict)[file] is kind
    assert verdict.best is not None and verdict.best.number == best


def test_an_opening_that_broke_is_no_longer_offered(made: Making, export: Path) -> None:
    _cut("open/records/1-2.age")(export)
    best = _look(export, made).best
    assert best is not None
    records = best.part(Part.RECORDS)
    assert records is not None and records.is_whole and records.openings == ((1, 3), (2, 3))


def test_a_statement_that_was_changed_is_not_believed(made: Making, export: Path) -> None:
    text = (export / "seal-7.json").read_text("utf-8").replace("2026-11", "2027-01")
    put(export, "seal-7.json", text.encode("utf-8"))
    verdict = _look(export, made)
    assert _kinds(verdict) == {"seal-7.json": FaultKind.CHANGED}
    assert verdict.best is not None and (verdict.best.number, verdict.age_months) == (6, 3)
    cards = made.cards(1, 2)
    with service.open_source(export) as source:
        opened = service.open_part(source, verdict.numbers[0], Part.RECORDS, cards)
        with opened, pytest.raises(ExportUnreadable):
            _ = opened.statement


def test_a_statement_from_the_future_is_told(made: Making, export: Path) -> None:
    text = (export / "seal-7.json").read_text("utf-8").replace('"version": 1', '"version": 2')
    put(export, "seal-7.json", text.encode("utf-8"))
    assert _kinds(_look(export, made))["seal-7.json"] is FaultKind.NEWER


def test_a_signed_list_that_contradicts_its_statement_is_told(made: Making, export: Path) -> None:
    files = made.files(8)
    other = Statement.from_text((export / "seal-7.json").read_text("utf-8"))
    files["seal-8.json"] = other.to_text().encode("utf-8")
    del files["records-8.age"]
    for name, content in files.items():
        put(export, name, content)
    hashes = {name: _sha256(content) for name, content in files.items()}
    made.sign(export, 8, hashes)
    kinds = _kinds(_look(export, made))
    assert kinds["seal-8.json"] is FaultKind.MIXED
    assert kinds["records-8.age"] is FaultKind.MIXED


def test_numbers_of_two_exports_in_one_folder_are_told_apart(made: Making, export: Path) -> None:
    sister = make(documents=())
    sister.key, sister.export_id = made.key, "e1" * 16
    sister.write(export, 8)
    verdict = _look(export, made)
    assert verdict.best is not None and verdict.best.number == 8
    kinds = _kinds(verdict)
    assert kinds["seal-6.json"] is kinds["seal-7.json"] is FaultKind.MIXED


def test_a_file_that_nothing_names_is_told(made: Making, export: Path) -> None:
    put(export, "psychotherapy-7.age", b"x")
    put(export, "open/psychotherapy/1-2.age", b"x")
    put(export, "attachments/ab/" + "ab" * 16 + ".age", b"x")
    put(export, "Thumbs.db", b"x")
    put(export, "open/records/1-2.sync-conflict.age", b"x")
    verdict = _look(export, made)
    assert set(_kinds(verdict).values()) == {FaultKind.UNNAMED}
    assert len(verdict.all_faults) == 3
    assert verdict.foreign_files == ("Thumbs.db", "open/records/1-2.sync-conflict.age")


def test_documents_on_their_way_are_no_fault_while_a_refresh_runs(
    made: Making, export: Path
) -> None:
    put(export, "caseload-8.age", b"x")
    put(export, "attachments/ab/" + "ab" * 16 + ".age", b"x")
    kinds = _kinds(_look(export, made))
    assert kinds["MANIFEST-8.sha256"] is FaultKind.UNFINISHED
    assert not any(name.startswith("attachments/") for name in kinds)


def test_a_quick_look_does_not_read_the_documents(made: Making, export: Path) -> None:
    put(export, made.documents[0].file, b"x")
    (export / made.documents[1].file).unlink()
    quick, whole = _look(export, made, is_quick=True), _look(export, made)
    assert _kinds(quick) == {made.documents[1].file: FaultKind.MISSING}
    assert _kinds(whole)[made.documents[0].file] is FaultKind.CHANGED
    assert quick.best is not None and quick.best.is_quick and quick.best.damaged_documents == 1
    assert whole.best is not None and whole.best.damaged_documents == 2


def test_a_look_says_how_far_it_is_and_can_be_cancelled(export: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with service.open_source(export) as source:
        service.examine(source, None, lambda *step: told.append(step))
    names, done, totals = zip(*told, strict=True)
    assert set(names) == {"examine"} and sorted(done) == list(done)
    assert done[-1] == totals[-1] and len(set(totals)) == 1

    def cancel(name: str, done: int, total: int) -> None:
        raise Cancelled

    with service.open_source(export) as source, pytest.raises(Cancelled):
        service.examine(source, None, cancel)


def test_links_are_not_followed(made: Making, export: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    (export / "attachments").rename(target)
    (export / "attachments").symlink_to(target)
    (export / "records-7.age").rename(tmp_path / "records")
    (export / "records-7.age").symlink_to(tmp_path / "records")
    kinds = _kinds(_look(export, made))
    assert kinds["attachments"] is FaultKind.NOT_A_FILE
    assert kinds["records-7.age"] is FaultKind.NOT_A_FILE
    assert kinds[made.documents[0].file] is FaultKind.MISSING


def test_exports_are_found_on_a_stick(made: Making, export: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    one = packed(export, stick / "b.zip", "inside/")
    (stick / "holiday.zip").write_bytes(b"PK\x03\x04")
    (stick / "photos").mkdir()
    folder = stick / "casekeep-export-5ea1ed00"
    export.rename(folder)
    assert service.find_exports(stick) == (one, folder)
    assert service.find_exports(folder) == (folder,)
    assert service.find_exports(one) == (one,)
    assert service.find_exports(stick / "nothing") == ()
    with pytest.raises(NotAnExport):
        service.open_source(stick / "photos")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_the_system_keeps_on_a_stick_hides_no_export(
    made: Making, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    closed = stick / "lost+found"
    closed.mkdir(parents=True)
    closed.chmod(0)
    assert service.find_exports(stick) == ()
    made.write(stick / "casekeep-export-5ea1ed00", 6)
    assert service.find_exports(stick) == (stick / "casekeep-export-5ea1ed00",)
    closed.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="a file that fails to be read is Linux's own")
def test_a_file_that_the_disk_does_not_give_hides_no_export(made: Making, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "broken.zip").symlink_to("/proc/self/mem")  # its first bytes are an EIO
    with pytest.raises(StorageFailed):
        service.find_exports(stick)
    made.write(stick / "casekeep-export-5ea1ed00", 6)
    assert service.find_exports(stick) == (stick / "casekeep-export-5ea1ed00",)


def test_entries_of_a_zip_are_judged_one_by_one(made: Making, export: Path, tmp_path: Path) -> None:
    path = tmp_path / "bent.zip"
    with zipfile.ZipFile(path, "w") as bent:
        for file in sorted(one for one in export.rglob("*") if one.is_file()):
            info = zipfile.ZipInfo(file.relative_to(export).as_posix())
            if info.filename == "records-7.age":
                info.compress_type = zipfile.ZIP_DEFLATED
            if info.filename == "caseload-7.age":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            bent.writestr(info, file.read_bytes(), info.compress_type)
        bent.writestr("../evil.txt", b"x")
    verdict = _look(path, made)
    assert _kinds(verdict) == {
        "../evil.txt": FaultKind.UNSAFE_NAME,
        "caseload-7.age": FaultKind.NOT_A_FILE,
        "records-7.age": FaultKind.NOT_STORED,
    }
    assert verdict.best is not None and verdict.best.number == 6
    assert Fault(file="records-7.age", kind=FaultKind.NOT_STORED) in verdict.numbers[0].faults


def test_a_zip_that_was_packed_anew_is_found_in_a_folder(export: Path, tmp_path: Path) -> None:
    stick = tmp_path / "drawer"
    stick.mkdir()
    with zipfile.ZipFile(stick / "mailed.zip", "w", zipfile.ZIP_DEFLATED) as packed_anew:
        for file in sorted(one for one in export.rglob("*") if one.is_file()):
            packed_anew.write(file, file.relative_to(export).as_posix())
    assert service.find_exports(stick) == (stick / "mailed.zip",)


def test_entries_that_share_bytes_are_not_read(made: Making, export: Path, tmp_path: Path) -> None:
    """A file of kilobytes says that it holds terabytes by letting its entries overlap."""
    path = packed(export, tmp_path / "bent.zip")
    with zipfile.ZipFile(path) as archive:
        entries = sorted(archive.infolist(), key=lambda one: one.header_offset)
        directory = archive.start_dir
    bent = bytearray(path.read_bytes())
    first = [one.filename for one in entries].index("caseload-6.age")
    at = bent.index(b"caseload-6.age", directory) - 46
    size = entries[first].file_size + 100
    struct.pack_into("<II", bent, at + 20, size, size)
    path.write_bytes(bytes(bent))
    kinds = _kinds(_look(path, made))
    assert kinds == {"caseload-6.age": FaultKind.UNREADABLE}


@pytest.mark.parametrize("value", [0, 40, 1 << 31])
def test_an_entry_elsewhere_than_told_is_not_read(
    made: Making, export: Path, tmp_path: Path, value: int
) -> None:
    path = packed(export, tmp_path / "bent.zip")
    bent = bytearray(path.read_bytes())
    at = bent.rindex(b"records-7.age") - 46
    struct.pack_into("<I", bent, at + 42, value)
    path.write_bytes(bytes(bent))
    verdict = _look(path, made)
    (fault,) = verdict.all_faults
    assert fault.file == "records-7.age"
    assert fault.kind in (FaultKind.IMPOSSIBLE, FaultKind.UNREADABLE)
    assert verdict.best is not None and verdict.best.number == 6


def _sha256(content: bytes) -> str:
    return bundle.sha256(content)
