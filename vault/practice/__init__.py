"""The practice's own profile and preferences."""
