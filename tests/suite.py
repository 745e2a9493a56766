"""What the long suites share: arguments, a table, and one JSON file for machines."""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Row:
    """The outcome of one row: cases, the failed ones in words, figures and ratios."""

    name: str
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)

    def check(self, is_right: bool, what: str) -> None:
        """Count one case; ``what`` says which it was, should it have failed."""
        self.cases += 1
        if not is_right:
            self.failures.append(what)

    def to_json(self) -> dict[str, object]:
        """Return the row as it stands in the JSON file."""
        return {
            "name": self.name,
            "cases": self.cases,
            "failed": len(self.failures),
            "failures": self.failures[:50],
            "figures": self.figures,
            "ratios": self.ratios,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much a run does."""

    name: str

    @property
    def is_full(self) -> bool:
        """Whether the run does everything, however long it takes."""
        return self.name == "full"

    def pick(self, small: int, full: int) -> int:
        """Return the number that belongs to this scale."""
        return full if self.is_full else small


RowProgram = Callable[[Scale], Row]


def run(suite: str, rows: Mapping[str, RowProgram], argv: Sequence[str] | None = None) -> int:
    """Run the rows asked for, print a table, write the JSON; 1 when a case failed."""
    parser = argparse.ArgumentParser(prog=suite)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=list(rows), action="append")
    parser.add_argument("--but", choices=list(rows), action="append", default=[])
    parser.add_argument("--scale", choices=("small", "full"), default="small")
    arguments = parser.parse_args(argv)
    scale = Scale(name=arguments.scale)
    chosen = [name for name in (arguments.only or rows) if name not in arguments.but]
    done = [_run_row(name, rows[name], scale) for name in chosen]
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(_report(suite, done), indent=1), encoding="utf-8")
    failed = sum(len(row.failures) for row in done)
    print(f"{suite}: {sum(row.cases for row in done)} cases, {failed} failed")
    return 1 if failed else 0


def _run_row(name: str, program: RowProgram, scale: Scale) -> Row:
    began = time.monotonic()
    row = program(scale)
    row.figures.setdefault("seconds", round(time.monotonic() - began, 1))
    numbers = {**row.figures, **row.ratios}
    shown = "  ".join(f"{key} {value:g}" for key, value in numbers.items())
    print(f"{name:<12} {row.cases:>6} cases {len(row.failures):>4} failed  {shown}", flush=True)
    for failure in row.failures[:20]:
        print(f"    {failure}", file=sys.stderr, flush=True)
    return row


def _report(suite: str, rows: Sequence[Row]) -> dict[str, object]:
    return {
        "suite": suite,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "cases": sum(row.cases for row in rows),
        "failed": sum(len(row.failures) for row in rows),
        "rows": [row.to_json() for row in rows],
    }
