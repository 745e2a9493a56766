"""The vault folder on disk: header, database, the switch, and files written whole or not at all."""
