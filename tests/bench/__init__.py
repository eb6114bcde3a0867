"""How fast, how much memory, how many requests: `python -m tests.bench`. Nothing here is a timed test."""
