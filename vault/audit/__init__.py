"""The audit chain: what was done, when, and that nothing was taken out of it."""
