"""How long a record has to be kept, and why."""
