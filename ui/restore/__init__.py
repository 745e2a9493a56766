"""The way back: from a backup to a vault of its own, one question a page."""
