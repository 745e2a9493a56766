"""Keys: what opens a vault, where it is kept, and who signed."""
