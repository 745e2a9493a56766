"""Succession: the plan, the holders of cards and keys, the ceremony and the yearly drill."""
