"""What an import will do, did, and would take with it, in sentences. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.importing import reasons
from ui.importing.words import kind_name
from ui.wording import counted
from vault.importers.batch_model import Batch, ImportCounts
from vault.importers.model import CONSEQUENCES, Choice, Finding, Reason, Verdict

if TYPE_CHECKING:
    from ui.importing.answers import Answers  # all that reads files; the settings need none of it


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def coming(answers: Answers) -> ImportCounts:
    """Return what will come in, as the choices stand; what a merge will note is not known yet."""
    if answers.clients is not None:
        rows = answers.clients.rows
        fates = Counter(row.fate for row in rows)
        brought = [row for row in rows if row.fate is not Choice.SKIP]
        return ImportCounts(
            clients=fates[Choice.NEW],
            merged=fates[Choice.MERGE],
            notes=sum(bool(row.extras) for row in brought),
            skipped=fates[Choice.SKIP],
        )
    if answers.sessions is not None:
        planned = answers.sessions.rows
        taken = sum(answers.is_session_coming(row) for row in planned)
        return ImportCounts(sessions=taken, skipped=len(planned) - taken)
    chosen = answers.sift_files().coming
    notes = sum(bool(file.text.strip()) for file, _ in chosen)
    return ImportCounts(
        notes=notes, documents=len(chosen), skipped=len(answers.files) - len(chosen)
    )


def is_anything(counts: ImportCounts) -> bool:
    """Whether an act would change the vault at all."""
    return any((counts.clients, counts.merged, counts.sessions, counts.documents))


def count_lines(counts: ImportCounts) -> list[str]:
    """Return what came or will come, a line each; what is not there is not said."""
    said = (
        (counts.clients, _tr("1 new client"), _tr("%1 new clients")),
        (counts.merged, _tr("1 merged with a client"), _tr("%1 merged with clients")),
        (counts.episodes, _tr("1 episode of care"), _tr("%1 episodes of care")),
        (counts.sessions, _tr("1 session"), _tr("%1 sessions")),
        (counts.notes, _tr("1 note"), _tr("%1 notes")),
        (counts.documents, _tr("1 original, sealed"), _tr("%1 originals, sealed")),
        (counts.skipped, _tr("1 left out"), _tr("%1 left out")),
    )
    return [counted(number, one, many) for number, one, many in said if number]


def counts_words(counts: ImportCounts) -> str:
    """Return what an import did, in one line of a list."""
    return " · ".join(count_lines(counts)) or _tr("nothing")


def act_words(counts: ImportCounts) -> str:
    """Return what the button says that brings it in."""
    if counts.clients or counts.merged:
        number = counts.clients + counts.merged
        return counted(number, _tr("Bring in 1 client"), _tr("Bring in %1 clients"))
    if counts.sessions:
        return counted(counts.sessions, _tr("Bring in 1 session"), _tr("Bring in %1 sessions"))
    return counted(counts.documents, _tr("Bring in 1 file"), _tr("Bring in %1 files"))


def left_out_lines(answers: Answers) -> list[str]:
    """Return why entries stay out, a line for each reason and how many have it."""
    if answers.clients is not None:
        out = [
            (row.verdict, row.findings) for row in answers.clients.rows if row.fate is Choice.SKIP
        ]
        return _why(out) + _in_no_entry(answers.clients.remarks)
    if answers.sessions is not None:
        unmatched, out = 0, []
        for row in answers.sessions.rows:
            if answers.is_session_coming(row):
                continue
            if answers.owner_of_session(row) is None and row.client_text:
                unmatched += 1
            else:
                out.append((row.verdict, row.findings))
        nobody = counted(
            unmatched, _tr("1 has no client chosen."), _tr("%1 have no client chosen.")
        )
        outside = _in_no_entry(answers.sessions.remarks)
        return ([nobody] if unmatched else []) + _why(out) + outside
    refused = sum(file.is_refused for file in answers.files)
    sifted = answers.sift_files()
    there = len(sifted.had.there - answers.files_anyway)
    unowned = len(answers.files) - len(sifted.coming) - refused - there
    nobody = counted(unowned, _tr("1 file has no client."), _tr("%1 files have no client."))
    closed = counted(
        refused,
        _tr("1 file or folder cannot be opened."),
        _tr("%1 files or folders cannot be opened."),
    )
    again = counted(there, _tr("1 file is there already."), _tr("%1 files are there already."))
    said = ((unowned, nobody), (there, again), (refused, closed))
    return [words for count, words in said if count]


def _in_no_entry(remarks: Sequence[Finding]) -> list[str]:
    left_out = (Reason.OUTSIDE, Reason.NOT_A_SESSION)
    counts = Counter(one.reason for one in remarks if one.reason in left_out)
    return [f"{number:,} × {reasons.reason_words(one)}" for one, number in counts.items()]


def _why(out: Sequence[tuple[Verdict, tuple[Finding, ...]]]) -> list[str]:
    by_choice = sum(verdict is Verdict.TAKEN for verdict, _ in out)
    counts: Counter[str] = Counter()
    for verdict, findings in out:
        if verdict is not Verdict.TAKEN:
            why = {one.reason for one in findings if one.reason in CONSEQUENCES}
            counts.update(reasons.reason_words(one) for one in why)
    chosen = counted(by_choice, _tr("1 by your choice."), _tr("%1 by your choice."))
    found = [f"{number:,} × {text}" for text, number in counts.most_common()]
    return ([chosen] if by_choice else []) + found


def receipt_text(answers: Answers, batch: Batch) -> str:
    """Return the receipt as a text to be kept. It has no client's name."""
    lines = [
        _tr("Receipt of an import"),
        f"{kind_name(batch.kind)}, {wording.instant(batch.at)}",
        "",
        *count_lines(batch.counts),
    ]
    why = left_out_lines(answers)
    if why:
        lines += ["", _tr("What was left out, and why:"), *why]
    content = answers.content
    if content is not None and content.source.sha256:
        lines += ["", f"SHA-256: {content.source.sha256}"]
    return "\n".join(lines) + "\n"


def undo_words(batch: Batch) -> str:
    """Return what goes when an import is taken back."""
    made = [line for line in count_lines(_gone(batch.counts)) if line]
    words = _tr(
        "%1 go for good: they will be in no file of this vault any more. What was there before"
        " stays; fields that a merge filled are emptied again. Backups still hold them."
    )
    return words.replace("%1", ", ".join(made) or _tr("What it filled in"))


def _gone(counts: ImportCounts) -> ImportCounts:
    return ImportCounts(
        clients=counts.clients,
        episodes=counts.episodes,
        sessions=counts.sessions,
        notes=counts.notes,
        documents=counts.documents,
    )
