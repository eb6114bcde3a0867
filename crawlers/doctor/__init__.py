"""Looking a portal over: what a few polite requests tell of how well it can be crawled and read."""
