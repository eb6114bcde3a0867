"""Promises of the object store and of everything written into it."""
