"""A practice to try Casekeep on: made-up people, made-up notes, nobody's data."""
