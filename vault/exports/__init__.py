"""Records that leave the vault: for people, for machines, for another program."""
