"""The sealed export: what stands in it, and how it is made, kept current and looked at again."""
