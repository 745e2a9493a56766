"""What a tombstone keeps of a record, as the JSON of its ``detail``.

The text outlives the program that wrote it, in the tombstone and in every backup: a field that is
not there means that nothing was known, and a field that is not known any more is passed over.
"""

import json

from vault import plain_json
from vault.disposal.model import StoneDetail


def to_text(detail: StoneDetail) -> str:
    """Return the JSON text of what a tombstone keeps; what is not known is left out."""
    told = plain_json.plain(detail, lambda value, default: value != default)
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> StoneDetail:
    """Return what ``to_text`` wrote."""
    return plain_json.parsed(StoneDetail, json.loads(text))
