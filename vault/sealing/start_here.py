"""``START-HERE.html`` and ``.txt``: what an export is, whom to call, how to open it.

They stand outside the seal. No client is named; the practitioner and the contacts only where the
plan says so. Nothing in them changes from one number to the next, but for a year that is told in
steps of five.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import resources
from vault.keys.signing import PublicKey
from vault.sealing import start_here_words as words
from vault.sealing.part_model import Part
from vault.sealing.start_here_by_hand import by_hand
from vault.sealing.start_here_words import Block, Code, Items, Section, Step, Table, Text
from vault.sealing.statement_model import HolderLine
from vault.succession.plan_model import Outside, Person, SuccessionPlan

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 78
_GAP = "  "
_ANY = "a social work practice"
_ANY_DUTY = "the law on the keeping of health records and the code of ethics of social work"
_ANY_DATE = "the last of the dates that stand in the records themselves"
_ANY_CUSTODIAN = "the colleague whom the professional will names as successor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which holders open a part, and how many of them are needed."""

    part: Part
    holders: tuple[int, ...]
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartHereFacts:
    """What may stand outside the seal. ``practitioner``, ``custodian`` and ``contacts`` are empty
    where the plan lets nobody be named; ``container_label`` and ``duty`` where she wrote nothing of
    her own. ``not_before`` is a year until which the last of the records must be kept at least."""

    export_id: str
    public_key: PublicKey
    openings: tuple[Opening, ...]
    holders: tuple[HolderLine, ...]
    container_label: str = field(default="", repr=False)
    duty: str = ""
    not_before: int | None = None
    practitioner: str = field(default="", repr=False)
    custodian: str = field(default="", repr=False)
    contacts: tuple[Person, ...] = field(default=(), repr=False)


def facts(
    plan: SuccessionPlan | None,
    practitioner: str,
    *,
    export_id: str,
    public_key: PublicKey,
    openings: Sequence[Opening],
    holders: Sequence[HolderLine],
    not_before: int | None = None,
) -> StartHereFacts:
    """Return what the plan lets stand outside; without a plan, nobody's name."""
    plan = plan or SuccessionPlan()
    found = StartHereFacts(
        export_id=export_id,
        public_key=public_key,
        openings=tuple(openings),
        holders=tuple(holders),
        container_label=plan.container_label,
        not_before=not_before,
    )
    return _with_names(found, plan, practitioner) if plan.outside is Outside.NAMES else found


def render_html(facts: StartHereFacts) -> bytes:
    """Return the page as one HTML file in UTF-8, with no script and nothing from elsewhere."""
    sections = tuple(_sections(facts))
    return _template().render(sections=sections, kind=_kind).encode("utf-8")


def render_text(facts: StartHereFacts) -> bytes:
    """Return the same as plain text in UTF-8; lines of at most 78 characters but for commands."""
    lines = ["START HERE", "=" * 10]
    for section in _sections(facts):
        lines += ["", section.heading, "-" * len(section.heading)]
        for block in section.blocks:
            lines += ["", *_TEXT[type(block)](block)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def label(facts: StartHereFacts) -> str:
    """Return what stands on the container, in the manner of 42 CFR 2.19(b)."""
    if facts.container_label:
        return facts.container_label
    whose = f"the social work practice of {facts.practitioner}" if facts.practitioner else _ANY
    until = _ANY_DATE + (f", {facts.not_before} or later" if facts.not_before else "")
    return (
        f"Records of {whose} required to be maintained under {facts.duty or _ANY_DUTY}"
        f" until {until}. Custodian: {facts.custodian or _ANY_CUSTODIAN}".rstrip(".")
        + "."
    )


def _with_names(found: StartHereFacts, plan: SuccessionPlan, practitioner: str) -> StartHereFacts:
    people = (plan.successor, plan.alternate, *plan.contacts)
    return replace(
        found,
        practitioner=practitioner,
        custodian=plan.successor.name if plan.successor else "",
        contacts=tuple(one for one in people if one is not None),
    )


def _sections(facts: StartHereFacts) -> Iterator[Section]:
    yield Section("What this is", words.WHAT_THIS_IS)
    yield Section("What it says on the outside", (Text(label(facts)),))
    yield Section("Please", words.DO_AND_LEAVE)
    yield Section("Whom to call", tuple(_whom_to_call(facts)))
    yield Section("Who opens what", tuple(_who_opens(facts)))
    yield Section("Opening it with Casekeep", words.WITH_CASEKEEP)
    yield Section("Opening it without Casekeep", tuple(by_hand(facts.public_key)))
    yield Section("Marks of this export", tuple(_marks(facts)))


def _whom_to_call(facts: StartHereFacts) -> Iterator[Block]:
    if not facts.contacts:
        yield words.WITHOUT_NAMES
        return
    yield Text(f"These are the records of {facts.practitioner}. In this order:")
    yield Items(tuple(map(_person, facts.contacts)), is_numbered=True)


def _person(one: Person) -> str:
    role = one.role.value.replace("_", " ")
    parts = (one.name, role, one.organization, one.phone, one.email, one.address, one.remark)
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _who_opens(facts: StartHereFacts) -> Iterator[Block]:
    yield Table(
        ("Part", "What is in it", "What opens it"),
        tuple((one.part.value, words.PARTS[one.part], _needs(one)) for one in facts.openings),
    )
    yield Text("The cards and keys, by the number that stands on them, and who holds them:")
    yield Items(tuple(f"{one.place}: {one.label}" for one in facts.holders))


def _needs(one: Opening) -> str:
    places = ", ".join(map(str, one.holders))
    if len(one.holders) == 1:
        return f"card {places}"
    how_many = "all" if one.threshold == len(one.holders) else f"any {one.threshold}"
    return f"{how_many} of the cards {places}"


def _marks(facts: StartHereFacts) -> Iterator[Block]:
    yield Items(
        (
            f"Export: {facts.export_id[:8]} (the same stands on the cards)",
            f"Fingerprint of the practice's key: {facts.public_key.fingerprint}",
            f"The key: {facts.public_key.to_text()}",
        )
    )


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # as in ``pages``

    environment = Environment(
        loader=FileSystemLoader(resources.path("sealing")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("start-here.html")


def _wrapped(text: str, front: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=front,
        subsequent_indent=" " * len(front),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _item_lines(block: Items) -> list[str]:
    fronts = [f"{i}. " if block.is_numbered else "- " for i, _ in enumerate(block.items, 1)]
    found = zip(fronts, block.items, strict=True)
    return [line for front, item in found for line in _wrapped(item, front)]


def _table_lines(block: Table) -> list[str]:
    widths = (22, 32, 20)
    lines: list[str] = []
    for row in (block.headings, *block.rows):
        columns = [textwrap.wrap(c, w) for c, w in zip(row, widths, strict=True)]
        for cells in zip_longest(*columns, fillvalue=""):
            padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            lines.append(_GAP.join(padded).rstrip())
    return lines


_TEXT = {
    Text: lambda block: _wrapped(block.text),
    Step: lambda block: ["", *_wrapped(block.text)],
    Items: _item_lines,
    Code: lambda block: [f"    {line}".rstrip() for line in block.text.splitlines()],
    Table: _table_lines,
}
