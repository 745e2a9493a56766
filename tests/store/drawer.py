"""A computer's keyring in memory, whose calls can be made to fail one by one."""

from vault.errors import KeyringItemMissing, KeyringNotKept


class DrawerKeyring:
    """Keeps items as an operating system does; ``fails_on`` lets one call go wrong."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.fails_on = ""

    def get(self, item: str) -> str:
        """Return an item. Raises ``KeyringItemMissing``."""
        if item not in self.items:
            raise KeyringItemMissing()
        return self.items[item]

    def put(self, item: str, secret: str) -> None:
        """Keep an item. Raises ``KeyringNotKept`` where it was told to fail."""
        if "put" in self.fails_on:
            raise KeyringNotKept()
        self.items[item] = secret

    def remove(self, item: str) -> None:
        """Drop an item. Raises ``KeyringNotKept`` where it was told to fail."""
        if "remove" in self.fails_on:
            raise KeyringNotKept()
        self.items.pop(item, None)

    def probe(self) -> None:
        """Always ready."""
