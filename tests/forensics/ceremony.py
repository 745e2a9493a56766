"""Row ``ceremony``: of holders and parts the vault keeps nothing that opens anything.

Cards and parts are made by the real child processes. Searched are the memory of the vault's own
process while it is open, all files it left, every byte that was ever written into one, and what
somebody finds who has all of the practice's secrets: pages of databases and of backups too.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from tests.forensics import ceremony_subject, dispose_attack, process_memory, search, written
from tests.forensics.dispose_attack import Haul, Secrets
from tests.forensics.files import sandbox
from tests.forensics.session_keys import identity_forms
from tests.forensics.subject import ASKED_FOR
from tests.succession_fixtures import pdf_text, read_card
from tests.suite import Row, Scale
from vault.age import HybridIdentity, Identity, X25519Identity, unseal_bytes
from vault.keys.recovery_sheet import sheet_lines

_SECRET = "marble otter canyon velvet thirty lanterns"
_LIMIT_S = 120
_DATABASES = 2
"""The vault's own, and one in a backup."""
Needles = Mapping[str, bytes]


class _Subject:
    """The vault's process, under a tracer where there is one."""

    def __init__(self, base: Path, log: Path) -> None:
        self.base = base
        self.logs = [log] if written.is_available() else []
        environment = sandbox(base) | {"QT_QPA_PLATFORM": "offscreen"}
        prefix = written.tracer(log) if self.logs else []
        command = [sys.executable, "-m", "tests.forensics.ceremony_subject", str(base)]
        self._stderr = (base / "stderr").open("wb")
        self._process = subprocess.Popen(
            [*prefix, *command],
            cwd=base,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(_LIMIT_S)
        self._stderr.close()

    def tell(self, **facts: object) -> None:
        """Give it one line."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(facts) + "\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Return its next line. Raises ``RuntimeError`` where it ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError((self.base / "stderr").read_text("utf-8")[-500:])
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> int:
        """Let it lock; return its exit code."""
        self.tell()
        return self._process.wait(_LIMIT_S)


def run(_scale: Scale) -> Row:
    """Hold a ceremony, search for its identities; then leak one, and find it."""
    row = Row(name="ceremony")
    if not written.is_available() or os.geteuid() != 0:
        row.figures["skipped"] = 1
        row.check(os.environ.get("CI") != "true", "strace and root are needed, and CI has both")
    with (
        TemporaryDirectory(prefix="ceremony-") as name,
        TemporaryDirectory() as logs,
        _Subject(Path(name), Path(logs) / "log") as subject,
    ):
        try:
            _play(row, subject)
        except RuntimeError as error:
            row.check(False, f"the vault's process ended: {error}")
    return row


def _play(row: Row, subject: _Subject) -> None:
    own = X25519Identity.generate()
    subject.tell(secret=_SECRET, own=own.recipient.to_text())
    pid = int(subject.hear()["pid"])
    # What was freed is soon written over: this is looked through once the needles are known.
    at_once = process_memory.taken(pid, b"".join)
    subject.tell()
    held = subject.hear()
    cards = {place: _card(subject.base, place) for place in (1, 2)}
    parts = _parts(row, held["openings"], {**cards, 3: own})
    asked = {number: _lines(cards[1])[number] for number in held["asked"]}
    subject.tell(lines=asked)
    row.check(subject.hear()["is_right"] is True, "control: the card's own lines were refused")

    needles = _needles(cards, parts)
    row.figures["needles"] = len(needles)
    typed = {_letters(line).encode() for line in asked.values()}
    unasked = {name: one for name, one in needles.items() if one not in typed}
    if at_once is not None:
        right_after = search.occurring(at_once, needles.values())
        _check(row, "in memory right after", right_after, needles)
    del at_once
    _search(row, subject, pid, needles, unasked)
    _control(row, subject, pid, cards[1])
    row.check(subject.end() == 0, "the vault's process did not end well")


def _card(base: Path, place: int) -> HybridIdentity:
    pdf = ceremony_subject.card_path(base, place).read_bytes()
    return HybridIdentity.from_text(read_card(pdf_text(pdf)).identity_text)


def _lines(card: HybridIdentity) -> dict[int, str]:
    sheet = sheet_lines(card.to_text(), bytes(32))
    return {line.number: line.text for line in sheet.lines[:4]}


def _letters(line: str) -> str:
    return line.replace(" ", "")[:-2]


def _parts(
    row: Row, openings: Iterable[Mapping[str, Any]], holders: Mapping[int, Identity]
) -> list[HybridIdentity]:
    """Open what the holders open together: the parts' identities, which nobody else has."""
    found: dict[str, HybridIdentity] = {}
    for one in openings:
        content = base64.b64decode(one["content"])
        for place in one["holders"]:
            content = unseal_bytes([holders[place]], content)
        identity = HybridIdentity.from_text(content.decode("ascii").strip())
        same = identity.recipient.to_text() == one["recipient"]
        row.check(same, f"control: {one['part']} of {one['holders']} opens something else")
        found[identity.to_text()] = identity
    row.check(len(found) == len(ceremony_subject.PARTS), "control: parts share an identity")
    return list(found.values())


def _needles(cards: Mapping[int, HybridIdentity], parts: list[HybridIdentity]) -> dict[str, bytes]:
    """Return what must be nowhere, by what to call it."""
    needles: dict[str, bytes] = {}
    for place, card in cards.items():
        needles |= _forms(f"card {place}", card)
        for number, line in _lines(card).items():
            needles[f"line {number} of card {place}"] = _letters(line).encode()
    for number, part in enumerate(parts, start=1):
        needles |= _forms(f"part {number}", part)
    return needles


def _forms(name: str, identity: HybridIdentity) -> dict[str, bytes]:
    text = identity.to_text()
    return {
        **identity_forms(name, identity),
        f"{name} in lower case": text.lower().encode(),
        f"{name} in UTF-16": text.encode("utf-16-le"),
    }


def _search(row: Row, subject: _Subject, pid: int, needles: Needles, in_memory: Needles) -> None:
    """Nothing of it is anywhere. Lines that were asked for were typed, so they may be in memory."""
    _check(row, "in memory", process_memory.found(pid, in_memory.values()), in_memory)
    files = _files(subject.base)
    row.figures["files"] = len(files)
    found = {said for path in files for said in search.in_file(path, needles.values())}
    _check(row, "in files", found, needles)
    _check(row, "ever written", _ever_written(subject, needles), needles)
    haul = _attacked(files)
    row.figures["databases"] = haul.databases
    row.figures["pages"] = haul.pages
    row.check(haul.databases >= _DATABASES, f"control: databases opened: {haul.databases}")
    row.check(haul.has(b"age1pq1"), "control: no recipient on any page")
    opened = search.occurring(haul.plain, needles.values())
    _check(row, "on pages and in sealed files", opened, needles)


def _check(row: Row, where: str, found: set[str] | None, needles: Needles) -> None:
    if found is None:
        row.check(os.environ.get("CI") != "true", f"{where}: cannot be read")
        return
    for place, name in enumerate(needles):
        traces = [said for said in found if f"needle {place} " in said]
        row.check(not traces, f"{where}: {name}: {traces[:2]}")


def _files(base: Path) -> list[Path]:
    """Return all files but the cards themselves, which are the paper."""
    paper = base / ASKED_FOR
    return [one for one in search.files_below(base) if paper not in one.parents]


def _ever_written(subject: _Subject, needles: Needles) -> set[str]:
    values = list(needles.values())
    return {leak for log in subject.logs for leak in written.leaks(log, values)}


def _attacked(files: Iterable[Path]) -> Haul:
    dispose_attack.file_at.cache_clear()
    known = Secrets(identities=(), strong=(_SECRET,), items=(), typed=())
    return dispose_attack.attack(files, known)


def _control(row: Row, subject: _Subject, pid: int, card: HybridIdentity) -> None:
    """An identity that is kept after all is found everywhere that was searched."""
    text = card.to_text()
    subject.tell(leak=text)
    subject.hear()
    needle = {"the leaked card": text.encode()}
    in_memory = process_memory.found(pid, needle.values())
    row.check(in_memory is None or bool(in_memory), "control: a card in memory is not found")
    files = _files(subject.base)
    in_files = {path.name for path in files if search.in_file(path, needle.values())}
    row.check(in_files == {ceremony_subject.LEFT_BEHIND}, f"control: a card in a file: {in_files}")
    ever = _ever_written(subject, needle)
    row.check(bool(ever) or not subject.logs, "control: a card written is not seen")
    plain = _attacked(files).plain
    holding = sum(text.encode() in one for one in plain)
    row.check(holding > _DATABASES, f"control: a card on a page is found {holding} times")
