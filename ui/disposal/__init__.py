"""Disposing of records: read what goes, approve, erase, treat the copies, certify."""
