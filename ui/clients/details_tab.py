"""All that is known of a client, to read; each part is changed in a dialog."""

from collections.abc import Iterator

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.clients import presenter
from ui.clients.client_form import ClientForm
from ui.clients.episode_dialog import CloseEpisodeDialog, OpenEpisodeDialog
from ui.clients.facts_view import facts_card
from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.turns import Steps, take_turns
from ui.widgets.buttons import button, danger, open_or_shut
from ui.widgets.layouts import column, row, scrolling_column
from ui.worker import Token
from vault.errors import VaultError
from vault.session import Session

_COLUMN_PX = 760


class DetailsTab(QWidget):
    """Built anew for each client and each change: cards of facts, a card in each turn."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._asked = Token()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.mistake_button = danger(self.tr("Entered by mistake…"), self._on_mistake)
        self.mistake_button.hide()
        stack = column(self._cards, row(None, self.mistake_button), None, gap=12)
        stack.setContentsMargins(0, 12, 12, 24)
        self.setLayout(column(scrolling_column(stack, _COLUMN_PX)))

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client."""
        self._opened = opened
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        take_turns(self, self._fill(opened))
        self._offer_mistake(opened)

    def _fill(self, opened: OpenedClient) -> Steps:
        for one in self._build_cards(opened):
            self._cards.addWidget(one)
            yield
            if self._opened is not opened:
                return

    def _offer_mistake(self, opened: OpenedClient) -> None:
        """What was entered since yesterday, and signed nowhere, may go at once."""
        self._asked.cancel()
        self._asked = Token()
        self.mistake_button.hide()
        if self._context.is_in_custody:
            return
        client = opened.client
        if (opened.today - client.created_at.astimezone().date()).days > 1:
            return

        def work(session: Session) -> bool:
            from vault.disposal import service as disposal  # loads much, and is asked for seldom

            return disposal.may_be_mistake(session, client.id)

        show = self.mistake_button.setVisible
        self._context.ask(self, work, show, _leave_it, token=self._asked)

    def _on_mistake(self) -> None:
        from ui.disposal.wizard import open_mistake

        if self._opened is not None:
            open_mistake(self._context, self, self._opened.client.id)

    def _build_cards(self, opened: OpenedClient) -> Iterator[QWidget]:
        details, today = opened.client.details, opened.today
        self.change_button = button(self.tr("Change…"), self._on_change)
        self._shut(self.change_button)
        yield facts_card(
            self.tr("Client"), presenter.facts(opened.client, today), "", self.change_button
        )
        yield facts_card(
            self.tr("How to reach the client"),
            [presenter.contact_fact(one) for one in details.contacts],
            self.tr("No numbers or addresses yet. “Change…” adds them."),
        )
        yield facts_card(
            self.tr("People"),
            [presenter.person_fact(one, today) for one in details.people],
            self.tr("No emergency contact or representative yet."),
        )
        yield facts_card(
            self.tr("Diagnoses"),
            [presenter.diagnosis_fact(one) for one in details.diagnoses],
            self.tr("None entered."),
        )
        yield self._build_episodes(opened)

    def _build_episodes(self, opened: OpenedClient) -> QWidget:
        is_open = opened.open_episode is not None
        words = self.tr("Close the episode…") if is_open else self.tr("Open an episode…")
        self.episode_button = button(words, self._on_episode)
        self._shut(self.episode_button)
        return facts_card(
            self.tr("Episodes of care"),
            [presenter.episode_fact(one) for one in opened.episodes],
            self.tr("None yet. Retention counts from the day an episode is closed."),
            self.episode_button,
        )

    def _shut(self, writing: QPushButton) -> None:
        """In custody a record is read; the button says why."""
        if self._context.is_in_custody:
            why = self.tr(
                "Inherited: the practitioner who wrote this record is not there to change it."
            )
            open_or_shut(writing, why)

    def _on_change(self) -> None:
        if self._opened is not None:
            ClientForm(self._context, self, self._opened.client).open()

    def _on_episode(self) -> None:
        opened = self._opened
        if opened is None:
            return
        episode = opened.open_episode
        if episode is None:
            OpenEpisodeDialog(self._context, self, opened.client.id, opened.today).open()
        else:
            CloseEpisodeDialog(self._context, self, episode, opened.today).open()


def _leave_it(_: VaultError) -> None:
    """The record went meanwhile: there is nothing to offer."""
