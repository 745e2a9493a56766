"""Sealed exports: where they are kept, sealing one, and the copies there are."""
