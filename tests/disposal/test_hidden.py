"""From its beginning on, a disposal's clients are shown nowhere: as if they were gone already."""

import importlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.disposal.conftest import OLD, TYPED, World
from tests.disposal.filled import fill, rows_of, texts_of
from tests.disposal.readings import READINGS, About, Ask, about
from vault.disposal import service as disposal
from vault.errors import NotFound, VaultError
from vault.session import Session

WORD = "zqxwolverine"

# Every use case that takes a session and is no question about records: it changes something,
# or tells of keys, files, places and disposals, none of which are anybody's record.
ACTS = {
    "audit.service": "checkpoint",
    "backup.attesting": "attest_destroyed attest_place_destroyed",
    "backup.freshness": (
        "freshness is_reachable pending_copies place plan_freshness plan_reach unlike_today"
    ),
    "backup.places": (
        "add_destination check_destination enter_destination enter_move move_destination "
        "plan_add plan_check plan_move remove_destination"
    ),
    "backup.service": (
        "adopt all_destinations begin_adoption begin_backup begin_drill begin_fetch "
        "begin_pruning begin_reseal begin_rewrite begin_search copies_needing_reseal "
        "drill fetch_back make_backup prune reseal rewrite unclean register"
    ),
    "clients.care_sessions": "add change hold",
    "clients.episodes": "close_episode open_episode",
    "clients.service": "add change",
    "custody.service": (
        "add_note add_task complete_task custody letter_codes log_contact merge plan reopen_task"
    ),
    "custody.signed_by": "signatory",
    "demo.service": "import_demo",
    "disposal.beginning": "begin begin_mistake",
    "disposal.issuing": "certificates issue save",
    "disposal.reach": "plan_reach",
    "disposal.treating": "treat",
    "disposal.service": (
        "certificate_pdf copies dispose erase exports list_disposals pending record_renewal sources"
    ),
    "disposal.paper_left": "dispose_paper left_on_paper",
    "documents.adding": "abandon_add add add_stream commit_add commit_within plan_add",
    "documents.service": "change_facts mark_error",
    "exports.service": "export",
    "forms.service": "forget keep",
    "holds.service": "place place_within release",
    "importers.note_staging": "abandon import_notes plan_notes",
    "importers.service": "commit_clients commit_notes commit_sessions undo",
    "keys.service": (
        "accept_older add_passphrase drop_anchor erase instance_id leave_out lock plan_sheet "
        "remove_slot renew replace_sheet rotate_keys set_keyring_way slots"
    ),
    "notes.drafting": "autosave change_head close_editor discard",
    "notes.service": "add_addendum mark_error sign start",
    "notes.templates": "archive save",
    "paper.service": "add add_certificate dispose",
    "practice.service": "save",
    "retention.clock_service": "type_today",
    "retention.policy_service": "set_policy switch_rule",
    "retention.service": "add_notice end_override override",
    "sealing.freshness": "due freshness places plan_freshness plan_reach",
    "sealing.places": (
        "add_place begin_anew enter_move enter_place go_on plan_check remove_place set_standing"
    ),
    "sealing.register": "all_places attest_destroyed exports register",
    "sealing.service": "begin_seal begin_zip seal zip_to",
    "succession.plan_service": ("current end_apart history keep_apart newest review_due save"),
    "succession.service": (
        "answer ask card_facts current drill_due drills get hold is_ready open_challenge"
    ),
    "transfers.service": "add_receipt make plan receive",
}


@pytest.fixture
def filled(world: World) -> World:
    """The practice, with one old record that has something in every table."""
    fill(world, world.old, WORD)
    counted = rows_of(world.session.rows, world.old)
    assert min(counted.values()) > 0, counted
    return world


def _use_cases() -> Iterator[str]:
    for path in sorted(Path("vault").glob("*/*.py")):
        module = importlib.import_module(".".join(path.with_suffix("").parts))
        if not path.name.endswith("service.py"):
            continue
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and "session" in inspect.signature(one).parameters:
                yield f"{one.__module__}.{name}"


def test_every_use_case_is_known() -> None:
    """A new one is a question, and is asked below, or an act."""
    acts = {f"vault.{room}.{name}" for room, names in ACTS.items() for name in names.split()}
    known = READINGS.keys() | acts
    assert set(_use_cases()) - known == set()


def _plain(value: Any) -> Any:
    """Return all that a value holds, also what its repr keeps to itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {_plain(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(_plain, value), key=repr)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bytes | None) else str(value)


def _answer(ask: Ask, session: Session, told: About) -> Any:
    try:
        return _plain(ask(session, told))
    except NotFound:
        return NotFound.__name__
    except (VaultError, IndexError) as error:
        return type(error).__name__


def _answers(session: Session, told: About) -> dict[str, list[Any]]:
    session.step_up(TYPED.encode())
    return {
        name: [_answer(ask, session, told) for ask in questions]
        for name, questions in READINGS.items()
    }


def _asked(world: World) -> About:
    return about(world.session.rows, world.old, WORD, OLD, world.folder.parent)


def test_nothing_of_a_hidden_client_is_told(filled: World) -> None:
    secret = texts_of(filled.session.rows, filled.old)
    shown = str(_answers(filled.session, _asked(filled)))
    assert all(word in shown for word in (WORD, OLD))  # or the search below finds nothing anyway
    disposal_id = filled.begin(filled.old)
    told = _asked(filled)
    hidden = _answers(filled.session, told)
    for name, answers in hidden.items():
        text = str(answers)
        assert not [one for one in secret if one in text], name
    disposal.erase(filled.session, disposal_id, TYPED, filled.drawer)
    gone = _answers(filled.session, told)
    for name in READINGS:
        assert hidden[name] == gone[name], name
