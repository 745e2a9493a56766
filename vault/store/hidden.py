"""Clients on their way out: their disposal has begun, and nothing of theirs is shown any more.

Each statement that reads clients' rows for anybody says so, in one of these forms. There are few
such clients or none, and they have an index of their own: the condition costs next to nothing.
"""

CLIENTS = "SELECT id FROM client WHERE status = 'disposed'"


def shown(column: str) -> str:
    """Return the condition that the client in ``column`` is shown."""
    return f"{column} NOT IN ({CLIENTS})"
