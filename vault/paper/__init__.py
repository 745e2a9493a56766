"""Paper: what there is of a client outside the vault, and what became of it."""
