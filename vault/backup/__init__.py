"""Snapshots of the vault in other places, and the way back from them."""
