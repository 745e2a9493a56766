"""What a part of records holds of the practice: its rows, its plan, the audit chain."""

from collections.abc import Iterator, Sequence

from vault.exports.gathering import OnSession
from vault.sealing import gathering, pages, rows_text
from vault.sealing.bag import Bag
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.rows_text import Head, Table
from vault.store import registry
from vault.succession import letters, plan_text, will_words

ROWS, CHAIN = "practice/rows.json", "practice/audit.json"
PLAN_PAGE, PLAN = "practice/plan.html", "practice/plan.json"


def add(facts: SealFacts, bag: Bag, run: OnSession) -> int:
    """Add the practice's own files to the bag; return how many events the chain has."""
    head = Head(schema=facts.schema, client=None)
    of_practice = _tables(gathering.PRACTICE, facts, run)
    what = "the practice’s rows: policies, certificates of disposal, templates, the plan’s history"
    bag.add(ROWS, rows_text.to_lines(head, of_practice), what)
    events = _Counted("audit_event")
    chain = events.counted(_tables(gathering.CHAIN, facts, run))
    what = "the chain of what was done in the vault, with the practice’s signatures over it"
    bag.add(CHAIN, rows_text.to_lines(head, chain), what)
    _add_plan(facts, bag)
    return events.count


def _tables(chosen: Sequence[registry.Table], facts: SealFacts, run: OnSession) -> Iterator[Table]:
    shapes = gathering.shapes(chosen, Part.RECORDS, run)
    return gathering.tables(shapes, None, facts.audit_seq, run)


class _Counted:
    """Counts the rows of one table as they pass."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.count = 0

    def counted(self, tables: Iterator[Table]) -> Iterator[Table]:
        for name, columns, rows in tables:
            yield name, columns, self._counting(rows) if name == self._name else rows

    def _counting(self, rows: rows_text.Rows) -> rows_text.Rows:
        for row in rows:
            self.count += 1
            yield row


def _add_plan(facts: SealFacts, bag: Bag) -> None:
    page = pages.render(
        "plan.html",
        facts=facts,
        plan=facts.plan,
        letters=letters.of_plan(facts.plan.letters if facts.plan else ()),
        words=will_words,
    )
    bag.add(PLAN_PAGE, page, "the succession plan, its contacts and letters, to be read")
    if facts.plan is not None:
        text = plan_text.to_text(facts.plan)
        bag.add(PLAN, [text.encode()], "the succession plan for programs; see plan.schema.json")
