"""Whether a disposal is not finished, asked without loading what a disposal is."""

from vault.store.connection import Connection


def is_any(connection: Connection) -> bool:
    """Return whether there is one."""
    return bool(
        connection.value("SELECT EXISTS (SELECT 1 FROM disposal WHERE finished_at IS NULL)")
    )
