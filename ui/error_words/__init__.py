"""What Casekeep says of each error, a module for each part of the core."""

from vault.errors import VaultError

Table = dict[type[VaultError], tuple[str, str, str, str]]
"""Title, what happened, what is safe, what to do next."""

NOTHING_CHANGED = "Nothing was changed."
RECORDS_SAFE = "Your records are safe."
