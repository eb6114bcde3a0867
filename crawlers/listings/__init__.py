"""From a portal's listings, feeds and site maps to the addresses of its articles."""
