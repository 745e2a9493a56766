"""What an event of a calendar says beside its time: what is kept of it, and how they meet."""

import html
import re

from vault.clients.model import Modality
from vault.importers import headers
from vault.importers.content_lines import Component, ContentLine
from vault.importers.model import Extra

_MACHINE = frozenset(
    {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DURATION",
        "CREATED",
        "LAST-MODIFIED",
        "SEQUENCE",
        "TRANSP",
        "CLASS",
        "PRIORITY",
        "STATUS",
        "SUMMARY",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
    }
)
# RFC 7986 §5.11, and what programs had before it.
_MEETING = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-GOOGLE-HANGOUT",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
# What programs note for themselves: whether the time is shown as busy, what was snoozed.
_OF_PROGRAMS = re.compile(
    "X-(?:MICROSOFT-|MS-OLK-|MOZ-|APPLE-|EVOLUTION-|CALENDARSERVER-|LIC-|WR-|KDE-|GOOGLE-)"
)
_HTML_TWIN = "X-ALT-DESC"
_BY_VOICE = frozenset({"PHONE", "AUDIO"})
_TAG = re.compile("<[^>]*>")


def extras(component: Component) -> tuple[Extra, ...]:
    """Return what is kept of an event: all but its time and what a program notes for itself."""
    return tuple(
        Extra(header=line.name, value=line.text.removeprefix("mailto:"))
        for line in component.lines
        if line.text.strip() and not _is_left(line, component)
    )


def _is_left(line: ContentLine, component: Component) -> bool:
    if line.name == _HTML_TWIN:
        plain = headers.fold(html.unescape(_TAG.sub(" ", line.text)))
        said = component.first("DESCRIPTION")
        return plain in headers.fold(said.text if said else "")
    is_noted = _OF_PROGRAMS.match(line.name) is not None and line.name not in _MEETING
    return is_noted or line.name in _MACHINE


def modality(component: Component) -> Modality:
    """Return how they meet: by the place, else by the link to a meeting, else ``OTHER``.

    Some programs add a link to every event, so that a place which a person wrote counts more.
    """
    place = component.first("LOCATION")
    if said := headers.modality(place.text if place else ""):
        return Modality(said)
    links = [one for name in _MEETING for one in component.all(name) if one.text.strip()]
    if not links:
        return Modality.OTHER
    features = {feature.upper() for one in links for feature in one.parameters.get("FEATURE", ())}
    is_by_voice = bool(features & _BY_VOICE) and "VIDEO" not in features
    return Modality.PHONE if is_by_voice else Modality.VIDEO
