"""Find: over everything, from anywhere."""
