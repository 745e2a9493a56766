"""What all errors of the core are."""


class VaultError(Exception):
    """The world failed, not the program: something a person can act on."""
