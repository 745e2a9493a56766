"""The rules that ship are whole, and a broken file is refused with the name of what is wrong."""

from importlib.resources import files
from typing import Any

import pytest

from vault.errors import RuleFileBroken
from vault.retention.model import License, NoticeRule
from vault.retention.rules import parse, shipped

STATES = ["AZ", "CA", "CO", "FL", "MA", "MD", "ME", "MI", "NJ", "NY", "PA", "TX", "VA", "WA"]
GOOD: dict[str, str] = {
    "id": '"ut-made-up"',
    "jurisdiction": '"UT"',
    "licenses": '["social_worker"]',
    "record_class": '"record"',
    "limit": '"minimum"',
    "anchors": '["termination"]',
    "years": "7",
    "citation": '"made up"',
    "status": '"verified"',
    "remark": '"for tests"',
}


def text(**changed: Any) -> str:
    """Return a file of one rule; a field of ``None`` is left out."""
    fields = {name: value for name, value in (GOOD | changed).items() if value is not None}
    return "[[rule]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


def test_every_state_of_the_table_has_its_rules() -> None:
    states = {rule.jurisdiction for rule in shipped()}
    assert sorted(states) == STATES
    assert len(shipped()) == 20


@pytest.mark.parametrize(
    "name",
    [one.name for one in files("resources").joinpath("retention").iterdir()],
)
def test_each_file_that_ships_reads(name: str) -> None:
    rules = parse(files("resources").joinpath("retention", name).read_text("utf-8"), name)
    assert all(rule.citation and rule.remark for rule in rules)
    assert len({rule.jurisdiction for rule in rules}) == 1


def test_the_rules_for_all_licenses_and_the_one_with_a_notice() -> None:
    by_id = {rule.id: rule for rule in shipped()}
    for one in ("az-providers", "md-providers", "mi-licensees"):
        assert by_id[one].licenses == frozenset(License)
    told = [rule for rule in shipped() if rule.notice]
    assert [rule.id for rule in told] == ["md-providers"]
    assert told[0].notice == NoticeRule(method="first_class_mail", days=30)
    assert [rule.id for rule in shipped() if rule.is_unclear] == ["co-counselor-longest"]


def test_a_good_file_is_read() -> None:
    (rule,) = parse(text(effective_from="2020-01-01", minor="{ years = 3 }"), "x.toml")
    assert rule.minor is not None
    assert (rule.id, rule.years, rule.minor.years) == ("ut-made-up", 7, 3)


BROKEN = [
    ({"id": None}, "id"),
    ({"id": '"UT rule"'}, "id"),
    ({"jurisdiction": '"Utah"'}, "jurisdiction"),
    ({"licenses": "[]"}, "licenses"),
    ({"licenses": '["social_worker", "social_worker"]'}, "licenses"),
    ({"licenses": '["plumber"]'}, "licenses"),
    ({"record_class": '"notes"'}, "record_class"),
    ({"limit": '"about"'}, "limit"),
    ({"limit": None}, "limit"),
    ({"anchors": "[]"}, "anchors"),
    ({"anchors": '["birth"]'}, "anchors"),
    ({"anchors": '["death"]'}, "anchors"),
    ({"anchors": '"termination"'}, "anchors"),
    ({"years": "0"}, "years"),
    ({"years": "101"}, "years"),
    ({"years": '"7"'}, "years"),
    ({"years": "true"}, "years"),
    ({"years": "7.0"}, "years"),
    ({"minor": "{ age = 12, years = 7 }"}, "age"),
    ({"minor": "{ age = 18 }"}, "years"),
    ({"minor": "{ years = 0 }"}, "years"),
    ({"minor": "{ years = 7, ages = 18 }"}, "ages"),
    ({"minor": "7"}, "minor"),
    ({"is_unclear": "true"}, "is_unclear"),
    ({"is_unclear": "1"}, "is_unclear"),
    ({"effective_from": '"2015-01-01"'}, "effective_from"),
    ({"effective_from": "2015-01-01T00:00:00"}, "effective_from"),
    ({"effective_from": "2015-01-02", "effective_to": "2015-01-01"}, "effective_to"),
    ({"citation": '" "'}, "citation"),
    ({"citation": None}, "citation"),
    ({"status": '"sure"'}, "status"),
    ({"remark": '""'}, "remark"),
    ({"notice": '{ method = "Mail!", days = 30 }'}, "method"),
    ({"notice": '{ method = "mail", days = 0 }'}, "days"),
    ({"verified": "true"}, "verified"),
]


@pytest.mark.parametrize(("changed", "field"), BROKEN)
def test_a_broken_rule_names_its_field(changed: dict[str, str | None], field: str) -> None:
    with pytest.raises(RuleFileBroken) as caught:
        parse(text(**changed), "utah.toml")
    assert caught.value.what.startswith("utah.toml: ")
    assert caught.value.what.endswith(f": {field}")


@pytest.mark.parametrize(
    "broken", ["", "rule = 7", "[[rule", "[[rule]]", "[other]\na = 1", text() + text()]
)
def test_a_broken_file_is_refused(broken: str) -> None:
    with pytest.raises(RuleFileBroken):
        parse(broken, "utah.toml")
