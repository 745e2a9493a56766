"""Every dialog is walked: its controls have names and Tab reaches them, or the list says not."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from tests.arch.source import Source

_QT = frozenset({"QDialog", "QMessageBox", "QFileDialog", "QInputDialog", "QPrintDialog"})
_WALK = "assert_accessible"
_TESTS = "tests/ui/"

WALKED: dict[str, tuple[str, ...]] = {
    "backup/test_quitting.py": ("backup/quitting.py:QuitDialog",),
    "backup/test_rewriting.py": (
        "backup/adopt_dialog.py:AdoptDialog",
        "backup/attest_dialog.py:DestroyedDialog",
        "backup/copies_dialog.py:CopiesDialog",
    ),
    "backup/test_tab.py": (
        "backup/adding.py:AddPlaceDialog",
        "backup/snapshots_dialog.py:SnapshotsDialog",
    ),
    "ceremony/test_holders_panel.py": ("ceremony/answer_dialog.py:AnswerDialog",),
    "ceremony/test_wizard.py": ("ceremony/wizard.py:CeremonyWizard",),
    "clients/test_dialogs_accessible.py": (
        "clients/client_form.py:ClientForm",
        "clients/episode_dialog.py:CloseEpisodeDialog",
        "clients/episode_dialog.py:OpenEpisodeDialog",
        "clients/session_dialog.py:SessionDialog",
        "notes/dialogs.py:AddendumDialog",
        "notes/dialogs.py:ErrorDialog",
        "notes/quick_dialogs.py:NoShowDialog",
        "notes/quick_dialogs.py:PhoneCallDialog",
    ),
    "custody/test_accessible.py": (
        "custody/dialogs.py:ContactDialog",
        "custody/dialogs.py:DoneDialog",
        "custody/dialogs.py:NoteDialog",
        "custody/dialogs.py:TaskDialog",
        "custody/letter_dialog.py:LettersDialog",
        "custody/plan_dialog.py:InheritedPlanDialog",
    ),
    "custody/test_home.py": ("custody/merge_dialog.py:MergeDialog",),
    "disposal/test_left.py": ("disposal/paper_dialog.py:PaperLeftDialog",),
    "disposal/test_sealed_export.py": ("disposal/attest_dialog.py:ExportAttestDialog",),
    "disposal/test_wizard.py": (
        "disposal/attest_dialog.py:AttestDialog",
        "disposal/list_dialog.py:DisposalsDialog",
        "disposal/wizard.py:DisposalWizard",
    ),
    "documents/test_tab.py": (
        "documents/dialogs.py:AddDialog",
        "documents/dialogs.py:DocumentErrorDialog",
        "documents/dialogs.py:FactsDialog",
    ),
    "exporting/test_accessible.py": ("exporting/wizard.py:ExportWizard",),
    "find/test_dialog.py": ("find/dialog.py:FindDialog",),
    "importing/test_accessible.py": ("importing/wizard.py:ImportWizard",),
    "keeping/test_packet.py": ("keeping/packet_dialog.py:PacketDialog",),
    "keeping/test_tab.py": (
        "keeping/hold_dialogs.py:PlaceHoldDialog",
        "keeping/hold_dialogs.py:ReleaseHoldDialog",
        "keeping/paper_dialogs.py:AddPaperDialog",
        "keeping/paper_dialogs.py:DisposePaperDialog",
        "keeping/proof_dialogs.py:ProofDialog",
        "keeping/proof_dialogs.py:ReceiveDialog",
    ),
    "retention/test_dialogs.py": (
        "retention/decision_dialogs.py:NoticeDialog",
        "retention/decision_dialogs.py:OverrideDialog",
        "retention/decision_dialogs.py:RuleDialog",
        "retention/decision_dialogs.py:TodayDialog",
        "retention/policy_dialog.py:PolicyDialog",
        "retention/rules_dialog.py:RulesDialog",
    ),
    "sealing/test_panel.py": (
        "sealing/adding.py:AddPlaceDialog",
        "sealing/attest_dialog.py:DestroyedDialog",
        "sealing/copies_dialog.py:CopiesDialog",
    ),
    "settings/test_accessibility.py": (
        "settings/key_dialog.py:KeyDialog",
        "settings/sheet_dialog.py:NewSheetDialog",
    ),
    "settings/test_imports.py": ("importing/in_use_dialog.py:InUseDialog",),
    "succession/test_apart_tab.py": ("succession/apart_dialog.py:ApartDialog",),
    "succession/test_plan_tab.py": (
        "succession/letter_dialog.py:LetterDialog",
        "succession/list_dialogs.py:ClientsDialog",
        "succession/list_dialogs.py:ContactsDialog",
        "succession/people_dialog.py:PeopleDialog",
        "succession/plan_dialogs.py:OutsideDialog",
        "succession/plan_dialogs.py:RecordsDialog",
        "succession/plan_dialogs.py:ReviewDialog",
    ),
    "test_dialogs.py": (
        "widgets/message.py:MessageDialog",
        "widgets/progress.py:ProgressDialog",
    ),
    "test_step_up.py": ("widgets/step_up.py:StepUpDialog",),
}
"""By the test below ``tests/ui`` that walks them: the dialogs, as ``file:class`` below ``ui``."""


def dialogs(sources: Iterable[Source]) -> set[str]:
    """Return the dialogs as ``file:class`` below ``ui``; what others build on is none itself."""
    classes = [
        (one.path, node, {_last_name(base) for base in node.bases})
        for one in sources
        if one.top == "ui"
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef)
    ]
    known, size = set(_QT), 0
    while size != len(known):
        size = len(known)
        known |= {node.name for _, node, bases in classes if bases & known}
    built_on = {name for _, _, bases in classes for name in bases}
    return {
        f"{path.removeprefix('ui/')}:{node.name}"
        for path, node, bases in classes
        if bases & known and node.name not in built_on
    }


def _last_name(base: ast.expr) -> str:
    if isinstance(base, ast.Subscript):
        base = base.value
    return base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")


def unwalked(
    sources: Iterable[Source], walked: Mapping[str, tuple[str, ...]] = WALKED
) -> Iterator[str]:
    """Yield each dialog that no test walks, and each entry that is not true any more."""
    every = {one.path: one for one in sources}
    found = dialogs(every.values())
    listed = {dialog for some in walked.values() for dialog in some}
    for dialog in sorted(found - listed):
        yield f"{dialog}: no test walks it with {_WALK}"
    for dialog in sorted(listed - found):
        yield f"{dialog}: is no dialog"
    for test, some in walked.items():
        source = every.get(_TESTS + test)
        used = set() if source is None else _names(source.tree)
        for dialog in some:
            if not {dialog.split(":")[1], _WALK} <= used:
                yield f"{dialog}: {test} does not walk it"


def _names(tree: ast.Module) -> set[str]:
    """Return the names that a file uses; an import alone is no use."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
