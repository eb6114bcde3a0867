"""From the address of an article to its page: which are asked for, and what comes of it."""
