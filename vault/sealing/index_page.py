"""The first page of a bag: every client, the plan, how long records are kept, what else is here."""

from collections.abc import Sequence

from vault.keys.signing import PublicKey
from vault.retention.model import Rule
from vault.sealing import pages, practice_part, retention_words
from vault.sealing.bag import Bag
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.records import IndexLine


def add(part: Part, facts: SealFacts, lines: Sequence[IndexLine], bag: Bag) -> None:
    """Add ``index.html``."""
    is_records = part.content is Part.RECORDS
    page = pages.render(
        "index.html",
        facts=facts,
        part=part,
        is_records=is_records,
        lines=lines,
        fingerprint=PublicKey.from_text(facts.public_key).fingerprint,
        plan=practice_part.PLAN_PAGE if is_records else "",
        policy=retention_words.policy(facts.policy),
        rules=_rules(facts, lines),
    )
    bag.add("index.html", page, "begin here: the list of all clients, in a browser")


def _rules(facts: SealFacts, lines: Sequence[IndexLine]) -> list[Rule]:
    """Return the rules of the places where practice and clients are, for these licenses."""
    places = {facts.practice.jurisdiction, *(one.jurisdiction for one in lines)}
    return [
        rule
        for rule in facts.rules
        if rule.jurisdiction in places and rule.licenses & facts.policy.licenses
    ]
