"""Whether the practice has a policy of its own, asked without loading what one is."""

from vault.store.connection import Connection


def is_policy_chosen(connection: Connection) -> bool:
    """Return whether one was ever saved."""
    return bool(connection.value("SELECT EXISTS (SELECT 1 FROM retention_policy)"))
