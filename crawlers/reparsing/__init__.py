"""Reading archived pages again with today's rules: `crawlers.reparse` puts these parts together."""
