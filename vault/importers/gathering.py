"""Collects what is said about one entry while its values find their places."""

import re

from vault.clients.typed_text import LINE_LENGTH, TEXT_LENGTH
from vault.importers.content_lines import Component
from vault.importers.model import Extra, Finding, Reason

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\r\u2028\u2029]+")


class Gathering:
    """The findings and extras of one entry, in the order in which they were met."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.extras: list[Extra] = []

    def find(self, reason: Reason, header: str = "", value: str = "") -> None:
        """Say ``reason``, once for each header."""
        finding = Finding(reason=reason, header=header, value=value)
        if finding not in self.findings:
            self.findings.append(finding)

    def keep(self, header: str, value: str) -> None:
        """Keep ``value`` for a note."""
        self.extras.append(Extra(header=header, value=value))

    def refuse(self, reason: Reason, header: str, value: str) -> None:
        """Say ``reason`` and keep the value, which has no place of its own then."""
        self.find(reason, header, value)
        self.keep(header, value)

    def keep_astray(self, entry: Component) -> None:
        """Say that lines went astray, and keep them under the property that they followed; and say
        that the entry has no end, so that some may be missing."""
        if entry.is_cut:
            self.find(Reason.CUT_OFF)
        for one in entry.all_astray():
            self.refuse(Reason.DAMAGED, one.name, one.text)

    def line(self, header: str, value: str, limit: int = LINE_LENGTH) -> str:
        """Return ``value`` fit for one line, or '' where it is too long and kept as an extra."""
        plain = _BREAKS.sub(" ", _CONTROLS.sub(" ", value)).strip()
        return self._fit(header, value, plain, limit)

    def text(self, header: str, value: str, limit: int = TEXT_LENGTH) -> str:
        """Return ``value`` fit for several lines, or '' where it is kept as an extra."""
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return self._fit(header, value, _CONTROLS.sub(" ", lines).strip(), limit)

    def _fit(self, header: str, value: str, plain: str, limit: int) -> str:
        if len(plain) > limit:
            self.refuse(Reason.VALUE_TOO_LONG, header, value)
            return ""
        if value.isprintable():
            return plain  # nothing in it to clean: the common case, and a quick question
        if _CONTROLS.search(value) or (plain != value.strip() and "\n" not in plain):
            self.find(Reason.VALUE_CLEANED, header, value)
        return plain


def outside(*around: Component) -> tuple[Finding, ...]:
    """Return what stands in a calendar or a file of cards, and in no entry of it."""
    return tuple(
        Finding(reason=Reason.OUTSIDE, header=found.name, value=found.text)
        for one in around
        for found in one.astray
    )
