"""Sample portals: four small sites on loopback, each in its portal's shape, whose every article is known."""
