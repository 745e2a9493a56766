"""What the keyring services of the D-Bus session bus have in common: their errors."""

from jeepney import DBusErrorResponse

from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringLocked,
    KeyringTimeout,
    KeyringUnavailable,
    KeyringWrongValue,
)

# RuntimeError and ValueError are jeepney's words for an address that it cannot use and a
# reply that it cannot parse; AssertionError and LookupError are secretstorage's for an
# answer of another shape than expected, such as an error without text.
FOREIGN_ERRORS: tuple[type[Exception], ...] = (
    AssertionError,
    DBusErrorResponse,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)

_ANSWERS: dict[str, type[KeyringError]] = {
    "org.freedesktop.DBus.Error.AccessDenied": KeyringDenied,
    "org.freedesktop.DBus.Error.AuthFailed": KeyringDenied,
    "org.freedesktop.DBus.Error.TimedOut": KeyringTimeout,
    "org.freedesktop.DBus.Error.Timeout": KeyringTimeout,
    "org.freedesktop.Secret.Error.IsLocked": KeyringLocked,
}


def translate_bus_error(error: Exception) -> KeyringError:
    """Return our error for one of ``FOREIGN_ERRORS``, without the text of the foreign one."""
    kind = type(error).__name__
    match error:
        case DBusErrorResponse():
            return _ANSWERS.get(error.name, KeyringUnavailable)(error.name)
        case TimeoutError():
            return KeyringTimeout(kind)
        case UnicodeDecodeError():
            return KeyringWrongValue(kind)
        case _:
            return KeyringUnavailable(kind)
