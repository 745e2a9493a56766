"""What a place is like for a vault."""

from pathlib import Path

from ui.restore.place_step import look


def test_a_free_folder_on_this_computer_is_good_ground(tmp_path: Path) -> None:
    ground = look(tmp_path / "new.casekeep", tmp_path / "stick")
    assert not (ground.is_taken or ground.is_synced or ground.is_with_backups)


def test_what_speaks_against_a_place_is_seen(tmp_path: Path) -> None:
    stick = tmp_path / "OneDrive" / "stick"
    stick.mkdir(parents=True)
    (stick / "v.casekeep").mkdir()
    ground = look(stick / "v.casekeep", stick)
    assert ground.is_taken
    assert ground.is_synced
    assert ground.is_with_backups


def test_another_computers_drive_is_known(tmp_path: Path) -> None:
    assert look(Path("//server/share/v.casekeep"), None).is_on_network
    assert not look(tmp_path / "v.casekeep", None).is_on_network
