"""Why no day can be told, in words."""

from vault.retention.model import Question

QUESTIONS = {
    Question.STILL_ACTIVE: "an episode of care is open, or the client is active",
    Question.NO_BIRTH_DATE: "the birth date is missing",
    Question.NO_CLOSING_DATE: "no episode of care was closed",
    Question.NO_CONTACT: "no contact is entered",
    Question.NO_SERVICE: "no session was held",
    Question.NO_ENTRY: "the record has no entry",
    Question.NO_DEATH_DATE: "the date of death is missing",
    Question.SERVICE_AFTER_CLOSING: "a session was held after the last closing",
    Question.SERVICE_AFTER_DEATH: "a session was held after the date of death",
    Question.BORN_AFTER_CARE: "the birth date lies after the first day of care",
    Question.MINIMUM_AFTER_MAXIMUM: "one rule keeps it longer than another allows",
    Question.MAXIMUM_UNCLEAR: "a rule does not say from when its longest time counts",
    Question.ENTRIES_UNDER_WRONG_CLOCK: "entries were made while the computer's date was wrong",
    Question.DECIDED_BEFORE_CARE: "the date was decided before the newest care or note",
    Question.NOTICE_NOT_SENT: "a rule wants the client told first",
    Question.NOTICE_TOO_EARLY: "the notice to the client was sent before the last service or note",
    Question.NOTICE_ANOTHER_WAY: "the notice was not sent to the client as a rule wants it",
    Question.NOTICE_UNDER_WRONG_CLOCK: "the notice was entered while the computer's date was wrong",
    Question.NOTICE_AFTER_MAXIMUM: "the client was promised more time than a rule allows",
}
