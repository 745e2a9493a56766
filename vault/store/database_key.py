"""The key of one database, which no repr and no error tells."""


class DatabaseKey:
    """The raw key (32 bytes) and salt (16 bytes) of one database. Its repr shows neither."""

    __slots__ = ("key", "salt")

    def __init__(self, key: bytes, salt: bytes) -> None:
        if len(key) != 32 or len(salt) != 16:
            raise ValueError("a database key has 32 bytes and its salt 16")
        self.key = key
        self.salt = salt

    def __repr__(self) -> str:
        return "DatabaseKey()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and (self.key, self.salt) == (other.key, other.salt)

    __hash__ = None  # type: ignore[assignment]  # a secret has no place in a set

    @property
    def pragma_text(self) -> str:
        """The raw key as SQLCipher takes it: 64 and 32 hex digits."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"
