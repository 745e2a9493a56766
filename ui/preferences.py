"""What the program remembers about this computer: places of windows, the last vault.

Never a client's name, nor anything else out of the vault: the file is not encrypted.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths
from PySide6.QtWidgets import QSplitter, QWidget

_MOST_KNOWN = 6

SHIELD_WHEN_LEFT = "shield_when_left"
"""Flag: raise the privacy shield when another program comes in front."""
IN_SCREENSHOTS = "in_screenshots"
"""Flag: let screenshots and screen sharing show the windows."""


class ThemeChoice(StrEnum):
    """Light, dark, high contrast, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Preferences:
    """An INI file in the platform's folder for settings; ``file`` is another one, for tests.

    What is chosen is written at once. Where one is and how wide a column is changes all the time,
    and each writing waits for the disk, twice: that is kept until ``sync``.
    """

    def __init__(self, file: Path | None = None) -> None:
        path = file or _folder() / "window.ini"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._unwritten: dict[str, object] = {}

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme; as the system says, unless chosen."""
        value = str(self._settings.value("theme", ThemeChoice.SYSTEM.value))
        return ThemeChoice(value) if value in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def last_vault(self) -> Path | None:
        """The folder of the vault that was open last."""
        value = str(self._settings.value("last_vault", ""))
        return Path(value) if value else None

    @last_vault.setter
    def last_vault(self, folder: Path) -> None:
        self._settings.setValue("last_vault", str(folder))

        self._keep_known([folder, *(one for one in self.known_vaults if one != folder)])

    @property
    def known_vaults(self) -> list[Path]:
        """The folders of vaults that were opened here, the last one first."""
        value = self._settings.value("known_vaults", [])
        # An INI file does not tell one text from a list of one.
        kept = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        last = [self.last_vault] if self.last_vault is not None else []
        return list(dict.fromkeys([*last, *(Path(str(one)) for one in kept if one)]))

    def opened_at(self, instance_id: str) -> Path | None:
        """Return where a copy of a vault was opened last, by its random identifier."""
        value = str(self._settings.value(f"opened_at/{instance_id}", ""))
        return Path(value) if value else None

    def set_opened_at(self, instance_id: str, folder: Path) -> None:
        """Remember where a copy of a vault is."""
        self._settings.setValue(f"opened_at/{instance_id}", str(folder))

    def forget_vault(self, folder: Path) -> None:
        """Take a vault off the list; its files stay."""
        left = [one for one in self.known_vaults if one != folder]
        if self.last_vault == folder:
            self._settings.remove("last_vault")
        self._keep_known(left)

    def _keep_known(self, folders: Sequence[Path]) -> None:
        self._settings.setValue("known_vaults", [str(one) for one in folders[:_MOST_KNOWN]])

    @property
    def last_page(self) -> str:
        """The page that was in front ("home", "clients" …)."""
        return str(self._kept("last_page", "home"))

    @last_page.setter
    def last_page(self, name: str) -> None:
        self._unwritten["last_page"] = name

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no kept under ``name``."""
        return str(self._settings.value(f"flags/{name}", default)).lower() == "true"

    def set_flag(self, name: str, value: bool) -> None:
        """Keep a yes or no under ``name``."""
        self._settings.setValue(f"flags/{name}", value)

    def restore_window(self, window: QWidget, name: str) -> bool:
        """Put a window where it was; return False if its place is not known."""
        value = self._settings.value(f"windows/{name}")
        return isinstance(value, QByteArray) and window.restoreGeometry(value)

    def keep_window(self, window: QWidget, name: str) -> None:
        """Keep a window's place and size."""
        self._settings.setValue(f"windows/{name}", window.saveGeometry())

    def restore_splitter(self, splitter: QSplitter, name: str) -> None:
        """Put a splitter as it was, and remember it from now on."""
        value = self._kept(f"splitters/{name}")
        if isinstance(value, QByteArray):
            splitter.restoreState(value)
        splitter.splitterMoved.connect(lambda: self._keep_splitter(splitter, name))

    def _keep_splitter(self, splitter: QSplitter, name: str) -> None:
        self._unwritten[f"splitters/{name}"] = splitter.saveState()

    def keep(self, name: str, value: QByteArray) -> None:
        """Keep widths of columns and the like under ``name``."""
        self._unwritten[f"states/{name}"] = value

    def kept(self, name: str) -> QByteArray | None:
        """Return what ``keep`` put under ``name``."""
        value = self._kept(f"states/{name}")
        return value if isinstance(value, QByteArray) else None

    def sync(self) -> None:
        """Write to disk now; the process is about to be replaced."""
        for name, value in self._unwritten.items():
            self._settings.setValue(name, value)
        self._unwritten.clear()
        self._settings.sync()

    def _kept(self, name: str, default: object = None) -> object:
        """Return what is kept under ``name``, written already or not."""
        return self._unwritten.get(name, self._settings.value(name, default))


def _folder() -> Path:
    """Return where settings belong on this system: ``~/.config/casekeep`` and the like."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "casekeep"
