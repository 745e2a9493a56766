"""Identifiers: random, so that they say nothing about whose record they name."""

import secrets
from typing import NewType

ClientId = NewType("ClientId", int)
EpisodeId = NewType("EpisodeId", int)
CareSessionId = NewType("CareSessionId", int)
NoteId = NewType("NoteId", int)
DocumentId = NewType("DocumentId", int)
ImportId = NewType("ImportId", int)
DestinationId = NewType("DestinationId", int)
CopyId = NewType("CopyId", int)
HoldId = NewType("HoldId", int)
PaperRecordId = NewType("PaperRecordId", int)
TransferId = NewType("TransferId", int)
DisposalId = NewType("DisposalId", int)
TombstoneId = NewType("TombstoneId", int)
CertificateId = NewType("CertificateId", int)
CeremonyId = NewType("CeremonyId", int)
HolderId = NewType("HolderId", int)
ChallengeId = NewType("ChallengeId", int)
ExportPlaceId = NewType("ExportPlaceId", int)
SealedExportId = NewType("SealedExportId", int)
CustodyTaskId = NewType("CustodyTaskId", int)


def new_uid() -> str:
    """Return 32 lowercase hex digits (128 random bits)."""
    return secrets.token_hex(16)
