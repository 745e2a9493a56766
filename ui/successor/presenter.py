"""A sealed export in words, for somebody who never saw one. Needs no window."""

from PySide6.QtCore import QCoreApplication

from ui.successor.held_export import PartState
from ui.wording import counted, month_of_year, size_words
from vault.sealing.part_model import Part
from vault.sealing.statement_model import HolderLine, SealKind
from vault.succession.plan_model import Psychotherapy
from vault.unsealing.model import NumberVerdict, Verdict


def _tr(text: str) -> str:
    return QCoreApplication.translate("successor", text)


def part_name(part: Part) -> str:
    """Return what a part is called."""
    names = {
        Part.CASELOAD: _tr("Whom to call first"),
        Part.RECORDS: _tr("The records"),
        Part.PSYCHOTHERAPY: _tr("Psychotherapy notes, kept apart"),
    }
    name = names[part.content]
    return _tr("%1 (clients for the alternate)").replace("%1", name) if part.is_apart else name


def wish_words(wish: Psychotherapy | None) -> str:
    """Return what the plan says of psychotherapy notes, and what that means for the tick."""
    if wish is None:
        return _tr(
            "No plan that your cards open says what is to become of them. Leave this unticked"
            " unless you know that they are handed on to you."
        )
    return {
        Psychotherapy.TRANSFER: _tr(
            "The plan says that they are handed on to the custodian. The law protects them more"
            " strongly than the record: tick this only if that is you."
        ),
        Psychotherapy.KEEP_SEALED: _tr(
            "The plan says that they stay sealed and unread until they may be destroyed. Leave"
            " this unticked: they remain in the export, which you keep with its cards."
        ),
        Psychotherapy.DESTROY: _tr(
            "The plan says that they are destroyed unread. Leave this unticked."
        ),
    }[wish]


def age_words(months: int | None) -> str:
    """Return how old an export is; empty where nobody knows."""
    if months is None:
        return ""
    if months < 1:
        return _tr("this month")
    if months < 24:
        return counted(months, _tr("1 month ago"), _tr("%1 months ago"))
    return _tr("%1 years ago").replace("%1", str(months // 12))


def what_it_is(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """Return the facts of an export before a card was typed: heading and text."""
    best = verdict.best
    if best is None or best.statement is None:
        return ((_tr("What it is"), _tr("Parts of a sealed export, without what describes it.")),)
    told = best.statement
    kind = {
        SealKind.STANDING: _tr("A sealed export that was kept current while the practice ran"),
        SealKind.CLOSURE: _tr("The last sealed export of a practice, made when it closed"),
    }[told.kind]
    when = month_of_year(told.month)
    age = age_words(verdict.age_months)
    inside = [part_name(one.part) for one in best.parts]
    documents = counted(best.documents, _tr("1 document"), _tr("%1 documents"))
    size = size_words(sum(one.size for one in best.parts))
    return (
        (_tr("What it is"), f"{kind}."),
        (_tr("How old it is"), f"{when}, {age}." if age else f"{when}."),
        (_tr("What is sealed in it"), " · ".join((*inside, documents, size))),
        (_tr("Who holds a card"), " · ".join(map(holder_name, told.holders))),
    )


def holder_name(holder: HolderLine) -> str:
    """Return "Card 2 (Lawyer)"."""
    said = _tr("Card %1").replace("%1", str(holder.place))
    return f"{said} ({holder.label})" if holder.label else said


def part_line(state: PartState, holders: tuple[HolderLine, ...], cards: int) -> tuple[str, str]:
    """Return how far ``cards`` cards got with a part, and the icon's kind."""
    name = part_name(state.part)
    if state.is_open:
        return _tr("%1: open").replace("%1", name), "good"
    if not state.wanted:
        return _tr("%1: stays shut, something in it is damaged").replace("%1", name), "danger"
    if cards:
        more = counted(state.wanted, _tr("1 more card is needed"), _tr("%1 more cards are needed"))
    else:
        more = counted(state.wanted, _tr("1 card is needed"), _tr("%1 cards are needed"))
    labels = {one.place: one for one in holders}
    who = ", ".join(holder_name(labels[one]) for one in state.holders if one in labels)
    if not who:
        return f"{name}: {more}", ""
    return _tr("%1: %2 of these: %3").replace("%1", name).replace("%2", more).replace("%3", who), ""


def which_card(place: int) -> str:
    """Return "First card" for the one at ``place`` 0; cards bear numbers of their own."""
    words = (_tr("First card"), _tr("Second card"), _tr("Third card"))
    return words[place] if place < len(words) else _tr("Another card")


def step_words(name: str, done: int, total: int) -> str:
    """Return what long work does now, and how far it is."""
    words = {
        "examine": _tr("Reading the export"),
        "copy": _tr("Writing the vault"),
        "verify": _tr("Checking what was taken"),
        "records": _tr("Taking in the records"),
        "index": _tr("Building the search index"),
        "documents": _tr("Copying documents"),
    }
    said = words.get(name, _tr("Working"))
    if not total:
        return said
    if name in ("examine", "documents"):
        far = _tr("%1 of %2").replace("%1", size_words(done)).replace("%2", size_words(total))
    else:
        far = _tr("%1 of %2").replace("%1", f"{done:,}").replace("%2", f"{total:,}")
    return f"{said}: {far}"


def number_words(number: NumberVerdict) -> str:
    """Return "Number 12, March 2026"."""
    said = _tr("Number %1").replace("%1", str(number.number))
    if number.statement is None:
        return said
    return f"{said}, {month_of_year(number.statement.month)}"
