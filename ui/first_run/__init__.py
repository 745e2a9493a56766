"""From nothing to a vault: one question a page."""
