"""What is said of a vault in a synced folder."""

from ui.vault_warnings import warnings_text
from vault.keys.model import VaultWarning


def test_a_synced_vault_is_told_how_to_move_and_where_a_backup_may_lie() -> None:
    both = (VaultWarning.SYNCED_FOLDER, VaultWarning.CONFLICT_COPY)
    for warnings in (both[:1], both[1:], both, (VaultWarning.NETWORK_DRIVE,)):
        text = warnings_text(warnings)
        assert text.count("How to move it:") == 1
        assert "add the synced folder as a place for backups" in text


def test_other_warnings_say_nothing_of_moving() -> None:
    assert "How to move it" not in warnings_text([VaultWarning.NO_ROOM])
