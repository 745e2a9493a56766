"""The lock window: unlock, recover, or choose another vault."""
