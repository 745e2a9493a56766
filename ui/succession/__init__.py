"""Succession: the plan, who is kept apart, who holds cards, and the sealed export."""
