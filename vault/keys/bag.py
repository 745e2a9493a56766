"""The key bag: what ``keys-<g>.age`` holds. It proves nothing by itself; the header does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from vault import clock
from vault.age import HybridRecipient, Identity, seal_bytes, unseal_bytes
from vault.errors import DamagedVault, NewerVault
from vault.keys.model import Slot, SlotKind
from vault.keys.signing import SigningKey
from vault.store.database_key import DatabaseKey

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBag:
    """Database key and salt, signing key, and the slot list that counts."""

    vault_id: str
    records: int
    keys: int
    database_key: DatabaseKey = field(repr=False)
    signing_key: SigningKey = field(repr=False)
    slots: tuple[Slot, ...]

    def seal(self) -> bytes:
        """Return the bag sealed to the recipients of all its slots; needs no secret."""
        recipients = [HybridRecipient.from_text(slot.recipient) for slot in self.slots]
        return seal_bytes(recipients, self._to_json().encode("utf-8"))

    def _to_json(self) -> str:
        return json.dumps(
            {
                "version": VERSION,
                "vault_id": self.vault_id,
                "records": self.records,
                "keys": self.keys,
                "database_key": self.database_key.key.hex(),
                "database_salt": self.database_key.salt.hex(),
                "signing_key": self.signing_key.seed.hex(),
                "slots": [_slot_to_json(slot) for slot in self.slots],
            },
            indent=1,
        )

    @classmethod
    def unseal(cls, sealed: bytes, identities: Sequence[Identity]) -> Self:
        """Open a bag. Raises an ``AgeError``, ``DamagedVault`` or ``NewerVault``."""
        try:
            found = json.loads(unseal_bytes(identities, sealed))
            return cls._from_json(found)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedVault("key bag") from error

    @classmethod
    def _from_json(cls, found: dict[str, Any]) -> Self:
        if found["version"] > VERSION:
            raise NewerVault("key bag")
        return cls(
            vault_id=found["vault_id"],
            records=int(found["records"]),
            keys=int(found["keys"]),
            database_key=DatabaseKey(
                bytes.fromhex(found["database_key"]), bytes.fromhex(found["database_salt"])
            ),
            signing_key=SigningKey.from_seed(bytes.fromhex(found["signing_key"])),
            slots=tuple(_slot_from_json(slot) for slot in found["slots"]),
        )


def _slot_to_json(slot: Slot) -> dict[str, str]:
    return {
        "id": slot.id,
        "kind": slot.kind.value,
        "recipient": slot.recipient,
        "created_at": clock.to_text(slot.created_at),
    }


def _slot_from_json(found: dict[str, str]) -> Slot:
    return Slot(
        id=found["id"],
        kind=SlotKind(found["kind"]),
        recipient=found["recipient"],
        created_at=clock.from_text(found["created_at"]),
    )
