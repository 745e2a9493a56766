#!/usr/bin/env python3
"""The commands of a checkout: ``python3 packaging/dev.py VERB``. Standard library only.

run [arguments]           make .venv, install, start the program (arguments go to the program)
run --tour OUT            drive the real program and leave pictures and report.json in OUT
test [pytest arguments]   everything that checks the code; with arguments only pytest
bench, faults, forensics  the long suites: --json FILE, --only ROW, --but ROW, --scale small|full

The first run needs the network; later ones do not. Exit code 2: this machine lacks something.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told, not shown a traceback
    sys.exit("Casekeep needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info))

import argparse
from pathlib import Path

import dev_verbs
from dev_machine import Unmet

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("bench", "faults", "forensics")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    run = verbs.add_parser("run", help="start the program")
    run.add_argument("--tour", metavar="OUT", type=Path, help="drive it, pictures go to OUT")
    verbs.add_parser("test", help="check the code", add_help=False)
    for suite in SUITES:
        _add_suite(verbs.add_parser(suite, help=f"the {suite} suite"))
    return parser


def _add_suite(suite: argparse.ArgumentParser) -> None:
    suite.add_argument("--json", metavar="FILE", type=Path, help="write the figures there")
    suite.add_argument("--only", metavar="ROW", action="append", help="one row; may be repeated")
    suite.add_argument("--but", metavar="ROW", action="append", help="not this row; repeated alike")
    suite.add_argument("--scale", choices=("small", "full"), default="full")


def _suite_arguments(chosen: argparse.Namespace) -> list[str]:
    arguments = ["--scale", chosen.scale]
    for row in chosen.only or []:
        arguments += ["--only", row]
    for row in chosen.but or []:
        arguments += ["--but", row]
    if chosen.json:
        arguments += ["--json", str(chosen.json.resolve())]
    return arguments


def _dispatch(words: list[str]) -> int:
    parser = _parser()
    chosen, rest = parser.parse_known_args(words)
    if chosen.verb in SUITES:
        if rest:
            parser.error(f"unknown: {' '.join(rest)}")
        return dev_verbs.suite(ROOT, chosen.verb, _suite_arguments(chosen))
    if chosen.verb == "test":
        return dev_verbs.test(ROOT, rest)
    if chosen.tour:
        return dev_verbs.tour(ROOT, chosen.tour.resolve())
    return dev_verbs.run(ROOT, rest)


def main() -> int:
    """Do what the command line asks; return the exit code."""
    try:
        return _dispatch(sys.argv[1:])
    except Unmet as unmet:
        print(unmet, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
