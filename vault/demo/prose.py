"""Notes in words: sentences are drawn without repeating one, their slots filled to the end."""

import re
from random import Random

from vault.demo.model import PlannedNote, Voice
from vault.demo.words import pools, recipe, table
from vault.notes.model import Section, Template

_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_START = re.compile(r"(^|[.!?] )([a-z])")
# The phrases are written for one person; these are the verbs in them that are not in the past.
_THEY_VERB = re.compile(
    r"\b([Tt]hey) (was|is|has|knows|hopes|dates|gives|steps|starts|waits|tests|makes)\b"
)
_IRREGULAR = {"was": "were", "is": "are", "has": "have"}

PRONOUNS = {
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers"},
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his"},
    "they": {"they": "they", "them": "them", "their": "their", "theirs": "theirs"},
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAVE_OUT = 0.4
_DEEPEST = 6


def sections(template: Template, note: PlannedNote, voice: Voice) -> tuple[Section, ...]:
    """Return the text of a note under its template's headings."""
    writer = _Writer(Random(note.seed), voice)
    return tuple(
        Section(heading=heading, text=writer.section(note.kind, heading))
        for heading in template.sections or ("",)
    )


def sentence(pool: str, seed: str, voice: Voice) -> str:
    """Return one sentence: an addendum, a reason."""
    return _Writer(Random(seed), voice).sentence(pool)


class _Writer:
    """Writes one note; a sentence or phrase comes twice only when all of its kind were used."""

    def __init__(self, rng: Random, voice: Voice) -> None:
        self._rng = rng
        self._voice = voice
        self._problem = table("problems")[voice.problem]
        self._left: dict[str, list[str]] = {}

    def section(self, kind: str, heading: str) -> str:
        paragraphs: list[list[str]] = [[]]
        for part in recipe(kind, heading):
            if part == "|":
                paragraphs.append([])
            elif not (part.endswith("?") and self._rng.random() < _LEAVE_OUT):
                paragraphs[-1].append(self.sentence(part.removesuffix("?")))
        return "\n\n".join(" ".join(sentences) for sentences in paragraphs)

    def sentence(self, pool: str) -> str:
        text = self._choose(self._draw(pool))
        for _ in range(_DEEPEST):
            if not _SLOT.search(text):
                break
            text = self._choose(_SLOT.sub(self._filled, text))
        if self._voice.pronoun == "they":
            text = _THEY_VERB.sub(_plural, text)
        return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)

    def _choose(self, text: str) -> str:
        return _CHOICE.sub(lambda found: self._rng.choice(found[1].split("|")), text)

    def _filled(self, slot: re.Match[str]) -> str:
        name = slot[1]
        text = self._word(name.lower())
        return text[0].upper() + text[1:] if name[0].isupper() else text

    def _word(self, name: str) -> str:
        rng = self._rng
        if name in self._voice.fixed:
            return self._voice.fixed[name]
        if name in PRONOUNS["she"]:
            return PRONOUNS[self._voice.pronoun][name]
        if name == "weekday":
            return rng.choice(_WEEKDAYS)
        bounds = {"n": (2, 9), "hours": (4, 8), "minutes": (5, 25)}
        if name in bounds:
            return str(rng.randint(*bounds[name]))
        if name == "percent":
            return str(rng.randrange(20, 100, 5))
        return self._draw(name)

    def _draw(self, name: str) -> str:
        if not self._left.get(name):
            every = self._problem.get(name) or pools()[name]
            self._left[name] = self._rng.sample(every, len(every))
        return self._left[name].pop()


def _plural(found: re.Match[str]) -> str:
    verb = found[2]
    return f"{found[1]} {_IRREGULAR.get(verb) or verb.removesuffix('s')}"
