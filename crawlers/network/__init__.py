"""The way out: which addresses may be connected to, on which terms, and how much may come back."""
