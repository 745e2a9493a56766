"""Taking a record, or a list of clients, out of the vault as one file."""
