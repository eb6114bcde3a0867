"""Drift: a portal's pages have changed. Which declared sign died, since when, and what would do instead."""
