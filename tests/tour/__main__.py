"""The tour: ``python -m tests.tour OUT``. Drives the real program and leaves pictures in OUT."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.tour import story, successor, surroundings
from tests.tour.driver import Gone, Program
from tests.tour.report import Report
from tests.tour.surroundings import Missing
from tests.tour.tour import Tour


def main(argv: Sequence[str] | None = None) -> int:
    """Play the tour; 1 when a check failed, 2 when this machine lacks a tool it must have."""
    parser = argparse.ArgumentParser(prog="tour", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures and report.json")
    out: Path = parser.parse_args(argv).out
    out.mkdir(parents=True, exist_ok=True)
    report = Report(out=out.resolve())
    try:
        with surroundings.prepared() as place:
            report.facts |= {"screen": place.screen, "keyring": place.keyring}
            _play(place, report)
        with surroundings.prepared() as clean_home:
            _walk(clean_home, report)
    except Missing as missing:
        report.check("tools", False, missing)
    report.write()
    print(f"tour: {len(report.checks)} checks, {len(report.failed)} failed; see {report.out}")
    return 1 if report.failed else 0


def _play(place: surroundings.Surroundings, report: Report) -> None:
    try:
        with Program(place.base, place.environment) as program:
            report.facts["platform"] = program.platform
            tour = Tour(program=program, place=place, report=report)
            story.play(tour, story.STAGES)
            said = program.errors()
            report.check("nothing on standard error", not said, said[:2000])
    except Gone as error:
        report.check("the program starts", False, error)


def _walk(place: surroundings.Surroundings, report: Report) -> None:
    try:
        successor.play(place, report)
    except Gone as error:
        report.check("the successor's program starts", False, error)


if __name__ == "__main__":
    sys.exit(main())
