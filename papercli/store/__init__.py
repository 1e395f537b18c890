"""The index: schema, writing, reading. The only part that knows SQL."""
