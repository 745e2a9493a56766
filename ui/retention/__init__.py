"""How long each record is kept, and why; what may go, and what keeps it."""
