"""Row ``dispose``: a record that is gone is gone, for whoever has all files and every secret.

First with the secrets that are valid after the disposal; then, once every way in was made anew,
with every version of every file there ever was. The control has the old sheet as well.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.forensics import dispose_practice, dispose_words, files, search
from tests.forensics.dispose_attack import Haul, Secrets, attack, file_at
from tests.forensics.dispose_subject import FOLDER, GENERATIONS, PLACES
from tests.suite import Row, Scale
from tests.tour.driver import ROOT

_LIMIT_S = 1200
_RECORDS_AND_SNAPSHOTS = 1 + len(PLACES) * GENERATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lived:
    """What a practice left behind, and what it told."""

    base: Path
    stages: Path
    words: list[list[str]] = field(repr=False)
    typed: list[str] = field(repr=False)
    told: dict[str, Any] = field(repr=False)

    def now(self) -> list[Path]:
        """Return every file there is in the end."""
        return [one for top in (FOLDER, *PLACES) for one in search.files_below(self.base / top)]

    def at(self, stage: str) -> list[Path]:
        """Return every file as it was at a stage."""
        (folder,) = self.stages.glob(f"*-{stage}")
        return search.files_below(folder)

    def ever(self) -> list[Path]:
        """Return every version of every file."""
        return [*search.files_below(self.stages), *self.now()]

    def secrets(self, when: str) -> Secrets:
        """Return the secrets that were valid then."""
        found = self.told[when]
        return Secrets(
            identities=tuple(found["identities"]),
            strong=tuple(found["strong"]),
            items=tuple(found["items"]),
            typed=tuple(found["typed"]),
        )

    @property
    def used(self) -> list[list[str]]:
        """The words that stand somewhere, by client; the first one's record goes."""
        return [one[: self.told["used"][place]] for place, one in enumerate(self.words)]

    def told_bytes(self, what: str) -> list[bytes]:
        """Return ``marks`` or ``names``: what else was the client's alone."""
        return [bytes.fromhex(one) for one in self.told[what]]


def run(scale: Scale) -> Row:
    """Keep a practice, dispose of one client, attack."""
    row = Row(name="dispose")
    others = scale.pick(1, 20)
    words = [dispose_words.words(dispose_practice.WORDS) for _ in range(1 + others)]
    with TemporaryDirectory(prefix="dispose-") as name, TemporaryDirectory() as stages:
        lived = _live(row, Path(name), Path(stages), words)
        if lived is None:
            return row
        for complaint in lived.told["without_words"]:
            row.check(False, complaint)
        _after_the_disposal(row, lived)
        _after_the_renewal(row, lived)
        _control(row, lived)
        _in_plain(row, lived)
    return row


def _live(row: Row, base: Path, stages: Path, words: list[list[str]]) -> _Lived | None:
    typed, strong, new_strong = (" ".join(dispose_words.words(3)) for _ in range(3))
    secrets = {"typed": typed, "strong": strong, "new_strong": new_strong}
    given = {"clients": words, **secrets}
    done = subprocess.run(
        [sys.executable, "-m", "tests.forensics.dispose_subject", str(base), str(stages)],
        input=json.dumps(given),
        cwd=ROOT,
        env=files.sandbox(base),
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
    )
    row.check(done.returncode == 0, f"the practice's program: {done.stderr[-2000:]}")
    (base / "stderr").write_text(done.stderr, encoding="utf-8")
    if done.returncode:
        return None
    return _Lived(
        base=base,
        stages=stages,
        words=words,
        typed=" ".join(secrets.values()).split(),
        told=json.loads(done.stdout),
    )


def _after_the_disposal(row: Row, lived: _Lived) -> None:
    """All files of the vault and of the backups in reach, and every secret that is valid then."""
    haul = attack(lived.at("disposed"), lived.secrets("disposed"))
    _is_gone(row, lived, haul, "after the disposal", "marks names")
    _is_at_full_power(row, haul, "after the disposal")
    row.check(lived.told["first_method"] == "clear", "more than clear is claimed too early")


