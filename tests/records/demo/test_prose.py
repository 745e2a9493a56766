"""The notes read like notes: real length, no slot left open, no two alike."""

import re
from datetime import date

import pytest

from vault.demo import prose
from vault.demo.model import PlannedNote, Voice
from vault.demo.planning import plan
from vault.demo.words import pools, recipe, table
from vault.notes.model import Body, NoteKind, Template
from vault.notes.templates import built_in

FIXED = {
    "who": "Client",
    "ally": "a cousin",
    "strain": "the landlord",
    "job": "the shop",
    "referral": "a friend",
    "diagnosis": "panic disorder",
}
PROBLEMS = tuple(table("problems"))
PROGRESS = [template for template in built_in() if template.kind is NoteKind.PROGRESS]


def voice(problem: str, pronoun: str = "she") -> Voice:
    return Voice(problem=problem, template_key="soap", pronoun=pronoun, fixed=FIXED)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("template", built_in(), ids=lambda template: template.key)
def test_every_template_can_be_written_for_every_problem(template: Template, problem: str) -> None:
    for seed in range(5):
        note = PlannedNote(kind=template.kind, template_key=template.key, seed=str(seed))
        body = Body.of(prose.sections(template, note, voice(problem)))
        assert not re.search(r"[{}\[\]|]|  ", body.text)
        for section in body.sections:
            assert section.text
            assert section.text[0] == section.text[0].upper()


def test_every_sentence_of_every_pool_can_be_finished() -> None:
    for name, sentences in pools().items():
        for seed in range(3 * len(sentences)):
            text = prose.sentence(name, str(seed), voice("couple", "they"))
            assert not re.search(r"[{}\[\]|]", text), name


@pytest.mark.parametrize("template", PROGRESS, ids=lambda template: template.key)
def test_progress_notes_are_of_real_length(template: Template) -> None:
    counts = []
    for seed in range(200):
        note = PlannedNote(kind=template.kind, template_key=template.key, seed=str(seed))
        counts.append(Body.of(prose.sections(template, note, voice("grief"))).word_count)
    counts.sort()
    assert counts[0] >= 120
    assert 150 <= counts[100] <= 400
    assert counts[-1] <= 450


def test_no_two_notes_are_alike() -> None:
    template, seen = PROGRESS[0], set()
    for seed in range(2000):
        note = PlannedNote(kind=template.kind, template_key=template.key, seed=str(seed))
        seen.add(Body.of(prose.sections(template, note, voice("anxiety"))).text)
    assert len(seen) == 2000


def test_pronouns_agree() -> None:
    texts = [prose.sentence("response", str(seed), voice("trauma", "they")) for seed in range(200)]
    assert any("They were" in text for text in texts)
    assert not any(re.search(r"\b[Tt]hey (was|is|has)\b", text) for text in texts)


def test_every_heading_has_a_recipe_and_every_recipe_its_pools() -> None:
    known = {*pools(), *table("problems")["anxiety"]}
    for template in built_in():
        for heading in template.sections or ("",):
            parts = {part.removesuffix("?") for part in recipe(template.kind, heading)}
            assert parts - {"|"} <= known


def test_all_problems_have_the_same_words_and_pools_other_names() -> None:
    shapes = {frozenset(problem) for problem in table("problems").values()}
    assert len(shapes) == 1
    assert not set(pools()) & next(iter(shapes))


def test_names_are_of_many_languages_and_scripts() -> None:
    names = [one.details.legal_name for one in plan(30, 3, date(2026, 11, 24), "CA").clients]
    for script in ("א-ת", "ء-ي", "а-я", "一-鿿", "가-힣", "ऀ-ॿ", "አ-ፚ", "À-ž"):
        assert any(re.search(f"[{script}]", name) for name in names), script
    assert len(set(names)) > len(names) / 2
