"""The core of Casekeep: keys, store and records, without any user interface."""

VERSION = "0.1.0"
"""The program's version, as ``pyproject.toml`` has it; certificates name it."""
