"""Bringing in records from elsewhere, and taking an import back."""
