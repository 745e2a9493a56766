"""The age v1 file format (https://c2sp.org/age), binary: what everything sealed is written in."""

from vault.age.files import seal, seal_bytes, sealing, unseal, unseal_bytes, unseal_file
from vault.age.hybrid import HybridIdentity, HybridRecipient
from vault.age.passphrase import ScryptPassphrase
from vault.age.recipients import Identity, Recipient
from vault.age.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "Recipient",
    "ScryptPassphrase",
    "X25519Identity",
    "X25519Recipient",
    "seal",
    "seal_bytes",
    "sealing",
    "unseal",
    "unseal_bytes",
    "unseal_file",
]
