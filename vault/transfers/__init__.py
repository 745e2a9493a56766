"""Transfers: a record goes to a colleague as a sealed packet; the originals stay."""
