"""Settings: the practice, the look, note templates, and the ways to open the vault."""
