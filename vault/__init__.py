"""The core of Casekeep: keys, store and records, without any user interface."""
