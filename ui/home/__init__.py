"""Today: who comes, what lacks a note, what waits to be signed."""
