"""Opening a sealed export: without a vault, by whoever holds enough cards."""
