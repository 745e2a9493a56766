"""The audit log: what was done, by when, and whether the chain is whole."""
