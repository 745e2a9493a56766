"""Notes: draft, signed, addenda; psychotherapy notes apart; templates."""
