"""The exact text of a certificate: one JSON form for one set of facts, and it is what is signed.

Keys are sorted and stand in the order of Unicode, indented by one space; the text ends with a
line feed. ``resources/disposal/certificate.schema.json`` describes it. Instants are UTC with six
decimals, days ``YYYY-MM-DD``; what is not known is ``null`` or empty, never left out. Only
``written_by`` stands in a custodian's certificates alone.
"""

import json

from vault import plain_json
from vault.disposal.certificate_claim_model import method, not_purge
from vault.disposal.certificate_model import CertificateFacts
from vault.errors import BadSignature, CertificateUnreadable
from vault.keys.signing import CERTIFICATE, PublicKey

FORMAT = "casekeep-disposal-certificate"
VERSION = 1
_SAID_OF_THEM = ("format", "version", "method", "not_purge_because")


def file_name(number: str) -> str:
    """Return the name of the file that holds a certificate's exact text."""
    return f"{number}.json"


def to_text(facts: CertificateFacts) -> str:
    """Return the certificate's text. ``method`` and its reasons follow from the facts."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "method": method(facts),
        "not_purge_because": list(not_purge(facts)),
        **plain_json.plain(facts),
    }
    if facts.written_by is None:
        del told["written_by"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read(text: str) -> CertificateFacts:
    """Return the facts of a certificate's text.

    Raises ``CertificateUnreadable`` for anything that ``to_text`` would not have written, also
    where it claims more than its facts allow.
    """
    try:
        told = json.loads(text)
        facts = plain_json.parsed(
            CertificateFacts, {k: v for k, v in told.items() if k not in _SAID_OF_THEM}
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CertificateUnreadable() from error
    if to_text(facts) != text:
        raise CertificateUnreadable()
    return facts


def verify(text: str, signature: str, public_key: PublicKey) -> CertificateFacts:
    """Return the facts of a certificate that this practice's key signed.

    Raises ``BadSignature``, also where the text names another key, or ``CertificateUnreadable``.
    """
    public_key.verify(text.encode("utf-8"), signature, CERTIFICATE)
    facts = read(text)
    if facts.issuer.public_key != public_key.to_text():
        raise BadSignature("another key")
    return facts
