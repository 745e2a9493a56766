"""What the wizard was told so far. Lives as long as the wizard and is never written anywhere."""

from dataclasses import dataclass, field
from pathlib import Path

from vault.keys.creation import FirstWay, VaultPlan
from vault.keys.model import SlotKind
from vault.practice.model import Practice

SUFFIX = ".casekeep"


@dataclass(slots=True, kw_only=True, repr=False)
class Answers:
    """Filled in page by page."""

    practice: Practice = field(default_factory=lambda: Practice(practitioner=""))
    name: str = ""
    place: Path = field(default_factory=Path.home)
    has_keyring: bool | None = None
    """``None`` while the keyring has not answered."""
    way: FirstWay = field(default_factory=lambda: FirstWay(kind=SlotKind.KEYRING_PASSPHRASE))
    plan: VaultPlan | None = None
    has_saved_pdf: bool = False

    @property
    def folder(self) -> Path:
        """Where the vault will be."""
        return self.place / f"{self.name.strip()}{SUFFIX}"

    def __repr__(self) -> str:
        return "Answers()"


_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "123456789"),
    }
)


def is_usable_name(name: str) -> bool:
    """Return whether a vault's name can be a folder's on every system we run on."""
    stripped = name.strip()
    return (
        0 < len(stripped) <= 60
        and not stripped.startswith(".")
        and stripped.lower() not in _RESERVED
        and all(character.isprintable() and character not in _FORBIDDEN for character in stripped)
    )
