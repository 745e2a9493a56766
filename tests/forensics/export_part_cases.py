"""A part that is signed and sealed as it should be, and holds what leads out of the folder.

Whoever could seal so has the practice's key: the program that unpacks trusts not even that.
"""

import io
import stat
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics.export_judge import written
from tests.suite import Row
from tests.unsealing.making import Making, documents_file, lines_of, make
from vault.sealing.part_model import Part
from vault.unsealing import service

EVIL_PATHS = (
    "../neighbor",
    "../../neighbor",
    "data/../../neighbor",
    "/tmp/casekeep-evil",
    "data//x",
    "./x",
    "C:/x",
    "..\\neighbor",
    "..",
    "",
    "data/index.html/below",
    "x" * 300,
    "line\nbreak",
)
_MADE_ABROAD = Path("/tmp/casekeep-evil")


@dataclass(slots=True)
class Evil(Making):
    """An export whose records hold one entry, and name one document, of an evil path."""

    path: str = ""
    is_link: bool = False

    def plain(self, part: Part, number: int) -> bytes:
        """Return the archive, evil path and all."""
        made = io.BytesIO()
        document = replace(lines_of(self.documents)[0], path=self.path)
        with zipfile.ZipFile(made, "w") as target:
            target.writestr("data/index.html", "hello")
            info = zipfile.ZipInfo("placeholder")
            info.filename = self.path or "empty"
            info.external_attr = (stat.S_IFLNK | 0o777) << 16 if self.is_link else 0
            target.writestr(info, "../neighbor")
            target.writestr("data/documents.json", documents_file([document]))
        return made.getvalue()


def check(row: Row) -> None:
    """Unseal each beside a file that must stay as it is."""
    made = make(documents=("one",), parts={Part.RECORDS: ((1, 2, 3), 2)})
    for path in EVIL_PATHS:
        for is_link in (False, True):
            evil = Evil(made.parts, made.holders, made.documents, path=path, is_link=is_link)
            wrong = _unsealed(evil)
            row.check(not wrong, f"a part with {path[:40]!r}: {'; '.join(wrong)}")


def _unsealed(evil: Evil) -> list[str]:
    with TemporaryDirectory(prefix="evil-") as name:
        evil.write(Path(name), 1)
        cards = evil.cards(1, 2)
        with service.open_source(Path(name)) as source:
            verdict = service.examine(source, service.fingerprint_start(cards))
            wrong = list(written(cards, source, verdict))
    return [*wrong, *(["a file was written abroad"] if _MADE_ABROAD.exists() else [])]
