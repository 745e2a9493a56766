"""Documents: files that belong to a client's record, each sealed by itself."""
