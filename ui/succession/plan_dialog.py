"""What the dialogs of the plan share: each changes a part of it, and Save keeps a version."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from vault.errors import InvalidValue
from vault.forms.model import FormKey
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import SuccessionPlan

Change = Callable[[SuccessionPlan], SuccessionPlan]


class PlanDialog(FormDialog):
    """Subclasses write ``change``."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        *,
        form: str,
        title: str,
        act: str = "",
        width: int = 560,
    ) -> None:
        super().__init__(context, parent, title=title, act=act or self.tr("&Save"), width=width)
        self.draft_key = FormKey(form=f"succession.{form}")

    def change(self) -> Change:
        """Return what turns a plan into one with what was typed. Raises ``InvalidValue``."""
        raise NotImplementedError

    def submit(self) -> None:
        """Keep a version of the plan; its other parts are as the vault has them then."""
        try:
            change = self.change()
        except InvalidValue as error:
            self.show_error(error)
            return

        def job(session: Session) -> None:
            plan_service.save(session, change(plan_service.current(session) or SuccessionPlan()))

        self.run(job)
