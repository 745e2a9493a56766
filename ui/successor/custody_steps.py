"""The questions of the first run, as a custodian is asked them."""

from __future__ import annotations

from ui.context import AppContext
from ui.first_run.place import PlaceStep
from ui.first_run.practice import PracticeStep
from ui.first_run.secret import SecretStep
from ui.first_run.sheet import SheetStep
from ui.first_run.step import Step
from ui.first_run.typed_back import TypedBackStep
from ui.successor.answers import SuccessorAnswers, Way


class _OfCustody(Step):
    """Asked only where custody was chosen."""

    @property
    def is_wanted(self) -> bool:
        """Whether custody was chosen."""
        answers = self.answers
        return isinstance(answers, SuccessorAnswers) and answers.way_on is Way.CUSTODY


class CustodianStep(_OfCustody, PracticeStep):
    """Who keeps the records from now on: the one who takes over, not the one who wrote them."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(context, answers)
        self.head.setText(self.tr("Who you are"))
        self.lead.setText(
            self.tr(
                "As it shall stand on your letters. The records keep the name of the practitioner"
                " who wrote them. Your phone and address can be added later, in Settings."
            )
        )
        # The rules under which the records were made go on: the export says which.
        self.is_covered.hide()
        self.is_covered_hint.hide()


class CustodyPlaceStep(_OfCustody, PlaceStep):
    """A vault of its own, beside any other."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(context, answers)
        self.name.setText(self.tr("Records in custody"))
        self.lead.setText(
            self.tr(
                "A new folder is made on this computer. Everything in it is encrypted. Another"
                " vault of yours stays as it is."
            )
        )


class CustodyDailyStep(_OfCustody, SecretStep):
    """Her own way in: the cards open the export, never this vault."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(context, answers)
        self.lead.setText(
            self.tr("This is for every day. The cards open the export, not your vault.")
        )


class CustodySheetStep(_OfCustody, SheetStep):
    """A recovery sheet of her own."""


class CustodyTypedStep(_OfCustody, TypedBackStep):
    """The proof that the sheet is on paper."""

    @property
    def next_text(self) -> str:
        """A summary comes before the act."""
        return self.tr("Next")
