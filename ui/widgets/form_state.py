"""What stands in the fields of a form, as plain values that can be kept and put back."""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

Value = str | bool | int


def values_of(fields: Mapping[str, QWidget]) -> dict[str, Value]:
    """Return what stands in each field. Raises ``TypeError`` for a kind of field not known here."""
    return {name: _value(field) for name, field in fields.items()}


def put_back(fields: Mapping[str, QWidget], values: Mapping[str, object]) -> None:
    """Write values into the fields of those names; names and choices that are gone are left out."""
    for name, value in values.items():
        if name in fields:
            _put(fields[name], value)


def _value(field: QWidget) -> Value:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        # Not toPlainText(), as in SectionField: it turns no-break spaces into spaces.
        return field.document().toRawText().replace("\u2029", "\n")
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, QComboBox):
        return _choice(field.currentData())
    if isinstance(field, QTimeEdit):
        return field.time().toString("HH:mm")
    if isinstance(field, QDateEdit):
        return field.date().toString("yyyy-MM-dd")
    raise TypeError(type(field).__name__)


def _choice(data: object) -> str:
    return str(data.value if isinstance(data, Enum) else data)


def _put(field: QWidget, value: object) -> None:
    if isinstance(field, QLineEdit):
        field.setText(str(value))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(value))
        field.document().setModified(True)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QSpinBox) and isinstance(value, int):
        field.setValue(value)
    elif isinstance(field, QComboBox):
        _choose(field, str(value))
    elif isinstance(field, QTimeEdit):
        field.setTime(QTime.fromString(str(value), "HH:mm"))
    elif isinstance(field, QDateEdit):
        field.setDate(QDate.fromString(str(value), "yyyy-MM-dd"))


def _choose(field: QComboBox, value: str) -> None:
    for place in range(field.count()):
        if _choice(field.itemData(place)) == value:
            field.setCurrentIndex(place)
