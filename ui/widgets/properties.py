"""Setting what Qt counts by the name of its value, before the first window stands."""

from PySide6.QtCore import QObject


def set_named(target: QObject, **values: str) -> None:
    """Set Qt properties to values named as in Qt: ``set_named(label, alignment="AlignCenter")``.

    To touch ``Qt`` in Python makes all of its enumerations, which is a tenth of the start; the lock
    window does without. Raises ``ValueError`` for a name that Qt does not know.
    """
    for name, value in values.items():
        if not target.setProperty(name, value):
            raise ValueError(f"{name}: {value}")
