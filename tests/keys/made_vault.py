"""A vault that was just created, with the keyring and a short typed secret."""

from pathlib import Path

from vault.keys.creation import VaultPlan

TYPED = "1234"


class Made:
    """A vault that was just created with the keyring and a short typed secret."""

    def __init__(self, folder: Path, plan: VaultPlan) -> None:
        self.folder = folder
        self.plan = plan
        self.sheet = [line.text for line in plan.sheet.lines]
