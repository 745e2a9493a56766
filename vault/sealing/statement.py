"""``seal-<n>.json``: what a number of an export holds. It stands outside the seal, so it names
no client, and nobody else whom the plan does not let it name.
"""

import json
from dataclasses import dataclass, replace
from typing import Self

from vault import plain_json
from vault.errors import ExportUnreadable, NewerExport
from vault.keys.signing import PublicKey
from vault.sealing.layout import HIGHEST
from vault.sealing.statement_model import FORMAT as FORMAT
from vault.sealing.statement_model import VERSION as VERSION
from vault.sealing.statement_model import Checkpoint as Checkpoint
from vault.sealing.statement_model import HolderLine as HolderLine
from vault.sealing.statement_model import PartLine as PartLine
from vault.sealing.statement_model import SealKind as SealKind
from vault.sealing.statement_model import StatementFacts

MOST_BYTES = 1 << 20
_WRONG = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(StatementFacts):
    """What a number holds, as a text and back."""

    def to_text(self) -> str:
        """Return the JSON text that stands in the export."""
        return json.dumps(plain_json.plain(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what ``to_text`` wrote. Raises ``ExportUnreadable`` or ``NewerExport``."""
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise ExportUnreadable("statement")
            if told["version"] > VERSION:
                raise NewerExport()
            found = plain_json.parsed(cls, told)
            PublicKey.from_text(found.public_key)
        except _WRONG as error:
            raise ExportUnreadable("statement") from error
        if not 1 <= found.number <= HIGHEST or replace(found).to_text() != text:
            raise ExportUnreadable("statement")
        return found
