"""SIGKILL at any instant: the store stays whole, the next run completes. Long: `python -m tests.torture`."""
