"""Holds: what keeps a record from disposal, whatever its dates say."""
