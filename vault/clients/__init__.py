"""Clients, their episodes of care and sessions."""
