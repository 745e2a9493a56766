"""A place for backups: whether it is there, how old its newest is, and what can be done there."""

from ui.backup.medium_card import Acts, MediumCard
from ui.backup.presenter import PlaceView
from ui.widgets.buttons import button


class PlaceCard(MediumCard):
    """``acts`` are "back_up", "drill", "snapshots", "adopt", "add", "move" and "remove"."""

    def __init__(self, view: PlaceView, acts: Acts) -> None:
        super().__init__(view, acts)
        self.view = view
        self.back_up_button = button(self.tr("Back up now"), acts["back_up"])
        self.drill_button = button(self.tr("Check all documents"), acts["drill"])
        self.drill_button.setToolTip(
            self.tr("Opens every document of the newest backup, as a restore would")
        )
        self.list_button = button(self.tr("List of backups…"), acts["snapshots"])
        self.adopt_button = button(self.tr("Enter unknown backups…"), acts["adopt"])
        self.adopt_button.setToolTip(
            self.tr("For backups there that are not in this vault's list of copies")
        )
        self.add_button = button(self.tr("Add it as a place…"), acts["add"])
        self.fill(
            (
                (view.another, "attention"),
                (view.newest, view.newest_kind),
                (view.drill, view.drill_kind),
                (view.synced, "muted"),
            ),
            {
                self.back_up_button: view.is_reachable,
                self.drill_button: view.can_drill,
                self.list_button: True,
                self.adopt_button: view.is_reachable,
                self.add_button: view.is_another,
            },
        )
