"""Resolving by engines; what they need is an extra."""
