"""The tour itself: stage after stage, each a function that drives the program and checks it.

To lengthen the tour, write another function and put it into ``STAGES``.
"""

from collections.abc import Callable, Sequence

from tests.tour import (
    backups,
    bringing,
    ceremony,
    disposing,
    documents,
    exporting,
    first_day,
    keys_and_shield,
    leaving,
    sealing,
    succession,
    work,
)
from tests.tour.driver import Gone, Stuck
from tests.tour.tour import Tour

Stage = tuple[str, Callable[[Tour], None]]

FIRST_DAY: tuple[Stage, ...] = (
    ("first-run", first_day.first_run),
    ("typed-secret", first_day.typed_secret),
    ("recovery-sheet", first_day.recovery_sheet),
    ("created", first_day.created),
)
WORK: tuple[Stage, ...] = (
    ("clients", work.enter_clients),
    ("note", work.write_note),
    ("sign", work.sign_note),
    ("addendum", work.add_addendum),
    ("apart", keys_and_shield.write_apart),
    ("draft", work.leave_draft),
)
DOCUMENTS: tuple[Stage, ...] = (
    ("documents", documents.add_documents),
    ("documents-shown", documents.look_at_documents),
    ("document-copied", documents.save_copy),
)
BRINGING: tuple[Stage, ...] = (
    ("import-clients", bringing.bring_in_clients),
    ("import-notes", bringing.bring_in_notes),
)
EXPORTING: tuple[Stage, ...] = (
    ("export-sealed", exporting.export_sealed),
    ("export-plain", exporting.export_plain),
)
LOOKING: tuple[Stage, ...] = (
    ("find", work.find),
    ("home", work.look_at_home),
    ("audit", work.look_at_audit),
    ("settings", work.look_at_settings),
)
KEYS: tuple[Stage, ...] = (("rotate", keys_and_shield.rotate_keys),)
BACKUPS: tuple[Stage, ...] = (("backup", backups.add_place),)
SUCCESSION: tuple[Stage, ...] = (
    ("succession-plan", succession.write_plan),
    ("succession-apart", succession.keep_apart),
    ("professional-will", succession.save_will),
)
CEREMONY: tuple[Stage, ...] = (
    ("ceremony-holders", ceremony.choose_holders),
    ("ceremony-cards", ceremony.make_cards),
    ("ceremony-held", ceremony.hold),
    ("ceremony-answers", ceremony.answer),
    ("ceremony-outdated", ceremony.change_plan),
    ("ceremony-drill", ceremony.drill),
)
SEALING: tuple[Stage, ...] = (
    ("sealing-place", sealing.add_place),
    ("sealing-now", sealing.seal),
    ("sealing-opened", sealing.open_with_cards),
    ("sealing-copies", sealing.look_at_copies),
    ("sealing-closure", sealing.close_practice),
)
DISPOSING: tuple[Stage, ...] = (
    ("former-client", disposing.enter_former_client),
    ("retention", disposing.review),
    ("dispose", disposing.dispose),
    ("new-secrets", disposing.renew),
    ("certificate", disposing.certify),
)
LEAVING: tuple[Stage, ...] = (
    ("lock", leaving.lock),
    ("proof", leaving.prove_lock),
    ("return", leaving.come_back),
    ("leave", leaving.leave),
)
STAGES: tuple[Stage, ...] = (
    *FIRST_DAY,
    ("unlock-through-keyring", first_day.unlock_through_keyring),
    *WORK,
    *DOCUMENTS,
    *BRINGING,
    *EXPORTING,
    ("shield", keys_and_shield.raise_shield),
    *LOOKING,
    *KEYS,
    *BACKUPS,
    *SUCCESSION,
    *DISPOSING,
    # Behind the disposal: with a sealed export that held the record it could claim less.
    *CEREMONY,
    *SEALING,
    *LEAVING[:-1],
    ("restore", backups.restore),
    *LEAVING[-1:],
)


def play(tour: Tour, stages: Sequence[Stage]) -> bool:
    """Play the stages in order; the first that gets stuck ends the tour. Return if all were."""
    for name, stage in stages:
        try:
            stage(tour)
        except (Stuck, Gone) as error:
            tour.report.check(f"stage {name}", False, error)
            _picture_of_trouble(tour, name)
            return False
        tour.report.check(f"stage {name}", True)
    return True


def _picture_of_trouble(tour: Tour, name: str) -> None:
    try:
        tour.picture(f"stuck-{name}")
    except (Stuck, Gone):
        return
