"""Item models that several pages use."""
