"""The ceremony: who holds a card or key, how many are needed, and whether they still have it."""
