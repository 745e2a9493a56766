"""A place for sealed exports: whether it is there, how old its newest is, what can be done."""

from ui.backup.medium_card import Acts, MediumCard
from ui.sealing.presenter import PlaceView
from ui.widgets.buttons import button


class PlaceCard(MediumCard):
    """``acts`` are "seal", "take_over", "anew", "go_on", "zip", "standing", "move", "remove".

    ``is_foreign``: another copy of this vault sealed something there.
    """

    def __init__(self, view: PlaceView, acts: Acts, *, is_foreign: bool) -> None:
        super().__init__(view, acts)
        self.view = view
        standing = self.tr("Only when I say so") if view.is_standing else self.tr("Keep it current")
        self.seal_button = button(self.tr("Seal now"), acts["seal"])
        self.take_over_button = button(self.tr("This vault counts: replace it…"), acts["take_over"])
        self.anew_button = button(self.tr("Begin anew here…"), acts["anew"])
        self.go_on_button = button(self.tr("The practice goes on…"), acts["go_on"])
        self.zip_button = button(self.tr("One ZIP file…"), acts["zip"])
        self.standing_button = button(standing, acts["standing"])
        self.fill(
            (
                (view.bare, "attention"),
                (view.newest, view.newest_kind),
                (view.unclean, "attention"),
                (view.kept, "muted"),
            ),
            {
                self.seal_button: view.is_reachable and not is_foreign and not view.is_final,
                self.take_over_button: view.is_reachable and is_foreign and not view.is_final,
                self.anew_button: view.is_bare,
                self.go_on_button: view.is_closed,
                self.zip_button: view.is_reachable and view.has_newest,
                self.standing_button: not view.is_closed,
            },
        )
