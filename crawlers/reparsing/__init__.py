"""Reading archived pages again with today's rules: `crawlers.reparsing.reparse` puts these parts together."""
