"""How a crawl behaves towards a portal: robots.txt, hours, pauses, its own hosts only."""
