"""A D-Bus service that answers every call with one error."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy

from tests.keyring_daemon import DEADLINE_S, PrivateBus

_STOP = "StopRefusing"


@contextmanager
def refusing_service(bus: PrivateBus, name: str, error: str) -> Iterator[list[str]]:
    """Own ``name`` on ``bus``; give the list of the methods that were called so far."""
    called: list[str] = []
    with bus.connect() as connection, bus.connect() as remote:
        assert Proxy(message_bus, connection).RequestName(name)[0] == 1
        thread = threading.Thread(target=_refuse, args=(connection, error, called))
        thread.start()
        try:
            yield called
        finally:
            remote.send(new_method_call(DBusAddress("/", name, "tests.Service"), _STOP))
            thread.join(DEADLINE_S)


def _refuse(connection: DBusConnection, error: str, called: list[str]) -> None:
    while True:
        call = connection.receive(timeout=DEADLINE_S)
        member = call.header.fields.get(HeaderFields.member)
        if member == _STOP:
            return
        if call.header.message_type is MessageType.method_call:
            called.append(member)
            connection.send(new_error(call, error))
