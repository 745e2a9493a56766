"""What a card says besides its secret: for somebody who finds it years from now, upset."""

import base64

from vault.succession.card import Card

TITLE = "Key card for sealed records"
WHAT = (
    "This card helps to open the sealed records of the practice named below, when its practitioner "
    "has died, cannot work any more, or has closed the practice. It takes the cards of other "
    "holders too; START-HERE in the export says which. Please keep it, and tell nobody what is in "
    "the box."
)
KEEP_HEADING = "Where to keep it"
KEEP = (
    "With your personal papers, in a safe or a bank box: flat, dry and dark. Not with the export, "
    "and not with another holder’s card.",
    "Once a year you may be asked to type back two of its lines. Lost it, or was it seen? Say so: "
    "new cards are then made.",
)
NEVER_HEADING = "What not to do"
NEVER = (
    "Don’t photograph, scan, copy or e-mail it, and don’t write a client’s name on it.",
    "While the practitioner works nobody needs more than two lines. If somebody asks for all of "
    "them, refuse and call the practitioner.",
)
STEPS_HEADING = "When the day has come"
WITHOUT_HEADING = "Opening it without Casekeep"
WITHOUT = (
    "The prefix and lines 1 to 4, written together without spaces and check characters, are an age "
    "identity (age-encryption.org, type mlkem768x25519). It opens one layer of each file in open/ "
    "whose name has this card’s number; the layers of the other holders come before or after it. "
    "Every step is written down in START-HERE."
)


def steps(card: Card) -> tuple[str, ...]:
    """Return what to do, in order."""
    return (
        f"Find the folder or ZIP file casekeep-export-{card.facts.export_id[:8]}. The professional "
        "will, the lawyer or another holder knows where it lies.",
        "Open START-HERE in it. Read it in peace, and call the other holders it names.",
        "Start Casekeep on any computer, choose “I am a successor custodian”, then the folder, and "
        "type lines 1 to 5, each with its two check characters. Casekeep names a line that is "
        "wrong.",
        "Line 5 shows that this card belongs to this practice. If Casekeep says that it does not, "
        "stop.",
    )


def facts(card: Card) -> tuple[tuple[str, str], ...]:
    """Return label and value of what tells this card from others."""
    digest = base64.b64encode(bytes.fromhex(card.facts.fingerprint)).decode("ascii")
    return (
        ("Practice of", card.facts.practitioner),
        ("Card", f"number {card.place} – {card.label}"),
        ("Export", card.facts.export_id[:8]),
        ("Fingerprint", "SHA256:" + digest.rstrip("=")),
        ("Made on", card.facts.made_on.isoformat()),
    )
