"""Backups: where they go, making them beside the day's work, and whether they would come back."""