def _after_the_renewal(row: Row, lived: _Lived) -> None:
    """Every version of every file, and the new secrets.

    Old manifests name the sealed files in plain; what is in those stays shut.
    """
    haul = attack(lived.ever(), lived.secrets("renewed"))
    _is_gone(row, lived, haul, "with all old files", "marks")
    row.check(bool(haul.shut), "with all old files: the new secrets open every one")
    now = attack(lived.now(), lived.secrets("renewed"))
    _is_gone(row, lived, now, "after the renewal", "marks names")
    _is_at_full_power(row, now, "after the renewal")
    row.check(lived.told["last_method"] == "purge", "purge is not claimed though all is done")
    row.figures["files"] = len(lived.ever())
    row.figures["pages"] = haul.pages


def _control(row: Row, lived: _Lived) -> None:
    """With the old secrets the same search finds the client in the old files, word by word."""
    haul = attack(lived.ever(), lived.secrets("before"))
    theirs = lived.used[0]
    found = dispose_words.seen(theirs, haul.parts)
    row.check(found == theirs, f"control: {len(found)} of {len(theirs)} words are found")
    for what in ("marks", "names"):
        missed = [one for one in lived.told_bytes(what) if not haul.has(one)]
        row.check(not missed, f"control: {len(missed)} {what} are not found")
    row.check(not haul.damaged, f"control: {haul.damaged} pages do not verify")
    _is_whole(row, lived, haul, "control")
    before = attack(lived.at("before"), lived.secrets("before"))
    row.check(not before.shut, f"control: these did not open: {before.shut[:5]}")


def _in_plain(row: Row, lived: _Lived) -> None:
    """No word at all is readable anywhere: temporary files, settings, the vault, its copies."""
    below = [*search.files_below(lived.base), *search.files_below(lived.stages)]
    names = dispose_words.parts_in("\n".join(map(str, below)).encode())
    row.check(not _words_in(lived, names), "in plain: in the name of a file")
    for file in dict.fromkeys(map(file_at, below)):
        found = dispose_words.parts_in(file.content)
        row.check(not _words_in(lived, found), f"in plain: {file.name}")
    row.figures["searched_files"] = len(below)


def _words_in(lived: _Lived, parts: set[str]) -> list[str]:
    return [word for one in (*lived.words, lived.typed) for word in dispose_words.seen(one, parts)]


def _is_gone(row: Row, lived: _Lived, haul: Haul, when: str, what: str) -> None:
    """Each word of the client's is a case of its own, and so are other ``what`` of theirs."""
    found = set(dispose_words.seen(lived.used[0], haul.parts))
    for place, word in enumerate(lived.used[0]):
        row.check(word not in found, f"{when}: word {place} of the client's is found")
    for one in what.split():
        for place, mark in enumerate(lived.told_bytes(one)):
            row.check(not haul.has(mark), f"{when}: {one} {place} of the client's is found")
    row.check(not haul.damaged, f"{when}: {haul.damaged} pages do not verify")
    _is_whole(row, lived, haul, when)


def _is_whole(row: Row, lived: _Lived, haul: Haul, when: str) -> None:
    """The others' words are all there: the attacker reads what can be read."""
    for place, words in enumerate(lived.used[1:], 1):
        missing = _missing(words, haul.parts)
        row.check(not missing, f"{when}: {missing} words of client {place} are missing")


def _missing(words: Iterable[str], parts: set[str]) -> int:
    wanted = list(words)
    return len(wanted) - len(dispose_words.seen(wanted, parts))


def _is_at_full_power(row: Row, haul: Haul, when: str) -> None:
    """Nothing of what is there stays shut, so that nothing hides in it."""
    row.check(not haul.shut, f"{when}: these did not open: {haul.shut[:5]}")
    right = haul.databases == _RECORDS_AND_SNAPSHOTS
    row.check(right, f"{when}: {haul.databases} databases opened, not {_RECORDS_AND_SNAPSHOTS}")
