"""Finding: full text in the same database. User text is never a MATCH expression."""
