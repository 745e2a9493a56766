"""The command line: ``casekeep VERB FOLDER``, thin over the same services as the window.

Exit codes: 0 done · 1 checked, and something is wrong · 2 wrong usage · 3 the secret does not
open the vault · 4 damaged, or signed by somebody else · 5 no vault, or a newer one · 6 in use ·
7 the keyring failed · 8 the disk failed or is full · 9 anything else that a person can act on.

Secrets come from a file (``--secret-file``) or a prompt, never from an argument: other
programs can read those.
"""

import argparse
import getpass
import inspect
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vault import (
    cli_backup,
    cli_custody,
    cli_disposal,
    cli_documents,
    cli_exports,
    cli_holds,
    cli_imports,
    cli_retention,
    cli_sealing,
    cli_succession,
    cli_unsealing,
    cli_verbs,
    cli_words,
    errors,
)
from vault.age.self_test import run_self_test
from vault.dumps import forbid_dumps
from vault.keys.model import SlotKind

_EXIT_CODES: tuple[tuple[type[errors.VaultError], int], ...] = (
    (errors.SecretError, 3),
    (errors.NoSuchSlot, 3),
    (errors.NotAVault, 5),
    (errors.IsASnapshot, 5),
    (errors.NewerVault, 5),
    (errors.VaultFileError, 4),
    (errors.AgeError, 4),
    (errors.BadSignature, 4),
    (errors.DamagedSnapshot, 4),
    (errors.NoSnapshot, 5),
    (errors.NoSoundSnapshot, 4),
    (errors.NewerSnapshot, 5),
    (errors.TooFewCards, 3),
    (errors.CardOfAnotherExport, 3),
    (errors.CardUnreadable, 3),
    (errors.NotAnExport, 5),
    (errors.NewerExport, 5),
    (errors.ExportUnreadable, 4),
    (errors.PartDamaged, 4),
    (errors.BackupError, 8),
    (errors.VaultInUse, 6),
    (errors.KeyringError, 7),
    (errors.DiskFull, 8),
    (errors.ReadOnlyFolder, 8),
    (errors.StorageFailed, 8),
)
_OTHER = 9

Result = tuple[dict[str, Any], bool]


def exit_code(error: errors.VaultError) -> int:
    """Return the documented exit code of an error."""
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), _OTHER)


def _secret(arguments: argparse.Namespace, question: str) -> str:
    if arguments.secret_file is not None:
        try:
            text: str = arguments.secret_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SystemExit(_unreadable(error)) from error
        return text.removesuffix("\n")
    return getpass.getpass(f"{question}: ")


def _unreadable(error: Exception) -> int:
    print(f"casekeep: the secret's file can't be read ({type(error).__name__})", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casekeep",
        description=inspect.getdoc(sys.modules[__name__]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_create(verbs)
    _add(verbs, "unlock-check", "open the vault once and lock it again")
    demo = _add(verbs, "import-demo", "fill the vault with a made-up practice")
    demo.add_argument("--years", type=int, default=3, help="1 to 40 (default 3)")
    demo.add_argument("--seed", type=int, default=1, help="the same seed gives the same practice")
    search = _add(verbs, "search", "find notes, documents and clients")
    search.add_argument("words", nargs="+", help='words; "words in quotes" are a phrase')
    verify = _add(verbs, "verify-vault", "check every page, signature, event and document's file")
    verify.add_argument("--documents", action="store_true", help="decrypt every document too")
    _add(verbs, "rotate", "put the records under a new key")
    audit = _add(verbs, "audit", "print the newest audit events")
    audit.add_argument("--limit", type=int, default=50)
    cli_documents.add_parsers(verbs, _add)
    cli_backup.add_parsers(verbs, _add)
    cli_exports.add_parsers(verbs, _add)
    cli_imports.add_parsers(verbs, _add)
    cli_holds.add_parsers(verbs, _add)
    cli_disposal.add_parsers(verbs, _add)
    cli_retention.add_parsers(verbs, _add)
    cli_sealing.add_parsers(verbs, _add)
    cli_succession.add_parsers(verbs, _add)
    cli_unsealing.add_parsers(verbs, _add)
    cli_custody.add_parsers(verbs, _add)
    return parser


def _add(verbs: Any, name: str, explanation: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=explanation)
    parser.add_argument("folder", type=Path, help="the vault's folder, NAME.casekeep")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--secret-file", type=Path, metavar="FILE", help="read the secret from it")
    if name != "create":
        ways = ("keyring", "passphrase", "sheet")
        parser.add_argument("--way", choices=ways, help="what to open with (default: keyring)")
    return parser


def _add_create(verbs: Any) -> None:
    parser = _add(verbs, "create", "create a vault")
    daily = [kind.value for kind in SlotKind if kind is not SlotKind.SHEET]
    parser.add_argument("--way", choices=daily, default=SlotKind.KEYRING_PASSPHRASE.value)
    parser.add_argument("--name", help="the vault's name (default: the folder's)")
    parser.add_argument("--practitioner", required=True)
    parser.add_argument("--jurisdiction", default="", help="two-letter state")
    parser.add_argument(
        "--sheet-out",
        type=Path,
        metavar="FILE",
        help="write the recovery sheet's lines there, readable: whoever reads it opens the vault",
    )


_VERBS: dict[str, Callable[[argparse.Namespace, Callable[[str], str]], Result]] = {
    "create": cli_verbs.create,
    "unlock-check": cli_verbs.unlock_check,
    "import-demo": cli_verbs.import_demo,
    "search": cli_verbs.search,
    "verify-vault": cli_verbs.verify_vault,
    "rotate": cli_verbs.rotate,
    "audit": cli_verbs.audit,
    "backup": cli_backup.backup_verb,
    "restore": cli_backup.restore_verb,
    "document": cli_documents.document,
    "export": cli_exports.export,
    "import": cli_imports.import_,
    "imports": cli_imports.imports,
    "import-undo": cli_imports.import_undo,
    "hold": cli_holds.hold,
    "succession": cli_succession.succession,
    "dispose": cli_disposal.dispose,
    "retention": cli_retention.retention,
    "seal": cli_sealing.seal,
    "verify-export": cli_unsealing.verify_export,
    "unseal": cli_unsealing.unseal,
    "custody": cli_custody.custody,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    arguments = _parser().parse_args(argv)
    forbid_dumps()
    try:
        run_self_test()
        result, is_sound = _VERBS[arguments.verb](
            arguments, lambda question: _secret(arguments, question)
        )
    except errors.VaultError as error:
        _tell_error(error, as_json=arguments.json)
        return exit_code(error)
    _tell(result, as_json=arguments.json)
    return 0 if is_sound else 1


def _tell_error(error: errors.VaultError, *, as_json: bool) -> None:
    words, about = cli_words.words(error), cli_words.about(error)
    if as_json:
        told = {"error": type(error).__name__, "detail": str(error), "words": words}
        _print(json.dumps({**told, "about": about}, ensure_ascii=False))
        return
    said = ": ".join(("casekeep", *about, words))
    print(f"{said} ({type(error).__name__} {error})".replace(" )", ")"), file=sys.stderr)


def _tell(result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        _print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        lines = value if isinstance(value, list) else [value]
        for line in lines:
            if name == "warnings":
                line = cli_words.warned(line)
            text = "  ".join(str(v) for v in line.values()) if isinstance(line, dict) else str(line)
            _print(f"{name}: {text}")


def _print(text: str) -> None:
    """Print ``text``; a name that is no UTF-8 shows its bytes, escaped as JSON has them too."""
    print(text.encode("utf-8", "backslashreplace").decode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
