"""Custody: keeping the records of a practice whose practitioner is no longer there."""
