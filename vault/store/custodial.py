"""Asked by what would work long, or by itself, before the records refuse: are they in custody?

Every service is refused in the end: the triggers say no, and ``store/connection.py`` says
``RecordInherited``. Here one may know it before.
"""

from vault.errors import RecordInherited
from vault.store.connection import Connection


def is_custodial(connection: Connection) -> bool:
    """Return whether the records are another practice's, to be read and not written."""
    return connection.value("SELECT 1 FROM custody") is not None


def require_own(connection: Connection) -> None:
    """Raise ``RecordInherited`` where the records are another practice's."""
    if is_custodial(connection):
        raise RecordInherited()
